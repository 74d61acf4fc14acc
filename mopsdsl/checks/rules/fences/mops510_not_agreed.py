"""MOPS510: one side has not agreed, or the review is overdue."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import joined
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Agreement, Fence

RULE = Rule("MOPS510", "not-agreed", Severity.WARNING, "One side has not agreed, or the review is overdue.")


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        yield from _unsigned(context, fence)
        dated = [(one.on, one) for one in fence.agreements if one.on is not None]
        if fence.review is not None and dated:
            yield from _overdue(context, fence, *max(dated, key=lambda pair: pair[0]))


def _unsigned(context: Context, fence: Fence) -> Iterator[Finding]:
    signed = list(dict.fromkeys(name for agreement in fence.agreements for name in agreement.by))
    sides = {_side(context, name) for name in signed}
    one_sided = len(signed) < 2 or (len(sides) == 1 and "" not in sides)
    if not one_sided:
        return
    place = fence.agreements[0].span if fence.agreements else fence.span
    if signed:
        message = f"Only {joined(signed)} {'has' if len(signed) == 1 else 'have'} agreed to {fence.title}, and it binds two sides."
    else:
        message = f"Nobody has agreed to {fence.title}: it is a draft that neither side has to keep."
    yield RULE.finding(
        place,
        message,
        'Go through it with the other side, and write down who agreed and when: `agreed by "VP Marketing", "VP Sales" on 2026-01-15`.',
        subject=fence.id,
    )


def _side(context: Context, name: str) -> str:
    """The side that somebody is on by the teams they lead or are in; "" where that is not known, or both."""
    teams = context.model.teams.values()
    found = {team.side for team in teams if name in (team.lead, *team.members)}
    return found.pop() if len(found) == 1 else ""


def _overdue(context: Context, fence: Fence, agreed: date, agreement: Agreement) -> Iterator[Finding]:
    due = _later(agreed, fence.review) if fence.review is not None else None
    if due is not None and due < context.today:
        again = f"every {fence.review.text}" if fence.review is not None else ""
        yield RULE.finding(
            agreement.span,
            f"{fence.title} was agreed on {agreed} and is to be reviewed {again}: that was due on {due}.",
            "Look at it together, change what no longer holds, and write down the new day.",
            subject=fence.id,
        )


def _later(day: date, duration: Duration) -> date | None:
    from mopsdsl.clock.calendar import working

    found = working(None).add(datetime(day.year, day.month, day.day, tzinfo=UTC), duration)
    return found.date() if isinstance(found, datetime) else None
