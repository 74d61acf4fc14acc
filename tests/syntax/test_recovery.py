"""Text that is not the language: each mistake one finding, and everything sound around it still read."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.source.text import Source
from mopsdsl.syntax import tree
from mopsdsl.syntax.parser import parse
from mopsdsl.syntax.recovery import MAX_FINDINGS
from mopsdsl.syntax.scanner import MAX_NESTING


def read(text: str) -> tuple[list[str], list[str]]:
    """The names that were declared, and the findings as `line: message | help`."""
    file, findings = parse(Source("spec.mops", text))
    names = [item.name.text for item in file.statements if isinstance(item, tree.Declaration)]
    return names, [f"{finding.span.line}: {finding.message} | {finding.help}" for finding in findings]


TEN_MISTAKES = """\
partition A
partition "B"
workspace A { seees A; primary A }
workspace B {
  sees A
  primary
  code EM
}
team T { side }
grant Admin T in A
list L = ("a" "b")
field F number from 1
routing R { when F > -> A; otherwise -> A }
wall W keeps { keep A apart from A }
partition C { people many }
"""


def test_ten_mistakes_ten_findings() -> None:
    names, findings = read(TEN_MISTAKES)
    assert [line.split(":")[0] for line in findings] == [
        "2",
        "3",
        "6",
        "7",
        "9",
        "10",
        "11",
        "12",
        "13",
        "14",
        "15",
    ]
    assert names == ["A", "A", "B", "T", "F", "R", "W", "C"]


def test_what_is_sound_around_a_mistake_is_checked() -> None:
    findings = api.check_text("workspace A {\n  sees Nowhere\n  primary =\n  code EM\n}\n")
    assert [(finding.code, finding.span.line) for finding in findings] == [
        ("MOPS002", 2),
        ("MOPS001", 3),
        ("MOPS001", 4),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("worksapce A { sees all }", "`worksapce` is not a word that fits here. | Did you mean `workspace`?"),
        ("workspace A { sees 'B' }", 'Texts stand in double quotes: "...".'),
        ("workspace A { code “EM” }", 'Use straight quotes: "...".'),
        ('workspace A { code "EM }', "add the closing quote"),
        ("workspace A { sees: B }", "No colon is needed"),
        ("partition A\n{\n  people 1\n}", "The opening brace ends the line of its declaration, above."),
        ("partition A }", "This `}` closes nothing."),
        ("partition A {\n  people 1\npartition B\n", "This block is not closed before `partition`."),
        ("partition A {\n  people 1\n", "This block is not closed before the end of the file."),
        ("partition A { people }", "After `people` comes a number, not `}`."),
        (
            "assets in A {\n  smart_list L { when (\nA is 1 or B is 2) }\n}",
            "A line that goes on in brackets is indented.",
        ),
        ("lifecycle L {\n  success -> Won when Score > 1\n}", "can't serve as a name"),
    ],
)
def test_messages_help(text: str, said: str) -> None:
    assert any(said in finding for finding in read(text)[1]), read(text)[1]


def test_a_mark_is_called_no_word() -> None:
    findings = read("lifecycle L {\n  A -> B when ( = 1)\n}")[1]
    assert any("does not fit after `(`" in found for found in findings)
    assert not any("a word of the language" in found for found in findings)


def test_a_forgotten_brace_costs_nothing_else() -> None:
    names, findings = read("workspace A {\n  sees B\n\nworkspace C {\n  sees D\n}\npartition B\n")
    assert names == ["A", "C", "B"]
    assert len(findings) == 1


def test_a_forgotten_bracket_costs_its_own_statement() -> None:
    names, findings = read('list A = ("DE", "FR"\npartition B\nworkspace C { sees B }\n')
    assert names == ["B", "C"]
    assert len(findings) == 1
    assert read('list A = ("DE", "FR",\npartition B\nworkspace C { sees B }\n')[0] == ["B", "C"]


def test_a_list_in_brackets_needs_no_indent() -> None:
    text = "each r of (\nEMEA,\nAPAC , AMER,  # the others\nJP\n) {\n  partition <r>\n}\npartition B"
    assert read(text) == (["B"], [])


def test_a_broken_header_keeps_its_block() -> None:
    names, findings = read("lifecycle Japan in workspce JP {\n  stage A end owned by X Y\n}\npartition B")
    assert names == ["Japan", "B"]
    assert [line[0] for line in findings] == ["1", "2"]


def test_a_line_goes_on_after_a_comma_and_after_and_and_or() -> None:
    text = "workspace A { sees B,\n  C\n  primary B }\nassets in A { smart_list L { when Score > 1 and\n  Score < 5 or\n  Score is 9 } }"
    assert read(text)[1] == []


def test_a_line_in_brackets_may_begin_or_end_with_and_or_or() -> None:
    head = "assets in A { smart_list L { when (Score > 1 {}\n    {} Fit is 2) } }\npartition B"
    for joins in (("and", ""), ("", "and"), ("or", ""), ("", "or")):
        text = head.replace("{}\n    {}", "\n    ".join(joins))
        assert read(text) == (["B"], []), text


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing() -> None:
    text = "workspace A {\n  sees B\n  code\n}\n"
    assert read(text.replace("\n", "\r\n")) == read(text)


@pytest.mark.parametrize("opening", ["{", "(", "each x of (a) { ", "not "])
def test_deep_nesting_is_a_finding(opening: str) -> None:
    head = "assets in Default { smart_list A { when " if opening in ("(", "not ") else "assets in Default "
    findings = api.check_text(head + opening * 10_000)
    assert any(f"more than {MAX_NESTING} deep" in finding.message for finding in findings)


def test_a_flood_of_errors_is_cut_off() -> None:
    _, findings = read("= \n" * 5_000)
    assert len(findings) == MAX_FINDINGS + 1
    assert "the rest of this file is not read" in findings[-1]


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x00", "\x1b", "\u200f"])
def test_hidden_characters_are_found_even_in_comments(character: str) -> None:
    findings = api.check_text(f"partition A # {character}\n")
    assert any(f"U+{ord(character):04X}" in finding.message for finding in findings)


WORDS = st.sampled_from(
    [
        "workspace",
        "partition",
        "each",
        "of",
        "in",
        "sees",
        "all",
        "{",
        "}",
        "(",
        ")",
        ",",
        ";",
        "->",
        "when",
        "and",
        "or",
        "not",
        "is",
        '"',
        '"EM"',
        "12",
        "25%",
        "2026-01-01",
        "09:00",
        "A",
        "B.C",
        "<x>",
        "#",
        "##",
        "\n",
        "flow",
        "stage",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_text_is_read_with_findings_inside_it(text: str) -> None:
    """No text crashes the compiler, and a finding's place is always in the text."""
    for finding in api.check_text(text):
        assert_place(finding, text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_are_read(text: str) -> None:
    for finding in api.check_text(text):
        assert_place(finding, text)


def assert_place(finding: Finding, text: str) -> None:
    if finding.span.source.name == "spec.mops":
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.message


def with_curly(text: str, quotes: str) -> str:
    """The text with every pair of straight quotes turned."""
    opening, closing = quotes
    return re.sub(r'"([^"\n]*)"', rf"{opening}\1{closing}", text)


@pytest.mark.parametrize("quotes", ["“”", "„“", "‘’", "«»"])
def test_curly_quotes_cost_one_finding_and_nothing_else(quotes: str) -> None:
    sound = (Path(__file__).parent / "forms.mops").read_text("utf-8")
    sound = "\n".join(line.partition("#")[0] for line in sound.replace('\\"', "").splitlines())
    text = with_curly(sound, quotes)
    file, findings = parse(Source("spec.mops", text))
    assert len(findings) == 1
    assert findings[0].span.line == 1 + sound[: sound.index('"')].count("\n")
    assert not [item for item in file.statements if isinstance(item, tree.Broken)]
    assert mended(text, findings[0]) == sound
    assert len(file.statements) == len(parse(Source("spec.mops", sound))[0].statements)


def mended(text: str, finding: Finding) -> str:
    for edit in sorted(finding.fixes[0].edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("slip", ["buisness", "busines", "bussiness", "Business"])
def test_a_slip_in_business_costs_one_finding_and_keeps_its_meaning(slip: str) -> None:
    text = "lifecycle L { stage A; stage B; A -> B after 5 %s days }"
    (finding,) = parse(Source("spec.mops", text % slip))[1]
    assert finding.help == "Did you mean `business`?"
    assert mended(text % slip, finding) == text % "business"
    model = api.check_text(text % slip)
    assert "MOPS006" not in [one.code for one in model]


def test_any_other_word_there_is_still_a_mistake() -> None:
    assert read("lifecycle L { stage A; stage B; A -> B after 5 working days }")[1]


@pytest.mark.parametrize(
    "text", [" " * 1_000_000, " " * 1_000_000 + "\u2028", "\r\f" * 500_000 + "\xa0partition A"]
)
def test_a_long_line_of_blanks_costs_no_more_than_its_length(text: str) -> None:
    """Looked through again from each of them, this would not end."""
    assert read(text)[1] == []


def test_a_quote_that_is_never_closed_is_looked_through_once() -> None:
    """So would each quote behind a backslash, up to the end of the line."""
    names, findings = read('partition A\npartition "' + '\\"' * 500_000)
    assert (names, len(findings)) == (["A"], 1)
