"""Which of two times comes first in the calendar of the team that owns a stage."""

from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.agreements import agreed_on, fences_on
from mopsdsl.checks.context import Context
from mopsdsl.graphs.durations import Bounds, bounds, compare
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Stage

if TYPE_CHECKING:
    from mopsdsl.clock.calendar import WorkingCalendar

_DAYS = {"days": 1, "weeks": 5}
_MINUTES = {"minutes": 1, "hours": 60}


@value
class LongestWait:
    """For a lead that `arrives` at one moment a promise lasts longest by the clock: until it `ends`. Both in words."""

    minutes: int
    arrives: str
    ends: str


def longest(
    context: Context, stage: Stage, promise: Duration, course: Course | None = None
) -> LongestWait | None:
    """The longest that a promise can last, once the fences of the lifecycle are agreed; None where the calendar can't say."""
    from mopsdsl.clock.calendar import Wait

    calendar = calendar_of(context, stage)
    since = agreed_on(fences_on(context, course)) if course is not None else None
    found = calendar.worst_wait(promise)
    for year in (since.year, since.year + 1) if since is not None else ():
        if since and isinstance(found, Wait) and found.starts.date() < since and year in calendar.years:
            found = calendar.worst_wait(promise, range(year, calendar.years[-1] + 1))
    if not isinstance(found, Wait):
        return None
    return LongestWait(found.minutes, f"{found.starts:%Y-%m-%d %H:%M}", f"{found.ends:%Y-%m-%d %H:%M}")


def calendar_of(context: Context, stage: Stage) -> "WorkingCalendar":
    """The calendar in which a stage's promises run."""
    from mopsdsl.clock.calendar import of_team

    return of_team(context.model, stage.owners[0] if stage.owners else None)


def compare_in(context: Context, stage: Stage, one: Duration, other: Duration) -> int | None:
    """-1 where the one has always passed before the other, 0 always with it, 1 never before it; None where that differs by day."""
    order = compare(one, other)
    if order is not None:
        return order
    if one.business and other.business:
        mine, theirs = (business_bounds(calendar_of(context, stage), each) for each in (one, other))
    else:
        mine, theirs = (_by_the_clock(context, stage, each) for each in (one, other))
    if mine.high is not None and mine.high < theirs.low:
        return -1
    if theirs.high is not None and theirs.high <= mine.low:
        return 1
    return None


def _by_the_clock(context: Context, stage: Stage, duration: Duration) -> Bounds:
    if not duration.business:
        return bounds(duration)
    wait = longest(context, stage, duration)
    return Bounds(bounds(duration).low, wait.minutes if wait is not None else None)


def business_bounds(calendar: "WorkingCalendar", duration: Duration) -> Bounds:
    """The open minutes that a business duration can take. So many days take so many days' hours where all days have the same hours."""
    if duration.unit in _MINUTES:
        minutes = duration.amount * _MINUTES[duration.unit]
        return Bounds(minutes, minutes)
    days = duration.amount * _DAYS.get(duration.unit, 1)
    hours: dict[int, list[tuple[int, int]]] = {}
    for day, opens, closes in calendar.hours:
        hours.setdefault(day, []).append((opens, closes))
    lengths = [sum(closes - opens for opens, closes in each) for each in hours.values()] or [0]
    if all(each == next(iter(hours.values())) for each in hours.values()):
        return Bounds(days * min(lengths), days * max(lengths))
    return Bounds(max(days - 1, 0) * min(lengths), (days + 1) * max(lengths))
