"""Family 6: who may do what where."""

from datetime import date

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding

TODAY = date(2026, 11, 22)

WORKSPACES = """partition A
partition B
workspace Default { sees all; primary Default; admin MOps }
workspace A { sees A; primary A; admin A_Ops }
workspace B { sees B; primary B; admin B_Ops }
team MOps { side marketing }
team A_Ops { side marketing }
team B_Ops { side marketing }
team T { side marketing }
team Agency { side marketing; external }
role Local_Admin { can administer, edit, approve, read }
role Maker { can edit, read }
role Publisher { can edit, approve, read }
"""


def found(code: str, text: str) -> list[Finding]:
    return [finding for finding in api.check_text(WORKSPACES + text, today=TODAY) if finding.code == code]


@pytest.mark.parametrize(
    ("code", "grants"),
    [
        ("MOPS601", "grant Maker to T in A, B"),
        ("MOPS601", "grant Maker to T in A\ngrant Marketing_User to T in B"),
        ("MOPS601", "grant Maker to T in all workspaces"),
        ("MOPS601", "grant Maker to A_Ops in B, Default"),
        (
            "MOPS601",
            "partition Nobody { empty }\nworkspace Library { sees Nobody; primary Nobody; admin MOps }\ngrant Maker to T in A, B, Library",
        ),
        ("MOPS603", "grant Maker to T in A until 2026-11-21"),
        ("MOPS604", "grant Publisher to Agency in A"),
        ("MOPS604", "grant Local_Admin to Agency in A"),
        ("MOPS604", "grant Admin to Agency in all workspaces"),
        ("MOPS605", "grant Maker to T in A\ngrant Publisher to T in A"),
        ("MOPS605", "grant Maker to A_Ops in A"),
        ("MOPS605", "grant Maker to T in all workspaces\ngrant Publisher to T in all workspaces"),
        ("MOPS606", "grant Admin to T in A"),
        ("MOPS606", "grant Admin to T in Default, A, B"),
        ("MOPS606", "grant Admin to T in all workspaces except A"),
    ],
)
def test_one_finding(code: str, grants: str) -> None:
    assert len(found(code, grants)) == 1


@pytest.mark.parametrize(
    ("code", "grants"),
    [
        ("MOPS601", "grant Maker to T in A"),
        (
            "MOPS601",
            "partition Nobody { empty }\nworkspace Library { sees Nobody; primary Nobody; admin MOps }\ngrant Maker to T in A, Library",
        ),
        ("MOPS601", "grant Admin to T in all workspaces"),
        ("MOPS601", "grant Local_Admin to T in A, B"),
        ("MOPS601", "grant Maker to MOps in A, B"),
        ("MOPS601", "grant Maker to A_Ops in B"),
        ("MOPS601", "grant Maker to Nobody in A, B"),
        ("MOPS603", "grant Maker to T in A until 2026-11-22"),
        ("MOPS603", "grant Maker to T in A"),
        ("MOPS604", "grant Maker to Agency in A"),
        ("MOPS604", "grant Marketing_User to Agency in A"),
        ("MOPS604", "grant Publisher to T in A"),
        ("MOPS605", "grant Maker to T in A\ngrant Publisher to T in B"),
        ("MOPS605", "grant Maker to T in A\ngrant Maker to T in A, B"),
        ("MOPS605", "grant Local_Admin to A_Ops in A"),
        ("MOPS606", "grant Admin to T in all workspaces"),
        ("MOPS606", "grant Local_Admin to T in A"),
    ],
)
def test_nothing_to_say(code: str, grants: str) -> None:
    assert not [finding.message for finding in found(code, grants)]


def test_the_widest_grant_is_the_one_to_look_at() -> None:
    [finding] = found("MOPS601", "grant Maker to T in A\ngrant Marketing_User to T in all workspaces")
    assert finding.span.line == WORKSPACES.count("\n") + 2
    assert len(finding.related) == 1
    assert "3 workspaces (A, B, Default)" in finding.message


def test_a_grant_may_allow_itself() -> None:
    assert not found("MOPS601", 'grant Maker to T in A, B { allow MOPS601 because "One roadshow" }')


C = "partition C\nworkspace C { sees C; primary C }\n"


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (C, ["C"]),
        (C + "grant Maker to T in C", ["C"]),
        (C + "grant Admin to T in all workspaces", ["C"]),
        (C + "grant Local_Admin to T in all workspaces", ["C"]),
        (C + "grant Local_Admin to T in C", []),
        (C.replace("primary C", "primary C; deprecated since 2026-05-01"), []),
    ],
)
def test_who_looks_after_a_workspace(text: str, without: list[str]) -> None:
    assert [finding.subject.partition(":")[2] for finding in found("MOPS602", text)] == without


def test_the_default_workspace_is_the_admins() -> None:
    def about(text: str) -> list[str]:
        findings = api.check_text("team T\nworkspace Default { sees all; primary Default }\n" + text)
        return [finding.code for finding in findings if finding.code == "MOPS602"]

    assert about("") == ["MOPS602"]
    assert about("grant Admin to T in all workspaces") == []


def test_a_default_workspace_that_nobody_declared_needs_nobody() -> None:
    assert not [finding for finding in api.check_text("team T") if finding.code == "MOPS602"]
