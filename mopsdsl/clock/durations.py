"""Durations: when one has passed, and the longest wait that it can mean.

What a duration means:

- Business minutes and hours pass while the calendar is open: due at the first moment by which so many have passed. So work that is
  done at the very closing is due then, not at the next opening.
- Business days: due at the same time of day, so many working days later; a lead that arrives outside of the hours counts as if at the next
  opening. (One business day from Friday 16:00 is Monday 16:00; from Friday 18:00, as from Monday 09:00, Tuesday 09:00.) Where that day
  is closed at that time, it is its next opening, or else its closing. A day with any open hours is a working day.
- Minutes and hours without business are elapsed time. Days, weeks, months, quarters and years keep date and clock in the calendar's
  zone; the 31st of a shorter month is its last day; a time that clocks skip in spring is the moment of the change, and of a time
  that they repeat in autumn it is the first.
"""

from collections.abc import Iterator
from datetime import date

from mopsdsl.clock.timeline import Timeline
from mopsdsl.clock.zones import DAY, HOUR, MINUTE, at_wall, wall
from mopsdsl.model.base import MONTHS, Duration

LAST_YEAR = 9990
"""The last year in which a duration may end; a little before the last of Python's dates, so that zones have room."""

_SECONDS = {"minutes": MINUTE, "hours": HOUR}
_DAYS = {"days": 1, "weeks": 7}
_WORKING_DAYS = {"days": 1, "weeks": 5, "months": 21, "quarters": 63, "years": 252}
"""Business weeks and longer are a mistake that a finding tells; here they are the usual number of working days."""


def due(line: Timeline, at: int, duration: Duration) -> int | None:
    """The instant at which a duration that begins at an instant has passed; None where that is after all that is known."""
    if not duration.business:
        return later(line.zone, at, duration)
    if duration.unit in _SECONDS:
        return line.after_seconds(at, duration.amount * _SECONDS[duration.unit])
    return line.after_days(at, _working_days(duration))


def later(zone: str, at: int, duration: Duration) -> int | None:
    """The same for a duration that runs round the clock, whether or not it says "business"; None after LAST_YEAR."""
    if duration.unit in _SECONDS:
        found = at + duration.amount * _SECONDS[duration.unit]
        return found if found < _ordinal(LAST_YEAR + 1) * DAY else None
    if duration.amount == 0:
        return at
    day, time = divmod(wall(zone, at), DAY)
    there = _day_later(day, duration)
    return None if there is None else at_wall(zone, there * DAY + time)


def _day_later(day: int, duration: Duration) -> int | None:
    """The ordinal of the day so much later; the last of the month for a day that it does not have."""
    if duration.unit in _DAYS:
        there = day + duration.amount * _DAYS[duration.unit]
        return there if there < _ordinal(LAST_YEAR + 1) else None
    start = date.fromordinal(day)
    months = start.year * 12 + start.month - 1 + duration.amount * MONTHS[duration.unit]
    if months >= (LAST_YEAR + 1) * 12:
        return None
    first, following = (date(month // 12, month % 12 + 1, 1).toordinal() for month in (months, months + 1))
    return min(first + start.day, following) - 1


def worst_wait(line: Timeline, duration: Duration, first: int, last: int) -> tuple[int, int] | None:
    """Start and end of the longest wait that starts in these years; of equal ones the first. None where no end is known."""
    begin, end = (at_wall(line.zone, _ordinal(year) * DAY) for year in (first, last + 1))
    best: tuple[int, int] | None = None
    for start in {begin, *_turning_points(line, duration)}:
        found = due(line, start, duration) if begin <= start < end else None
        if found is not None and (best is None or (found - start, -start) > (best[1] - best[0], -best[0])):
            best = start, found
    return best


def _turning_points(line: Timeline, duration: Duration) -> Iterator[int]:
    """Every instant, but for the beginning of the years, at which a wait can begin to be the longest.

    As time passes, a wait stays as it is or shortens. It jumps up only where the due time does:

    - at a closing, since what comes then counts from the next opening. For business minutes and hours that is all: a promise that
      spans some closed times is longest for whom comes at the beginning of the first of them;
    - at a change of clocks;
    - at a midnight that is open, as the next day may not be followed by the next;
    - where the due time would be the end of a stretch of work that its day goes on after, or of an hour that the clock repeats.
    """
    if duration.business:
        yield from line.closes
    if duration.unit in _SECONDS:
        return
    turns = list(line.changes())
    yield from (turn.at for turn in turns)
    ends = [turn.repeats_until for turn in turns if turn.repeats_until is not None]
    if duration.business:
        ends += [wall(line.zone, closing) for closing in line.pauses()]
        days, count = line.days, _working_days(duration)
        targets = dict(zip(days[count:], days, strict=False))
        midnights = line.open_midnights()
        reached = [(targets[end // DAY], end % DAY) for end in ends if end // DAY in targets]
    else:
        all_days = range(_ordinal(line.years[0]), _ordinal(line.years[-1] + 1))
        times = {end // DAY: end % DAY for end in ends}
        there = ((day, _day_later(day, duration)) for day in all_days)
        reached = [(day, times[target]) for day, target in there if target in times]
        midnights = (day for day in all_days if duration.unit in MONTHS)
    yield from (at_wall(line.zone, day * DAY) for day in midnights)
    yield from (at_wall(line.zone, day * DAY + time) for day, time in reached)


def _working_days(duration: Duration) -> int:
    return duration.amount * _WORKING_DAYS[duration.unit]


def _ordinal(year: int) -> int:
    return date(year, 1, 1).toordinal()
