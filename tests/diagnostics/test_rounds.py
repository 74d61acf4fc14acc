"""Findings in the rounds of an `each`."""

from datetime import date

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding

WORDS = ("US", "GB", "DE", "FR", "JP")


def check(body: str, words: tuple[str, ...] = WORDS, more: str = "") -> list[Finding]:
    text = f"partition EMEA\nworkspace Default {{ sees all; primary Default }}\n{more}\neach r of ({', '.join(words)}) {{ {body} }}"
    return [f for f in api.check_text(text, today=date(2026, 11, 22)) if f.code < "MOPS600"]


def test_a_mistake_that_hangs_on_no_round_names_none() -> None:
    [finding] = check("workspace <r> { sees EMAE; primary EMEA }")
    assert (finding.span.round, finding.help) == ("", "Did you mean EMEA?")


def test_a_mistake_of_every_round_is_told_of_the_one_that_is_written_first() -> None:
    [finding] = check("workspace <r> { sees EMEA; primary EMEA; admin <r>_Ops }")
    assert finding.message == "There is no team US_Ops."
    assert finding.span.round == "r = US"
    assert finding.help.endswith(
        "The same in 4 more rounds of the `each`: r = GB; r = DE; r = FR and 1 more."
    )


def test_what_the_rules_say_of_meaning_is_told_once_too() -> None:
    [finding] = check("partition <r>; workspace <r> { sees <r>; primary EMEA }", ("B", "A"))
    assert finding.code == "MOPS105"
    assert finding.span.round == "r = B"
    assert finding.help.endswith("The same in 1 more round of the `each`: r = A.")


def test_the_rounds_of_two_words_are_told_in_the_order_of_the_text() -> None:
    text = "each (a, b) of (Z, One), (A, Two) { partition <a>_<b>; workspace <a>_<b> { sees <a>_<b>; primary EMEA } }\npartition EMEA"
    text += "\nworkspace Default { sees all; primary Default }"
    [finding] = [f for f in api.check_text(text) if f.code == "MOPS105"]
    assert "Z_One" in finding.message
    assert finding.help.endswith("a = A, b = Two.")


def test_different_mistakes_in_one_place_stay_apart() -> None:
    findings = check("workspace <r> { sees EMEA; primary EMEA; admin <r>_Ops, <r>_Desk }", ("US", "GB"))
    assert [finding.message for finding in findings] == [
        "There is no team US_Ops.",
        "There is no team US_Desk.",
    ]


def test_a_round_alone_is_told_as_it_is() -> None:
    teams = "team US_Ops { side marketing }"
    [finding] = check("workspace <r> { sees EMEA; primary EMEA; admin <r>_Ops }", ("US", "GB"), teams)
    assert finding.span.round == "r = GB"
    assert "The same" not in finding.help
