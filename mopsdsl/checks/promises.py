"""Every promise with a time: who owes it, in which calendar it runs, and who takes turns at it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.agreements import agreed_on, course_of, fences_on
from mopsdsl.checks.context import Context
from mopsdsl.model.base import Duration, Reference
from mopsdsl.model.lifecycle import Fence
from mopsdsl.model.people import Rota
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.clock.calendar import WorkingCalendar


@value
class Promise:
    """What `team` owes within a time, in `words` that begin a sentence. `stage` (lifecycle, stage) is where the lead waits.

    `since` is the day on which it was agreed, None where nobody says.
    """

    words: str
    team: Reference
    within: Duration
    stage: tuple[str, str]
    span: Span
    subject: str
    since: date | None
    is_duty: bool = False


def promises(context: Context) -> Iterator[Promise]:
    """Those of fences, then the SLAs of stages; a promise of nobody's is left out."""
    for fence in context.model.fences.values():
        yield from _agreed(context, fence)
    for course in context.courses.values():
        lifecycle, since = course.lifecycle, agreed_on(fences_on(context, course))
        for stage in lifecycle.stages:
            if stage.sla is not None and stage.owners:
                words, place = f"The SLA of {stage.title}, {stage.sla.text},", (lifecycle.name, stage.name)
                yield Promise(words, stage.owners[0], stage.sla, place, stage.span, lifecycle.id, since)


def _agreed(context: Context, fence: Fence) -> Iterator[Promise]:
    course, handover, acceptance = course_of(context, fence), fence.handover, fence.acceptance
    name, since = course.lifecycle.name if course is not None else "", agreed_on([fence])
    handed_over = course.key(handover.stage) if course is not None and handover is not None else None
    accepted = course.key(acceptance.stage) if course is not None and acceptance is not None else None
    if acceptance is not None and acceptance.within is not None:
        words = f"{fence.title}'s promise to accept within {acceptance.within.text}"
        place = (name, handed_over or accepted or "")
        yield Promise(words, fence.sales, acceptance.within, place, acceptance.span, fence.id, since)
    for duty in fence.duties:
        if duty.within is not None:
            words = f"{fence.title}'s promise to {duty.action} within {duty.within.text}"
            place = (name, accepted or "")
            yield Promise(words, fence.sales, duty.within, place, duty.span, fence.id, since, is_duty=True)


def hours_known(context: Context, team: Reference) -> bool:
    """Whether the spec says when a team works: it has a calendar, with hours."""
    declared = context.model.teams.get(team.name)
    named = declared.calendar if declared is not None else None
    calendar = context.model.calendars.get(named.name) if named is not None else None
    return calendar is not None and bool(calendar.hours)


def calendar_of(context: Context, team: Reference) -> "WorkingCalendar":
    from mopsdsl.clock.calendar import of_team

    return of_team(context.model, team)


def years_since(calendar: "WorkingCalendar", since: date | None) -> range:
    """From an agreement on, as long as holidays are known; all known years where nothing is agreed, or only for later ones."""
    first = max(since.year, calendar.years[0]) if since is not None else calendar.years[0]
    return range(first, calendar.years[-1] + 1) or calendar.years


def rotas_of(context: Context, team: Reference) -> list[Rota]:
    return [rota for rota in context.model.rotas.values() if rota.team.name == team.name]


def lasting(minutes: int) -> str:
    """Minutes of wall clock in words: "63 hours 30 minutes", "4 days 3 hours"."""
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days < 4:
        days, hours = 0, hours + 24 * days
    parts = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n) or "no time"
