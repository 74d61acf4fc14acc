"""How much room blocks take on paper, roughly: in lines of a page's whole width. The estimate is rather too large than too small."""

from collections.abc import Sequence

from mopsdsl.render.docs.markdown import line
from mopsdsl.render.docs.page import Block, Bullets, Cell, Line, Paragraph, Section, Stack, Table

ACROSS = 112
"""Letters in a line of the page."""

HALF = 50
"""Letters in a line of a section that has another one beside it."""

TIGHT = 84
"""Letters in a row of a table, whose cells seldom share the width well."""


BESIDE = (("part-3", "part-4"), ("part-5", "breach"))
"""Sections that stand beside each other on paper, by their anchors (see the style sheet)."""


def lines(blocks: Sequence[Block]) -> float:
    """Of an agreement's sheet."""
    found = {block.anchor: block for block in blocks if isinstance(block, Section)}
    halves = {name for pair in BESIDE for name in pair}
    whole = sum(
        _lines(block) for block in blocks if not (isinstance(block, Section) and block.anchor in halves)
    )
    pairs = ([found[name] for name in pair if name in found] for pair in BESIDE)
    return whole + sum(max((_lines(one, HALF) for one in pair), default=0) for pair in pairs)


def _lines(block: Block, across: int = ACROSS, row: float = 1.3) -> float:
    """Of one block; `row` is the height of a table's row whose cells have one line."""
    match block:
        case Section():
            # The heading and the room around it; who signs needs room above the line.
            tall = 3.4 if block.anchor == "signatures" else row
            return 2.6 + sum(_lines(one, across, tall) for one in block.blocks)
        case Table():
            return 1.5 + sum(row - 1 + _wrapped(one.cells) for one in block.rows)
        case Bullets():
            return sum(_long(item, across) for item in block.lines)
        case Paragraph():
            return _long(block.line, across)
        case other:
            raise AssertionError(f"no sheet has {type(other).__name__}")


def _wrapped(cells: Sequence[Cell]) -> int:
    """The lines of a row of a table: as many as its longest cell has, or as all cells together have in its width."""
    stacked = max(len(cell.lines) if isinstance(cell, Stack) else 1 for cell in cells)
    letters = sum(_letters(cell) for cell in cells)
    return max(stacked, 1 + letters // TIGHT)


def _letters(cell: Cell) -> int:
    return max(map(_letters, cell.lines), default=0) if isinstance(cell, Stack) else len(line(cell)) + 2


def _long(one: Line, across: int) -> float:
    return 1.1 + len(line(one)) // across
