"""Misspelt names: what was meant is offered, written as it has to be there, and nothing is said of what only follows."""

from datetime import date
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.model.base import Reference

TODAY = date(2026, 11, 22)
ACME = Path(__file__).parents[2] / "specs" / "acme"
FILES = {path.relative_to(ACME).as_posix(): path.read_text("utf-8") for path in sorted(ACME.rglob("*.mops"))}


def check(files: dict[str, str] | str) -> list[Finding]:
    return api.check_text(files, today=TODAY)


FAMILIES = "01267"
"""The rules that say something of the small specs here."""


def found(text: str) -> list[Finding]:
    return [finding for finding in check(text) if finding.code[4] in FAMILIES]


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in findings]


def written(reference: Reference) -> bool:
    span = reference.span
    return span.source.text[span.start : span.end] == reference.name


def one_of_every_kind() -> list[Reference]:
    """The longest reference of each kind in specs/acme, by a path and by a name; a short one may be near to several."""
    found: dict[tuple[str, bool], Reference] = {}
    for declaration in api.load_text(FILES).model.declarations():
        for reference in declaration.references:
            key = (reference.kind, "." in reference.name)
            if written(reference) and len(reference.name) > len(getattr(found.get(key), "name", "")):
                found[key] = reference
    return list(found.values())


EVERY_KIND = one_of_every_kind()
ACME_ITSELF = check(FILES)


def test_acme_refers_to_things_of_most_kinds() -> None:
    kinds = {kind for reference in EVERY_KIND for kind in reference.kind.split("|")}
    assert kinds >= {
        "list", "field", "team", "rota", "calendar", "partition", "workspace", "role", "channel", "routing", "lifecycle",
        "stage", "metric", "assume", "object", "measure", "segment", "form", "email", "smart_list", "smart_campaign", "program",
    }  # fmt: skip


@pytest.mark.parametrize("reference", EVERY_KIND, ids=lambda reference: f"{reference.kind} {reference.name}")
def test_a_slip_is_one_finding_with_what_was_meant(reference: Reference) -> None:
    span, name = reference.span, reference.name
    middle = len(name) - len(name.rpartition(".")[2]) // 2 - 1
    slip = name[:middle] + ("x" if name[middle] != "x" else "z") + name[middle + 1 :]
    file, text = span.source.name, span.source.text
    before = said(ACME_ITSELF)
    after = check(FILES | {file: text[: span.start] + slip + text[span.end :]})
    findings = [one for one in after if (one.code, one.message) not in before]
    assert [(finding.code, finding.help) for finding in findings] == [("MOPS002", f"Did you mean {name}?")]
    [finding] = findings
    [fix] = finding.fixes
    [edit] = fix.edits
    assert (edit.span.source.name, edit.span.start, edit.text) == (file, span.start, name)


TWO = """partition EMEA
partition APAC
workspace Default { sees all; primary Default; admin MOps }
workspace EMEA { sees EMEA; primary EMEA; admin Team_EMEA }
workspace APAC { sees APAC; primary APAC; admin Team_APAC }
team MOps { side marketing }
team Team_EMEA { side marketing }
team Team_APAC { side marketing }
"""


def test_a_declaration_that_is_misspelt_itself_is_one_finding() -> None:
    findings = found(TWO.replace("partition APAC", "partition APAX"))
    assert said(findings) == [("MOPS004", "There is no partition APAC: APAC is a workspace.")] * 2
    assert all(finding.help.startswith("Did you mean APAX?") for finding in findings)


def test_assets_of_a_misspelt_workspace_are_found_by_their_right_path() -> None:
    text = (
        TWO
        + """assets in EMAE { program Intro { form Registration { asks Email } } }
    assets in EMEA { smart_campaign C { trigger fills EMEA.Intro.Registration; flow { alert MOps } } }
    """
    )
    assert said(found(text)) == [("MOPS002", "There is no workspace EMAE.")]


LIFECYCLE = """team S { side sales }
lifecycle Global {
  for partitions all
  stage Known inventory owned by S { means "We have a name" }
  stage Won end owned by S { means "Signed" }
  Known -> Won when Score > 3
}
"""


@pytest.mark.parametrize(
    "text",
    [
        'funnel F maps Gloabl { "A" = Known }',
        "lifecycle Local extends Gloabl { for partitions Default; override Known -> Won when Score > 2 because \"Small\" }",
        'content C "C" { stage Known; persona P }\nfunnel F maps Gloabl { "A" = Won }',
        'funnel F maps Something { "A" = Known }',
    ],
)  # fmt: skip
def test_stages_of_an_unknown_lifecycle_are_not_told_of(text: str) -> None:
    [finding] = found(LIFECYCLE + text)
    assert finding.message.startswith("There is no lifecycle ")


