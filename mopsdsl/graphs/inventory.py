"""`show` and `list`: what there is, and one thing with all that belongs to it."""

from collections import Counter
from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.edges import (
    Edge,
    World,
    access_text,
    fine_references,
    granted_at,
    lifecycle,
    place_of,
    primary,
    readers,
    reads,
    references_of,
    sees,
)
from mopsdsl.graphs.missing import Remark
from mopsdsl.graphs.properties import Property, properties
from mopsdsl.graphs.questions import Unclear, unknown
from mopsdsl.graphs.things import Node
from mopsdsl.model.assets import Asset


@value
class Profile:
    """One thing: what it is (`properties`, `documentation`), whom it names and who names it, who sees it or whom it sees."""

    node: Node
    documentation: str
    properties: tuple[Property, ...]
    refers_to: tuple[Edge, ...]
    referred_by: tuple[Edge, ...]
    sight: tuple[Remark, ...]


def one_thing(world: World, text: str) -> Node | Unclear:
    """The one thing that a name, or `kind:name`, stands for."""
    found = world.things.called(text)
    if len(found) == 1:
        return found[0]
    if not found:
        return unknown(world, text)
    return Unclear(f"{text} stands for several things; say which", tuple(node.id for node in found))


def show(world: World, text: str) -> Profile | Unclear:
    """All that is known of one thing."""
    node = one_thing(world, text)
    return profile(world, node) if isinstance(node, Node) else node


def profile(world: World, node: Node) -> Profile:
    subject = world.things.stage(node) if node.kind == "stage" else world.things.declaration(node)
    assert subject is not None, "every node comes from a declaration or a stage"
    return Profile(
        node,
        subject.documentation,
        tuple(properties(subject)),
        _once(_refers_to(world, node)),
        _once(_referred_by(world, node)),
        tuple(sight(world, node)),
    )


def _once(edges: Iterator[Edge]) -> tuple[Edge, ...]:
    """Each line of a spec once, however often it names the same thing in the same sense."""
    by_line = {(edge.start, edge.end, edge.kind, edge.label, edge.span.place): edge for edge in edges}
    return tuple(by_line.values())


def _refers_to(world: World, node: Node) -> Iterator[Edge]:
    if node.kind == "stage":
        yield from (edge for edge in lifecycle(world) if edge.start == node.id)
    declaration = world.things.declaration(node)
    if node.kind != "stage" and declaration:
        own = f"stage:{node.name}." if node.kind == "lifecycle" else "\0"
        yield from (edge for edge in references_of(world, declaration) if not edge.end.startswith(own))


def _referred_by(world: World, node: Node) -> Iterator[Edge]:
    own = ""
    if node.kind == "stage":
        own = f"lifecycle:{node.name.rpartition('.')[0]}"
        yield from (edge for edge in lifecycle(world) if edge.end == node.id)
    yield from (edge for edge in fine_references(world) if edge.end == node.id and edge.start != own)


def sight(world: World, node: Node) -> Iterator[Remark]:
    """Who sees it or whom it sees, each with the place that makes it so."""
    if node.kind == "team":
        yield from _of_team(world, node.name)
    elif node.kind == "workspace":
        yield from _of_workspace(world, node)
    elif node.kind == "partition":
        for edge in sees(world, node.name):
            workspace = edge.start.partition(":")[2]
            yield Remark(f"seen by workspace {workspace}{_teams_in(world, workspace)}", edge.span)
    elif node.kind == "asset":
        yield from _of_asset(world, world.model.assets[node.name])


def _of_team(world: World, team: str) -> Iterator[Remark]:
    for access in world.sight.accesses.get(team, ()):
        yield Remark(f"works in {access.workspace} {access_text(access)}", granted_at(access))
    for partition, accesses in sorted(world.sight.reach(team).items()):
        through = ", ".join(sorted({access.workspace for access in accesses}))
        yield Remark(f"reaches partition {partition} through {through}", None)


def _of_workspace(world: World, node: Node) -> Iterator[Remark]:
    workspace = world.model.workspaces[node.name]
    for partition in sorted(world.sight.partitions[node.name]):
        yield Remark(f"sees partition {partition}", place_of(workspace.sees, partition, workspace.span))
    landing = primary(world, workspace)
    if landing:
        yield Remark(
            f"people who come in here land in partition {landing.end.partition(':')[2]}", landing.span
        )
    for team, accesses in world.sight.accesses.items():
        for access in accesses:
            if access.workspace == node.name:
                yield Remark(f"team {team} works here {access_text(access)}", granted_at(access))
    held = sum(asset.workspace.name == node.name for asset in world.model.assets.values())
    read = sum(edge.start == node.id for edge in reads(world))
    yield Remark(f"holds {held} assets and can use {read} of other workspaces", None)


def _teams_in(world: World, workspace: str) -> str:
    accesses = world.sight.accesses.items()
    teams = [team for team, ways in accesses if any(access.workspace == workspace for access in ways)]
    return f", where {', '.join(teams)} {'work' if len(teams) > 1 else 'works'}" if teams else ""


def _of_asset(world: World, asset: Asset) -> Iterator[Remark]:
    for reader, span in readers(world, asset):
        yield Remark(f"shared with workspace {reader}", span)
    workspace = world.model.workspaces.get(asset.workspace.name)
    if workspace and asset.asset_kind in ACTING:
        seen = sorted(world.sight.audience(asset))
        everybody = (
            f"every partition, all {len(seen)}" if world.sight.sees_everything(workspace.name) else some(seen)
        )
        yield Remark(
            f"acts on people of {everybody or 'nobody'}, whom workspace {workspace.name} sees", workspace.span
        )
    landing = primary(world, workspace) if workspace else None
    if landing and asset.asset_kind in ("form", "landing_page"):
        yield Remark(f"new people land in partition {landing.end.partition(':')[2]}", landing.span)


ACTING = {
    "program",
    "email",
    "landing_page",
    "form",
    "smart_list",
    "static_list",
    "smart_campaign",
    "segmentation",
}
"""The kinds of assets that people are acted on with, or counted in; the rest are parts of those."""


def counts(world: World) -> dict[str, int]:
    """How many there are of each kind that there is, assets by theirs, in the order of the model."""
    return dict(Counter(node.word for node in world.things.nodes.values() if not node.brought))


def listing(world: World, kind: str) -> list[Node] | None:
    """All of a kind (`workspace`, `workspaces`, `email`, `asset`, `stage`), sorted; None where there is no such kind."""
    word = world.things.kind(kind)
    return None if word is None else [node for node in world.things.of_kind(word) if not node.brought]
