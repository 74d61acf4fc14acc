"""MOPS505: a fence without the fifth agreement: how sales takes a lead out."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS505",
    "no-exclusion",
    Severity.ERROR,
    "The agreement on how sales takes a lead out of marketing is missing.",
)


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        if not fence.exclusions:
            yield RULE.finding(
                fence.span,
                f"{fence.title} does not say how sales takes a lead out of marketing, so reps keep lists, or good names out of the system.",
                f"Give them one field, an end and a reason: `exclude by {fence.sales.name} using FIELD for 90 days with reason`.",
                subject=fence.id,
            )
