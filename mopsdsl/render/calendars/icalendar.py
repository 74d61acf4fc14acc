"""Events as an iCalendar file (RFC 5545), which programs for calendars read.

An output holds no day of its making, so each event's stamp (DTSTAMP, which the format asks for) is the event's own first day. A
series ends with the last year of `zones.YEARS`: up to then the time zones that stand in the file are exact.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from mopsdsl.clock import zones
from mopsdsl.render.calendars.event import Agenda, Event
from mopsdsl.render.calendars.timezone import timezone
from mopsdsl.render.escape import icalendar as text

LONGEST = 75
"""So many octets a line may have at most (RFC 5545 3.1)."""


def icalendar(agenda: Agenda, instance: str) -> str:
    """The file's text. `instance` keeps the events of different instances apart in one program."""
    return "".join(f"{line}\r\n" for whole in _lines(agenda, instance) for line in folded(whole))


def folded(line: str) -> Iterator[str]:
    """A content line as lines of at most 75 octets, of which all but the first begin with a blank; no letter is cut in two."""
    room, part = LONGEST, ""
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            yield part
            part, room = " ", LONGEST - 1
        part += letter
        room -= size
    yield part


def _lines(agenda: Agenda, instance: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mopsdsl//mopsdsl//EN")
    yield from (f"NAME:{text(agenda.title)}", f"X-WR-CALNAME:{text(agenda.title)}")
    for zone in sorted({event.zone for event in agenda.events} - {"", "UTC"}):
        yield from timezone(zone, _first_year(agenda.events))
    for event in agenda.events:
        yield from _event(event, instance)
    yield "END:VCALENDAR"


def _first_year(events: Iterable[Event]) -> int:
    return min(event.starts.year for event in events if event.zone)


def _event(event: Event, instance: str) -> Iterator[str]:
    whole_day = not isinstance(event.starts, datetime)
    day = event.starts.isoformat()[:10].replace("-", "")
    yield from ("BEGIN:VEVENT", f"UID:{_uid(instance, event.identity)}", f"DTSTAMP:{day}T000000Z")
    if whole_day:
        yield f"DTSTART;VALUE=DATE:{day}"
    else:
        place = "DTSTART:{}Z" if event.zone == "UTC" else f"DTSTART;TZID={event.zone}:{{}}"
        yield from (place.format(f"{event.starts:%Y%m%dT%H%M%S}"), "DURATION:PT1H")
    if event.rule and event.starts.year <= zones.YEARS[-1]:
        yield f"RRULE:{event.rule};UNTIL={_until(event)}"
    yield f"SUMMARY:{text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{text(_NEW_LINE.join(event.description))}"
    yield from ("TRANSP:TRANSPARENT",) if whole_day else ()
    yield "END:VEVENT"


_NEW_LINE = "\n"


def _until(event: Event) -> str:
    """The end of a series, as the format wants it: a day for days, a moment of UTC for moments."""
    last = date(zones.YEARS[-1], 12, 31)
    if not isinstance(event.starts, datetime):
        return f"{last:%Y%m%d}"
    # The last second of the year in the event's own zone.
    end = datetime.combine(last, time(23, 59, 59), zones.zone(event.zone)).astimezone(UTC)
    return f"{end:%Y%m%dT%H%M%SZ}"


def _uid(instance: str, identity: str) -> str:
    """A name for an event that no other has, and that stays (RFC 7986 5.3)."""
    from uuid import UUID, uuid5

    return str(uuid5(uuid5(UUID(int=0), f"mopsdsl {instance}"), identity))
