"""MOPS512: a promise with no notification when it is broken."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.lifecycle import Fence

RULE = Rule("MOPS512", "nobody-told", Severity.WARNING, "A promise with no notification when it is broken.")


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        promises = list(_promises(fence))
        told = any(escalation.teams or escalation.people for escalation in fence.escalations)
        if promises and not told:
            yield RULE.finding(
                promises[0].span,
                f"{fence.title} makes {_counted(len(promises))}, and nobody is told when one is broken.",
                "Say who hears of it, and when somebody above hears of it: `on breach after 4 business hours notify TEAM`.",
                related=tuple(promises[1:]),
                subject=fence.id,
            )


def _promises(fence: Fence) -> Iterator[Related]:
    accepted = fence.acceptance
    if accepted is not None and accepted.within is not None:
        yield Related(accepted.span, f"accepted within {accepted.within.text}")
    for duty in fence.duties:
        if duty.within is not None:
            yield Related(duty.span, f"{duty.action} within {duty.within.text}")


def _counted(number: int) -> str:
    return "a promise with a time" if number == 1 else f"{number} promises with a time"
