"""How people come in, in which partition each way sets them down, and what moves them to where they belong."""

from collections import Counter

from mopsdsl.diagnostics.wording import many
from mopsdsl.graphs.carriers import carriers
from mopsdsl.graphs.edges import World
from mopsdsl.graphs.ways_in import WayIn, ways_in
from mopsdsl.model.routing import Routing
from mopsdsl.render.docs.words import plain
from mopsdsl.render.pictures.picture import LIMIT, Arrow, Box, Picture, condense

WORDS = {"form": "form", "landing_page": "landing page", "site": "site"}


def ways_in_picture(world: World, limit: int = LIMIT) -> Picture:
    """Forms, pages, sites and imports by workspace, the CRM and the API; each leads to where its people land, and routing on."""
    ways = list(ways_in(world.model))
    boxes: dict[str, Box] = {}
    arrows: list[Arrow] = []
    inside: dict[str, list[WayIn]] = {}
    for way in ways:
        if way.workspace:
            inside.setdefault(way.workspace, []).append(way)
    for workspace, own in inside.items():
        box = Box(f"ways:{workspace}", _title(world, workspace), "workspace", _summary(own), 0)
        boxes[box.id] = box
        arrows += _landings(world, box, own, boxes)
    for way in ways:
        if not way.workspace:
            box = Box(
                f"{way.kind}:{way.name}",
                way.name.capitalize() if way.kind == "crm" else way.name,
                "other",
                "",
                0,
            )
            boxes[box.id] = box
            arrows += _routed(world, box, boxes) if way.kind == "crm" else _landings(world, box, [way], boxes)
    landed = [box.id for box in boxes.values() if box.kind == "partition"]
    onwards = [
        arrow for routing in world.model.routings.values() for arrow in _moved(world, routing, landed, boxes)
    ]
    arrows += onwards
    some, merged = condense(boxes.values(), arrows, limit)
    sentences = (f"{boxes[arrow.start].label} to {boxes[arrow.end].label}." for arrow in arrows[:60])
    headings = (
        "People come in through",
        "and land in",
        *(("are moved by", "to where they belong") if onwards else ()),
    )
    return Picture(
        "How people come in, and where they land", " ".join(sentences), tuple(some), tuple(merged), headings
    )


def _summary(ways: list[WayIn]) -> str:
    counts = Counter(way.kind for way in ways if way.kind in WORDS)
    return ", ".join(
        [*(many(number, WORDS[kind]) for kind, number in sorted(counts.items())), "list imports"]
    )


def _title(world: World, workspace: str) -> str:
    found = world.model.workspaces.get(workspace)
    return found.title or workspace if found else workspace


def _landings(world: World, box: Box, ways: list[WayIn], boxes: dict[str, Box]) -> list[Arrow]:
    found = []
    for name in dict.fromkeys(way.lands for way in ways):
        end = _partition(world, name, boxes) if name else None
        if end:
            found.append(Arrow(box.id, end))
    return found


def _routed(world: World, box: Box, boxes: dict[str, Box]) -> list[Arrow]:
    """The CRM's new people: each goes where the assignment rules say."""
    found = []
    for routing in world.model.routings.values():
        if routing.by_assignment_rules:
            for name in dict.fromkeys(route.target.name for route in routing.routes):
                end = _partition(world, name, boxes)
                if end:
                    found.append(Arrow(box.id, end, "", faint=True))
    if found:
        boxes[box.id] = Box(box.id, box.label, box.kind, "by assignment rules", box.column)
        return found
    end = _partition(world, "Default", boxes)
    return [Arrow(box.id, end)] if end else []


def _partition(world: World, name: str, boxes: dict[str, Box]) -> str | None:
    partition = world.model.partitions.get(name)
    if partition is None:
        return None
    boxes.setdefault(partition.id, Box(partition.id, partition.title or name, "partition", "", 1))
    return partition.id


def _moved(world: World, routing: Routing, landed: list[str], boxes: dict[str, Box]) -> list[Arrow]:
    """From where people land, as far as a campaign that carries the routing out sees them, to where it says they belong."""
    carrying = [one.campaign for one in carriers(routing, world.model, world.names)]
    seen = {name for one in carrying for name in world.sight.partitions.get(one.workspace.name, ())}
    starts = [name for name in landed if name.partition(":")[2] in seen]
    if not starts:
        return []
    by = ", ".join(plain(one.title, one.short_name) for one in carrying)
    router = Box(routing.id, plain(routing.title, routing.name), "other", f"by {by}", 2)
    ends: list[str] = []
    for name in dict.fromkeys(route.target.name for route in routing.routes):
        partition = world.model.partitions.get(name)
        if partition is not None:
            ends.append(f"belongs:{name}")
            boxes.setdefault(ends[-1], Box(ends[-1], partition.title or name, "partition", "", 3))
    boxes[router.id] = router
    return [*(Arrow(start, router.id) for start in starts), *(Arrow(router.id, end) for end in ends)]
