"""Time zones and public holidays as the specs name them: which of the names nobody knows, and which was most likely meant."""

from collections.abc import Iterator

from mopsdsl.checks.values import written_instead
from mopsdsl.clock import holidays, zones
from mopsdsl.diagnostics.finding import BAD_VALUE, Finding
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import Model
from mopsdsl.model.people import Calendar, HolidaySet, Instance
from mopsdsl.source.text import Span

_SHOWN = 12


def unknown_places(model: Model) -> Iterator[Finding]:
    """A MOPS006 for each time zone, country and subdivision that does not exist."""
    for declaration, zone, span in _zones(model):
        if not zones.exists(zone):
            yield _no_zone(declaration, zone, span)
    for calendar in model.calendars.values():
        for one in calendar.holidays:
            if holidays.place(one.country, one.subdivision) is None:
                yield _no_holidays(calendar, one)


def _zones(model: Model) -> Iterator[tuple[Declaration, str, Span]]:
    """Every time zone that a spec names, with the place of its quotes."""
    declared: tuple[Instance | Calendar, ...] = (model.instance, *model.calendars.values())
    for one in declared:
        if one.timezone_span is not None:
            yield one, one.timezone, one.timezone_span
    for rota in model.rotas.values():
        yield from ((rota, cover.timezone, _last_text(cover.span)) for cover in rota.covers if cover.timezone)
    for scenario in model.scenarios.values():
        for step in scenario.steps:
            moment = step.at or (step.expectation.moment if step.expectation else None)
            if moment is not None and moment.timezone:
                yield scenario, moment.timezone, _last_text(moment.span)


def _last_text(span: Span) -> Span:
    """The text in quotes with which a statement ends."""
    start = span.source.text.rfind('"', span.start, span.end - 1)
    return Span(span.source, start, span.end, span.round) if start >= 0 else span


def _no_zone(declaration: Declaration, zone: str, span: Span) -> Finding:
    meant = zones.nearest(zone) if zone else None
    help = f'Did you mean "{meant}"? ' if meant else ""
    return BAD_VALUE.finding(
        span,
        f'"{zone}" is no time zone, so nobody can say when its hours are.',
        f'{help}Write a name of the tz database, as "Europe/Berlin" or "UTC".',
        fixes=written_instead(span, f'"{meant}"') if meant else (),
        subject=declaration.id,
    )


def _no_holidays(calendar: Declaration, one: HolidaySet) -> Finding:
    if one.country in holidays.countries():
        meant = holidays.nearest_subdivision(one.country, one.subdivision)
        right = f"{one.country} {meant}" if meant else None
        what = (
            f"`{one.subdivision}` is no part of {holidays.title(one.country)} with public holidays of its own"
        )
        # Some codes are numbers, which can't be written: such a part goes by its name.
        known = [code for code in holidays.subdivisions(one.country) if code[0].isalpha()]
        more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
        choices = f"It has {', '.join(known[:_SHOWN])}{more}." if known else "It has no parts: leave it out."
    else:
        right = holidays.nearest_country(one.country)
        if right and one.subdivision:
            right = holidays.place(right, one.subdivision) or right
        what = f"`{one.country}` is no country whose public holidays mopsdsl knows"
        choices = "Write the two capitals of its code, as DE or US."
    help = f"Did you mean `{right}`, {holidays.title(right)}? " if right else ""
    return BAD_VALUE.finding(
        one.span,
        f"{what}, so calendar {calendar.name} would work through them.",
        help + choices,
        fixes=written_instead(one.span, right) if right else (),
        subject=calendar.id,
    )
