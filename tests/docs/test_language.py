"""docs/language.md and docs/reference/: their examples are the language, and no form of the language is missing."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest

from docs.tools import pages
from mopsdsl import api
from mopsdsl.clock import holidays, zones
from mopsdsl.lowering import access, assets
from mopsdsl.lowering.access import CAPABILITIES
from mopsdsl.lowering.assets import PROGRAM_TYPES
from mopsdsl.lowering.growth import PERIODS
from mopsdsl.lowering.people import LIMITS
from mopsdsl.lowering.place import UNITS
from mopsdsl.lowering.standard import BUILT_IN_ROLES, STANDARD_FIELDS
from mopsdsl.model.assets import ASSET_KINDS
from mopsdsl.source.text import Source
from mopsdsl.syntax import build
from mopsdsl.syntax.parser import parse
from mopsdsl.syntax.scanner import scan
from tests.docs.manual import ROOT, blocks, read

PAGES = {path: read(path) for path in ("language.md", *(f"reference/{page.name}" for page in pages.pages()))}
EXAMPLES = [
    pytest.param(mark, text, id=f"{path}:{line}")
    for path, page in PAGES.items()
    for line, mark, text in blocks(page, "mops")
]
TEXTS = [text for page in PAGES.values() for _, _, text in blocks(page, "mops")]


@pytest.mark.parametrize(("mark", "text"), EXAMPLES)
def test_an_example_is_the_language(mark: str, text: str) -> None:
    assert [finding.message for finding in api.load_text(text).findings] == []


@pytest.mark.parametrize(("mark", "text"), [case for case in EXAMPLES if case.values[0]])
def test_a_whole_spec_is_clean(mark: str, text: str) -> None:
    assert mark == "whole"
    assert [finding.message for finding in api.check_text(text, today=date(2026, 7, 1))] == []


def test_every_form_of_the_language_is_shown() -> None:
    forms = (ROOT / "tests" / "syntax" / "forms.mops").read_text("utf-8")
    shown = {form for text in TEXTS for form in _forms(text)}
    assert sorted(set(_forms(forms)) - shown) == []


def _forms(text: str) -> Iterator[tuple[str, str]]:
    """(class, words) of every node: which statement, not what it says."""

    def walk(node: Any) -> Iterator[tuple[str, str]]:
        if isinstance(node, tuple):
            for part in node:
                yield from walk(part)
        elif attrs.has(type(node)):
            words = (getattr(node, name, None) for name in ("kind", "word", "words"))
            yield type(node).__name__, next((word for word in words if isinstance(word, str)), "")
            yield from walk(tuple(getattr(node, field.name) for field in attrs.fields(type(node))))

    return walk(parse(Source("", text))[0].statements)


def test_every_keyword_is_shown() -> None:
    said = {word for text in TEXTS for word in scan(Source("", text)).texts}
    keywords = {terminal.pattern.value for terminal in build.lark_parser().terminals}
    assert sorted(keyword for keyword in keywords - said if keyword.isidentifier()) == []


def test_every_kind_of_declaration_is_in_the_table() -> None:
    rule = re.search(
        r"^_declaration: (.*?)\n\n", (ROOT / "grammar" / "file.lark").read_text("utf-8"), re.M | re.S
    )
    assert rule
    kinds = set(re.findall(r"\w+", rule[1])) - {"broken"}
    table = re.search(r"^## All kinds of declarations$(.*)", PAGES["language.md"], re.M | re.S)
    assert table
    told = dict(re.findall(r"^\| \[`(\w+)`\]\(reference/(.*?)\) \|", table[1], re.M))
    assert sorted(told) == sorted(kinds)
    assert told == {kind: str(pages.shown()[kind]) for kind in kinds}


@pytest.mark.parametrize(
    "words",
    [
        *(ASSET_KINDS, CAPABILITIES, LIMITS, PERIODS, PROGRAM_TYPES, access.PURPOSES, assets.PURPOSES),
        *(tuple(BUILT_IN_ROLES), tuple(STANDARD_FIELDS)),
    ],
)
def test_every_word_that_is_fixed_is_named(words: tuple[str, ...]) -> None:
    prose = (line for page in PAGES.values() for _, line in pages.lines(page))
    told = set(
        re.findall(r"\w+", " ".join(code for line in prose for code in re.findall(r"`([^`]+)`", line)))
    )
    assert [word for word in words if word not in told] == []


def test_every_unit_of_time_is_named() -> None:
    (row,) = re.findall(r"^\| length of time \|.*$", PAGES["language.md"], re.MULTILINE)
    assert [unit for unit in UNITS.values() if unit not in row] == []


def test_the_years_of_public_holidays_are_those_that_are_pinned() -> None:
    first, last = zones.YEARS[0], zones.YEARS[-1]
    assert f"Public holidays are known from {first} to {last}" in PAGES["reference/people.md"]
    assert f"Sri Lanka to {holidays.known('LK')[-1]}" in PAGES["reference/people.md"]
    assert f"It ends with {last}, the last year" in read("outputs.md")
