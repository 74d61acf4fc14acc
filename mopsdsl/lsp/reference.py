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
_ROW = re.compile(r"^\| (.*) \|$")
_CODE = re.compile(r"`([^`]*)`")


@value
class Section:
    """One heading with what stands below it: text without links, its tables' rows cell by cell, and examples."""

    heading: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    example: str

    @property
    def opening(self) -> str:
        """Its first paragraph that is a sentence."""
        return next((part for part in self.text.split("\n\n") if part[:1].isalpha() or part[:1] == "`"), "")


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
    sentence that does, and at last what they are a part of."""
    if section.heading.lower() == words:
        yield section.opening
    for fits in (_begins, _has):
        for cells in section.rows:
            if any(fits(code, words) for code in _CODE.findall(" ".join(cells[: 1 + (fits is _has)]))):
                yield _told(cells)
    for part in section.text.split("\n\n"):
        if not part.startswith("|") and any(_begins(code, words) for code in _CODE.findall(part)):
            yield part
    if section.heading.islower():
        yield section.opening


def _begins(code: str, words: str) -> bool:
    return f"{code} ".startswith(f"{words} ")


def _has(code: str, words: str) -> bool:
    return f" {words} " in f" {code} "


def _told(cells: tuple[str, ...]) -> str:
    """A row as a sentence: its cells, and behind those what happens without it."""
    first, means, without = (*cells, "")[:3]
    return f"{first}: {means}." + (f" Without it: {without}." if without else "")


def _shown(section: Section, words: str) -> str:
    """The first line of its example that has the words, and what stands in its braces where these don't close on it."""
    has = re.compile(rf"(?<![\w.]){re.escape(words)}(?![\w.])")
    lines = section.example.splitlines()
    first = next((at for at, line in enumerate(lines) if line.strip()[:1] != "#" and has.search(line)), None)
    if first is None:
        return ""
    margin = len(lines[first]) - len(lines[first].lstrip())
    closes = " " * margin + "}"
    last = lines.index(closes, first) if lines[first].endswith("{") else first
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
        plain = _LINK.sub(r"\1", re.sub(r"^(!\[.*|```\d+```|Rules: .*)$", "", text, flags=re.MULTILINE))
        rows = (tuple(match[1].split(" | ")) for line in plain.splitlines() if (match := _ROW.match(line)))
        yield Section(heading, plain.strip(), tuple(rows), "\n".join(own))


def _folder() -> str:
    """In the wheel beside the package's code, in a checkout where the manual is."""
    package = os.path.dirname(os.path.dirname(__file__))
    packaged = os.path.join(package, "_reference")
    return packaged if os.path.isdir(packaged) else os.path.join(package, "..", "docs", "reference")
