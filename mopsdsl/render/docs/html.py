"""Blocks as HTML. Every text goes through `text`; nothing else of a spec ever reaches a page."""

import re
from functools import lru_cache

from mopsdsl.render.docs.page import (
    MARKS,
    Badge,
    Block,
    Bullets,
    Cards,
    Cell,
    Code,
    Emphasis,
    Facts,
    Figure,
    Inline,
    Line,
    Link,
    Matrix,
    Names,
    Numbers,
    Outside,
    Paragraph,
    Row,
    Section,
    Stack,
    Strong,
    Table,
)
from mopsdsl.render.escape import HIDDEN
from mopsdsl.render.pictures.svg import svg

VERTICAL = 8
"""With more columns a matrix writes their names upwards."""

NARROW = 16
"""With more columns it makes them as narrow as they can be."""

_UNSAFE = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
    **HIDDEN,
}
_ANY_UNSAFE = re.compile(f"[{re.escape(''.join(map(chr, _UNSAFE)))}]")


def text(plain: str) -> str:
    """Text for between tags and in attributes."""
    return plain.translate(_UNSAFE) if _ANY_UNSAFE.search(plain) else plain


def blocks(some: tuple[Block, ...], level: int = 2) -> str:
    """Blocks one after the other; their sections have headings of this level."""
    return "\n".join(block(one, level) for one in some)


def block(one: Block, level: int = 2) -> str:
    match one:
        case Paragraph():
            style = f' class="{one.style}"' if one.style else ""
            return f"<p{style}>{line(one.line)}</p>"
        case Bullets():
            name = "ol" if one.ordered else "ul"
            return f"<{name}>{''.join(f'<li>{line(item)}</li>' for item in one.lines)}</{name}>"
        case Names():
            return f'<ul class="names">{"".join(f"<li>{line(item)}</li>" for item in one.lines)}</ul>'
        case Table():
            return _table(one)
        case Matrix():
            return _matrix(one)
        case Facts():
            pairs = "".join(
                f"<div><dt>{text(word)}</dt><dd>{_cell(said)}</dd></div>" for word, said in one.pairs
            )
            return f'<dl class="facts">{pairs}</dl>'
        case Figure():
            return _figure(one)
        case Cards():
            cards = (
                f'<li><a href="{card.page}.html">{text(card.title)}</a><span>{text(card.text)}</span></li>'
                for card in one.cards
            )
            return f'<ul class="cards">{"".join(cards)}</ul>'
        case Numbers():
            entries = (
                f'<li><a href="{page}.html"><strong>{text(amount)}</strong> {text(word)}</a></li>'
                for amount, word, page in one.entries
            )
            return f'<ul class="numbers">{"".join(entries)}</ul>'
        case Section():
            badge = f" {_inline(one.badge)}" if one.badge else ""
            heading = f"<h{level}>{text(one.title)}{badge}</h{level}>"
            inside = blocks(one.blocks, level + 1)
            return f'<section id="{text(one.anchor)}" class="part{level}">\n{heading}\n{inside}\n</section>'


def line(one: Line) -> str:
    return text(one) if isinstance(one, str) else "".join(map(_inline, one))


def _inline(part: Inline) -> str:
    match part:
        case str():
            return text(part)
        case Link():
            return _link(part)
        case Outside():
            return f'<a href="{text(part.address)}" rel="noopener noreferrer">{text(part.text)}</a>'
        case Strong():
            return f"<strong>{text(part.text)}</strong>"
        case Emphasis():
            return f"<em>{text(part.text)}</em>"
        case Code():
            return f"<code>{text(part.text)}</code>"
        case Badge():
            return f'<span class="badge {part.tone}">{text(part.text)}</span>'


@lru_cache(maxsize=4096)
def _link(link: Link) -> str:
    """Kept by the link itself: the same one stands in many tables."""
    anchor = f"#{link.anchor}" if link.anchor else ""
    return f'<a href="{link.page}.html{text(anchor)}">{text(link.text)}</a>'


def _cell(cell: Cell) -> str:
    return "<br>".join(map(line, cell.lines)) if isinstance(cell, Stack) else line(cell)


def _table(table: Table) -> str:
    columns = "".join(
        f'<th scope="col"{_number(table, at)}>{text(column)}</th>' for at, column in enumerate(table.columns)
    )
    rows = "\n".join(_row(table, row) for row in table.rows)
    style = ' class="compact"' if table.compact else ""
    return _scrolled(
        table.caption,
        f"<table{style}><caption>{text(table.caption)}</caption>"
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>",
    )


def _row(table: Table, row: Row) -> str:
    anchor = f' id="{text(row.anchor)}"' if row.anchor else ""
    first, *others = row.cells
    number = _number(table, 0)
    cells = "".join(f"<td{_style(table, at, cell)}>{_cell(cell)}</td>" for at, cell in enumerate(others, 1))
    return f'<tr{anchor}><th scope="row"{number}>{_cell(first)}</th>{cells}</tr>'


def _style(table: Table, at: int, cell: Cell) -> str:
    return ' class="lines"' if isinstance(cell, Stack) and len(cell.lines) > 1 else _number(table, at)


def _number(table: Table, at: int) -> str:
    return ' class="number"' if at in table.numbers else ""


def _scrolled(caption: str, inside: str) -> str:
    """A box of its own, which scrolls where the page is narrow, and which the keyboard reaches."""
    return f'<div class="scroll" role="region" aria-label="{text(caption)}" tabindex="0">{inside}</div>'


def _matrix(matrix: Matrix) -> str:
    marks = {
        key: f'<td class="{key}">{MARKS[key]}<span> {text(word)}</span></td>' for key, word in matrix.legend
    }
    marks[""] = "<td></td>"
    columns = "".join(f'<th scope="col"><span>{line(column)}</span></th>' for column in matrix.columns)
    rows = "\n".join(
        f'<tr><th scope="row">{line(name)}</th>{"".join(marks[cell] for cell in cells)}</tr>'
        for name, cells in matrix.rows
    )
    style = "matrix upwards" if len(matrix.columns) > VERTICAL else "matrix"
    style = f"{style} many" if len(matrix.columns) > NARROW else style
    legend = "".join(f"<span><b>{MARKS[key]}</b> {text(word)}</span>" for key, word in matrix.legend)
    table = (
        f'<table class="{style}"><caption>{text(matrix.caption)}</caption>'
        f'<thead><tr><th scope="col">{text(matrix.corner)}</th>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'
    )
    return f'<p class="legend">{legend}</p>\n{_scrolled(matrix.caption, table)}'


def _figure(figure: Figure) -> str:
    drawn = svg(figure.picture)
    return f"<figure>{_scrolled(figure.picture.title, drawn)}<figcaption>{text(figure.caption)}</figcaption></figure>"
