"""Any graph: around the thing asked for; whole while it is small; else kind by kind."""

from mopsdsl.diagnostics.wording import many
from mopsdsl.graphs.edges import Edge, World
from mopsdsl.graphs.things import Node
from mopsdsl.render.pictures.near import near
from mopsdsl.render.pictures.picture import LIMIT, Arrow, Box, Picture, condense, nothing


def graph_picture(
    world: World,
    kind: str,
    nodes: list[str],
    edges: list[Edge],
    focus: Node | None = None,
    depth: int = 1,
    limit: int = LIMIT,
) -> Picture:
    """`nodes` and `edges` of a graph of this kind, as far as a picture can show them."""
    if focus is None and len(nodes) > limit:
        return _by_kind(world, kind, nodes, edges)
    if not nodes:
        return nothing(f"The {kind} graph", "There is nothing in it.")
    drawn = list(near(focus.id, edges, depth)) if focus else nodes
    boxes = [_box(world.things.nodes[name]) for name in drawn]
    arrows = [Arrow(edge.start, edge.end, _said(edge)) for edge in edges]
    some, merged = condense(boxes, arrows, limit)
    title = (
        f"{focus.label[:1].upper()}{focus.label[1:]} in the {kind} graph" if focus else f"The {kind} graph"
    )
    description = f"{many(len(drawn), 'thing')}, {many(len(merged), 'arrow')} between them."
    return Picture(title, description, tuple(some), tuple(merged))


def _said(edge: Edge) -> str:
    return edge.kind.replace("_", " ") if edge.kind != "contains" else ""


def _box(node: Node) -> Box:
    kind = node.kind if node.kind in ("team", "workspace", "partition", "asset", "stage") else "other"
    label = node.title if node.kind != "asset" else node.name.rpartition(".")[2]
    return Box(
        node.id,
        label,
        kind,
        f"{node.word.replace('_', ' ')} {node.name}" if node.name != label else node.word,
    )


def _by_kind(world: World, kind: str, nodes: list[str], edges: list[Edge]) -> Picture:
    """One box for each kind of things, with how many there are."""
    words: dict[str, list[str]] = {}
    for name in nodes:
        words.setdefault(world.things.nodes[name].word, []).append(name)
    boxes = []
    for word, names in words.items():
        colour = _box(world.things.nodes[names[0]]).kind
        boxes.append(Box(word, many(len(names), word), colour))
    pairs = ((world.things.nodes[edge.start].word, world.things.nodes[edge.end].word) for edge in edges)
    arrows = tuple(Arrow(*pair) for pair in dict.fromkeys(pairs) if pair[0] != pair[1])
    description = f"{many(len(nodes), 'thing')} by kind. Ask with --focus for what stands around one of them."
    return Picture(f"The {kind} graph, kind by kind", description, tuple(boxes), arrows)
