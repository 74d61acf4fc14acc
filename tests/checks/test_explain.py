"""`explain`: a page by its code, without a rule being imported for it."""

import subprocess
import sys

import pytest

from mopsdsl.checks import explain
from mopsdsl.checks.reserved import RESERVED


def test_a_page_is_found_in_any_case() -> None:
    page = explain.page("mops101")
    assert page is not None
    assert page.startswith("# MOPS101 workspace-sees-nothing\n")


def test_a_page_is_found_by_its_number_and_by_its_name() -> None:
    assert explain.page("101") == explain.page(" Workspace-Sees-Nothing ") == explain.page("MOPS101")


def test_a_rule_that_is_not_checked_yet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RESERVED, "MOPS999", ("of-tomorrow", "warning", "Something that comes."))
    page = explain.page("MOPS999")
    assert page is not None
    assert page.startswith("# MOPS999 of-tomorrow\n\nwarning: ")
    assert "does not check it yet" in page


def test_there_is_no_page_for_what_is_no_rule() -> None:
    assert explain.page("MOPS000") is None
    assert explain.page("../secret") is None
    assert explain.page("") is None


def test_the_nearest_codes_are_offered_by_code_and_by_name() -> None:
    assert "MOPS101 workspace-sees-nothing" in explain.nearest_codes("MOPS1001")
    assert explain.nearest_codes("route-gab")[0] == "MOPS302 route-gap"
    assert "MOPS104 wall-breached" in explain.nearest_codes("wall")
    assert explain.nearest_codes("zzzzzzzzzz") == []


def test_reserved_rules_have_a_severity_and_a_sentence() -> None:
    for name, severity, summary in RESERVED.values():
        assert name == name.lower().replace(" ", "-")
        assert severity in ("error", "warning", "advice")
        assert summary.endswith(".")


def test_no_rule_is_imported_for_a_page() -> None:
    """`explain` and `--help` promise to start at once."""
    code = (
        "import sys; from mopsdsl.checks import explain; explain.page('MOPS101');"
        "print([m for m in sys.modules if m in ('attrs', 'difflib', 'pathlib') or m.startswith('mopsdsl.checks.rules')])"
    )
    run = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
                         capture_output=True, text=True, check=True)  # fmt: skip
    assert run.stdout.strip() == "[]"
