"""A lifecycle and a fence in which nothing is wrong, to be bent by the tests of fences and growth."""

import re
from datetime import date

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity

TODAY = date(2026, 7, 1)

TEAMS = """
team Demand_Gen { side marketing }
team SDR { side sales }
field Score number from 0 to 200
field Do_Not_Market flag
"""

LIFECYCLE = """
lifecycle Global {
  for partitions all
  success path Known, MQL, SAL, Won
  stage Known inventory owned by Demand_Gen
  stage MQL inventory owned by SDR
  stage SAL inventory owned by SDR
  stage Won end owned by SDR
  Known -> MQL when Score >= 100
  MQL -> SAL by SDR
  MQL -> Known after 10 days
  SAL -> Won by SDR
  SAL -> Known after 30 days
}
"""

FENCE = """
fence Pact between Demand_Gen and SDR on Global {
  hand over at MQL
  accept at SAL within 2 days
  after accept { call "First call" within 1 day }
  return to Known when stalled for 30 days
  include decided by Demand_Gen when stage is Known
  exclude by SDR using Do_Not_Market for 90 days with reason
  on breach after 1 day notify SDR
  agreed by "Ann", "Bob" on 2026-06-01
  review every 365 days
}
"""

SPEC = TEAMS + LIFECYCLE + FENCE


def changed(*changes: tuple[str, str], spec: str = SPEC) -> str:
    """The spec with some of its words replaced, each of which must be there once."""
    for old, new in changes:
        assert spec.count(old) == 1, old
        spec = spec.replace(old, new)
    return spec


def without(*words: str, spec: str = SPEC) -> str:
    """The spec without the lines that begin so."""
    for word in words:
        spec, number = re.subn(rf"^ *{word}.*\n", "", spec, flags=re.MULTILINE)
        assert number == 1, word
    return spec


def found(text: str, code: str, today: date = TODAY, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The findings of a code; no other error may be there, but for `besides`."""
    findings = api.check_text(text, today=today)
    errors = {finding.code for finding in findings if finding.severity is Severity.ERROR} - {code, *besides}
    assert not errors, [f"{finding.code} {finding.message}" for finding in findings if finding.code in errors]
    return [finding for finding in findings if finding.code == code]


def at(finding: Finding) -> str:
    return finding.span.source.text[finding.span.start : finding.span.end]
