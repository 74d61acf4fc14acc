"""The open time of one calendar over all its years, as stretches of instants; what is asked of a calendar is asked of these.

Instants and walls are the numbers that `zones` describes. A calendar is open at an instant when the wall there is within its hours
of that day; so an hour that a clock repeats counts twice, and one that it skips not at all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import accumulate

from mopsdsl.clock.zones import DAY, MINUTE, Change, at_wall, changes, wall

WeekHours = tuple[tuple[int, int, int], ...]
"""Day of the week (0 Monday), and when it opens and closes in minutes after midnight; sorted, apart from each other."""


class Timeline:
    """Stretches [opens, closes) in order, apart from each other, and the local days (ordinals) that have any.

    `begin` and `end` are where the years start and end, in the calendar's zone; nothing is known outside.
    """

    __slots__ = ("_before", "begin", "closes", "days", "end", "opens", "years", "zone")

    def __init__(self, zone: str, years: range, stretches: list[tuple[int, int]], days: list[int]) -> None:
        self.zone, self.years, self.days = zone, years, days
        self.begin = at_wall(zone, date(years[0], 1, 1).toordinal() * DAY)
        self.end = at_wall(zone, date(years[-1] + 1, 1, 1).toordinal() * DAY)
        self.opens = [start for start, _ in stretches]
        self.closes = [end for _, end in stretches]
        self._before = [0, *accumulate(end - start for start, end in stretches)]

    def is_open(self, at: int) -> bool:
        return self.next_open(at) == at

    def next_open(self, at: int) -> int | None:
        """The first open instant from here on; None where the years end before."""
        found = bisect_right(self.closes, at)
        return max(at, self.opens[found]) if found < len(self.opens) else None

    def worked(self, at: int) -> int:
        """Open seconds from the beginning of the years until here."""
        found = bisect_right(self.opens, at) - 1
        return self._before[found] + min(at, self.closes[found]) - self.opens[found] if found >= 0 else 0

    def after_seconds(self, at: int, seconds: int) -> int | None:
        """The first instant by which so many open seconds have passed; None where the years end before."""
        if seconds == 0:
            return at
        wanted = self.worked(at) + seconds
        found = bisect_left(self._before, wanted) - 1
        return self.opens[found] + wanted - self._before[found] if found < len(self.opens) else None

    def after_days(self, at: int, count: int) -> int | None:
        """So many working days later, at the same time of day. Closed time counts as the next opening.

        Where that day is closed then, it is the day's next opening, or without one its last closing.
        """
        start = self.next_open(at)
        if count == 0 or start is None:
            return at if count == 0 else None
        day, time = divmod(wall(self.zone, start), DAY)
        position = bisect_left(self.days, day) + count
        return self._within(self.days[position], time) if position < len(self.days) else None

    def _within(self, day: int, time: int) -> int:
        """A time of a working day, moved into its hours."""
        wanted = at_wall(self.zone, day * DAY + time)
        found = bisect_right(self.closes, wanted)
        if found < len(self.opens) and self.opens[found] < at_wall(self.zone, (day + 1) * DAY):
            return max(wanted, self.opens[found])
        return self.closes[found - 1]

    def pauses(self) -> Iterator[int]:
        """Every closing that is followed by an opening on the same day."""
        for closing, opening in zip(self.closes, self.opens[1:], strict=False):
            if opening - closing < DAY and wall(self.zone, closing) // DAY == wall(self.zone, opening) // DAY:
                yield closing

    def open_midnights(self) -> Iterator[int]:
        """Every day (ordinal) that begins in the middle of a stretch."""
        for opening, closing in zip(self.opens, self.closes, strict=True):
            yield from range(wall(self.zone, opening) // DAY + 1, (wall(self.zone, closing) - 1) // DAY + 1)

    def changes(self) -> Iterator[Change]:
        """Every change of the zone's clocks in the years."""
        found = (change for year in self.years for change in changes(self.zone, year))
        return (change for change in found if self.begin <= change.at < self.end)


@cache
def timeline(zone: str, years: range, hours: WeekHours, off: frozenset[int]) -> Timeline:
    """The timeline of weekly hours without the days that are off (ordinals). What comes back is shared: never change it."""
    by_weekday: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for weekday, opens, closes in hours:
        by_weekday[weekday].append((opens * MINUTE, closes * MINUTE))
    stretches: list[tuple[int, int]] = []
    days: list[int] = []
    for year in years:
        found = _year(zone, year, by_weekday, off)
        days += [day for day, _ in found]
        stretches += [stretch for _, its in found for stretch in its]
    return Timeline(zone, years, list(joined(stretches)), days)


def _year(
    zone: str, year: int, hours: list[list[tuple[int, int]]], off: frozenset[int]
) -> list[tuple[int, list[tuple[int, int]]]]:
    """The working days of a year, each with its open stretches."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    turns = changes(zone, year)
    touched = {wall_ // DAY for turn in turns for wall_ in (turn.at + turn.before, turn.at + turn.after)}
    days = []
    position, offset = 0, turns[0].before if turns else wall(zone, first * DAY) - first * DAY
    for day in range(first, last + 1):
        while position < len(turns) and turns[position].at + turns[position].after <= day * DAY:
            offset = turns[position].after
            position += 1
        # Ordinal 1 was a Monday.
        its = hours[(day - 1) % 7]
        if not its or day in off:
            continue
        walls = [(day * DAY + opens, day * DAY + closes) for opens, closes in its]
        open_ = (
            _turned(walls, turns)
            if day in touched
            else [(opens - offset, closes - offset) for opens, closes in walls]
        )
        if open_:
            days.append((day, open_))
    return days


def _turned(walls: list[tuple[int, int]], turns: tuple[Change, ...]) -> list[tuple[int, int]]:
    """The instants of these walls on a day on which clocks change: of each stretch with one offset, what the walls are there."""
    starts = [-DAY, *(turn.at for turn in turns)]
    offsets = [turns[0].before, *(turn.after for turn in turns)]
    ends = [*starts[1:], (walls[-1][1] // DAY + 2) * DAY]
    found = [
        (max(start, opens - offset), min(end, closes - offset))
        for start, offset, end in zip(starts, offsets, ends, strict=True)
        for opens, closes in walls
    ]
    return sorted((opens, closes) for opens, closes in found if opens < closes)


def joined(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted stretches, with those that touch or overlap made one."""
    whole: tuple[int, int] | None = None
    for opens, closes in stretches:
        if whole and opens <= whole[1]:
            whole = (whole[0], max(whole[1], closes))
            continue
        if whole:
            yield whole
        whole = (opens, closes)
    if whole:
        yield whole
