"""MOPS509: sales can take a lead out of marketing with no end, or no reason."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS509",
    "exclusion-for-ever",
    Severity.WARNING,
    "Sales can take a lead out with no end or no reason.",
)


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        for exclusion in fence.exclusions:
            lacks = [
                word
                for word, is_missing in (
                    ("no end", exclusion.lasts is None),
                    ("no reason", not exclusion.with_reason),
                )
                if is_missing
            ]
            if lacks:
                who = exclusion.by.name if exclusion.by is not None else "Sales"
                yield RULE.finding(
                    exclusion.span,
                    f"{who} can take a lead out of marketing with {' and '.join(lacks)}: more and more people drop out, "
                    "and nobody knows why.",
                    "Let it end by itself and ask why: `for 90 days with reason`. Whoever should stay out longer is taken out again.",
                    subject=fence.id,
                )
