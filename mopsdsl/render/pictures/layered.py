"""Columns from left to right, arrows from each to the next: for sight, sharing, ways in, references.

Sugiyama's steps: a column for each box, stand-ins where an arrow crosses a column, an order with few crossings
(barycentres), and places as near as can be to what a box is joined with.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable
from itertools import pairwise

from mopsdsl._value import value
from mopsdsl.graphs.layers import layers
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
from mopsdsl.render.pictures.picture import Arrow, Box, Picture

GAP, BETWEEN, NOTE_ROOM, SWEEPS = 14, 96, 150, 8
"""Between boxes of a column, between columns at least, the width of an arrow's label, and how often the order is improved."""

Link = tuple[str, str]


@value
class _Grid:
    """What is worked out on the way: columns, the left side and width of each, the middle's height of all boxes and stand-ins."""

    column: dict[str, int]
    left: dict[int, float]
    across: dict[int, float]
    middles: dict[str, float]
    rects: dict[str, Rect]


def layered(picture: Picture) -> Layout:
    """A place for everything in the picture."""
    known = {box.id for box in picture.boxes}
    arrows = [arrow for arrow in picture.arrows if arrow.start in known and arrow.end in known]
    column = _columns(picture.boxes, arrows)
    chains = {number: _chain(arrow, number, column) for number, arrow in enumerate(arrows)}
    links = [link for chain in chains.values() for link in pairwise(chain)]
    order = _ordered(_stacks(column), links, {box.id for box in picture.boxes if box.first})
    texts = {box.id: text_of(box) for box in picture.boxes}
    sizes = {name: size_of(*text) for name, text in texts.items()}
    middles = _middles(order, links, {name: size[1] for name, size in sizes.items()})
    left, across = _widths(order, sizes, arrows, column)
    rects = {
        name: Rect(left[column[name]], middles[name] - high / 2, across[column[name]], high)
        for name, (_, high) in sizes.items()
    }
    grid = _Grid(column, left, across, middles, rects)
    placed = [Placed(box, rects[box.id], *texts[box.id]) for box in picture.boxes]
    courses = noted(_courses(arrows, chains, grid), list(rects.values()), NOTE_ROOM)
    frames = [_frame([rects[name] for name in frame.members if name in rects]) for frame in picture.frames]
    return framed(placed, courses, tuple(frames), tuple(_headings(picture, grid, frames)))


def _headings(picture: Picture, grid: _Grid, frames: list[Rect]) -> Iterable[tuple[str, Point]]:
    top = min([rect.y for rect in (*grid.rects.values(), *frames)], default=0) - 14
    for number, text in enumerate(picture.headings):
        if text and grid.across.get(number):
            yield text, (grid.left[number] + grid.across[number] / 2, top)


def _columns(boxes: Iterable[Box], arrows: list[Arrow]) -> dict[str, int]:
    """The column of each box, without empty columns only where nobody asked for one."""
    given = {box.id: box.column for box in boxes if box.column is not None}
    free = layers([box.id for box in boxes], [(arrow.start, arrow.end) for arrow in arrows])
    return {box.id: given.get(box.id, free[box.id]) for box in boxes}


def _chain(arrow: Arrow, number: int, column: dict[str, int]) -> tuple[str, ...]:
    """What stands for an arrow in each column that it touches, from left to right; adds the stand-ins to `column`."""
    ends = sorted((arrow.start, arrow.end), key=lambda name: column[name])
    first, last = column[ends[0]], column[ends[1]]
    if first == last:
        return ()
    stand_ins = tuple(f"\0{number}:{between}" for between in range(first + 1, last))
    column.update((name, first + 1 + at) for at, name in enumerate(stand_ins))
    return (ends[0], *stand_ins, ends[1])


