"""docs/reference/: its diagrams are the grammar's, and every form is both drawn and told."""

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docs.tools import pages
from docs.tools.grammar import Choice, Form, Row, Word, rules
from mopsdsl.checks import explain

SVG = "{http://www.w3.org/2000/svg}"
RULES = sorted(pages.shown())


def test_the_diagrams_are_fresh() -> None:
    """When this fails: make docs."""
    made = {path.name: path.read_text("utf-8") for path in pages.DIAGRAMS.iterdir()}
    assert made == {path.name: text for path, text in pages.diagrams().items()}


@pytest.mark.parametrize("page", pages.pages(), ids=lambda page: page.name)
def test_what_pages_say_of_the_grammar_and_the_rules_is_fresh(page: Path) -> None:
    """When this fails: make docs."""
    text = page.read_text("utf-8")
    assert pages.fresh(text) == text


def test_every_rule_of_the_grammar_is_drawn() -> None:
    """When this fails: show the rule in a page of docs/reference, by ![](diagrams/NAME.svg)."""
    drawn = {name for rule in RULES for name in pages.written_out(rule)}
    assert sorted(rules().keys() - drawn) == []


@pytest.mark.parametrize("rule", sorted(set(RULES) - pages.LISTS))
def test_what_is_drawn_is_told(rule: str) -> None:
    """The words that begin a statement stand as `code` in the section of its diagram."""
    place = pages.shown()[rule]
    lines = pages.lines((pages.REFERENCE / place.page).read_text("utf-8"))
    section = "\n".join(
        line for heading, line in lines if heading == place.heading and "](diagrams/" not in line
    )
    told = " ".join((place.heading, *re.findall(r"`([^`]+)`", section)))
    missed = [word for word in _first_words(pages.form(rule)) if not re.search(rf"\b{word}\b", told)]
    assert missed == []


def _first_words(form: Form) -> list[str]:
    match form:
        case Choice(options):
            return [word for option in options for word in _first_words(option)]
        case Row((Word(text), *_)) | Word(text) if text[0].isalpha():
            return [text]
        case _:
            return []


@pytest.mark.parametrize("rule", RULES)
def test_a_diagram_is_read_everywhere(rule: str) -> None:
    """Narrow enough for a narrow screen, with words for whoever can't see it, and links that lead somewhere."""
    path = pages.DIAGRAMS / f"{rule.lstrip('_')}.svg"
    svg = ElementTree.parse(path).getroot()
    assert float(svg.attrib["width"]) <= 600
    assert svg.findtext("{*}title")
    assert svg.findtext("{*}desc")
    for link in svg.iter(f"{SVG}a"):
        page, _, anchor = link.attrib["href"].partition("#")
        headings = {heading for heading, _ in pages.lines((path.parent / page).read_text("utf-8"))}
        assert anchor in map(pages.anchor, headings)


@pytest.mark.parametrize("rule", RULES)
def test_boxes_are_in_the_picture_and_apart(rule: str) -> None:
    svg = ElementTree.parse(pages.DIAGRAMS / f"{rule.lstrip('_')}.svg").getroot()
    boxes = [
        tuple(float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        for box in svg.iter(f"{SVG}rect")
    ]
    assert boxes
    for x, y, width, height in boxes:
        assert 0 < x < x + width < float(svg.attrib["width"])
        assert 0 < y < y + height < float(svg.attrib["height"])
    for one, other in combinations(boxes, 2):
        beside = one[0] + one[2] < other[0] or other[0] + other[2] < one[0]
        assert beside or one[1] + one[3] < other[1] or other[1] + other[3] < one[1]


def test_every_rule_of_the_checks_is_named() -> None:
    text = "".join(page.read_text("utf-8") for page in pages.pages())
    assert [code for code in explain.pages() if f"[{code} " not in text] == []
