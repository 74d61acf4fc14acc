"""MOPS902: a promise that holds before and after, and that every order of the steps breaks on the way."""

from collections.abc import Iterator

from mopsdsl.changes.moves import Conflict
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
            found = "No order of the steps is safe" if conflict.tried else "No safe order was found in time"
            yield RULE.finding(
                place_of(change, conflict),
                f"{found}: {step(change, conflict.move)} would break a promise on the way. {conflict.promise}",
                _help(conflict),
                related=waiting(change, conflict),
                subject=conflict.subject,
            )


def _help(conflict: Conflict) -> str:
    if conflict.tried:
        found = "Doing it in parts, and lending sight for a while, was tried and does not help."
    else:
        found = "The change is too large to try all orders."
    if conflict.helps:
        found += f" What may help is to {conflict.helps} until the end."
    return (
        f"{found} Make it two changes: in the first one take out what the promise trips over, or keep the old beside the new; put it "
        "right in the second."
    )
