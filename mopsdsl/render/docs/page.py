"""What a page of the documents is made of: values that say the same in HTML and in Markdown.

Text is plain everywhere: it is made safe where it is written down, and nothing in it is ever markup.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mopsdsl._value import value

if TYPE_CHECKING:
    from mopsdsl.render.pictures.picture import Picture

# Inside a line


@value
class Link:
    """To another page (its name without an end), or to a place on it. Markdown only links whole pages."""

    text: str
    page: str
    anchor: str = ""


@value
class Outside:
    """To an address in the world; only http and https get so far."""

    text: str
    address: str


@value
class Strong:
    text: str


@value
class Emphasis:
    text: str


@value
class Code:
    """A name or a pattern, letter for letter."""

    text: str


@value
class Badge:
    """A word or two that mark a thing ("deprecated"). `tone` is plain or care."""

    text: str
    tone: str = "plain"


Inline = str | Link | Outside | Strong | Emphasis | Code | Badge
Line = str | tuple[Inline, ...]


@value
class Stack:
    """Several lines in one cell."""

    lines: tuple[Line, ...]


Cell = Line | Stack

# Blocks


@value
class Paragraph:
    """`style`: empty, lead (the first words of a page), or aside."""

    line: Line
    style: str = ""


@value
class Bullets:
    lines: tuple[Line, ...]
    ordered: bool = False


@value
class Names:
    """Many names, in columns where there is room."""

    lines: tuple[Line, ...]


@value
class Row:
    """The first cell names the row."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@value
class Table:
    """`caption` says what it is about, for those who hear it; `numbers` are the columns that hold numbers.

    `compact` keeps a table with a single short line a row from being stretched over the whole page.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: frozenset[int] = frozenset()
    compact: bool = False


@value
class Matrix:
    """Rows against columns; a cell is the key of a mark in `MARKS`, or empty."""

    caption: str
    corner: str
    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, tuple[str, ...]], ...]
    legend: tuple[tuple[str, str], ...]


MARKS = {"yes": "●", "home": "◉"}


@value
class Facts:
    """What is known of one thing, as pairs of a word and lines."""

    pairs: tuple[tuple[str, Cell], ...]


@value
class Figure:
    """A picture; `caption` is one sentence below it."""

    picture: "Picture"
    caption: str


@value
class Card:
    """An invitation to read a page."""

    title: str
    page: str
    text: str


@value
class Cards:
    cards: tuple[Card, ...]


@value
class Numbers:
    """A few numbers that say how large something is, each with its word and the page that tells more."""

    entries: tuple[tuple[str, str, str], ...]


@value
class Section:
    """A part of a page with a heading of its own; sections may stand in sections."""

    title: str
    anchor: str
    blocks: "tuple[Block, ...]"
    badge: Badge | None = None


Block = Paragraph | Bullets | Names | Table | Matrix | Facts | Figure | Cards | Numbers | Section


@value
class Page:
    """`name` is the file's without its end; `title` stands on it, `short` in the navigation; `lead` says in short what it is about.

    `form` is how it is set (a class of the style sheet), where that is not as every page is.
    """

    name: str
    title: str
    short: str
    lead: str
    blocks: tuple[Block, ...]
    form: str = ""


def table(
    caption: str,
    columns: tuple[str, ...],
    rows: tuple[Row, ...],
    numbers: frozenset[int] = frozenset(),
    compact: bool = False,
) -> Table:
    """A table without the columns that have nothing to say."""
    told = [at for at in range(len(columns)) if not at or any(not _empty(row.cells[at]) for row in rows)]
    if len(told) == len(columns):
        return Table(caption, columns, rows, numbers, compact)
    return Table(
        caption,
        tuple(columns[at] for at in told),
        tuple(Row(tuple(row.cells[at] for at in told), row.anchor) for row in rows),
        frozenset(new for new, old in enumerate(told) if old in numbers),
        compact,
    )


def _empty(cell: Cell) -> bool:
    return not any(cell.lines) if isinstance(cell, Stack) else not any(cell)


def joined(lines: Sequence[Line], between: str = ", ") -> Line:
    """Several lines as one."""
    found: list[Inline] = []
    for number, line in enumerate(lines):
        if number:
            found.append(between)
        if isinstance(line, str):
            found.append(line)
        else:
            found.extend(line)
    return tuple(found)


def some(lines: Sequence[Line], limit: int = 12, between: str = ", ") -> Line:
    """The first of them, and how many more there are."""
    if len(lines) <= limit + 1:
        return joined(lines, between)
    return joined([joined(lines[:limit], between), f" and {len(lines) - limit:,} more"], "")


def with_badges(line: Line, badges: list[Badge]) -> Line:
    """A line with marks after it."""
    return joined([line, *((badge,) for badge in badges)], " ") if badges else line
