"""Business time against a reference that walks minute by minute and asks nothing but the zone's clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl._value import value
from mopsdsl.clock import durations, zones
from mopsdsl.clock.calendar import week_hours
from mopsdsl.clock.timeline import Timeline, timeline
from mopsdsl.clock.zones import DAY, MINUTE
from mopsdsl.model.base import Duration, Hours

ZONES = (
    "UTC", "Europe/London", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu",
    "Africa/Cairo", "Asia/Beirut",  # clocks change at midnight
    "America/Havana", "America/Santiago", "Africa/Casablanca",
    "Australia/Lord_Howe",  # by half an hour
    "Antarctica/Troll",  # by two hours
    "Pacific/Chatham", "America/St_Johns",
)  # fmt: skip
YEAR = 2026
FIRST = date(YEAR, 1, 1).toordinal()

QUARTERS = st.integers(0, 95).map(lambda quarter: quarter * 15)
OPENINGS = st.one_of(
    st.sampled_from([(540, 1020), (0, 1440), (0, 150), (90, 165), (1320, 1440), (540, 720), (780, 1020)]),
    st.tuples(QUARTERS, QUARTERS).map(lambda two: (min(two), max(two) + 15)),
)
HOURS = st.lists(
    st.builds(
        lambda days, opening: Hours(tuple(sorted(days)), *opening),
        st.sets(st.integers(0, 6), min_size=1),
        OPENINGS,
    ),
    min_size=1,
    max_size=3,
)


@value
class World:
    """A calendar, said twice: as its timeline, and as the minutes of the week that are open."""

    line: Timeline
    hours: tuple[Hours, ...]
    off: frozenset[int]

    def shown(self, at: int) -> datetime:
        moment = datetime(1, 1, 1, tzinfo=UTC) + timedelta(seconds=at - DAY)
        return moment.astimezone(zones.zone(self.line.zone)).replace(tzinfo=None)

    def is_open(self, at: int) -> bool:
        shown = self.shown(at)
        minute = shown.hour * 60 + shown.minute
        return shown.toordinal() not in self.off and any(
            shown.weekday() in one.days and one.opens <= minute < one.closes for one in self.hours
        )

    def next_open(self, at: int, limit: int) -> int | None:
        return next((found for found in range(at, limit, MINUTE) if self.is_open(found)), None)

    def after_minutes(self, at: int, minutes: int, limit: int) -> int | None:
        for found in range(at, limit, MINUTE):
            if minutes == 0:
                return found
            minutes -= self.is_open(found)
        return None

    def after_days(self, at: int, count: int, limit: int) -> int | None:
        start = self.next_open(at, limit)
        if start is None:
            return None
        begun = self.shown(start)
        days: dict[int, list[int]] = {}
        for found in range(start, limit, MINUTE):
            if self.is_open(found):
                days.setdefault(self.shown(found).toordinal(), []).append(found)
                if len(days) > count + 1:
                    break
        later = sorted(day for day in days if day > begun.toordinal())
        if len(later) <= count:  # the last one may be cut off
            return None
        target = later[count - 1]
        wanted = datetime.combine(date.fromordinal(target), begun.time())
        there = next(found for found in range(start, limit, MINUTE) if self.shown(found) >= wanted)
        return next((found for found in days[target] if found >= there), days[target][-1] + MINUTE)


@st.composite
def worlds(draw: st.DrawFn, openings: st.SearchStrategy[list[Hours]] = HOURS) -> World:
    zone = draw(st.sampled_from(ZONES))
    near = [st.integers(turn.at // DAY - 2, turn.at // DAY + 2) for turn in zones.changes(zone, YEAR)]
    off = draw(st.frozensets(st.one_of(st.integers(FIRST, FIRST + 364), *near), max_size=6))
    hours = tuple(draw(openings))
    return World(timeline(zone, range(YEAR, YEAR + 1), week_hours(hours), off), hours, off)


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[World, int]:
    """A calendar, and a whole minute: often near a change of clocks."""
    world = draw(worlds())
    near = [st.integers(turn.at // DAY - 4, turn.at // DAY + 1) for turn in world.line.changes()]
    day = draw(st.one_of(st.integers(FIRST + 2, FIRST + 330), *near))
    return world, day * DAY + draw(st.integers(0, 1439)) * MINUTE


FORTNIGHT, TEN_DAYS = 14 * DAY, 10 * DAY


@settings(max_examples=60)
@given(arrivals())
def test_open_and_next_open(case: tuple[World, int]) -> None:
    world, at = case
    assert world.line.is_open(at) == world.is_open(at)
    found, expected = world.line.next_open(at), world.next_open(at, at + FORTNIGHT)
    assert found == expected or (expected is None and (found is None or found >= at + FORTNIGHT))


@settings(max_examples=60)
@given(arrivals(), st.integers(1, 3000))
def test_business_minutes(case: tuple[World, int], minutes: int) -> None:
    world, at = case
    found, expected = (
        world.line.after_seconds(at, minutes * MINUTE),
        world.after_minutes(at, minutes, at + FORTNIGHT),
    )
    assert found == expected or (expected is None and (found is None or found >= at + FORTNIGHT))
    assert found is None or world.line.worked(found) - world.line.worked(at) == minutes * MINUTE


@settings(max_examples=50)
@given(arrivals(), st.integers(1, 3))
def test_business_days(case: tuple[World, int], count: int) -> None:
    world, at = case
    expected = world.after_days(at, count, at + TEN_DAYS)
    assert expected is None or world.line.after_days(at, count) == expected


@given(arrivals(), st.sampled_from(["days", "weeks", "months"]), st.integers(0, 40))
def test_days_and_longer_keep_the_clock(case: tuple[World, int], unit: str, amount: int) -> None:
    world, at = case
    found = durations.later(world.line.zone, at, Duration(amount, unit))
    assert found is not None
    begun, ended = world.shown(at), world.shown(found)
    if ended.time() != begun.time():  # only where the clock skips that time
        assert world.shown(found - 1) < datetime.combine(ended.date(), begun.time()) < ended
    if unit == "months":
        assert ended.year * 12 + ended.month == begun.year * 12 + begun.month + amount
        assert ended.day == begun.day or (ended.day < begun.day and (ended + timedelta(days=1)).day == 1)
    else:
        assert ended.date() == begun.date() + timedelta(days=amount * (7 if unit == "weeks" else 1))


LENGTHS = st.one_of(
    st.builds(
        Duration, st.integers(1, 12).map(lambda quarters: quarters * 15), st.just("minutes"), st.just(True)
    ),
    st.builds(Duration, st.integers(1, 60), st.just("hours"), st.just(True)),
    st.builds(Duration, st.integers(1, 8), st.just("days"), st.booleans()),
    st.builds(Duration, st.integers(1, 4), st.sampled_from(["months", "quarters"])),
)
"""Lengths that end on a quarter of an hour, when they begin on one."""


@pytest.mark.slow
@settings(max_examples=30)
@given(worlds(), LENGTHS)
def test_no_wait_is_longer_than_the_worst(world: World, length: Duration) -> None:
    """Every quarter of an hour of the year: everything here that could make a wait longer is on one."""
    line = world.line
    waits = []
    for at in range(line.begin, line.end, 15 * MINUTE):
        due = durations.due(line, at, length)
        if due is not None:
            waits.append((due - at, -at))
    found = durations.worst_wait(line, length, YEAR, YEAR)
    assert (found is None) == (not waits)
    if found is not None:
        assert durations.due(line, found[0], length) == found[1]
        assert found[1] - found[0] == max(waits)[0]


@given(worlds(), st.lists(st.integers(0, 364 * DAY), min_size=2, max_size=6))
def test_who_comes_later_is_not_due_earlier(world: World, offsets: list[int]) -> None:
    """But for those who come in an hour that the clock repeats."""
    repeated = [range(turn.at - 2 * 3600, turn.at + 2 * 3600) for turn in world.line.changes()]
    starts = sorted(FIRST * DAY + offset for offset in offsets)
    starts = [at for at in starts if at >= world.line.begin and not any(at in hour for hour in repeated)]
    for length in (
        Duration(2, "days", True),
        Duration(5, "hours", True),
        Duration(1, "days"),
        Duration(1, "months"),
    ):
        dues = [durations.due(world.line, at, length) for at in starts]
        known = [due for due in dues if due is not None]
        assert known == sorted(known)
