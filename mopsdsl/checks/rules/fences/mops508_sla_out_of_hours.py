"""MOPS508: a promise that the owner's calendar cannot keep.

A promise in business time runs while the team works, so that its calendar keeps it, unless it is never open. One that runs round the
clock is broken before anybody is there wherever the calendar stays closed for as long as that.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from mopsdsl.checks.context import Context
from mopsdsl.checks.promises import Promise, calendar_of, hours_known, lasting, promises, rotas_of
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.durations import bounds
from mopsdsl.model.base import Duration
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.clock.calendar import Wait, WorkingCalendar

RULE = Rule(
    "MOPS508",
    "sla-out-of-hours",
    Severity.ERROR,
    "A promise that the owner's calendar cannot keep: the worst wall-clock wait, and when it happens.",
)

DAY = 24 * 60
"""Minutes."""


def check(context: Context) -> Iterator[Finding]:
    for promise in promises(context):
        if not hours_known(context, promise.team):
            continue
        calendar = calendar_of(context, promise.team)
        if calendar.never_open:
            yield _never(context, promise)
        elif not promise.within.business and not any(rota.covers for rota in rotas_of(context, promise.team)):
            since = promise.since if promise.since and promise.since.year in calendar.years else None
            broken = _broken(calendar, promise.within, since)
            if broken is not None:
                yield _finding(context, promise, calendar, broken, since)


def _broken(calendar: "WorkingCalendar", within: Duration, since: date | None) -> "Wait | None":
    """The longest closed time that a promise runs out in, as long as a lead that comes at the closing waits; None where none is.

    Looked for from the day of the agreement on: what was before, nobody had promised. The day of the run must not show in a finding,
    so where no day is known, it is looked for in all the years.
    """
    from mopsdsl.clock.calendar import Wait
    from mopsdsl.clock.zones import instant, moment, zone

    least = bounds(within).low * 60
    begin = instant(datetime(since.year, since.month, since.day, tzinfo=zone(calendar.zone))) if since else 0
    line = calendar.timeline
    longest: Wait | None = None
    for closes, opens in zip(line.closes, line.opens[1:], strict=False):
        if (
            closes < begin
            or opens - closes < least
            or (longest is not None and (opens - closes) // 60 <= longest.minutes)
        ):
            continue
        start, end = moment(closes, calendar.zone), moment(opens, calendar.zone)
        due = calendar.add(start, within)
        if isinstance(due, datetime) and due <= end:
            longest = Wait((opens - closes) // 60, start, end)
    return longest


def _finding(
    context: Context, promise: Promise, calendar: "WorkingCalendar", broken: "Wait", since: date | None
) -> Finding:
    team, zone, last = promise.team.name, calendar.zone, calendar.years[-1]
    asked = (
        f"from the agreement on {since} to the end of {last}"
        if since
        else f"of {calendar.years[0]} to {last}"
    )
    return RULE.finding(
        promise.span,
        f"{promise.words} runs round the clock, and {team} does not: "
        f"a lead that comes when they close on {_said(broken.starts)} waits {lasting(broken.minutes)} before anybody is there, "
        f"on {_said(broken.ends)} ({zone}). That is the worst {asked}.",
        f"Promise it in their hours (`{_in_business(calendar, promise.within)}`), or cover the time: "
        f"`rota NAME for {team} {{ covers ... }}`.",
        related=_calendar_place(context, promise),
        subject=promise.subject,
    )


def _never(context: Context, promise: Promise) -> Finding:
    return RULE.finding(
        promise.span,
        f"{promise.words} can't be kept: the calendar of {promise.team.name} is never open.",
        "Give the calendar hours, or take out the days on which it is closed.",
        related=_calendar_place(context, promise),
        subject=promise.subject,
    )


def _calendar_place(context: Context, promise: Promise) -> tuple[Related, ...]:
    team = context.model.teams[promise.team.name]
    place: Span | None = (
        context.model.calendars[team.calendar.name].span if team.calendar is not None else None
    )
    return (Related(place, f"when {team.title} works"),) if place is not None else ()


def _said(when: datetime) -> str:
    return f"{when:%a %Y-%m-%d %H:%M}"


def _in_business(calendar: "WorkingCalendar", within: Duration) -> str:
    """The same promise in working time: what fits into a working day as it is, else a business day for each day of the clock."""
    longest_day = max(
        sum(closes - opens for day, opens, closes in calendar.hours if day == each) for each in range(7)
    )
    minutes = bounds(within).low
    if within.unit in ("minutes", "hours") and minutes <= longest_day:
        return Duration(within.amount, within.unit, True).text
    days = {"weeks": 5, "months": 21}.get(within.unit, 0) * within.amount
    return Duration(days or -(-minutes // DAY), "days", True).text
