"""What editors, which only have patterns, are held to: the words of a text, and what the parser takes them for."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import parse_tokens
from mopsdsl.syntax.scanner import scan
from mopsdsl.syntax.words import taken

ROOT = Path(__file__).parents[2]
EDITORS = ROOT / "editors"
FORMS = ROOT / "tests" / "syntax" / "forms.mops"


class Word(NamedTuple):
    """A word, where it stands (from 1; `before` is the part of the line before it), and whether the parser took it for a keyword."""

    text: str
    line: int
    before: str
    keyword: bool


def words_of(path: Path) -> Iterator[Word]:
    source = Source(path.name, path.read_text("utf-8"))
    tokens = scan(source)
    file, _ = parse_tokens(source, tokens)
    keywords = taken(tokens, file)
    for at, (kind, text, start) in enumerate(zip(tokens.kinds, tokens.texts, tokens.starts, strict=True)):
        if kind == "<name>":
            line, column = source.position(start)
            yield Word(text, line, source.line(line)[: column - 1], at in keywords)


def assert_agrees(words: list[Word], coloured: list[bool]) -> None:
    """Every keyword is coloured as one, and of a thousand words at most one that is a name."""
    both = list(zip(words, coloured, strict=True))
    assert [word for word, shown in both if word.keyword and not shown] == []
    assert len([word for word, shown in both if shown and not word.keyword]) <= len(words) / 1000
