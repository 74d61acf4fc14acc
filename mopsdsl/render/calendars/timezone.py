"""A time zone as an iCalendar file wants it (VTIMEZONE), made from the tz database.

Programs for calendars know changes of clocks best by a rule ("the last Sunday of March"); where a zone's changes of the known years
have none, each is listed.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from mopsdsl._value import value
from mopsdsl.clock import zones
from mopsdsl.clock.zones import DAY, instant

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of the week in the format's letters, from Monday."""


@value
class _Onset:
    """A change: what clocks showed right before, and the offsets from UTC before and after, in seconds."""

    shown: datetime
    before: int
    after: int


def timezone(name: str, first_year: int) -> Iterator[str]:
    """The lines of a zone, exact from the beginning of a year on, until the end of `zones.YEARS`."""
    begin = instant(datetime(first_year, 1, 1, tzinfo=UTC)) - 2 * DAY
    offset = zones.wall(name, begin) - begin
    groups: dict[tuple[int, int], list[_Onset]] = {}
    for onset in _onsets(name, range(first_year, zones.YEARS[-1] + 1), begin):
        groups.setdefault((onset.before, onset.after), []).append(onset)
    yield from ("BEGIN:VTIMEZONE", f"TZID:{name}")
    yield from _observance([_Onset(_clock(begin + offset), offset, offset)], "")
    for some in groups.values():
        yield from _observance(some, _rule([one.shown for one in some]))
    yield "END:VTIMEZONE"


def _onsets(name: str, years: range, begin: int) -> Iterator[_Onset]:
    """The changes of some years in their order, each once: those near a new year belong to two."""
    found = {change.at: change for year in years for change in zones.changes(name, year)}
    for at, change in sorted(found.items()):
        if at > begin:
            yield _Onset(_clock(at + change.before), change.before, change.after)


def _clock(wall: int) -> datetime:
    """What a clock shows, as a datetime without a zone."""
    return datetime(1, 1, 1) + timedelta(seconds=wall - DAY)


def _observance(onsets: list[_Onset], rule: str) -> Iterator[str]:
    first = onsets[0]
    kind = "DAYLIGHT" if first.after > first.before else "STANDARD"
    yield from (f"BEGIN:{kind}", f"DTSTART:{first.shown:%Y%m%dT%H%M%S}")
    if rule:
        yield f"RRULE:{rule}"
    elif others := ",".join(f"{one.shown:%Y%m%dT%H%M%S}" for one in onsets[1:]):
        yield f"RDATE:{others}"
    yield from (f"TZOFFSETFROM:{_offset(first.before)}", f"TZOFFSETTO:{_offset(first.after)}", f"END:{kind}")


def _rule(shown: list[datetime]) -> str:
    """The rule that changes of every year keep to: a weekday of a month, counted from its beginning or end; "" for none."""
    first = shown[0]
    same = {(one.month, one.weekday(), one.time()) for one in shown}
    years = [one.year for one in shown]
    if len(same) > 1 or years != list(range(first.year, zones.YEARS[-1] + 1)):
        return ""
    weeks = {(one.day - 1) // 7 + 1 for one in shown}
    last = all((one + timedelta(days=7)).month != one.month for one in shown)
    if not last and len(weeks) > 1:
        return ""
    which = -1 if last else weeks.pop()
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={which}{WEEKDAYS[first.weekday()]}"


def _offset(seconds: int) -> str:
    """+0530; seconds only where a zone has any."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}{f'{rest:02}' if rest else ''}"
