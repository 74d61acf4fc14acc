"""What is drawn, before it is known where: boxes, arrows between them, and the words for those who can't see it."""

from collections import Counter
from collections.abc import Iterable

from mopsdsl._value import value
from mopsdsl.diagnostics.wording import many

LIMIT = 60
"""How many boxes a picture has at most; people lose themselves long before browsers do."""

ARROWS = 160
"""How many arrows a picture has at most."""

FEW = 8
"""How many arrows a box for the rest ("and 37 more") has at most."""


@value
class Box:
    """One thing, or (`kind` more) several that are left out: `label` says how many.

    `kind` chooses the colours: team, workspace, partition, asset, stage, end, other, more, all. `column` is where it must
    stand, from 0 (None: wherever its arrows put it); `first` at the top of it. `detail` is a smaller second line.
    """

    id: str
    label: str
    kind: str
    detail: str = ""
    column: int | None = None
    first: bool = False


@value
class Arrow:
    """From a box to a box, by their ids; `faint` ones are drawn dashed."""

    start: str
    end: str
    label: str = ""
    faint: bool = False


@value
class Frame:
    """A frame around boxes that belong together; they stand in one column."""

    members: tuple[str, ...]


@value
class Picture:
    """`title` and `description` are read out by screen readers; `headings` stand above the columns.

    With a `spine` (ids of boxes) these stand in one straight line from left to right, and all others below it.
    """

    title: str
    description: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    headings: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    spine: tuple[str, ...] = ()


def nothing(title: str, text: str) -> Picture:
    """A picture that says that there is nothing to draw."""
    return Picture(title, text, (Box("nothing", text, "more"),), ())


def condense(
    boxes: Iterable[Box], arrows: Iterable[Arrow], limit: int = LIMIT
) -> tuple[list[Box], list[Arrow]]:
    """The first `limit` boxes; of each kind the rest becomes one box, "and 37 more workspaces", that keeps their arrows.

    Kinds share the room fairly: a long list of one does not push out a short list of another. Where nearly everything is
    joined with everything, fewer boxes are drawn, until the arrows between them can be told apart.
    """
    all_boxes, all_arrows = list(boxes), list(arrows)
    some, merged = _condensed(all_boxes, all_arrows, limit)
    while len(merged) > ARROWS and limit > FEW:
        limit = limit * 3 // 4
        some, merged = _condensed(all_boxes, all_arrows, limit)
    return some, merged


def _condensed(boxes: list[Box], arrows: list[Arrow], limit: int) -> tuple[list[Box], list[Arrow]]:
    kept = _fair(boxes, limit)
    rest: dict[tuple[str, int | None], list[Box]] = {}
    for box in boxes:
        if box.id not in kept:
            rest.setdefault((box.kind, box.column), []).append(box)
    stands_for = {box.id: box.id for box in boxes if box.id in kept}
    groups: list[Box] = []
    for (kind, column), left in rest.items():
        group = Box(f"more:{kind}:{column}", f"and {_more(left)}", "more", "", column)
        groups.append(group)
        stands_for.update((box.id, group.id) for box in left)
    return [box for box in boxes if box.id in kept] + groups, _merged(arrows, stands_for)


def _fair(boxes: list[Box], limit: int) -> set[str]:
    """The ids of the boxes to keep: by turns one of each kind, in their order."""
    queues: dict[tuple[str, int | None], list[str]] = {}
    for box in boxes:
        queues.setdefault((box.kind, box.column), []).append(box.id)
    ranked = sorted(
        (turn, number, name)
        for number, queue in enumerate(queues.values())
        for turn, name in enumerate(queue)
    )
    return {name for _, _, name in ranked[:limit]}


def _more(left: list[Box]) -> str:
    number = many(len(left), left[0].kind if left[0].kind not in ("other", "end") else "thing")
    return number.replace(" ", " more ", 1)


def _merged(arrows: Iterable[Arrow], stands_for: dict[str, str]) -> list[Arrow]:
    """Arrows between what is drawn: one each way between two boxes, its labels joined."""
    merged: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in arrows:
        start, end = stands_for.get(arrow.start), stands_for.get(arrow.end)
        if start and end and (start != end or arrow.start == arrow.end):
            merged.setdefault((start, end), []).append(arrow)
    crowded = _crowded(merged)
    return [
        Arrow(*pair, _label(pair, some), all(arrow.faint for arrow in some))
        for pair, some in merged.items()
        if not crowded.intersection(pair) or all(name.startswith("more:") for name in pair)
    ]


def _crowded(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The boxes for the rest that lead nearly everywhere: all those arrows would say nothing and hide the others."""
    ends = Counter(name for pair in pairs for name in pair if name.startswith("more:"))
    return {name for name, many in ends.items() if many > FEW}


def _label(pair: tuple[str, str], arrows: list[Arrow]) -> str:
    if any(name.startswith("more:") for name in pair):
        return ""
    return "\n".join(dict.fromkeys(arrow.label for arrow in arrows if arrow.label))
