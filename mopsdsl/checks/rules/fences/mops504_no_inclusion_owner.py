"""MOPS504: a fence without the fourth agreement: who decides who is marketed to."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS504",
    "no-inclusion-owner",
    Severity.ERROR,
    "The agreement on who decides who is marketed to is missing.",
)


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        if not any(inclusion.by is not None for inclusion in fence.inclusions):
            yield RULE.finding(
                fence.span,
                f"{fence.title} does not say who decides who is marketed to, so every campaign is a negotiation.",
                f"Name the team, and whom it may write to: `include decided by {fence.marketing.name} when stage in (STAGE, STAGE)`.",
                subject=fence.id,
            )
