"""Whoever follows the diagrams writes what the parser takes: a reader that knows nothing but the diagrams, against the parser."""

import re
from pathlib import Path

import pytest

from docs.tools import pages
from docs.tools.grammar import Choice, Form, Kind, Maybe, Named, Repeated, Row, Word
from mopsdsl.source.text import Source
from mopsdsl.syntax.build import TERMINALS
from mopsdsl.syntax.parser import parse
from mopsdsl.syntax.scanner import scan
from tests.docs.manual import ROOT

FORMS = ROOT / "tests" / "syntax" / "forms.mops"
NEVER_A_NAME = {
    "account",
    "all",
    "assignment",
    "attends",
    "business",
    "changes",
    "not",
    "override",
    "page",
    "same",
}
"""Words that the parser takes as such where a diagram would let them be a name, too: `in all` can't be a workspace called all."""


class Reader:
    """Follows the diagrams, every way at once: `ends` are the places at which a form that begins `at` a token may be over."""

    def __init__(self, text: str) -> None:
        tokens = scan(Source("", text))
        self.kinds, self.texts, self.starts = tokens.kinds[:-1], tokens.texts[:-1], tokens.starts[:-1]
        self.known: dict[tuple[str, int], set[int]] = {}

    def reads_all(self) -> bool:
        return len(self.kinds) in self.ends(Named("start"), 0)

    def ends(self, form: Form, at: int) -> set[int]:
        match form:
            case Named(rule):
                if (rule, at) not in self.known:
                    self.known[rule, at] = self.ends(pages.form(rule), at)
                return self.known[rule, at]
            case Word(text):
                words = text.split()
                return {at + len(words)} if self.texts[at : at + len(words)] == words else set()
            case Kind(name):
                return {at + 1} if self.kinds[at : at + 1] == [TERMINALS[name]] else set()
            case Row(parts):
                ends = {at}
                for part in parts:
                    ends = {end for start in ends for end in self.ends(part, start)}
                return ends
            case Choice(options):
                return {end for option in options for end in self.ends(option, at)}
            case Maybe(part):
                return {at} | self.ends(part, at)
            case Repeated(part, between):
                ends, found = self.ends(part, at), set[int]()
                while ends:
                    found |= ends
                    ends = {end for start in ends for end in self.ends(Row((between, part)), start)} - found
                return found


@pytest.mark.parametrize(
    "path", sorted((FORMS, *ROOT.glob("specs/**/*.mops"))), ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_diagrams_tell_every_spec(path: Path) -> None:
    assert Reader(path.read_text("utf-8")).reads_all()


@pytest.mark.parametrize(
    "text", re.split(r"\n\n+(?=\S)", FORMS.read_text("utf-8")), ids=lambda text: text[:20]
)
def test_the_diagrams_and_the_parser_agree_where_a_word_is_missing(text: str) -> None:
    whole = Reader(text)
    spots = [at for at, word in enumerate(whole.texts) if word]
    for at in spots[:: 1 + len(spots) // 40]:
        start, end = whole.starts[at], whole.starts[at] + len(whole.texts[at])
        cut = text[:start] + text[end:]
        told, taken = Reader(cut).reads_all(), not parse(Source("", cut))[1]
        as_a_name = NEVER_A_NAME.intersection(whole.texts[max(0, at - 1) : at + 2])
        assert told == taken or (told and as_a_name), cut[max(0, start - 60) : start + 60]
