"""MOPS002 unknown-name, MOPS004 wrong-kind: what is meant, written as it has to be written."""

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding


def found(code: str, text: str) -> list[Finding]:
    return [finding for finding in api.check_text(text) if finding.code == code]


WORKSPACE = "partition EMEA\nworkspace EMEA { sees EMEA; primary EMEA }\n"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (WORKSPACE + "team Ops\nworkspace APAC { sees EMEA; primary EMEA; admin Opps }", "Ops"),
        (WORKSPACE + "site \"www.a.example\" tracked by Emea", "EMEA"),
        (WORKSPACE + "team Ops\ngrant Marketing_Usr to Ops in EMEA", "Marketing_User"),
        (WORKSPACE + "assets in EMEA { smart_list A { when Contry is \"DE\" } }", "Country"),
        (WORKSPACE + "list Europe = (\"DE\")\nassets in EMEA { smart_list A { when Country in Euorpe } }", "Europe"),
    ],
)  # fmt: skip
def test_the_nearest_name_of_the_right_kind(text: str, meant: str) -> None:
    [finding] = found("MOPS002", text)
    assert finding.help == f"Did you mean {meant}?"
    [fix] = finding.fixes
    [edit] = fix.edits
    source = edit.span.source.text
    mended = source[: edit.span.start] + edit.text + source[edit.span.end :]
    assert not found("MOPS002", mended)


ASSETS = (
    WORKSPACE
    + "assets in EMEA { folder Templates { email_template Newsletter }; program Intro { email Hello { uses %s } } }"
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Newsletter", "Templates.Newsletter"),
        ("EMEA.Newsletter", "Templates.Newsletter"),
        ("Templates.Newslettre", "Templates.Newsletter"),
    ],
)
def test_an_asset_is_offered_as_short_as_it_may_be_written_there(written: str, meant: str) -> None:
    [finding] = found("MOPS002", ASSETS % written)
    assert finding.help == f"Did you mean {meant}?"
    assert not found("MOPS002", ASSETS % meant)


def test_a_name_in_an_each_is_reported_once_and_not_rewritten() -> None:
    text = "each r of (A, B) { partition <r>; workspace <r> { sees <r>; primary <r>; admin <r>_Ops, Oops } }\nteam Ops\nteam A_Ops"
    findings = found("MOPS002", text)
    assert sorted(finding.message for finding in findings) == [
        "There is no team B_Ops.",
        "There is no team Oops.",
    ]
    [of_the_round] = [finding for finding in findings if "B_Ops" in finding.message]
    assert of_the_round.span.round == "r = B"
    assert not of_the_round.fixes


def test_where_nothing_is_near_the_few_that_there_are_are_named() -> None:
    [finding] = found(
        "MOPS002", WORKSPACE + "team Ops\nteam SDR\nworkspace APAC { sees EMEA; primary EMEA; admin Legal }"
    )
    assert finding.help.endswith("name one that exists: Ops, SDR.")


LIFECYCLE = """team SDR { side sales }
lifecycle L {
  for partitions all
  stage Known inventory owned by SDR { status "Open" }
  stage Won end owned by SDR
  Known -> Won by SDR when status is %s
}
"""


def test_a_status_that_no_stage_declares() -> None:
    [finding] = found("MOPS002", LIFECYCLE % '"Opne"')
    assert finding.message == 'No stage has the status "Opne".'
    assert finding.help == 'Did you mean "Open"?'
    assert not found("MOPS002", LIFECYCLE % '"Open"')


def test_without_any_declared_status_every_status_is_taken_as_it_is() -> None:
    assert not found("MOPS002", (LIFECYCLE % '"Anything"').replace('{ status "Open" }', ""))


def test_statuses_of_fences_and_scenarios_count() -> None:
    fence = 'fence F between SDR and SDR on L { status "Opem" owned by SDR changed by SDR to ("Open", "Wokring") }\n'
    scenario = 'scenario "S" { expect status "Opne" }\n'
    findings = found("MOPS002", LIFECYCLE % '"Open"' + fence + scenario)
    assert [finding.message for finding in findings] == [
        'No stage has the status "Opem".',
        'No stage has the status "Wokring".',
        'No stage has the status "Opne".',
    ]


def test_a_stage_in_an_assets_condition_may_be_any_lifecycles() -> None:
    asset = "assets in Default { program P { smart_list %s { when stage is %s } } }\n"
    text = LIFECYCLE % '"Open"'
    assert not found("MOPS002", text + asset % ("A", "Known"))
    assert not found("MOPS004", text + asset % ("Known", "Known"))
    [finding] = found("MOPS002", text + asset % ("A", "Knwon"))
    assert finding.help == "Did you mean Known?"


def test_a_name_of_another_kind() -> None:
    text = WORKSPACE + "team Ops\ngrant Marketing_User to EMEA in EMEA"
    [finding] = found("MOPS004", text)
    assert finding.message == "There is no team EMEA: EMEA is a partition and a workspace."
    assert [related.label for related in finding.related] == [
        "a partition is declared here",
        "a workspace is declared here",
    ]
    assert not found("MOPS002", text)


def test_what_marketo_brings_has_no_place_to_show() -> None:
    [finding] = found("MOPS004", WORKSPACE + "grant Marketing_User to Country in EMEA")
    assert finding.message == "There is no team Country: Country is a field."
    assert finding.related == ()


def test_an_asset_of_another_kind() -> None:
    text = WORKSPACE + "assets in EMEA { form F; smart_campaign C { flow { send F } } }"
    [finding] = found("MOPS004", text)
    assert finding.message == "There is no email F: F is a form."


def test_what_was_moved_is_gone_from_where_it_was() -> None:
    assert not found("MOPS002", WORKSPACE + "assets in EMEA { program P { moved from Default.P } }")


def test_thousands_of_unknown_names_are_all_reported() -> None:
    lines = "\n".join(f"workspace W{n} {{ sees P; primary P; admin Team_{n} }}" for n in range(2_000))
    text = "partition P\n" + lines + "\n" + "\n".join(f"team Teams_{n}" for n in range(2_000))
    assert len(found("MOPS002", text)) == 2_000
