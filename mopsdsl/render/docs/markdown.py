"""Blocks as Markdown (GitHub's), for wikis and pull requests. Every text goes through `escape.markdown`."""

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
    Section,
    Stack,
    Strong,
    Table,
)
from mopsdsl.render.escape import code, markdown
from mopsdsl.render.pictures.mermaid import mermaid


def blocks(some: tuple[Block, ...], level: int = 2) -> str:
    """Blocks with an empty line between them; their sections have headings of this level."""
    return "\n\n".join(block(one, level) for one in some)


def block(one: Block, level: int = 2) -> str:
    match one:
        case Paragraph():
            return f"> {line(one.line)}" if one.style == "aside" else line(one.line)
        case Bullets():
            marks = (f"{number}." if one.ordered else "-" for number in range(1, len(one.lines) + 1))
            return "\n".join(f"{mark} {line(item)}" for mark, item in zip(marks, one.lines, strict=True))
        case Names():
            return " · ".join(map(line, one.lines))
        case Table():
            return _table(one)
        case Matrix():
            return _matrix(one)
        case Facts():
            return "\n".join(f"- {text(word)}: {_cell(said)}" for word, said in one.pairs)
        case Figure():
            return f"```mermaid\n{mermaid(one.picture)}```\n\n{text(one.caption)}"
        case Cards():
            return "\n".join(
                f"- [{text(card.title)}]({card.page}.md): {text(card.text)}" for card in one.cards
            )
        case Numbers():
            return "\n".join(
                f"- **{text(amount)}** [{text(word)}]({page}.md)" for amount, word, page in one.entries
            )
        case Section():
            badge = f" {_inline(one.badge)}" if one.badge else ""
            return f"{'#' * min(level, 6)} {text(one.title)}{badge}\n\n{blocks(one.blocks, level + 1)}"


def text(plain: str) -> str:
    """One piece of a line; blanks at its ends stay, since another piece may follow."""
    safe = markdown(plain)
    before = " " if plain[:1].isspace() else ""
    after = " " if safe and plain[-1:].isspace() else ""
    return f"{before}{safe}{after}"


def line(one: Line) -> str:
    if isinstance(one, str):
        return text(one).strip()
    return "".join(map(_inline, one)).strip()


def _inline(part: Inline) -> str:
    match part:
        case str():
            return text(part)
        case Link():
            return text(part.text) if part.anchor else f"[{text(part.text)}]({part.page}.md)"
        case Outside():
            return f"[{text(part.text)}](<{part.address}>)"
        case Strong():
            return f"**{markdown(part.text)}**"
        case Emphasis() | Badge():
            return f"*{markdown(part.text)}*"
        case Code():
            return markdown(part.text) if "|" in part.text else f"`{code(part.text)}`"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(line, cell.lines)) if isinstance(cell, Stack) else line(cell)


def _table(table: Table) -> str:
    head = " | ".join(map(text, table.columns))
    rule = " | ".join("--:" if at in table.numbers else "---" for at in range(len(table.columns)))
    rows = "\n".join(f"| {' | '.join(map(_cell, row.cells))} |" for row in table.rows)
    return f"| {head} |\n| {rule} |\n{rows}"


def _matrix(matrix: Matrix) -> str:
    legend = ", ".join(f"{MARKS[key]} {text(word)}" for key, word in matrix.legend)
    head = " | ".join((text(matrix.corner), *map(line, matrix.columns)))
    rule = " | ".join(["---", *(":-:" for _ in matrix.columns)])
    rows = "\n".join(
        f"| {' | '.join((line(name), *(MARKS.get(cell, '') for cell in cells)))} |"
        for name, cells in matrix.rows
    )
    return f"{legend}\n\n| {head} |\n| {rule} |\n{rows}"
