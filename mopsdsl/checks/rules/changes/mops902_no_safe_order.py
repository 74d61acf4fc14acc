"""MOPS902: a promise that holds before and after, and that every order of the steps breaks on the way."""

from collections.abc import Iterator

from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.conflicts import place_of, step, waiting
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS902",
    "no-safe-order",
    Severity.ERROR,
    "No order of the steps keeps every promise on the way; the promise, and the temporary step that would.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for conflict in change.conflicts:
        if conflict.code == RULE.code:
            yield RULE.finding(
                place_of(change, conflict),
                f"No order of the steps is safe: {step(change, conflict.move)} would break a promise on the way. {conflict.promise}",
                "Doing it in parts, and lending sight or sharing for a while, was tried and does not help. Make it two changes: in "
                "the first one take out what the promise trips over, or keep the old beside the new; put it right in the second.",
                related=waiting(change, conflict),
                subject=conflict.subject,
            )
