"""MOPS503: a fence without the third agreement: what sends a lead back."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS503",
    "no-way-back-clause",
    Severity.ERROR,
    "The agreement on what sends a stalled lead back to marketing is missing.",
)


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        if not fence.ways_back:
            yield RULE.finding(
                fence.span,
                f"{fence.title} does not say what sends a stalled lead back to marketing, so leads that nobody works on "
                "stay where they are.",
                "Name the stage, and when: `return to STAGE when stalled for 30 days`.",
                subject=fence.id,
            )
