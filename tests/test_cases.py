"""tests/cases: one spec a file, whose first lines say what `check` must find in it. How to write one: tests/cases/README.md."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity

FOLDER = Path(__file__).with_name("cases")
CASES = sorted(FOLDER.glob("*.mops"))
TODAY = "2026-07-01"


class Case:
    """What the lines `#!`, `#~`, `#@` and `#=` of a file say."""

    def __init__(self, text: str) -> None:
        wanted = " ".join(re.findall(r"^#!(.*)$", text, re.MULTILINE)).split()
        self.silent = wanted == ["silent"]
        self.wanted = Counter(word for word in wanted if word not in ("none", "silent"))
        self.tolerated = set(" ".join(re.findall(r"^#~(.*)$", text, re.MULTILINE)).split())
        self.said = re.findall(r"^#= (.*)$", text, re.MULTILINE)
        self.today = date.fromisoformat("".join(re.findall(r"^#@ as of (\S+)$", text, re.MULTILINE)) or TODAY)
        assert wanted, "the file says what must be found: #! CODE ..., #! none or #! silent"
        strange = [word for word in (*self.wanted, *self.tolerated) if not re.fullmatch(r"MOPS\d{3}", word)]
        assert not strange, f"{strange} are no codes"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_comes_out_as_it_says(path: Path) -> None:
    text = path.read_text("utf-8")
    case = Case(text)
    findings = api.check_text({path.name: text}, today=case.today)
    found = Counter(finding.code for finding in findings)
    shown = "\n".join(f"{finding.span.place} {finding.code} {finding.message}" for finding in findings)
    assert {code: found[code] for code in case.wanted} == dict(case.wanted), shown
    assert not _unwanted(case, findings), shown
    for words in case.said:
        assert any(words in f"{finding.message} {finding.help}" for finding in findings), shown


def _unwanted(case: Case, findings: list[Finding]) -> list[str]:
    """The findings that are a failure: errors that the file does not name, or, where all must be silent, any."""
    known = {*case.wanted, *case.tolerated}
    return [
        finding.code
        for finding in findings
        if finding.code not in known and (case.silent or finding.severity is Severity.ERROR)
    ]


def test_every_family_has_a_set_up_that_stays_silent() -> None:
    """A rule that cries at a good set-up is worse than none."""
    silent = {path.stem.split("-")[1] for path in CASES if path.stem.startswith("good-")}
    assert silent >= {"text", "workspaces", "assets", "routing", "access", "words", "fences", "growth"}
    assert all(Case(path.read_text("utf-8")).silent for path in FOLDER.glob("good-*.mops"))
