"""calendars/*.ics: meetings, agreements to be looked at again, exceptions that run out; for every program that shows calendars."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context

NAME = "calendars"


def emit(context: Context) -> Iterator[tuple[str, str]]:
    """`calendars/cadences.ics`, `reviews.ics` and `exceptions.ics`: those that have something to say."""
    from mopsdsl.render.calendars.agendas import agendas
    from mopsdsl.render.calendars.icalendar import icalendar

    for agenda in agendas(context):
        yield f"calendars/{agenda.name}.ics", icalendar(agenda, context.model.instance.name)
