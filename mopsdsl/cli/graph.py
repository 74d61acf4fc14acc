"""`mopsdsl graph`: the graphs as pictures, or whole as JSON."""

from argparse import ArgumentParser, Namespace

from mopsdsl.cli import options as shared
from mopsdsl.cli.asking import answer_json, edge_json, node_json, refuse, world_of
from mopsdsl.graphs.edges import GRAPHS, Edge, World, nodes_of
from mopsdsl.graphs.inventory import one_thing
from mopsdsl.graphs.questions import Unclear
from mopsdsl.graphs.things import Node
from mopsdsl.render.pictures.picture import Picture, nothing


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--kind", choices=tuple(GRAPHS), default="visibility")
    parser.add_argument("--format", choices=("svg", "mermaid", "dot", "json"), default="svg")
    parser.add_argument("--focus", metavar="NAME", help="draw what stands around this one thing")
    parser.add_argument("--depth", metavar="N", type=int, help="how many steps away from it (default 2)")
    shared.project(parser)


def run(options: Namespace) -> int:
    """0, or 2 where the focus is not clear. JSON always has everything; a picture has what fits in one."""
    world = world_of(options)
    focus = one_thing(world, options.focus) if options.focus else None
    if isinstance(focus, Unclear):
        return refuse(focus)
    if options.format == "json":
        answer_json(graph_json(world, options.kind))
        return 0
    picture = picture_of(world, options.kind, focus, max(1, options.depth or 2))
    if isinstance(picture, Unclear):
        return refuse(picture)
    print(drawn(picture, options.format), end="")
    return 0


def graph_json(world: World, kind: str) -> dict[str, object]:
    """`kind`, `nodes` and `edges` of a whole graph."""
    edges = list(GRAPHS[kind](world))
    nodes = [world.things.nodes[name] for name in nodes_of(world, kind, edges)]
    return {
        "kind": kind,
        "nodes": [node_json(node) for node in nodes],
        "edges": [edge_json(edge) for edge in edges],
    }


def picture_of(world: World, kind: str, focus: Node | None, depth: int) -> Picture | Unclear:
    """The picture of a graph that suits its kind."""
    if kind == "visibility" and (focus is None or focus.kind in ("team", "workspace", "partition", "asset")):
        from mopsdsl.render.pictures.sight import sight_picture

        return sight_picture(world, focus, depth)
    if kind == "sharing" and (focus is None or focus.kind in ("workspace", "asset")):
        from mopsdsl.render.pictures.sharing import sharing_picture

        return sharing_picture(world, focus)
    if kind == "lifecycle":
        from mopsdsl.render.pictures.lifecycle import lifecycle_picture, main_lifecycle

        lifecycle = main_lifecycle(world, focus)
        if lifecycle:
            return lifecycle_picture(world, lifecycle)
        if focus is None:
            return nothing("Lifecycles", "No lifecycle is declared.")
    if focus and kind in ("visibility", "sharing", "lifecycle"):
        return Unclear(f"{focus.label} is not in the {kind} graph", ())
    return _whole(world, kind, focus, depth)


def _whole(world: World, kind: str, focus: Node | None, depth: int) -> Picture:
    from mopsdsl.render.pictures.overview import graph_picture

    edges: list[Edge] = list(GRAPHS[kind](world))
    return graph_picture(world, kind, nodes_of(world, kind, edges), edges, focus, depth)


def drawn(picture: Picture, form: str) -> str:
    """The picture as svg, mermaid or dot."""
    if form == "mermaid":
        from mopsdsl.render.pictures.mermaid import mermaid

        return mermaid(picture)
    if form == "dot":
        from mopsdsl.render.pictures.dot import dot

        return dot(picture)
    from mopsdsl.render.pictures.svg import svg

    return svg(picture)
