"""MOPS904: a limit of Marketo that both ends keep, and a step between does not."""

from collections.abc import Iterator

from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.conflicts import place_of, step, waiting
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS904",
    "limit-on-the-way",
    Severity.ERROR,
    "A limit that the end state keeps, but a step in between breaks.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for conflict in change.conflicts:
        if conflict.code == RULE.code:
            yield RULE.finding(
                place_of(change, conflict),
                f"A limit is passed on the way: {step(change, conflict.move)} would be one too many. {conflict.promise}",
                "Make room first: in one change take away what is to go, and in the next make what is new.",
                related=waiting(change, conflict),
                subject=conflict.subject,
            )
