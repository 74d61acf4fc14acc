"""MOPS501: a fence without the first agreement: what passes a lead."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS501",
    "no-handover",
    Severity.ERROR,
    "The agreement on what passes a lead from marketing to sales is missing.",
)


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        if fence.handover is None:
            yield RULE.finding(
                fence.span,
                f"{fence.title} does not say what passes a lead from marketing to sales, so each side has an answer of its own.",
                "Name the stage at which it passes (`hand over at STAGE`), and how soon it is taken on "
                "(`accept at STAGE within 4 business hours`).",
                subject=fence.id,
            )
