"""What of a spec has a day: meetings that repeat, agreements to be looked at again, and exceptions that run out.

A cadence has no first day in the language. Its series begins with the year of the edition: no spec is older than its language, and
the day of the compile would change the output every day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from mopsdsl.checks.agreements import last_agreement, review_due
from mopsdsl.checks.context import Context
from mopsdsl.checks.exceptions import allowances
from mopsdsl.checks.explain import names as rules
from mopsdsl.clock.calendar import WorkingCalendar, of_team
from mopsdsl.diagnostics.wording import listed
from mopsdsl.model.base import MONTHS
from mopsdsl.model.growth import Cadence
from mopsdsl.model.lifecycle import Fence
from mopsdsl.render.calendars.event import Agenda, Event
from mopsdsl.render.calendars.timezone import WEEKDAYS
from mopsdsl.render.docs.words import Words, day, plain

FIRST_YEAR = 2026
"""The year of the edition: cadences begin in it."""

_RULES = {
    "day": "FREQ=WEEKLY;BYDAY={days}",
    "week": "FREQ=WEEKLY;BYDAY={day}",
    "month": "FREQ=MONTHLY;BYDAY=1{day}",
    "quarter": "FREQ=MONTHLY;INTERVAL=3;BYDAY=1{day}",
    "year": "FREQ=YEARLY;BYMONTH=1;BYDAY=1{day}",
}
"""The rhythms of cadences: of a month, quarter or year the first such day; "every day" is every day that the team works."""

_DAYS = {"days": 1, "weeks": 7}


def agendas(context: Context) -> Iterator[Agenda]:
    """The files that have something to say."""
    model, words = context.model, Words(context.names)
    name = plain(model.instance.title, model.instance.name)
    found = (
        Agenda(
            "cadences",
            f"{name}: meetings",
            tuple(_cadence(context, words, one) for one in model.cadences.values()),
        ),
        Agenda(
            "reviews", f"{name}: agreements to look at again", tuple(_reviews(words, model.fences.values()))
        ),
        Agenda("exceptions", f"{name}: exceptions that run out", tuple(_ends(context, words))),
    )
    yield from (agenda for agenda in found if agenda.events)


# Cadences


def _cadence(context: Context, words: Words, cadence: Cadence) -> Event:
    calendar = _calendar(context, cadence)
    days = sorted({weekday for weekday, _, _ in calendar.hours}) if cadence.day is None else [cadence.day]
    letters = [WEEKDAYS[weekday] for weekday in days]
    rule = _RULES.get(cadence.every, "").format(day=letters[0], days=",".join(letters))
    first = _first(days if cadence.every == "day" else days[:1])
    about = [f"Teams: {words.titles(cadence.teams, 'and')}"] if cadence.teams else []
    about += [f"Looks at: {words.titles(cadence.reviews, 'and')}"] if cadence.reviews else []
    about += [cadence.documentation] if cadence.documentation else []
    title = plain(cadence.title, cadence.name)
    if cadence.clock is None:
        return Event(cadence.id, title, tuple(about), first, rule=rule)
    minutes = min(cadence.clock, 24 * 60 - 1)  # 24:00 is a minute after the last that a day has
    starts = datetime.combine(first, time(*divmod(minutes, 60)))
    return Event(cadence.id, title, tuple(about), starts, calendar.zone, rule)


def _calendar(context: Context, cadence: Cadence) -> WorkingCalendar:
    """That of the first of its teams that has one, else the instance's."""
    teams = (context.model.teams.get(team.name) for team in cadence.teams)
    first = next((team.name for team in teams if team is not None and team.calendar is not None), None)
    return of_team(context.model, first)


def _first(weekdays: list[int]) -> date:
    """The first of such days in the first year."""
    new_year = date(FIRST_YEAR, 1, 1)
    return next(
        one for one in (new_year + timedelta(days=at) for at in range(7)) if one.weekday() in weekdays
    )


# Reviews


def _reviews(words: Words, fences: Iterable[Fence]) -> Iterator[Event]:
    """From the last agreement with a day on, as `review every` says; without such a day nobody knows when."""
    for fence in fences:
        last, due = last_agreement(fence), review_due(fence)
        agreed = last.on if last is not None else None
        if agreed is not None and due is not None and fence.review is not None:
            names = listed([name for one in fence.agreements for name in one.by])
            about = (
                f"Agreed on {day(agreed)} by {names}, to be looked at again every {fence.review.text}.",
                f"Between {words.title(fence.marketing)} and {words.title(fence.sales)}.",
                "Once you have: write the new day into the specs.",
            )
            title = plain(fence.title, fence.name)
            yield Event(
                fence.id, f"Look at the agreement again: {title}", about, due, rule=_again(fence, agreed)
            )


def _again(fence: Fence, agreed: date) -> str:
    """How a review comes back after the first; "" for times that aren't days or months, of which only the first is certain."""
    review = fence.review
    if review is None or review.business or not review.amount:
        return ""
    if review.unit in _DAYS:
        return f"FREQ=DAILY;INTERVAL={review.amount * _DAYS[review.unit]}"
    if review.unit not in MONTHS:
        return ""
    # The 31st of a shorter month is its last day, as everywhere in the language.
    days = ",".join(map(str, range(min(agreed.day, 28), agreed.day + 1)))
    last = ";BYSETPOS=-1" if agreed.day > 28 else ""
    return f"FREQ=MONTHLY;INTERVAL={review.amount * MONTHS[review.unit]};BYMONTHDAY={days}{last}"


# Exceptions


Last = tuple[date, str, str, str]
"""Last day, identity, what ends, and why it was given."""


def _ends(context: Context, words: Words) -> Iterator[Event]:
    """The last days of exceptions, in their order; two of one identity are counted, and those that say the same are one."""
    counts: dict[str, int] = {}
    for last, identity, summary, because in sorted(set(_lasts(context, words))):
        number = counts[identity] = counts.get(identity, 0) + 1
        about = (because, "This is the last day. Give it a new one in the specs, or let it end.")
        yield Event(f"{identity} {number}", summary, tuple(filter(None, about)), last)


def _lasts(context: Context, words: Words) -> Iterator[Last]:
    yield from _allowed(context)
    for lifecycle in context.model.lifecycles.values():
        for step in lifecycle.transitions:
            if step.until is not None:
                ends = f"{words.title(step.source)} → {words.title(step.target)}"
                summary = f"Step that differs runs out: {ends} of {plain(lifecycle.title, lifecycle.name)}"
                identity = f"override {lifecycle.id} {step.source.name} {step.target.name}"
                yield step.until.day, identity, summary, step.because
    for grant in context.model.grants.values():
        if grant.until is not None:
            yield grant.until.day, grant.id, f"Access runs out: {plain(grant.title, grant.name)}", ""


def _allowed(context: Context) -> Iterator[Last]:
    for allowance, declaration in allowances(context.model):
        if allowance.until is not None:
            about = declaration or context.model.instance
            kind = getattr(about, "asset_kind", about.kind).replace("_", " ")
            rule = rules().get(allowance.code, "").replace("-", " ")
            code = f"{allowance.code} ({rule})" if rule else allowance.code
            summary = f"Exception runs out: {code} of {kind} {plain(about.title, about.name)}"
            # One of the whole project is not one of the instance, though it reads like it.
            identity = f"allow {allowance.code} {declaration.id if declaration is not None else ''}"
            yield allowance.until, identity, summary, allowance.because
