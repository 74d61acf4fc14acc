"""A lifecycle's layout: the success path in one straight line, detours below it, leaps along it in bows above."""

from mopsdsl.render.pictures.layout import (
    Course,
    Layout,
    Placed,
    Point,
    Rect,
    framed,
    note_lines,
    note_size,
    noted,
    settled,
    size_of,
    text_of,
)
from mopsdsl.render.pictures.picture import Arrow, Picture

NOTE_ROOM = 132
"""The width at which an arrow's label is wrapped."""

STEP = 44
"""The shortest way between two boxes of the line."""


def spined(picture: Picture) -> Layout:
    """A place for everything in a picture that has a spine."""
    texts = {box.id: text_of(box) for box in picture.boxes}
    sizes = {name: size_of(*text) for name, text in texts.items()}
    spine = [name for name in dict.fromkeys(picture.spine) if name in sizes]
    arrows = [arrow for arrow in picture.arrows if arrow.start in sizes and arrow.end in sizes]
    rects = _line(spine, sizes, arrows)
    row_of = _rows(spine, [box.id for box in picture.boxes if box.id not in rects], arrows)
    _place_rows(rects, row_of, sizes, arrows)
    courses = _courses(spine, row_of, rects, arrows)
    placed = [Placed(box, rects[box.id], *texts[box.id]) for box in picture.boxes]
    return framed(placed, noted(courses, list(rects.values()), NOTE_ROOM))


def _line(spine: list[str], sizes: dict[str, tuple[float, float]], arrows: list[Arrow]) -> dict[str, Rect]:
    """The success path from left to right, boxes of one height, with room between for what is said there."""
    notes = {(arrow.start, arrow.end): arrow.label for arrow in arrows}
    high = max((sizes[name][1] for name in spine), default=0)
    rects: dict[str, Rect] = {}
    x = 0.0
    for number, name in enumerate(spine):
        rects[name] = Rect(x, 0, sizes[name][0], high)
        following = spine[number + 1] if number + 1 < len(spine) else ""
        there, back = (
            note_size(note_lines(notes.get(pair, ""), NOTE_ROOM))[0]
            for pair in ((name, following), (following, name))
        )
        x += sizes[name][0] + max(STEP, there + 30, (back + 30) if (following, name) in notes else 0)
    return rects


def _rows(spine: list[str], others: list[str], arrows: list[Arrow]) -> dict[str, int]:
    """The row of each box: 0 on the line, 1 for what it leads to or comes from, and so on down."""
    row_of = dict.fromkeys(spine, 0)
    row = 0
    while True:
        row += 1
        near = {
            b
            for arrow in arrows
            for a, b in ((arrow.start, arrow.end), (arrow.end, arrow.start))
            if row_of.get(a) == row - 1
        }
        new = [name for name in others if name not in row_of and name in near]
        if not new:
            break
        row_of.update(dict.fromkeys(new, row))
    row_of.update((name, row) for name in others if name not in row_of)
    return row_of


def _place_rows(
    rects: dict[str, Rect], row_of: dict[str, int], sizes: dict[str, tuple[float, float]], arrows: list[Arrow]
) -> None:
    """Adds the rows below the line; each box as near as can be below what it is joined with."""
    top = max((rect.bottom for rect in rects.values()), default=0)
    for row in range(1, max(row_of.values(), default=0) + 1):
        names = [name for name in row_of if row_of[name] == row]
        wishes = {name: _wish(name, rects, arrows) for name in names}
        names.sort(key=lambda name: wishes[name])
        between = [
            a
            for a in arrows
            if a.label and {row_of[a.start], row_of[a.end]} & {row} and row_of[a.start] != row_of[a.end]
        ]
        top += min(90 + 34 * len(between), 300)
        gap = (
            NOTE_ROOM + 30 if any(row_of[a.start] == row_of[a.end] == row and a.label for a in arrows) else 56
        )
        xs = settled([wishes[name] for name in names], [sizes[name][0] for name in names], gap)
        for name, x in zip(names, xs, strict=True):
            rects[name] = Rect(x - sizes[name][0] / 2, top, *sizes[name])
        top = max(rects[name].bottom for name in names)


