"""Working calendars: when a team works, when a promise runs out, and how long a lead can wait for it at worst.

    calendar = of_team(model, "SDR")
    calendar.add(lead_arrives, Duration(4, "hours", business=True))      # a datetime in the calendar's zone, Never or Beyond
    calendar.worst_wait(Duration(1, "days", business=True))              # a Wait, Never or Beyond

What a duration means, `durations` says. Compare and subtract moments as instants (see `zones.instant`), or as datetimes of UTC.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.clock import holidays, zones
from mopsdsl.clock.durations import LAST_YEAR, due, later, worst_wait
from mopsdsl.clock.timeline import Timeline, WeekHours, joined, timeline
from mopsdsl.clock.zones import MINUTE, YEARS, instant, moment
from mopsdsl.model.base import Days, Duration, Hours, Reference
from mopsdsl.model.people import Calendar

if TYPE_CHECKING:
    from mopsdsl.model.model import Model

DEFAULT_HOURS = (Hours((0, 1, 2, 3, 4), 9 * 60, 17 * 60),)
DEFAULT_ZONE = "UTC"

Key = tuple[str, WeekHours, tuple[str, ...], tuple[tuple[int, int], ...]]
"""All that a timeline depends on: zone, hours, places, closed days."""
CALENDARS = 128
"""How many timelines are kept: each takes some 600 KB, and whoever types a calendar's hours makes one with each letter."""


@value
class Never:
    """The calendar has no open hour in any of its years."""


@value
class Beyond:
    """The answer lies outside the years in which it could be known, both included.

    `place` is the code of the country or subdivision whose holidays end (or begin) there, "" where it is simply the pinned range.
    """

    first: int
    last: int
    place: str = ""


@value
class Wait:
    """A lead that arrives at `starts` may wait until `ends`: so many minutes of wall clock (elapsed time), begun ones counted."""

    minutes: int
    starts: datetime
    ends: datetime


