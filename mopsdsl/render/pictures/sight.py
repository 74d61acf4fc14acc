"""Who sees whom: teams, the workspaces they work in, and the partitions that those see."""

from collections import Counter

from mopsdsl.diagnostics.wording import many
from mopsdsl.graphs.edges import Edge, World, holds, reads, sees, works_in
from mopsdsl.graphs.things import Node
from mopsdsl.model.access import Workspace
from mopsdsl.model.base import Everything
from mopsdsl.render.pictures.near import near
from mopsdsl.render.pictures.picture import LIMIT, Arrow, Box, Frame, Picture, condense

ALL = "all partitions"
"""The id of the box that stands for all partitions, those to come included."""

FEW = 3
"""Up to so many partitions an arrow to each is plainer than one to all."""

FEW_LABELS = 14
"""With more of them, labels of arrows only stand in each other's way."""


def sight_picture(world: World, focus: Node | None = None, depth: int = 2, limit: int = LIMIT) -> Picture:
    """Workspaces and what they see; or, around `focus`, all who see it and all that it sees, teams included."""
    edges = list(_edges(world, focus))
    if focus:
        drawn = near(focus.id, edges, depth)
        edges = [edge for edge in edges if edge.start in drawn and edge.end in drawn]
    else:
        drawn = _by_sight(world, limit)
    nodes = [world.things.nodes[name] for name in drawn]
    first = min((_COLUMNS[node.kind] for node in nodes), default=0)
    arrows = _arrows(world, edges, sum(node.kind == "partition" for node in nodes))
    boxes = [_box(node, first, _one_role(node, arrows)) for node in nodes]
    if sum(bool(arrow.label) for arrow in arrows) > FEW_LABELS:
        arrows = [Arrow(arrow.start, arrow.end, "", arrow.faint) for arrow in arrows]
    some, merged = condense(boxes, arrows, limit)
    frames: tuple[Frame, ...] = ()
    if any(arrow.end == ALL for arrow in arrows):
        last = _COLUMNS["partition"] - first
        members = tuple(box.id for box in some if box.column == last)
        some.append(Box(ALL, "All partitions", "all", "those to come, too", last, first=True))
        merged = [*merged, *_to_all(arrows, some)]
        frames = (Frame((ALL, *members)),)
    title = f"Who sees {focus.label}, and whom it sees" if focus else "Which workspaces see which people"
    headings = ("Teams", "Workspaces", "Assets" if focus and focus.kind == "asset" else "Partitions")[first:]
    return Picture(title, _description(edges, drawn), tuple(some), tuple(merged), headings, frames)


_COLUMNS = {"team": 0, "workspace": 1, "partition": 2, "asset": 2}


def _edges(world: World, focus: Node | None) -> list[Edge]:
    if focus and focus.kind == "asset":
        shelves = (edge for edge in (*holds(world), *reads(world)) if edge.end == focus.id)
        return [*works_in(world), *shelves]
    return [*works_in(world), *sees(world)] if focus else list(sees(world))


def _by_sight(world: World, limit: int) -> dict[str, int]:
    """Workspaces and partitions; if they are too many, first who sees most, and whom most of those see."""
    partitions = world.sight.partitions
    ranked = sorted(partitions)
    if len(partitions) + len(world.model.partitions) > limit:
        ranked.sort(key=lambda name: -len(partitions[name]))
    seen = Counter(partition for name in ranked[: limit // 2] for partition in sorted(partitions[name]))
    people = sorted(world.model.partitions)
    if len(partitions) + len(people) > limit:
        people.sort(key=lambda name: -seen[name])
    return dict.fromkeys(
        [f"workspace:{name}" for name in ranked] + [f"partition:{name}" for name in people], 0
    )


def _one_role(node: Node, arrows: list[Arrow]) -> str:
    """The role that a team has everywhere, if it is one: then it stands in its box, and no arrow repeats it."""
    if node.kind != "team":
        return ""
    own = [number for number, arrow in enumerate(arrows) if arrow.start == node.id]
    labels = {arrows[number].label for number in own}
    if len(labels) != 1 or len(own) < 2:
        return ""
    for number in own:
        arrows[number] = Arrow(node.id, arrows[number].end)
    return f"as {labels.pop()}"


def _box(node: Node, first: int, role: str) -> Box:
    name = node.name if node.name != node.title else ""
    detail = node.word.replace("_", " ") if node.kind == "asset" else name
    detail = "\n".join(part for part in (detail, role) if part)
    return Box(node.id, node.title, node.kind, detail, _COLUMNS[node.kind] - first)


def _arrows(world: World, edges: list[Edge], partitions: int) -> list[Arrow]:
    """One arrow for each edge, but a single one from a workspace that sees all, and none twice."""
    found: dict[tuple[str, str], Arrow] = {}
    for edge in edges:
        workspace = world.model.workspaces.get(edge.start.partition(":")[2])
        if edge.kind == "sees" and workspace and partitions > FEW and isinstance(workspace.sees, Everything):
            found[edge.start, ALL] = Arrow(edge.start, ALL, _exceptions(workspace))
        elif edge.kind != "sees" and (edge.start, edge.end) not in found:
            label = {"works_in": edge.label.removeprefix("as "), "reads": ""}.get(edge.kind, edge.kind)
            found[edge.start, edge.end] = Arrow(edge.start, edge.end, label, edge.kind == "reads")
        else:
            found.setdefault((edge.start, edge.end), Arrow(edge.start, edge.end))
    return list(found.values())


def _exceptions(workspace: Workspace) -> str:
    left_out = [one.name for one in workspace.sees.except_] if isinstance(workspace.sees, Everything) else []
    return f"all but {', '.join(left_out)}" if left_out else ""


def _to_all(arrows: list[Arrow], boxes: list[Box]) -> list[Arrow]:
    drawn = {box.id for box in boxes}
    return [arrow for arrow in arrows if arrow.end == ALL and arrow.start in drawn]


def _description(edges: list[Edge], drawn: dict[str, int]) -> str:
    """The same in sentences, as far as anybody would listen."""
    seen: dict[str, list[str]] = {}
    for edge in edges:
        verb = edge.kind.replace("_", " ")
        if edge.start in drawn and edge.end in drawn:
            seen.setdefault(f"{edge.start.partition(':')[2]} {verb}", []).append(edge.end.partition(":")[2])
    sentences = [
        f"{start} {', '.join(dict.fromkeys(ends[:12]))}{' and more' * (len(ends) > 12)}."
        for start, ends in seen.items()
    ]
    left = len(sentences) - 40
    return " ".join(sentences[:40]) + (f" And {many(left, 'line')} more." if left > 0 else "")
