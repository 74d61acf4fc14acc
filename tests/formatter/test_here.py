"""All specs that are shown here are in the canonical form. When this fails: mopsdsl fmt."""

import re
from pathlib import Path

import pytest

from mopsdsl.formatter.format import format_text
from mopsdsl.source.text import Source

ROOT = Path(__file__).parents[2]
FILES = sorted(
    (
        *ROOT.glob("specs/**/*.mops"),
        *ROOT.glob("mopsdsl/cli/starter/**/*.mops"),
        *ROOT.glob("tests/cases/*.mops"),
        ROOT / "tests" / "syntax" / "forms.mops",
    )
)
PAGES = sorted((ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("mopsdsl/checks/rules/**/*.md")))
_EXAMPLE = re.compile(r"^```mops(?: (?!untidy\b)\w+)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_UNTIDY = re.compile(r"^```mops untidy\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""What a page puts into form later, as the tutorial does."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_spec(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert format_text(Source(path.name, text)).text == text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_of_a_page(path: Path) -> None:
    for text in _EXAMPLE.findall(path.read_text("utf-8")):
        assert format_text(Source(path.name, text)).text == text


def test_what_is_said_to_be_untidy_is() -> None:
    untidy = [text for path in PAGES for text in _UNTIDY.findall(path.read_text("utf-8"))]
    assert untidy
    assert all(format_text(Source("a.mops", text)).text != text for text in untidy)


def test_there_are_examples() -> None:
    assert len(FILES) > 50
    assert sum(len(_EXAMPLE.findall(path.read_text("utf-8"))) for path in PAGES) > 200
