"""How old a date is, in the words of conditions: `older than 30 days`, `within 3 business days`, `older than 2 quarters`.

A condition is nobody's own, so its business time is that of an instance without a calendar: Monday to Friday, 09:00 to 17:00 by the
instance's clock, public holidays included. A date is older when the same duration, begun on it, has run out before now; in business
time, "run out" means what it means for promises (`clock.durations`).
"""

from datetime import date, datetime

from mopsdsl.logic.person import start_of
from mopsdsl.model.base import MINUTES, MONTHS, Duration

CLOCK, BUSINESS_HOURS, BUSINESS_DAYS, BY_MONTHS = "clock", "business hours", "business days", "months"
"""The scales. A month has no fixed length, nor has a business day, so sizes on different scales can't be compared."""

_DAY, _OPENS, _WORK = 86_400, 9 * 3600, 8 * 3600
_WORKING_DAYS = {"days": 1, "weeks": 5, "months": 21, "quarters": 63, "years": 252}
"""Business weeks and longer are a mistake that a finding tells; here they are the usual number of working days."""


def scale(duration: Duration) -> str:
    """The scale on which a duration is measured; durations of one scale can be compared by their size."""
    if duration.business:
        return BUSINESS_DAYS if duration.unit in _WORKING_DAYS else BUSINESS_HOURS
    return BY_MONTHS if duration.unit in MONTHS else CLOCK


def size(duration: Duration) -> int:
    """Its size on its scale: minutes, working days or months."""
    units = {BUSINESS_DAYS: _WORKING_DAYS, BY_MONTHS: MONTHS}.get(scale(duration), MINUTES)
    return duration.amount * units[duration.unit]


def is_older(held: date, now: datetime, duration: Duration) -> bool:
    """Whether the date lies further back than the duration. The older a date, the longer ago it has become so."""
    start, long = start_of(held), size(duration)
    match scale(duration):
        case "clock":
            return _seconds(now) - _seconds(start) > long * 60
        case "months":
            return start < months_before(now, long)
        case "business hours":
            return _seconds(now) > _worked_off(_worked(_seconds(start)) + long * 60) if long else now > start
        case _:
            return _seconds(now) > _working(_worked(_seconds(start)) + long * _WORK) if long else now > start


def months_before(now: datetime, months: int) -> datetime:
    """The same day and clock some months earlier, or the last day of that month where it has no such day."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    if year < 1:
        return datetime.min
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=year, month=month + 1, day=min(now.day, 28))


# Business time, in seconds since the midnight before the first day of the calendar, which was a Monday


def _seconds(moment: datetime) -> int:
    return (moment.toordinal() - 1) * _DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


def _worked(at: int) -> int:
    """The seconds of work until a moment."""
    day, time = divmod(at, _DAY)
    weeks, weekday = divmod(day, 7)
    today = min(max(time - _OPENS, 0), _WORK) if weekday < 5 else 0
    return (weeks * 5 + min(weekday, 5)) * _WORK + today


def _working(worked: int) -> int:
    """The moment at which the work goes on after so many seconds of it: at a closing, that is the next opening."""
    days, time = divmod(worked, _WORK)
    weeks, weekday = divmod(days, 5)
    return (weeks * 7 + weekday) * _DAY + _OPENS + time


def _worked_off(worked: int) -> int:
    """The first moment by which so many seconds, one at least, are worked."""
    return _working(worked - 1) + 1
