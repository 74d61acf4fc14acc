"""Where everything stands: values, and what both layouts need."""

from collections.abc import Iterator, Sequence

from mopsdsl._value import value
from mopsdsl.render.pictures.letters import width, wrapped
from mopsdsl.render.pictures.picture import Arrow, Box

Point = tuple[float, float]

LABEL, DETAIL, NOTE, HEADING = 13.5, 11.5, 12, 12
"""Font sizes in pixels: a box's label and detail, an arrow's label, a column's heading."""

BOLD = 1.1
"""How much wider bold letters are, in the widest of the usual fonts."""

LINE, DETAIL_LINE, NOTE_LINE = 18, 15, 15
"""Heights of a line of each."""

ROOM = 172
"""The widest text in a box; longer labels are wrapped to three lines."""


@value
class Rect:
    """Left, top, width and height, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Rect", margin: float = 0) -> bool:
        apart = self.right + margin <= other.x or other.right + margin <= self.x
        return not (apart or self.bottom + margin <= other.y or other.bottom + margin <= self.y)


@value
class Placed:
    """A box with its place and the lines of its label and detail."""

    box: Box
    rect: Rect
    lines: tuple[str, ...]
    detail: tuple[str, ...]


@value
class Course:
    """An arrow's way: a start, then cubic curves of three points each. `note` is where its wrapped label stands."""

    arrow: Arrow
    points: tuple[Point, ...]
    lines: tuple[str, ...] = ()
    note: Rect | None = None


@value
class Layout:
    """Everything in place; nothing has negative coordinates. `headings` are words with the middle of their line."""

    width: float
    height: float
    boxes: tuple[Placed, ...]
    courses: tuple[Course, ...]
    frames: tuple[Rect, ...] = ()
    headings: tuple[tuple[str, Point], ...] = ()


def text_of(box: Box) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A box's label and detail as lines that fit in it."""
    return wrapped(box.label, LABEL * BOLD, ROOM, 3), wrapped(box.detail, DETAIL, ROOM, 2)


def size_of(lines: tuple[str, ...], detail: tuple[str, ...]) -> tuple[float, float]:
    """Width and height of a box around its text."""
    across = max(
        [width(line, LABEL * BOLD) for line in lines] + [width(line, DETAIL) for line in detail], default=0
    )
    return max(72, across + 28), len(lines) * LINE + len(detail) * DETAIL_LINE + 16


def note_lines(label: str, room: float) -> tuple[str, ...]:
    """An arrow's label as lines: four at most for each thing that is said, three things at most."""
    said = label.split("\n") if label else []
    texts = [*said[:1], *(f"or {text}" for text in said[1:3])]
    if len(said) > 3:
        texts[-1] = f"or one of {len(said) - 2} more"
    return tuple(line for text in texts for line in wrapped(text, NOTE, room, 4))


def note_size(lines: Sequence[str]) -> tuple[float, float]:
    """Width and height of an arrow's label."""
    return max((width(line, NOTE) for line in lines), default=0) + 8, len(lines) * NOTE_LINE + 2


