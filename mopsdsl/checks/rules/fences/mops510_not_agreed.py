"""MOPS510: one side has not agreed, or the review is overdue."""

from collections.abc import Iterator

from mopsdsl.checks.agreements import last_agreement, review_due, side_of
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.model.lifecycle import Fence

RULE = Rule("MOPS510", "not-agreed", Severity.WARNING, "One side has not agreed, or the review is overdue.")


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        yield from _unsigned(context, fence)
        yield from _overdue(context, fence)


def _unsigned(context: Context, fence: Fence) -> Iterator[Finding]:
    signed = list(dict.fromkeys(name for agreement in fence.agreements for name in agreement.by))
    sides = {side_of(context, name) for name in signed}
    one_sided = len(signed) < 2 or (len(sides) == 1 and "" not in sides)
    if not one_sided:
        return
    place = fence.agreements[0].span if fence.agreements else fence.span
    if signed:
        message = f"Only {some(signed)} {'has' if len(signed) == 1 else 'have'} agreed to {fence.title}, and it binds two sides."
    else:
        message = f"Nobody has agreed to {fence.title}: it is a draft that neither side has to keep."
    yield RULE.finding(
        place,
        message,
        'Go through it with the other side, and write down who agreed and when: `agreed by "VP Marketing", "VP Sales" on 2026-01-15`.',
        subject=fence.id,
    )


def _overdue(context: Context, fence: Fence) -> Iterator[Finding]:
    agreement, due = last_agreement(fence), review_due(fence)
    if agreement is not None and fence.review is not None and due is not None and due < context.today:
        yield RULE.finding(
            agreement.span,
            f"{fence.title} was agreed on {agreement.on} and is to be reviewed every {fence.review.text}: that was due on {due}.",
            "Look at it together, change what no longer holds, and write down the new day.",
            subject=fence.id,
        )