def _stacks(column: dict[str, int]) -> list[list[str]]:
    stacks: list[list[str]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for name, number in column.items():
        stacks[number].append(name)
    return stacks


def _ordered(stacks: list[list[str]], links: list[Link], first: set[str]) -> list[list[str]]:
    """The order within the columns, of those tried, in which the fewest links cross."""
    before, after = _neighbours(links)
    best, fewest = [sorted(stack, key=lambda name: name not in first) for stack in stacks], -1
    current = [list(stack) for stack in best]
    for sweep in range(SWEEPS):
        crossings = _crossings(current, links)
        if fewest < 0 or crossings < fewest:
            best, fewest = [list(stack) for stack in current], crossings
        if not fewest:
            break
        rightwards = sweep % 2 == 0
        span = range(1, len(current)) if rightwards else range(len(current) - 2, -1, -1)
        for number in span:
            towards = before if rightwards else after
            place = {name: at for at, name in enumerate(current[number - 1 if rightwards else number + 1])}
            own = {name: at for at, name in enumerate(current[number])}
            current[number].sort(
                key=lambda name: (name not in first, _mean(towards.get(name, ()), place, own[name]))
            )
    return best


def _neighbours(links: list[Link]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for start, end in links:
        before.setdefault(end, []).append(start)
        after.setdefault(start, []).append(end)
    return before, after


def _mean(names: Iterable[str], place: dict[str, int], otherwise: float) -> float:
    places = [place[name] for name in names]
    return sum(places) / len(places) if places else otherwise


def _crossings(stacks: list[list[str]], links: list[Link]) -> int:
    place = {name: (number, at) for number, stack in enumerate(stacks) for at, name in enumerate(stack)}
    crossings = 0
    for number in range(len(stacks) - 1):
        pairs = sorted((place[start][1], place[end][1]) for start, end in links if place[start][0] == number)
        ends: list[int] = []
        for _, end in pairs:
            crossings += len(ends) - bisect_right(ends, end)
            insort(ends, end)
    return crossings


def _middles(order: list[list[str]], links: list[Link], heights: dict[str, float]) -> dict[str, float]:
    """The height of each box's middle: columns are pulled to what they are joined with, from both sides in turn."""
    before, after = _neighbours(links)
    middles: dict[str, float] = {}
    for stack in order:
        sizes = [heights.get(name, 4) for name in stack]
        middles.update(zip(stack, settled([0.0] * len(stack), sizes, GAP), strict=True))
    for turn in range(6):
        span = range(1, len(order)) if turn % 2 == 0 else range(len(order) - 2, -1, -1)
        for number in span:
            stack = order[number]
            towards = before if turn % 2 == 0 else after
            wishes = []
            for name in stack:
                others = [middles[other] for other in towards.get(name, ())]
                wishes.append(sum(others) / len(others) if others else middles[name])
            sizes = [heights.get(name, 4) for name in stack]
            middles.update(zip(stack, settled(wishes, sizes, GAP), strict=True))
    return middles


def _widths(
    order: list[list[str]], sizes: dict[str, tuple[float, float]], arrows: list[Arrow], column: dict[str, int]
) -> tuple[dict[int, float], dict[int, float]]:
    """The left side and the width of each column: as wide as its widest box, labels of arrows fit between."""
    gaps = [float(BETWEEN)] * len(order)
    for arrow in arrows:
        if arrow.label:
            number = min(column[arrow.start], column[arrow.end])
            room = note_size(note_lines(arrow.label, NOTE_ROOM))[0] + 56
            gaps[number] = max(gaps[number], room)
    left: dict[int, float] = {}
    across: dict[int, float] = {}
    x = 0.0
    for number, stack in enumerate(order):
        left[number] = x
        across[number] = max((sizes[name][0] for name in stack if name in sizes), default=0)
        x += across[number] + gaps[number]
    return left, across


def _courses(arrows: list[Arrow], chains: dict[int, tuple[str, ...]], grid: _Grid) -> list[Course]:
    ports = _ports(chains, grid.rects, grid.middles)
    courses = []
    for number, arrow in enumerate(arrows):
        chain = chains[number]
        if not chain:
            courses.append(Course(arrow, _aside(grid.rects[arrow.start], grid.rects[arrow.end])))
            continue
        stops: list[Point] = [(grid.rects[chain[0]].right, ports[number, 0])]
        for name in chain[1:-1]:
            left, high = grid.left[grid.column[name]], grid.middles[name]
            stops += [(left, high), (left + grid.across[grid.column[name]], high)]
        stops.append((grid.rects[chain[-1]].x, ports[number, 1]))
        points = _smooth(stops)
        courses.append(Course(arrow, points if chain[0] == arrow.start else points[::-1]))
    return courses


def _ports(
    chains: dict[int, tuple[str, ...]], rects: dict[str, Rect], middles: dict[str, float]
) -> dict[tuple[int, int], float]:
    """The heights at which arrows leave (…, 0) and arrive (…, 1), spread over the side of the box in the order of their ways."""
    sides: dict[tuple[str, int], list[tuple[float, int]]] = {}
    for number, chain in chains.items():
        if chain:
            sides.setdefault((chain[0], 0), []).append((middles[chain[1]], number))
            sides.setdefault((chain[-1], 1), []).append((middles[chain[-2]], number))
    ports: dict[tuple[int, int], float] = {}
    for (name, side), ends in sides.items():
        rect = rects[name]
        step = min(10.0, (rect.height - 14) / len(ends))
        for at, (_, number) in enumerate(sorted(ends)):
            ports[number, side] = rect.y + rect.height / 2 + (at - (len(ends) - 1) / 2) * step
    return ports


def _smooth(stops: list[Point]) -> tuple[Point, ...]:
    """A way through the stops that leaves and arrives level."""
    points = [stops[0]]
    for (x1, y1), (x2, y2) in pairwise(stops):
        half = (x2 - x1) / 2
        points += [(x1 + half, y1), (x2 - half, y2), (x2, y2)]
    return tuple(points)


def _aside(start: Rect, end: Rect) -> tuple[Point, ...]:
    """A bow on the right side, between two boxes of one column or from a box to itself."""
    low, high = start.y + start.height * 0.6, end.y + end.height * 0.4
    if start is end:
        low, high = high, low
    bow = max(start.right, end.right) + 34 + abs(high - low) * 0.08
    return ((start.right, low), (bow, low), (bow, high), (end.right, high))


def _frame(rects: list[Rect]) -> Rect:
    left, top = min(rect.x for rect in rects) - 10, min(rect.y for rect in rects) - 10
    return Rect(left, top, max(r.right for r in rects) + 10 - left, max(r.bottom for r in rects) + 10 - top)