@value
class WorkingCalendar:
    """When a team works: a zone, hours a week, places with their public holidays, and closed days.

    `hours` are of weekdays (0 Monday), in minutes after midnight, sorted and apart from each other. `places` are codes of `holidays`.
    `closed` are first and last ordinals of closed stretches. `assumed` says in words what nobody has declared: "Mon..Fri 09:00-17:00",
    "UTC". Days are closed when a holiday set or a stretch says so; a working Saturday has to be in the hours.
    """

    zone: str
    hours: WeekHours
    places: tuple[str, ...]
    closed: tuple[tuple[int, int], ...]
    assumed: tuple[str, ...] = ()

    @property
    def timeline(self) -> Timeline:
        """The open time itself, in numbers; shared between equal calendars."""
        return _timeline(*self._key)

    @property
    def years(self) -> range:
        """The years in which business time is known: all that are pinned, or fewer where a place's holidays end earlier."""
        return self.timeline.years

    @property
    def _key(self) -> "Key":
        return self.zone, self.hours, self.places, self.closed

    @property
    def never_open(self) -> bool:
        return not self.timeline.opens

    @property
    def beyond(self) -> Beyond:
        """What is answered outside of the years."""
        years = self.years
        short = next(
            (place for place in self.places if years != YEARS and holidays.known(place) == years), ""
        )
        return Beyond(years[0], years[-1], short)

    def is_open(self, at: datetime) -> bool | Beyond:
        """Whether somebody works at a moment (aware, of any zone): from an opening on, until right before the closing."""
        found = instant(at)
        return self.timeline.is_open(found) if self._knows(found) else self.beyond

    def next_open(self, at: datetime) -> datetime | Never | Beyond:
        """The moment itself while open, or else the next opening."""
        return self._told(at, self.timeline.next_open(instant(at)))

    def add(self, at: datetime, duration: Duration) -> datetime | Never | Beyond:
        """When a promise runs out that begins at a moment; `durations` says when exactly."""
        if duration.business:
            return self._told(at, due(self.timeline, instant(at), duration))
        found = later(self.zone, instant(at), duration)
        return Beyond(1, LAST_YEAR) if found is None else moment(found, self.zone)

    def before_the_weekend(self, duration: Duration) -> tuple[datetime, datetime] | None:
        """A promise in a week without holidays: made an hour before the last closing of that week (or at the opening, if that is later),
        and when it runs out. None where nobody ever works, or no end is known."""
        if not self.hours:
            return None
        weekday, opens, closes = max(self.hours)
        june = date(self.years[0], 6, 8)  # no clock is changed in June
        day = june + timedelta(days=(weekday - june.weekday()) % 7)
        opening = datetime(day.year, day.month, day.day, tzinfo=zones.zone(self.zone))
        made = opening + timedelta(minutes=max(opens, closes - 60))
        ends = WorkingCalendar(self.zone, self.hours, (), ()).add(made, duration)
        return (made, ends) if isinstance(ends, datetime) else None

    def worst_wait(self, duration: Duration, years: range | None = None) -> Wait | Never | Beyond:
        """The longest that a promise lets a lead wait that arrives at any moment of some years (all that are known, if None).

        Exact, to the second; `durations` says why. Of equal waits the first. Promises that run out after the last year are left out.
        """
        if duration.business and self.never_open:
            return Never()
        within = [year for year in self.years if years is None or year in years]
        length = (duration.amount, duration.unit, duration.business)
        found = _worst_wait(self._key, length, within[0], within[-1]) if within else None
        if found is None:
            return self.beyond
        start, end = found
        return Wait(-(-(end - start) // MINUTE), moment(start, self.zone), moment(end, self.zone))

    def _knows(self, at: int) -> bool:
        return self.timeline.begin <= at < self.timeline.end

    def _told(self, at: datetime, found: int | None) -> datetime | Never | Beyond:
        if self.never_open:
            return Never()
        if found is None or not self._knows(instant(at)):
            return self.beyond
        return moment(found, self.zone)


def working(calendar: Calendar | None, instance_zone: str = "") -> WorkingCalendar:
    """The working calendar that a declared one means. What it leaves open is the instance's zone (or UTC), and Mon..Fri 09:00-17:00.

    Zones, countries and subdivisions that don't exist are left out, and hours that end before they begin: rules tell of them.
    """
    zone = calendar.timezone if calendar and zones.exists(calendar.timezone) else ""
    fallback = instance_zone if zones.exists(instance_zone) else DEFAULT_ZONE
    hours = week_hours(calendar.hours) if calendar else ()
    assumed = (*(() if hours else ("Mon..Fri 09:00-17:00",)), *(() if zone else (fallback,)))
    sets = calendar.holidays if calendar else ()
    found = (holidays.place(one.country, one.subdivision) for one in sets)
    return WorkingCalendar(
        zone or fallback,
        hours or week_hours(DEFAULT_HOURS),
        tuple(sorted({place for place in found if place})),
        ordinals(calendar.closed if calendar else ()),
        assumed,
    )


def of_team(model: "Model", team: Reference | str | None) -> WorkingCalendar:
    """The calendar of a team, or the instance's where it has none (or there is no such team)."""
    name = team.name if isinstance(team, Reference) else team
    declared = model.teams.get(name) if name else None
    calendar = model.calendars.get(declared.calendar.name) if declared and declared.calendar else None
    return working(calendar, model.instance.timezone)


def week_hours(hours: tuple[Hours, ...]) -> WeekHours:
    """Declared hours, day by day, with those that overlap or touch made one."""
    found: list[tuple[int, int, int]] = []
    for day in range(7):
        its = sorted((one.opens, one.closes) for one in hours if day in one.days and one.opens < one.closes)
        found += [(day, opens, closes) for opens, closes in joined(its)]
    return tuple(found)


def ordinals(stretches: tuple[Days, ...]) -> tuple[tuple[int, int], ...]:
    """First and last day of stretches as ordinals, sorted."""
    return tuple(sorted((one.first.toordinal(), one.last.toordinal()) for one in stretches))


@lru_cache(CALENDARS)
def _timeline(
    zone: str, hours: WeekHours, places: tuple[str, ...], closed: tuple[tuple[int, int], ...]
) -> Timeline:
    years = min((holidays.known(place) for place in places), key=len, default=YEARS)
    first, last = date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal()
    stretches = (range(max(first, start), min(last, end) + 1) for start, end in closed)
    off = frozenset().union(*(holidays.days(place) for place in places), *stretches)
    return timeline(zone, years, hours, off)


@lru_cache(CALENDARS * 16)
def _worst_wait(key: Key, length: tuple[int, str, bool], first: int, last: int) -> tuple[int, int] | None:
    """Start and end of the longest wait of a duration (amount, unit, business) that starts in these years."""
    return worst_wait(_timeline(*key), Duration(*length), first, last)
