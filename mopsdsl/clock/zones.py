"""Time zones: which there are, when their clocks change, and moments as numbers.

The rules are those of the `tzdata` package, never the machine's own, so that a compile says the same everywhere.

Inside this room a moment is an *instant*: seconds of UTC since midnight of the day with the ordinal 0. So midnight UTC of a date is
its `toordinal() * DAY`, and the *wall* (what a clock in a zone shows, counted the same way) is the instant plus the zone's offset.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from itertools import pairwise

from mopsdsl._value import value

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 604_800

YEARS = range(2024, 2037)
"""The years for which public holidays are pinned, and so those in which business time is answered."""

_ABBREVIATIONS = {
    **dict.fromkeys(("PT", "PST", "PDT"), "America/Los_Angeles"), **dict.fromkeys(("MT", "MST", "MDT"), "America/Denver"),
    **dict.fromkeys(("CT", "CST", "CDT"), "America/Chicago"), **dict.fromkeys(("ET", "EST", "EDT"), "America/New_York"),
    **dict.fromkeys(("BST", "WET"), "Europe/London"), **dict.fromkeys(("CET", "CEST", "MEZ"), "Europe/Berlin"),
    "GMT": "UTC", "Z": "UTC", "IST": "Asia/Kolkata", "SGT": "Asia/Singapore", "JST": "Asia/Tokyo", "AEST": "Australia/Sydney",
}  # fmt: skip
"""What people write for zones, and most likely mean by it."""

_ORIGIN = datetime(1, 1, 1, tzinfo=UTC)  # the day with the ordinal 1


@cache
def names() -> tuple[str, ...]:
    """All names of the tz database, sorted."""
    with open(_path("zones"), encoding="ascii") as file:
        return tuple(sorted(file.read().split()))


def exists(name: str) -> bool:
    """Whether the tz database has a zone of exactly this name: upper and lower case count, as they do in Marketo and Salesforce."""
    return name in names()


def nearest(name: str) -> str | None:
    """The zone that somebody most likely meant: an abbreviation, another case, only the city ("Berlin"), or a slip."""
    from mopsdsl.diagnostics.nearest import nearest as nearest_word

    if name.strip().upper() in _ABBREVIATIONS:
        return _ABBREVIATIONS[name.strip().upper()]
    plain = name.strip().replace(" ", "_")
    of_city = [zone for zone in names() if zone.rpartition("/")[2].casefold() == plain.casefold()]
    return (
        min(of_city, key=lambda zone: (zone.count("/") != 1, zone))
        if of_city
        else nearest_word(plain, names())
    )


def version() -> str:
    """The release of the tz database that is in use, as "2026f"."""
    import tzdata  # type: ignore[import-untyped]

    return str(tzdata.IANA_VERSION)


@cache
def zone(name: str) -> tzinfo:
    """The zone of a name; UTC for "" and for names that don't exist, which a rule has told by then."""
    if not exists(name) or name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # late: a plain check needs no zone

    with open(_path("zoneinfo", *name.split("/")), "rb") as file:
        return ZoneInfo.from_file(file, key=name)


def _path(*parts: str) -> str:
    import os

    import tzdata

    return os.path.join(os.path.dirname(tzdata.__file__), *parts)


def instant(moment: datetime) -> int:
    """The instant of an aware moment; parts of a second are dropped.

    Compare and subtract instants, not moments: Python takes two moments of one zone by their clocks, and forgets a change in between.
    """
    since = moment - _ORIGIN
    return (since.days + 1) * DAY + since.seconds


def moment(at: int, name: str) -> datetime:
    """The moment of an instant, as clocks of a zone show it."""
    return (_ORIGIN + timedelta(seconds=at - DAY)).astimezone(zone(name))


def at_clock(name: str, day: date, minutes: int) -> datetime:
    """The moment at which a zone's clock shows so many minutes after midnight of a day.

    Of two such moments (in autumn) the first; where the clock skips that time (in spring), the moment of the change. Days of year 1
    or after 9990, where Python's dates have no room for zones, are taken as the next that have.
    """
    day = min(max(day, date(2, 1, 1)), date(9990, 12, 31))
    return moment(at_wall(name, day.toordinal() * DAY + minutes * MINUTE), name)


def wall(name: str, at: int) -> int:
    """What the clock of a zone shows at an instant."""
    offset = moment(at, name).utcoffset()
    assert offset is not None
    return at + offset // timedelta(seconds=1)


def at_wall(name: str, shown: int) -> int:
    """The first instant at which the clock of a zone shows this, or for a time that it skips, the instant of the change."""
    stretches = _stretches(name, date.fromordinal(shown // DAY).year)
    following = (*(start for start, _ in stretches[1:]), None)
    for (start, offset), end in zip(stretches, following, strict=True):
        found = max(start, shown - offset)
        if end is None or found < end:
            return found
    raise AssertionError("the last stretch has no end")


@value
class Change:
    """A change of a zone's clocks: the instant, and the offsets from UTC in seconds before and after."""

    at: int
    before: int
    after: int

    @property
    def repeats_until(self) -> int | None:
        """Where the clock goes back: what it shows right before, as the first of that hour ends. None where it goes forward."""
        return self.at + self.before if self.after < self.before else None


@cache
def changes(name: str, year: int) -> tuple[Change, ...]:
    """The changes of a zone's clocks in a year of its own, and in two days before and after."""
    stretches = _stretches(name, year)
    return tuple(Change(at, before, after) for (_, before), (at, after) in pairwise(stretches))


@cache
def _stretches(name: str, year: int) -> tuple[tuple[int, int], ...]:
    """The stretches of a year with one offset: when each starts, and the offset. No zone changes its clocks twice in a week."""
    first = (date(year, 1, 1).toordinal() - 2) * DAY
    last = (date(year, 12, 31).toordinal() + 3) * DAY
    stretches = [(first, _offset(name, first))]
    for at in range(first + WEEK, last + WEEK, WEEK):
        offset = _offset(name, at)
        if offset != stretches[-1][1]:
            stretches.append((_change(name, at - WEEK, at), offset))
    return tuple(stretches)


def _offset(name: str, at: int) -> int:
    return wall(name, at) - at


def _change(name: str, before: int, after: int) -> int:
    """The first instant with the offset of `after`, by halving."""
    new = _offset(name, after)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if _offset(name, middle) == new else (middle, after)
    return after
