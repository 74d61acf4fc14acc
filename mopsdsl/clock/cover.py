"""Who is there while a promise runs: a rota's covers, less the holidays of its team and the days on which everybody is away."""

from collections.abc import Iterator
from datetime import datetime

from mopsdsl._value import value
from mopsdsl.clock import zones
from mopsdsl.clock.calendar import Beyond, Never, WorkingCalendar, ordinals, week_hours
from mopsdsl.clock.timeline import Timeline, joined
from mopsdsl.clock.zones import MINUTE, instant, moment
from mopsdsl.model.people import Cover, Rota

ALWAYS = tuple((day, 0, 24 * 60) for day in range(7))
"""The hours of a promise that runs round the clock."""

Stretch = tuple[int, int]


@value
class Uncovered:
    """The first stretch in which a promise runs and nobody is there, in the zone of the promise's calendar.

    `why`: "hours" (the rota's covers leave it out), "holiday" (a public holiday or closed day of the rota's team), or "leave"
    (every member is away; `away` names them).
    """

    starts: datetime
    ends: datetime
    why: str
    away: tuple[str, ...] = ()


def round_the_clock(calendar: WorkingCalendar) -> WorkingCalendar:
    """The calendar of a promise without "business": the same zone, always open."""
    return WorkingCalendar(calendar.zone, ALWAYS, (), ())


def first_uncovered(
    promise: WorkingCalendar,
    rota: Rota,
    team: WorkingCalendar,
    since: datetime | None = None,
    until: datetime | None = None,
    at_least: int = 0,
) -> Uncovered | Never | Beyond | None:
    """The first stretch from `since` until `until` in which the promise runs and the rota is empty; None where it always has somebody.

    Stretches of fewer than `at_least` minutes are passed over.

    `promise` is the calendar that the promise runs in (`round_the_clock` without "business"), `team` that of the rota's team: its hours are
    the rota's where no covers are declared, its zone that of covers without one, and its holidays and closed days are off. A rota
    without members counts as staffed by the team. Without `since` and `until` all years that both calendars know are asked; Beyond where
    these have nothing in common. Never: the promise never runs.
    """
    runs, own = promise.timeline, team.timeline
    if promise.never_open:
        return Never()
    begin = max(runs.begin, own.begin, instant(since) if since else runs.begin)
    end = min(runs.end, own.end, instant(until) if until else runs.end)
    if begin >= end:
        return promise.beyond if promise.years == team.years or runs.end <= own.end else team.beyond
    gaps = _without(_between(runs, begin, end), _there(rota, team, _all_away(rota)))
    gap = next((one for one in gaps if one[1] - one[0] >= at_least * MINUTE), None)
    if gap is None:
        return None
    why = _why(gap[0], rota, team)
    away = tuple(sorted(member.name for member in rota.members)) if why == "leave" else ()
    return Uncovered(moment(gap[0], promise.zone), moment(gap[1], promise.zone), why, away)


def staffed(rota: Rota, team: WorkingCalendar, at: datetime) -> bool | Beyond:
    """Whether somebody on the rota is there at a moment."""
    return next_staffed(rota, team, at) == at if _is_known(team, at) else team.beyond


def next_staffed(rota: Rota, team: WorkingCalendar, at: datetime) -> datetime | Beyond:
    """The first moment from `at` on at which somebody on the rota is there; Beyond where there is none in the years that are known."""
    if not _is_known(team, at):
        return team.beyond
    lines = _lines(rota, team, _all_away(rota))
    found = [there for line in lines if (there := line.next_open(instant(at))) is not None]
    return moment(min(found), team.zone) if found else team.beyond


def _is_known(team: WorkingCalendar, at: datetime) -> bool:
    return team.timeline.begin <= instant(at) < team.timeline.end


def _why(at: int, rota: Rota, team: WorkingCalendar) -> str:
    if any(line.is_open(at) for line in _lines(rota, team, ())):
        return "leave"
    always = WorkingCalendar(team.zone, team.hours, (), ())
    return "holiday" if any(line.is_open(at) for line in _lines(rota, always, ())) else "hours"


def _there(rota: Rota, team: WorkingCalendar, away: tuple[Stretch, ...]) -> list[Stretch]:
    """The stretches in which somebody is there, sorted."""
    found = (stretch for line in _lines(rota, team, away) for stretch in _between(line, line.begin, line.end))
    return list(joined(sorted(found)))


def _lines(rota: Rota, team: WorkingCalendar, away: tuple[Stretch, ...]) -> list[Timeline]:
    """A timeline for every zone that the rota covers, each with the days off of its team."""
    by_zone: dict[str, list[Cover]] = {}
    for cover in rota.covers:
        by_zone.setdefault(cover.timezone if zones.exists(cover.timezone) else team.zone, []).append(cover)
    hours = {zone: week_hours(tuple(cover.hours for cover in covers)) for zone, covers in by_zone.items()}
    calendars = [
        WorkingCalendar(zone, its, team.places, (*team.closed, *away))
        for zone, its in sorted(hours.items() if hours else {team.zone: team.hours}.items())
    ]
    return [calendar.timeline for calendar in calendars]


def _all_away(rota: Rota) -> tuple[Stretch, ...]:
    """The stretches of days (first and last ordinal) on which every member is away."""
    if not rota.members:
        return ()
    common, *others = (ordinals(member.away) for member in rota.members)
    for other in others:
        pairs = ((max(a, c), min(b, d)) for a, b in common for c, d in other)
        common = tuple(sorted((first, last) for first, last in pairs if first <= last))
    return common


def _between(line: Timeline, begin: int, end: int) -> Iterator[Stretch]:
    """The open stretches of a timeline from one instant until another."""
    for opens, closes in zip(line.opens, line.closes, strict=True):
        if closes > begin and opens < end:
            yield max(opens, begin), min(closes, end)


def _without(stretches: Iterator[Stretch], others: list[Stretch]) -> Iterator[Stretch]:
    """What is left of stretches without others; both sorted and apart from each other."""
    place = 0
    for start, end in stretches:
        at = start
        while place < len(others) and others[place][1] <= at:
            place += 1
        for opens, closes in others[place:]:
            if opens >= end or at >= end:
                break
            if opens > at:
                yield at, opens
            at = max(at, closes)
        if at < end:
            yield at, end
