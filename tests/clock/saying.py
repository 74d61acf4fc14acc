"""Short ways to say calendars and moments in the tests of business time."""

from datetime import date, datetime

from mopsdsl.clock.calendar import WorkingCalendar, week_hours
from mopsdsl.clock.zones import at_clock
from mopsdsl.model.base import Days, Duration, Hours, Reference
from mopsdsl.model.people import Calendar, Cover, HolidaySet, Rota, RotaMember
from mopsdsl.source.text import Source, Span

HERE = Span(Source("test.mops", ""), 0, 0)
WEEKDAYS = (0, 1, 2, 3, 4)


def at(text: str, zone: str = "UTC") -> datetime:
    """`at("2026-12-24 15:00", "Europe/London")`."""
    day, _, clock = text.partition(" ")
    hours, minutes = clock.split(":")
    return at_clock(zone, date.fromisoformat(day), int(hours) * 60 + int(minutes))


def duration(text: str) -> Duration:
    """`duration("4 business hours")`, `duration("1 months")`."""
    amount, *business, unit = text.split()
    return Duration(int(amount), unit, bool(business))


def hours(opening: str, days: tuple[int, ...] = WEEKDAYS) -> Hours:
    """`hours("09:00-17:30")`."""
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in opening.split("-"))
    return Hours(days, opens, closes)


def days(text: str) -> Days:
    """`days("2026-12-24")`, `days("2026-12-20 2027-01-05")`."""
    first, *last = text.split()
    return Days(date.fromisoformat(first), date.fromisoformat(last[0] if last else first))


def works(
    zone: str = "UTC", *opening: Hours, places: tuple[str, ...] = (), closed: tuple[str, ...] = ()
) -> WorkingCalendar:
    """A working calendar; Mon..Fri 09:00-17:00 without hours."""
    off = tuple((days(one).first.toordinal(), days(one).last.toordinal()) for one in closed)
    return WorkingCalendar(zone, week_hours(opening or (hours("09:00-17:00"),)), places, off)


def declared(
    zone: str = "", opening: tuple[Hours, ...] = (), sets: tuple[str, ...] = (), closed: tuple[str, ...] = ()
) -> Calendar:
    """A calendar as the language declares it; `sets` as "DE BY"."""
    parts = [(one.partition(" ")[0], one.partition(" ")[2]) for one in sets]
    return Calendar(
        "Ours", "", HERE, HERE, "", None, None, (), (),
        timezone=zone,
        hours=opening,
        holidays=tuple(HolidaySet(country, subdivision, HERE) for country, subdivision in parts),
        closed=tuple(days(one) for one in closed),
    )  # fmt: skip


def rota(*covers: tuple[Hours, str], away: tuple[tuple[str, ...], ...] = ()) -> Rota:
    """A rota of "Rep 1", "Rep 2", ..., with what each is away."""
    members = tuple(
        RotaMember(f"Rep {number}", 1, tuple(days(one) for one in its), HERE)
        for number, its in enumerate(away, 1)
    )
    return Rota(
        "Inbound", "", HERE, HERE, "", None, None, (), (),
        team=Reference("team", "SDR", HERE),
        covers=tuple(Cover(opening, zone, HERE) for opening, zone in covers),
        members=members,
    )  # fmt: skip


def told(found: object) -> object:
    """A moment as text, with its offset; anything else as it is."""
    return found.isoformat(" ", "minutes") if isinstance(found, datetime) else found
