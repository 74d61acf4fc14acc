"""A lifecycle that is kept in a workspace which is not excepted, and moves people of both sides."""

from collections.abc import Iterator

from mopsdsl.graphs.sight import chosen
from mopsdsl.graphs.walls.sides import Breach, Hop, Sides, reference_span


def by_lifecycles(sides: Sides) -> Iterator[Breach]:
    everything: dict[str, object] = dict(sides.model.partitions)
    for lifecycle in sides.model.lifecycles.values():
        home = lifecycle.workspace
        if home is None or home.name not in sides.model.workspaces:
            continue
        moved = frozenset(chosen(lifecycle.partitions, everything))
        left, right = sides.left & moved, sides.right & moved
        if left and right and sides.side(home.name) not in ("excepted", "both"):
            joined = (min(left), min(right))
            spans = [reference_span(lifecycle.partitions, name) or lifecycle.span for name in joined]
            kept = Hop(f"lifecycle {lifecycle.name} is kept in workspace {home.name}", home.span)
            moves = (Hop(f"it moves people of {n}", s) for n, s in zip(joined, spans, strict=True))
            yield Breach(sides.wall, "lifecycle", lifecycle, *joined, spans[1], (kept, *moves))
