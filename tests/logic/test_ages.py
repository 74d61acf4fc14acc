"""How old a date is: held against the working calendar of an instance that declares none, and against everybody of some ages."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl.clock.calendar import working
from mopsdsl.logic.ages import is_older, scale, size
from mopsdsl.logic.decide import Decider, Undecided
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.person import Person, ago
from mopsdsl.model.base import Duration
from mopsdsl.model.conditions import Condition
from tests.logic.saying import aged, compare, field, model

PLAIN = working(None)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(
    lambda one: one.replace(microsecond=0)
)
business = st.builds(
    Duration, st.integers(0, 60), st.sampled_from(["minutes", "hours", "days"]), st.just(True)
)


@settings(max_examples=1500)
@given(moments, business, st.integers(-3 * 86_400, 90 * 86_400))
def test_business_time_is_that_of_the_instance_s_own_calendar(
    start: datetime, duration: Duration, later: int
) -> None:
    now = start + timedelta(seconds=later)
    due = PLAIN.add(start.replace(tzinfo=UTC), duration)
    assert isinstance(due, datetime)
    assert is_older(start, now, duration) == (now.replace(tzinfo=UTC) > due)


@given(moments, business)
def test_it_turns_old_right_after_it_is_due(start: datetime, duration: Duration) -> None:
    due = PLAIN.add(start.replace(tzinfo=UTC), duration)
    assert isinstance(due, datetime)
    moment = due.astimezone(UTC).replace(tzinfo=None)
    assert not is_older(start, moment, duration)
    assert is_older(start, moment + timedelta(seconds=1), duration)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-07-03 16:00", 1, "days", "2026-07-06 16:00"),  # Friday to Monday
        ("2026-07-04 12:00", 1, "days", "2026-07-07 09:00"),  # Saturday counts as Monday 09:00
        ("2026-07-03 16:00", 2, "hours", "2026-07-06 10:00"),
        ("2026-07-03 09:00", 8, "hours", "2026-07-03 17:00"),  # done at the very closing
        ("2026-12-24 09:00", 1, "days", "2026-12-25 09:00"),  # no holidays
    ],
)
def test_by_hand(start: str, amount: int, unit: str, due: str) -> None:
    begun, at = datetime.fromisoformat(start), datetime.fromisoformat(due)
    duration = Duration(amount, unit, True)
    assert not is_older(begun, at, duration)
    assert is_older(begun, at + timedelta(seconds=1), duration)


@given(moments, st.integers(0, 40), st.integers(0, 20_000))
def test_quarters_and_years_are_months(start: datetime, amount: int, days: int) -> None:
    now = start + timedelta(days=days)
    for unit, months in (("quarters", 3), ("years", 12)):
        longer, same = Duration(amount, unit), Duration(amount * months, "months")
        assert is_older(start, now, longer) == is_older(start, now, same)
        assert (scale(longer), size(longer)) == (scale(same), size(same))


UNITS = [
    ("minutes", False), ("hours", False), ("days", False), ("weeks", False), ("months", False), ("quarters", False), ("years", False),
    ("minutes", True), ("hours", True), ("days", True),
]  # fmt: skip
WORLD = model(field("Touch", "date"), field("Other", "date"))


@settings(max_examples=300)
@given(
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
    st.integers(0, 70),
    st.integers(0, 70),
    st.booleans(),
    st.booleans(),
)
def test_two_ages_are_decided_as_anybody_would_find(
    one: tuple[str, bool], other: tuple[str, bool], low: int, high: int, older: bool, then: bool
) -> None:
    """On one scale exactly; on several the answer is one, or is said to be none."""
    conditions: list[Condition] = [aged("Touch", older, low, *one), aged("Touch", then, high, *other)]
    found = Decider(WORLD).person(conditions)
    if isinstance(found, Person):
        assert all(holds(condition, found, WORLD) for condition in conditions)
    same = scale(Duration(low, *one)) == scale(Duration(high, *other))
    assert not (same and isinstance(found, Undecided))
    if found is None:
        now = datetime(2026, 3, 31, 12)
        for minutes in [*range(0, 3000, 29), *range(3000, 60_000, 307), *range(60_000, 4_000_000, 35_001)]:
            somebody = Person({"Touch": now - timedelta(minutes=minutes)}, now=now)
            assert not all(holds(condition, somebody, WORLD) for condition in conditions)


@pytest.mark.parametrize(("unit", "is_business"), UNITS)
def test_between_two_durations_of_one_scale_there_is_somebody(unit: str, is_business: bool) -> None:
    for low in (0, 1, 2, 7, 8, 9, 40):
        conditions = [
            aged("Touch", True, low, unit, is_business),
            aged("Touch", False, low + 1, unit, is_business),
        ]
        found = Decider(WORLD).person(conditions)
        assert isinstance(found, Person)
        assert all(holds(condition, found, WORLD) for condition in conditions)
        turned = [
            aged("Touch", False, low, unit, is_business),
            aged("Touch", True, low + 1, unit, is_business),
        ]
        assert Decider(WORLD).person(turned) is None


@pytest.mark.parametrize(("unit", "is_business"), UNITS)
def test_ages_that_no_calendar_has_are_no_crash(unit: str, is_business: bool) -> None:
    ages = aged("Touch", True, 10**17, unit, is_business)
    assert not isinstance(Decider(WORLD).person([ages]), Person)
    assert not isinstance(
        Decider(WORLD).person([ages, compare("Other", "is", datetime(2026, 1, 1).date())]), Person
    )
    assert not holds(ages, Person({"Touch": datetime(1, 1, 1)}, now=datetime(9999, 12, 31)), WORLD)
    assert isinstance(Decider(WORLD).person([aged("Touch", False, 10**17, unit, is_business)]), Person)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(days=31), "31 days ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=30, minutes=1), "more than 30 days ago"),
        (timedelta(minutes=90), "more than 1 hour ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(), "today"),
        (timedelta(minutes=-1), "in the future"),
    ],
)
def test_an_age_is_said_as_long_as_it_is(age: timedelta, words: str) -> None:
    """Somebody of 30 days and a minute fits "older than 30 days", and must not be shown as somebody of 30 days."""
    assert ago(age) == words
