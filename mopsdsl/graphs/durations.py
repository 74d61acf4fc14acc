"""Which of two times is the longer, as far as that can be said without a calendar."""

from mopsdsl._value import value
from mopsdsl.model.base import MINUTES, MONTHS, Duration

_BUSINESS_DAYS = {"days": 1, "weeks": 5}
_SHORTEST_MONTH, _LONGEST_MONTH = 28 * 1440, 31 * 1440


@value
class Bounds:
    """The least and the most minutes of wall clock that a time can take; `high` None where only a calendar can say."""

    low: int
    high: int | None


def compare(one: Duration, other: Duration) -> int | None:
    """-1 where the one is always the shorter, 0 the same, 1 the longer; None where that hangs on calendars."""
    for scale in (_minutes, _months, _business_minutes, _business_days):
        a, b = scale(one), scale(other)
        if a is not None and b is not None:
            return (a > b) - (a < b)
    a_bounds, b_bounds = bounds(one), bounds(other)
    if a_bounds.high is not None and a_bounds.high < b_bounds.low:
        return -1
    if b_bounds.high is not None and b_bounds.high < a_bounds.low:
        return 1
    return None


def bounds(duration: Duration) -> Bounds:
    """Business time passes no faster than the clock, and a business day ends no sooner than the next day begins."""
    exact, months = _minutes(duration), _months(duration)
    if exact is not None:
        return Bounds(exact, exact)
    if months is not None:
        return Bounds(months * _SHORTEST_MONTH, months * _LONGEST_MONTH)
    hours, days = _business_minutes(duration), _business_days(duration)
    if hours is not None:
        return Bounds(hours, None)
    return Bounds(max((days or 0) - 1, 0) * 1440, None)


def _minutes(duration: Duration) -> int | None:
    found = None if duration.business else MINUTES.get(duration.unit)
    return None if found is None else found * duration.amount


def _months(duration: Duration) -> int | None:
    found = None if duration.business else MONTHS.get(duration.unit)
    return None if found is None else found * duration.amount


def _business_minutes(duration: Duration) -> int | None:
    found = MINUTES[duration.unit] if duration.business and duration.unit in ("minutes", "hours") else None
    return None if found is None else found * duration.amount


def _business_days(duration: Duration) -> int | None:
    found = _BUSINESS_DAYS.get(duration.unit) if duration.business else None
    return None if found is None else found * duration.amount
