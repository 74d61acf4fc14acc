"""Every rule's page: its examples run, and what it says of the rule is what the rule says of itself."""

import re
from datetime import date
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.changes.compare import compare
from mopsdsl.checks import explain, rules
from mopsdsl.checks.approvals import apply_changes
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.reserved import RESERVED
from mopsdsl.checks.runner import discovered, discovered_changes, run_changes
from mopsdsl.diagnostics import finding
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.ordering.search import course

HEADINGS = ["Why", "Fails", "Passes", "Mend"]
FOLDER = Path(rules.__file__).parent
PAGES = sorted(FOLDER.glob("*/mops*.md"))
RULES = {rule.code: rule for rule in vars(finding).values() if isinstance(rule, Rule)} | {
    rule.code: rule for rule, _ in (*discovered(), *discovered_changes())
}
"""The rules by code: those that are raised while the text is read, and those with a file of their own."""


def sections(page: Path) -> dict[str, str]:
    parts = re.split(rf"^## ({'|'.join(HEADINGS)})\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def example(section: str) -> list[Finding]:
    """What `check` finds in the section's spec, or `plan` in its two: the one marked `before`, the other `after`."""
    texts = dict(re.findall(r"^```mops ?(\w*)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))
    day = re.search(r"^As of (\S+)\.$", section, re.MULTILINE)
    today = date.fromisoformat(day[1]) if day else date(2026, 7, 1)
    if set(texts) == {"before", "after"}:
        return planned(texts["before"], texts["after"], today)
    assert set(texts) == {""}, "a spec between ```mops and ```"
    return api.check_text(texts[""], today=today)


def planned(before: str, after: str, today: date) -> list[Finding]:
    for text in (before, after):
        assert not errors(api.check_text(text, today=today))
    comparison = compare(api.load_text(before).model, api.load_text(after).model)
    change = ChangeContext(comparison, course(comparison, today).conflicts, today)
    return list(apply_changes(change, run_changes(change)).findings)


def errors(findings: list[Finding]) -> dict[str, str]:
    return {found.code: found.message for found in findings if found.severity is Severity.ERROR}


def code_of(page: Path) -> str:
    return page.name[:7].upper()


@pytest.fixture(params=PAGES, ids=code_of)
def page(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_the_failing_example_fails(page: Path) -> None:
    section = sections(page)["Fails"]
    findings = example(section)
    also = set(re.findall(r"MOPS\d{3}", " ".join(re.findall(r"^Also raises (.*)$", section, re.MULTILINE))))
    assert code_of(page) in {found.code for found in findings}
    assert set(errors(findings)) - {code_of(page)} == also, errors(findings)


def test_the_passing_example_passes(page: Path) -> None:
    findings = example(sections(page)["Passes"])
    assert code_of(page) not in {found.code for found in findings}
    assert not errors(findings)


def test_the_page_says_what_the_rule_says(page: Path) -> None:
    rule = RULES[code_of(page)]
    title, _, line = page.read_text(encoding="utf-8").split("\n")[:3]
    assert title == f"# {rule.code} {rule.name}"
    assert line == f"{rule.severity.word}: {rule.summary}"
    assert page.stem == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"


def test_the_page_has_every_part_in_order(page: Path) -> None:
    found = sections(page)
    assert list(found) == HEADINGS
    assert all(text.strip() for text in found.values())


def test_every_rule_has_a_page() -> None:
    assert sorted(code_of(page) for page in PAGES) == sorted(RULES)


def test_every_module_stands_beside_its_page() -> None:
    modules = {module.with_suffix("") for module in FOLDER.glob("*/mops*.py")}
    assert not modules - {page.with_suffix("") for page in PAGES}


def test_a_rule_that_is_checked_is_not_reserved_any_more() -> None:
    assert not set(RULES) & set(RESERVED)


def test_explain_knows_every_page() -> None:
    assert set(explain.pages()) == set(RULES)
    assert all(name == RULES[code].name for code, name in explain.names().items() if code in RULES)