def test_a_stage_by_a_path_says_which_part_is_wrong() -> None:
    metric = "## Wins.\nmetric Wins owned by S { counts entries to %s }\n"
    for path, message in (
        ("Global.Wom", "There is no stage Wom in lifecycle Global."),
        ("Gloabl.Won", "There is no lifecycle Gloabl."),
    ):
        [finding] = found(LIFECYCLE + metric % path)
        assert (finding.message, finding.help) == (message, "Did you mean Global.Won?")


def test_a_name_that_many_places_name_is_one_finding_with_all_of_them() -> None:
    lines = "".join(f"workspace W{n} {{ sees EMEA; primary EMEA; admin Legal }}\n" for n in range(8))
    [finding] = found(TWO + lines + "team Legals { side marketing }\ngrant Marketing_User to Legals in EMEA")
    assert finding.help == "Declare it, since so many places name it; or did you mean Legals?"
    assert len(finding.related) == 6
    assert finding.related[-1].label == "and here, and in 1 more places"
    assert len(finding.fixes[0].edits) == 8


def test_a_name_of_two_letters_is_offered_where_only_one_is_a_letter_away() -> None:
    text = (
        TWO
        + 'partition JP\nworkspace JP { sees JP; primary JP; admin MOps }\nsite "www.a.example" tracked by JX'
    )
    assert found(text)[0].help == "Did you mean JP?"


def test_another_number_is_no_slip() -> None:
    text = "partition R11\npartition R13\nworkspace Default { sees all; primary Default }\n"
    text += "workspace W { sees R11, R12; primary R12 }\nworkspace V { sees R13; primary R13 }"
    assert {code for code, _ in said(found(text)) if code < "MOPS600"} == {"MOPS002"}


def test_what_a_slip_would_hide_is_told_at_once() -> None:
    text = TWO.replace("sees EMEA; primary EMEA", "sees EMAE; primary APAC")
    assert [code for code, _ in said(found(text))] == ["MOPS002", "MOPS105"]


def test_an_exception_for_what_a_slip_hides_is_not_called_unused() -> None:
    text = TWO + "role Maker { can edit }\nteam T { side marketing }\n"
    text += 'grant Maker to TT in EMEA, APAC { allow MOPS601 because "Two" }'
    assert said(found(text)) == [("MOPS002", "There is no team TT.")]


def test_what_was_renamed_is_offered_where_only_its_old_name_is_used() -> None:
    text = TWO.replace("team MOps {", "team Marketing_Operations {")
    text += "grant Admin to MOps in all workspaces"
    findings = found(text)
    assert said(findings) == [("MOPS002", "There is no team MOps.")] * 2
    assert {finding.help for finding in findings} == {"Did you mean Marketing_Operations?"}


def test_a_stage_that_was_renamed_is_offered_by_every_way_to_it() -> None:
    text = (
        LIFECYCLE.replace("stage Won end", "stage Closed end")
        + 'funnel F maps Global { "A" = Known; "B" = Won }\n'
    )
    text += "## Wins.\nmetric Wins owned by S { counts entries to Global.Won }\n"
    helps = {finding.help for finding in found(text)}
    assert helps == {"Did you mean Closed?", "Did you mean Global.Closed?"}


def test_a_path_says_how_far_it_leads() -> None:
    text = TWO + "assets in EMEA { form F { asks Email } }\n"
    text += "assets in APAC { smart_campaign C { trigger fills EMEA.Intro.Form; flow { stop } } }"
    assert said(found(text))[0] == ("MOPS002", "There is no form EMEA.Intro.Form: EMEA holds no Intro.")


def test_a_status_that_many_places_name_is_one_finding() -> None:
    text = LIFECYCLE.replace('means "We', 'status "Open"; means "We')
    lists = "; ".join(f'smart_list L{n} {{ when status is "Opened" }}' for n in range(5))
    [finding] = found(f"{text}assets in Default {{ {lists} }}")
    assert (finding.message, len(finding.related)) == ('No stage has the status "Opened".', 4)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sees EMEA; primary EMEA", "sees Elsewhere; primary EMEA"),
        ("grant Local to Team_EMEA in EMEA", "grant Local to Team_EMEA in Elsewhere"),
        ("grant Local to Team_EMEA in EMEA", "grant Nobody_Knows to Team_EMEA in EMEA"),
        ("except workspace Default", "except workspace Nobody_Knows"),
    ],
)
def test_nothing_is_said_that_may_only_follow_from_what_nobody_knows(old: str, new: str) -> None:
    text = TWO.replace("; admin Team_EMEA }", " }") + "role Local { can administer }\n"
    text += (
        "grant Local to Team_EMEA in EMEA\nwall W { keep EMEA apart from APAC; except workspace Default }\n"
    )
    assert said(found(text)) == []
    findings = found(text.replace(old, new))
    assert {code for code, _ in said(findings)} - {"MOPS008"} == {"MOPS002"}