def settled(wishes: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """Middles as near as can be (least squares) to where each wishes to be, in this order, `gap` apart at least.

    Neighbours that would touch become a block at the mean of its wishes (pool adjacent violators).
    """
    offsets, at = [], 0.0
    for number, size in enumerate(sizes):
        at += size / 2 + (sizes[number - 1] / 2 + gap if number else 0)
        offsets.append(at)
    blocks: list[tuple[float, int]] = []  # the sum of a block's wishes, and how many are in it
    for wish, offset in zip(wishes, offsets, strict=True):
        total, many = wish - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / many:
            earlier = blocks.pop()
            total, many = total + earlier[0], many + earlier[1]
        blocks.append((total, many))
    means = [total / many for total, many in blocks for _ in range(many)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def along(points: Sequence[Point], t: float) -> Point:
    """The point at `t` (0 to 1) of a way of cubic curves."""
    curves = (len(points) - 1) // 3
    number = min(int(t * curves), curves - 1)
    u = t * curves - number
    a, b, c, d = points[3 * number : 3 * number + 4]
    weights = ((1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u * u * (1 - u), u**3)
    x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
    return x, y


def noted(courses: list[Course], obstacles: list[Rect], room: float) -> list[Course]:
    """The same ways, each label on or beside its way where it covers least; in the middle, if it can be."""
    taken = [*obstacles, *(course.note for course in courses if course.note)]
    texts = [() if course.note else note_lines(course.arrow.label, room) for course in courses]
    ways = _Ways(courses)
    done = list(courses)
    # The longest first, as long as there is room.
    for number in sorted(range(len(courses)), key=lambda number: -len(texts[number])):
        if texts[number]:
            places = enumerate(_beside(courses[number], note_size(texts[number])))
            note = min(places, key=lambda place: (_covered(place[1], number, taken, ways), place[0]))[1]
            taken.append(note)
            done[number] = Course(courses[number].arrow, courses[number].points, texts[number], note)
    return done


class _Ways:
    """Points along all ways, kept by squares of the sheet, to see what a label would cover."""

    SIDE = 48

    def __init__(self, courses: list[Course]) -> None:
        self.squares: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
        for number, course in enumerate(courses):
            for x, y in (along(course.points, t / 32) for t in range(1, 32)):
                square = int(x // self.SIDE), int(y // self.SIDE)
                self.squares.setdefault(square, []).append((x, y, number))

    def under(self, rect: Rect, but: int) -> int:
        """How many points of other ways than number `but` lie in a rectangle."""
        side, count = self.SIDE, 0
        for across in range(int(rect.x // side), int(rect.right // side) + 1):
            for down in range(int(rect.y // side), int(rect.bottom // side) + 1):
                for x, y, number in self.squares.get((across, down), ()):
                    count += number != but and rect.x < x < rect.right and rect.y < y < rect.bottom
        return count


def _beside(course: Course, size: tuple[float, float]) -> Iterator[Rect]:
    """Places for a label of this size, the best first: on the way near its middle, then to the left and right of it."""
    across, high = size
    for side in (0, 1, -1):
        for t in (50, 44, 56, 38, 62, 32, 68, 26, 74, 20, 80, 14, 86):
            x, y = along(course.points, t / 100)
            yield Rect(x - across / 2 + side * (across / 2 + 5), y - high / 2, across, high)


def _covered(rect: Rect, number: int, taken: list[Rect], ways: _Ways) -> int:
    """How bad a place for a label is: other boxes and labels weigh much, other ways a little."""
    return 1000 * sum(rect.overlaps(other, 3) for other in taken) + ways.under(rect, number)


def framed(
    placed: list[Placed],
    courses: list[Course],
    frames: tuple[Rect, ...] = (),
    headings: tuple[tuple[str, Point], ...] = (),
    margin: float = 16,
) -> Layout:
    """Everything moved so that it begins at `margin`, and the size of the whole."""
    rects = [one.rect for one in placed] + [course.note for course in courses if course.note] + list(frames)
    for text, (x, y) in headings:
        across = width(text, HEADING)
        rects.append(Rect(x - across / 2, y - HEADING, across, HEADING * 1.4))
    points = [along(course.points, t / 20) for course in courses for t in range(21)]
    left = min([rect.x for rect in rects] + [x for x, _ in points], default=0) - margin
    top = min([rect.y for rect in rects] + [y for _, y in points], default=0) - margin
    right = max([rect.right for rect in rects] + [x for x, _ in points], default=0) + margin
    bottom = max([rect.bottom for rect in rects] + [y for _, y in points], default=0) + margin

    def moved(rect: Rect) -> Rect:
        return Rect(rect.x - left, rect.y - top, rect.width, rect.height)

    return Layout(
        right - left,
        bottom - top,
        tuple(Placed(one.box, moved(one.rect), one.lines, one.detail) for one in placed),
        tuple(
            Course(
                course.arrow,
                tuple((x - left, y - top) for x, y in course.points),
                course.lines,
                moved(course.note) if course.note else None,
            )
            for course in courses
        ),
        tuple(moved(frame) for frame in frames),
        tuple((text, (x - left, y - top)) for text, (x, y) in headings),
    )
