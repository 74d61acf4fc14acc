"""Severities that a project sets for itself in mops.toml."""

import pytest

from mopsdsl.checks.severities import apply, wrong
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.source.text import Source, Span

PLACE = Span(Source("spec.mops", "x"), 0, 1)


def found(code: str, severity: Severity) -> Finding:
    return Finding(code, "a-rule", severity, "", PLACE)


def test_a_setting_changes_its_rule_and_no_other() -> None:
    findings = [found("MOPS107", Severity.ADVICE), found("MOPS108", Severity.ADVICE)]
    changed = apply(findings, {"MOPS107": "error"})
    assert [finding.severity for finding in changed] == [Severity.ERROR, Severity.ADVICE]


@pytest.mark.parametrize("code", ["MOPS001", "MOPS002", "MOPS011", "MOPS104", "MOPS203"])
def test_errors_about_meaning_stay_errors(code: str) -> None:
    assert apply([found(code, Severity.ERROR)], {code: "advice"})[0].severity is Severity.ERROR
    assert [problem[0] for problem in wrong({code: "advice"})] == [code]


def test_no_setting_changes_nothing() -> None:
    findings = [found("MOPS107", Severity.ADVICE)]
    assert apply(findings, {}) == findings


def test_what_is_wrong_with_settings_is_said() -> None:
    problems = {
        code: (message, help)
        for code, message, help in wrong({"MOPS1O7": "error", "MOPS107": "off", "MOPS101": "loud"})
    }
    assert problems["MOPS1O7"][1].startswith("Did you mean MOPS1")
    assert "allow MOPS107 because" in problems["MOPS107"][1]
    assert problems["MOPS101"][0] == "loud is no severity."
    assert not list(wrong({"MOPS107": "warning", "MOPS401": "error"}))


def test_nonsense_is_ignored_by_apply() -> None:
    findings = [found("MOPS107", Severity.ADVICE)]
    assert apply(findings, {"MOPS107": "off", "X": "error"}) == findings
