"""MOPS502: a fence without the second agreement: what sales must do."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS502",
    "no-duty",
    Severity.ERROR,
    "The agreement on what sales must do with every accepted lead is missing.",
)


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        if not fence.duties:
            yield RULE.finding(
                fence.span,
                f"{fence.title} does not say what sales does with every lead that it has accepted, so nobody can say that it was not done.",
                'Say it with a time: `after accept { call "First call" within 1 business day }`.',
                subject=fence.id,
            )
