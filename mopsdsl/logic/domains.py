"""What a field can hold, cut into cells by the constants that conditions mention.

Within a cell every condition says the same of every value, so that one value stands for all. A set of cells is an int, bit by bit,
and cell 0 is always "holds nothing". A field is one axis of cells; a free text has further axes, one for each pattern asked of it,
and a date one for its age.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from mopsdsl.logic.candidates import bits
from mopsdsl.logic.evaluate import compare
from mopsdsl.logic.person import Value
from mopsdsl.logic.texts import marked, shortest_text
from mopsdsl.logic.words import ORDERS

NOTHING = 1
"""The cell of a field that holds nothing, as a set."""

OTHER = "\0"
"""Stands for all texts that no condition mentions."""


class Axis:
    """One dimension: `cells` holds a value for each cell. `no` is the cell of a flag's "no", as a set; `rising` says that all are numbers.

    `vague` says why nothing can be said of it, where that is so.
    """

    __slots__ = ("_asked", "cells", "full", "index", "key", "no", "places", "rising", "vague")

    def __init__(self, key: tuple[str, str], cells: Sequence[Any], vague: str = "") -> None:
        self.key = key
        self.cells = tuple(cells)
        self.full = (1 << len(self.cells)) - 1
        self.no = sum(1 << place for place, cell in enumerate(self.cells[:2]) if cell is False)
        self.rising = all(map(is_number, self.cells[1:]))
        self.vague = vague
        self.index = -1
        self.places = {folded(cell): 1 << place for place, cell in enumerate(self.cells)}
        self._asked: dict[tuple[str, object], int] = {}

    def where(self, operator: str, constant: Any) -> int:
        """The cells whose values stand so to the constant."""
        if operator == "is not":
            return self.full & ~self.where("is", constant)
        if operator == "is" and (isinstance(constant, str) or (self.rising and is_number(constant))):
            return self.places.get(folded(constant), 0)
        asked = (operator, constant)
        found = self._asked.get(asked)
        if found is None:
            found = self._asked[asked] = (
                self._beside(operator, constant)
                if operator in ORDERS and self.rising
                else self.those(lambda cell: compare(cell, operator, constant))
            )
        return found

    def _beside(self, operator: str, number: Any) -> int:
        """The cells of the numbers above or below one."""
        first, behind = bisect_left(self.cells, number, 1), bisect_right(self.cells, number, 1)
        if operator.startswith(">"):
            return self.full >> first << first if operator == ">=" else self.full >> behind << behind
        return (1 << (behind if operator == "<=" else first)) - 2

    def cell_of(self, held: Value) -> int:
        """The cell that a value lies in, as a set; all of them where only its neighbours stand for it."""
        return self.places.get(folded(held)) or self.places.get(OTHER, self.full)

    def those(self, wanted: Callable[[Any], bool]) -> int:
        """The cells whose values are wanted."""
        return sum(1 << place for place, cell in enumerate(self.cells) if wanted(cell))

    def held_in(self, cells: int) -> Iterator[Any]:
        """The values of a set of cells, in their order; each is only looked for when it is asked for, as there may be thousands."""
        return (self.cells[place] for place in bits(cells))


def is_number(cell: object) -> bool:
    return hasattr(cell, "numerator") and not isinstance(cell, bool)


def folded(cell: object) -> object:
    return cell.casefold() if isinstance(cell, str) else cell


def text_cells(constants: Iterable[str], closed: bool) -> list[Value]:
    """Nothing, each constant once (whatever its case), and all other texts unless the list of values is closed."""
    kinds: dict[str, str] = {}
    for constant in constants:
        if constant:
            kinds.setdefault(constant.casefold(), constant)
    return [None, *kinds.values(), *([] if closed else [OTHER])]


def number_cells(
    constants: Iterable[Any], low: Any = None, high: Any = None, *, whole: bool | None = None
) -> list[Any]:
    """Nothing, each constant, and the stretches between them within the bounds (both included), lowest first.

    A number whose constants are all whole is taken as whole, as Marketo's scores and integers are: between 99 and 100 there is nobody.
    """
    bounds = [bound for bound in (low, high) if bound is not None]
    points = sorted(
        {one for one in constants if (low is None or one >= low) and (high is None or one <= high)}.union(
            bounds
        )
    )
    if whole is None:
        whole = all(point == int(point) for point in points)
    if not points:
        return [None, 0]
    cells: list[Any] = [None] if low is not None else [None, points[0] - 1]
    for point, following in zip(points, [*points[1:], None], strict=True):
        cells.append(point)
        if following is None:
            cells += [] if high is not None else [point + 1]
        else:
            cells += between(point, following, whole)
    return cells


def between(low: Any, high: Any, whole: bool) -> list[Any]:
    """A number strictly between two, the lowest whole one where there is one."""
    step = int(low // 1) + 1
    if step < high:
        return [step]
    if whole:
        return []
    from fractions import Fraction

    return [Fraction(low + high) / 2]


class FreeText:
    """A text that may be anything: `values` are the mentioned ones and OTHER; each pattern has an axis of its own (no, yes)."""

    def __init__(self, values: Axis, patterns: dict[str, Axis]) -> None:
        self.axes = (values, *patterns.values())
        self.values = values
        self.patterns = patterns
        self._solved: dict[tuple[int, ...], tuple[bool, Value]] = {}

    def asked(self, state: Sequence[int]) -> bool:
        """Whether the state says anything of the text."""
        return any(state[axis.index] != axis.full for axis in self.axes)

    @cached_property
    def bits(self) -> int:
        """Its axes, as bits."""
        return sum(1 << axis.index for axis in self.axes)

    def narrow(self, state: list[int]) -> int | None:
        """Draw the plain consequences among its axes: those changed, as bits; None where nothing is left.

        Changes `state`. What these consequences do not show, `solve` does.
        """
        start = [state[axis.index] for axis in self.axes]
        before: list[int] = []
        unnamed = self.values.places.get(OTHER, 0)
        while before != (before := [state[axis.index] for axis in self.axes]):
            is_any = state[self.values.index] & unnamed  # such a text may have a pattern or not
            for axis, holding, lacking, implied in self._known:
                met = state[axis.index]
                if met == axis.full and is_any:
                    continue
                if met == 2:
                    for other in implied:
                        state[other.index] &= 2
                    state[self.values.index] &= holding
                elif met == 1:
                    state[self.values.index] &= lacking
                else:
                    values = state[self.values.index]
                    state[axis.index] &= (2 if values & holding else 0) | (1 if values & lacking else 0)
            if 0 in [state[axis.index] for axis in self.axes]:
                return None
        return sum(
            1 << axis.index for axis, was in zip(self.axes, start, strict=True) if state[axis.index] != was
        )

    @cached_property
    def _known(self) -> list[tuple[Axis, int, int, list[Axis]]]:
        """For each pattern its axis, the cells of texts that may contain it and that may lack it, and the patterns within it."""
        known = []
        other = self.values.places.get(OTHER, 0)
        for one, axis in self.patterns.items():
            holding = other
            for place, cell in enumerate(self.values.cells):
                if cell is not None and cell != OTHER and one in marked(cell):
                    holding |= 1 << place
            within = [inner for pattern, inner in self.patterns.items() if pattern in one]
            known.append((axis, holding, self.values.full & ~holding | other, within))
        return known

    def solve(self, state: Sequence[int]) -> tuple[bool, Value]:
        """Whether there is such a text, and one. Raises TooMuch."""
        narrowed = tuple(state[axis.index] for axis in self.axes)
        if narrowed not in self._solved:
            self._solved[narrowed] = self._solve(narrowed[0], narrowed[1:])
        return self._solved[narrowed]

    def _solve(self, values: int, met: tuple[int, ...]) -> tuple[bool, Value]:
        required = [one for one, cells in zip(self.patterns, met, strict=True) if not cells & 1]
        forbidden = [one for one, cells in zip(self.patterns, met, strict=True) if not cells & 2]
        for text in self.values.held_in(values):
            if text is None:
                fits = not required
            elif text == OTHER:
                return self._invented(required, forbidden)
            else:
                form = marked(text)
                fits = all(one in form for one in required) and not any(one in form for one in forbidden)
            if fits:
                return True, text
        return False, None

    def _invented(self, required: list[str], forbidden: list[str]) -> tuple[bool, Value]:
        taken = [cell for cell in self.values.cells if cell is not None and cell != OTHER]
        if (
            not required
            and not any(one in marked("Other") for one in forbidden)
            and "other" not in self.values.places
        ):
            return True, "Other"
        text = shortest_text(required, forbidden, taken)
        return text is not None, text and self._as_written(text, required)

    def _as_written(self, text: str, required: Iterable[str]) -> str:
        """The text with upper and lower case as the conditions have it."""
        for one in required:
            written = self.patterns[one].key[1]
            at = text.find(written.casefold())
            if at >= 0 and len(written) == len(written.casefold()):
                text = text[:at] + written + text[at + len(written) :]
        return text


def invented_text(axis: Axis) -> str:
    """A text other than those of the axis: "Other", or "Other 2" and so on."""
    number, text = 1, "Other"
    while text.casefold() in axis.places:
        number += 1
        text = f"Other {number}"
    return text
