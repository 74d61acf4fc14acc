"""What the manual's reference says of the words of the language (docs/reference; in the wheel beside the package's code).

The index of words in its README, made from the grammar, says in which section each is told; the section's tables say what it means.
"""

import os
import re
from collections.abc import Collection, Iterator
from functools import cache

from mopsdsl._value import value

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_EXAMPLE = re.compile(r"^```.*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDEXED = re.compile(r"^\| `([^`]+)` \| (\[.*) \|$", re.MULTILINE)
_OPENS = re.compile(r"^#{1,3} (.+)$", re.MULTILINE)
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_CODE = re.compile(r"`([^`]*)`")
_ASIDE = re.compile(r'"[^"]*"|#.*')
_PART = re.compile(r"\n\n|\n- |^- ")
_NUMBERING = re.compile(r"\*\*\d\*\* ")

MOST_LINES = 12
"""Of an example that are shown."""


@value
class Row:
    """A row of a table: what is written, what it means, in what it can be said, and what holds without it."""

    written: str
    means: str
    inside: str = ""
    without: str = ""

    def __str__(self) -> str:
        where = f" (in: {self.inside})" if self.inside else ""
        return f"{self.written}{where}: {self.means}." + (
            f" Without it: {self.without}." if self.without else ""
        )


@value
class Section:
    """One heading with what stands below it: paragraphs and list items without links, rows of tables, and examples."""

    heading: str
    parts: tuple[str, ...]
    rows: tuple[Row, ...]
    example: str

    @property
    def opening(self) -> str:
        """Its first sentences."""
        return next(iter(self.parts), "")


def told_of(words: str, headings: Collection[str]) -> tuple[str, str] | None:
    """What is said of some words of the language, in one paragraph, and lines of a spec with them; None where nothing is.

    `headings`: of the sections that tell of what stands around them, the nearest first. They settle what the words mean here.
    """
    sections = _index().get(words, ())
    order = {heading: place for place, heading in enumerate(headings)}
    here = sorted((one for one in sections if one in order), key=lambda one: order[one])
    if not here and len(sections) != 1:
        return None
    section = _sections()[(here or sections)[0]]
    said = next(_said(section, words), "")
    return (" ".join(said.split()), _shown(section, words)) if said else None


@cache
def longest() -> int:
    """Of how many words the longest row of words is that the index tells of."""
    return max(len(words.split()) for words in _index())


def _said(section: Section, words: str) -> Iterator[str]:
    """The opening of the section where it is about nothing else, the row of a table that begins with the words, one that has them, a
    paragraph that does (or the row elsewhere to which that sends its reader), and at last what they are a part of."""
    if section.heading.lower() == words:
        yield section.opening
    yield from _rows(section, words)
    for row in section.rows:
        if any(words in _words(code) for code in _CODE.findall(f"{row.written} {row.means}")):
            yield str(row)
    for part in section.parts:
        if any(_words(code)[:1] == [words] for code in _CODE.findall(part)):
            if " is told in " in part:
                yield from (row for other in _sections().values() for row in _rows(other, words))
            yield part
    if section.heading.islower():
        yield section.opening


def _rows(section: Section, words: str) -> Iterator[str]:
    for row in section.rows:
        if any(_words(code)[:1] == [words] for code in _CODE.findall(row.written)):
            yield str(row)


@cache
def _words(code: str) -> list[str]:
    """What the manual writes as code, in rows of words as the index has them, the longest first: `is not` is none of `is`."""
    left, found = re.findall(r"\w+|\S", code), []
    while left:
        most = next((n for n in range(longest(), 1, -1) if " ".join(left[:n]) in _index()), 1)
        found.append(" ".join(left[:most]))
        del left[:most]
    return found


def _shown(section: Section, words: str) -> str:
    """The first line of its example that has the words, with all that stands in its braces if that is not much."""
    has = re.compile(rf"(?<![\w.]){re.escape(words)}(?![\w.])")
    lines = section.example.splitlines()
    first = next((at for at, line in enumerate(lines) if has.search(_ASIDE.sub("", line))), None)
    if first is None:
        return ""
    line = lines[first]
    margin = len(line) - len(line.lstrip())
    last = lines.index(" " * margin + "}", first) if line.endswith("{") else first
    if last - first >= MOST_LINES:
        return line.strip().removesuffix(" {")
    return "\n".join(line[margin:] for line in lines[first : last + 1])


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Words → the headings under which they are told."""
    with open(os.path.join(_folder(), "README.md"), encoding="utf-8") as file:
        text = file.read()
    return {
        words: tuple(heading for heading, _ in _LINK.findall(cells))
        for words, cells in _INDEXED.findall(text)
        if ".md" in cells
    }


@cache
def _sections() -> dict[str, Section]:
    found: dict[str, Section] = {}
    for name in sorted(os.listdir(_folder())):
        if name.endswith(".md") and name != "README.md":
            with open(os.path.join(_folder(), name), encoding="utf-8") as file:
                found.update((one.heading, one) for one in _cut(file.read()))
    return found


def _cut(page: str) -> Iterator[Section]:
    """The sections of a page. Examples are put aside first: a remark in one looks like a heading."""
    examples: list[str] = []

    def aside(match: re.Match[str]) -> str:
        examples.append(match[1])
        return f"```{len(examples) - 1}```"

    _, *parts = _OPENS.split(_EXAMPLE.sub(aside, page))
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        own = [examples[int(number)] for number in re.findall(r"```(\d+)```", text)]
        plain = re.sub(r"^(!\[.*|```\d+```|Rules: .*)$", "", text, flags=re.MULTILINE)
        plain = _NUMBERING.sub("", _LINK.sub(r"\1", plain))
        rows = tuple(row for table in _TABLE.findall(plain) for row in _read(table))
        said = tuple(part.strip() for part in _PART.split(_TABLE.sub("", plain)) if part.strip())
        yield Section(heading, said, rows, "\n".join(own))


def _read(table: str) -> Iterator[Row]:
    """The rows of a table; its head says what the cells are."""
    head, _, *lines = ([cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines())
    for written, *cells in lines:
        named = dict(zip(head[1:], cells, strict=True))
        inside, without = named.pop("in", ""), named.pop("without it", "")
        yield Row(written, "; ".join(named.values()), inside, without)


def _folder() -> str:
    """In the wheel beside the package's code, in a checkout where the manual is."""
    package = os.path.dirname(os.path.dirname(__file__))
    packaged = os.path.join(package, "_reference")
    return packaged if os.path.isdir(packaged) else os.path.join(package, "..", "docs", "reference")
