"""The canonical form, case by case: files with a sentence, a text before and the same after."""

from pathlib import Path

import pytest

from mopsdsl.formatter.format import format_text
from mopsdsl.formatter.layout import WIDTH
from mopsdsl.source.text import Source

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def parts(path: Path) -> tuple[str, str]:
    """(before, after) of a case."""
    text = path.read_bytes().decode("utf-8")
    _, _, texts = text.partition("\n----- before\n")
    before, _, after = texts.partition("\n----- after\n")
    return before, after


def form(text: str) -> str:
    formatted = format_text(Source("spec.mops", text))
    assert formatted.refused == ""
    return formatted.text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case(path: Path) -> None:
    before, after = parts(path)
    assert form(before) == after
    assert form(after) == after


def test_nothing_is_the_form_of_nothing() -> None:
    assert form("") == form("\n \n") == ""


@pytest.mark.parametrize("more", [0, 1])
def test_a_line_is_filled_to_the_last_column(more: int) -> None:
    """One letter too many breaks a body, a list and a condition, wherever it stands."""
    for line in (
        "team {} {{ side sales; members 12 }}",
        'list L = ("DE", "{}")',
        "workspace W {{ sees A, {} }}",
        "assets in A {{ smart_list {} {{ when Score > 1 and Score < 5 }} }}",
    ):
        text = line.format("x" * (WIDTH - len(line.format("")) + more)) + "\n"
        assert len(text) == WIDTH + 1 + more
        assert (form(text) == text) == (more == 0)
        assert all(len(each) <= WIDTH for each in form(text).split("\n"))


def test_a_comment_is_no_cause_to_break() -> None:
    text = f"team T {{ side sales; members 12 }}  # {'long ' * 40}".rstrip() + "\n"
    assert form(text) == text


def test_what_is_nested_too_deep_is_left_alone() -> None:
    text = "partition   A\nassets in A { smart_list L { when " + "(" * 70 + "Score > 1" + ")" * 70 + " } }\n"
    assert form(text) == text


def test_deep_nesting_costs_no_more_than_its_length() -> None:
    """Sixty brackets in brackets, none of which fits: each is laid out once, or this would not end."""
    condition = "Score > 1"
    for number in range(60):
        condition = f'({condition} and Field_{number} is "a" or Field_{number} in ("a", "b"))'
    lines = form(f"assets in A {{ smart_list L {{ when {condition} }} }}\n").split("\n")
    assert len(lines) > 100
