"""Which of very many conditions may overlap at all: bit sets over all of them, so that few pairs have to be asked about."""

from collections.abc import Iterable, Iterator, Sequence

from mopsdsl.logic.formula import LEAF, OR, Formula


class Candidates:
    """Which conditions no single axis keeps apart. For each cell of each axis, the set of conditions that allow it, as bits."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self.needs = [needs_of(formula) for formula in formulas]
        self.everyone = (1 << len(formulas)) - 1
        self.by_cell: dict[int, dict[int, int]] = {}
        self.careless: dict[int, int] = {}
        for place, needs in enumerate(self.needs):
            for axis, cells in (needs or {}).items():
                by_cell = self.by_cell.setdefault(axis, {})
                for cell in bits(cells):
                    by_cell[cell] = by_cell.get(cell, 0) | 1 << place
                self.careless[axis] = self.careless.get(axis, self.everyone) & ~(1 << place)
        self._allowing: dict[tuple[int, int], int] = {}

    def after(self, place: int) -> Iterator[int]:
        """The later conditions that may overlap with this one."""
        return self._among(place, self.everyone >> (place + 1) << (place + 1))

    def before(self, place: int) -> Iterator[int]:
        """The earlier conditions that may overlap with this one."""
        return self._among(place, (1 << place) - 1)

    def _among(self, place: int, found: int) -> Iterator[int]:
        needs = self.needs[place]
        if needs is None:
            return
        for axis, cells in needs.items():
            found &= self.allowed(axis, cells)
        yield from (other for other in bits(found) if self.needs[other] is not None)

    def allowed(self, axis: int, cells: int) -> int:
        """The conditions, as bits, that an axis keeps from nobody in the cells."""
        key = (axis, cells)
        if key not in self._allowing:
            allowed = self.careless[axis]
            for cell in bits(cells):
                allowed |= self.by_cell[axis].get(cell, 0)
            self._allowing[key] = allowed
        return self._allowing[key]


def needs_of(formula: Formula) -> dict[int, int] | None:
    """The cells of each axis outside of which the formula can't hold; None where it never holds."""
    if formula[0] == LEAF:
        return {formula[1]: formula[2]}
    parts = [needs_of(part) for part in formula[1]]
    if formula[0] == OR:
        possible = [part for part in parts if part is not None]
        if not possible:
            return None
        shared = set(possible[0]).intersection(*possible[1:])
        return {axis: _united(part[axis] for part in possible) for axis in sorted(shared)}
    needs: dict[int, int] = {}
    for part in parts:
        if part is None:
            return None
        for axis, cells in part.items():
            needs[axis] = needs.get(axis, cells) & cells
    return None if 0 in needs.values() else needs


def _united(sets: Iterable[int]) -> int:
    together = 0
    for cells in sets:
        together |= cells
    return together


def bits(number: int) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
