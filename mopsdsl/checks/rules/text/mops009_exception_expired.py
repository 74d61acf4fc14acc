"""MOPS009: an `allow`, or a local variation, whose day has passed."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.exceptions import allowances, is_over
from mopsdsl.diagnostics.finding import EXPIRED, Finding

RULE = EXPIRED


def check(context: Context) -> Iterator[Finding]:
    for allowance, declaration in allowances(context.model):
        if is_over(allowance, context.today):
            yield RULE.finding(
                allowance.span,
                f"The exception to {allowance.code} ran out on {allowance.until}; it hides nothing any more.",
                "If it is still needed, let somebody decide again and write the new day; otherwise take it out.",
                subject=declaration.id if declaration is not None else "",
            )
    for lifecycle in context.model.lifecycles.values():
        for transition in lifecycle.transitions:
            if transition.until is not None and transition.until.day < context.today:
                yield RULE.finding(
                    transition.until.span,
                    f"The variation {transition.source.name} -> {transition.target.name} of {lifecycle.title} "
                    f"was agreed until {transition.until.day}.",
                    "Agree on it again and write the new day, or take it out and go back to the common rule.",
                    subject=lifecycle.id,
                )
