"""An event of a calendar, before it is written down, and the rhythms in which one comes back."""

from datetime import date, datetime

from mopsdsl._value import value


@value
class Event:
    """`identity` stays the same for as long as what the event is about does, and no other event of the file has it.

    `starts` is a date for what lasts the whole day; or a moment without a zone, which clocks of `zone` show, and from which the
    event takes an hour. `rule` is a recurrence rule of RFC 5545 without its end; "" for what happens once. Texts are a stranger's.
    """

    identity: str
    summary: str
    description: tuple[str, ...]
    starts: date | datetime
    zone: str = ""
    rule: str = ""


@value
class Agenda:
    """All events of one file: its name without an end, what a calendar shows for it, and its events in their order."""

    name: str
    title: str
    events: tuple[Event, ...]