def _wish(name: str, rects: dict[str, Rect], arrows: list[Arrow]) -> float:
    """The mean of the middles of those it is joined with and that have a place; else the left end."""
    near = [
        arrow.start if arrow.end == name else arrow.end
        for arrow in arrows
        if name in (arrow.start, arrow.end)
    ]
    middles = [_middle(rects[other]) for other in near if other in rects]
    return sum(middles) / len(middles) if middles else 0.0


def _middle(rect: Rect) -> float:
    return rect.x + rect.width / 2


def _courses(
    spine: list[str], row_of: dict[str, int], rects: dict[str, Rect], arrows: list[Arrow]
) -> list[Course]:
    place = {name: number for number, name in enumerate(spine)}
    sides = {number: _sides(arrow, place, row_of, rects) for number, arrow in enumerate(arrows)}
    ports = _ports(arrows, sides, rects)
    courses = []
    for number, arrow in enumerate(arrows):
        start, end = ports[number, 0], ports[number, 1]
        match sides[number]:
            case "right", "left":
                courses.append(_straight(arrow, start, end))
            case "top", "top":
                courses.append(Course(arrow, _bow(start, end, -1)))
            case "bottom", "bottom":
                courses.append(Course(arrow, _bow(start, end, 1)))
            case _:
                half = (end[1] - start[1]) / 2
                points = (start, (start[0], start[1] + half), (end[0], end[1] - half), end)
                courses.append(Course(arrow, points))
    return courses


def _sides(
    arrow: Arrow, place: dict[str, int], row_of: dict[str, int], rects: dict[str, Rect]
) -> tuple[str, str]:
    """The sides of its boxes at which an arrow leaves and arrives."""
    first, last = row_of[arrow.start], row_of[arrow.end]
    if first < last:
        return "bottom", "top"
    if first > last:
        return "top", "bottom"
    if first == 0:
        return ("right", "left") if place[arrow.end] == place[arrow.start] + 1 else ("top", "top")
    beside = rects[arrow.start].right < rects[arrow.end].x and not any(
        rects[arrow.start].right < rect.x < rects[arrow.end].x and rect.y == rects[arrow.start].y
        for rect in rects.values()
    )
    return ("right", "left") if beside else ("bottom", "bottom")


def _ports(
    arrows: list[Arrow], sides: dict[int, tuple[str, str]], rects: dict[str, Rect]
) -> dict[tuple[int, int], Point]:
    """Where arrows leave (…, 0) and arrive (…, 1): spread over the side of the box in the order of where they go."""
    ends: dict[tuple[str, str], list[tuple[float, int, int]]] = {}  # other end's middle, arrow, its end
    for number, arrow in enumerate(arrows):
        for end, (name, other) in enumerate(((arrow.start, arrow.end), (arrow.end, arrow.start))):
            ends.setdefault((name, sides[number][end]), []).append((_middle(rects[other]), number, end))
    ports: dict[tuple[int, int], Point] = {}
    for (name, side), some in ends.items():
        rect = rects[name]
        for at, (_, number, end) in enumerate(sorted(some)):
            share = (at + 1) / (len(some) + 1)
            if side in ("top", "bottom"):
                ports[number, end] = (rect.x + rect.width * share, rect.y if side == "top" else rect.bottom)
            else:
                ports[number, end] = (rect.right if side == "right" else rect.x, rect.y + rect.height / 2)
    return ports


def _straight(arrow: Arrow, start: Point, end: Point) -> Course:
    """Level from box to box, with its label above the line."""
    third = (end[0] - start[0]) / 3
    points = (start, (start[0] + third, start[1]), (end[0] - third, end[1]), end)
    if not arrow.label:
        return Course(arrow, points)
    lines = note_lines(arrow.label, NOTE_ROOM)
    across, high = note_size(lines)
    middle = (start[0] + end[0]) / 2 - 3
    return Course(arrow, points, lines, Rect(middle - across / 2, start[1] - high - 4, across, high))


def _bow(start: Point, end: Point, way: int) -> tuple[Point, ...]:
    """A bow above (`way` -1) or below (1) a row; the farther, the higher."""
    if start[0] == end[0]:
        end = (end[0] + 12, end[1])
    high = way * (44 + abs(end[0] - start[0]) * 0.16)
    return (start, (start[0], start[1] + high), (end[0], end[1] + high), end)
