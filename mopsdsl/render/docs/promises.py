"""What is promised, and the longest that it can take by the clock: a part of an agreement's sheet."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from mopsdsl.checks.agreements import agreed_on
from mopsdsl.checks.promises import calendar_of, lasting, years_since
from mopsdsl.clock.calendar import Wait, WorkingCalendar
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Fence
from mopsdsl.render.docs.guide import Guide
from mopsdsl.render.docs.page import Block, Line, Paragraph, Row, table
from mopsdsl.render.docs.words import DAYS, day


def promised(guide: Guide, fence: Fence, promises: Sequence[tuple[Line, Duration | None]]) -> Iterator[Block]:
    """A row for each of sales' promises; below, in whose hours and for which years the longest time is worked out."""
    calendar = calendar_of(guide.context, fence.sales)
    years = years_since(calendar, agreed_on([fence]))
    rows = tuple(Row((what, *_promise(calendar, within, years))) for what, within in promises)
    columns = ("What", "Within", "Longest by the clock", "When that is")
    yield table("What sales has promised", columns, rows)
    if any(within is not None and within.business for _, within in promises):
        words = f"The longest of {years[0]} to {years[-1]}, with public holidays and closed days of {guide.words.title(fence.sales)}"
        yield Paragraph(f"{words} ({calendar.zone}).{_assumed(calendar)}")


def _assumed(calendar: WorkingCalendar) -> str:
    """What nobody has declared of the hours, since both sides sign for it."""
    plain = ("Monday to Friday, 09:00 to 17:00" if ":" in one else one for one in calendar.assumed)
    return (
        f" Nobody has declared all of it, so this is assumed: {'; '.join(plain)}." if calendar.assumed else ""
    )


def _promise(calendar: WorkingCalendar, within: Duration | None, years: range) -> tuple[str, str, str]:
    """In words: within which time, the longest by the clock, and when."""
    if within is None:
        return "no time is set", "", ""
    if not within.business:
        return within.text, "the same: it runs round the clock", ""
    found = calendar.worst_wait(within, years)
    if not isinstance(found, Wait):
        return within.text, "not known", ""
    return within.text, lasting(found.minutes), _stretch(found)


def _stretch(wait: Wait) -> str:
    """From when until when; a year that is the same is said once."""
    starts, ends = wait.starts, wait.ends
    first = day(starts.date())
    if starts.year == ends.year:
        first = first.removesuffix(f" {starts.year}")
    return f"{_weekday(starts)} {first}, {starts:%H:%M} to {_weekday(ends)} {day(ends.date())}, {ends:%H:%M}"


def _weekday(when: datetime) -> str:
    return DAYS[when.weekday()][:3]
