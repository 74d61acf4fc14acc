"""What durations mean in a calendar, by example; `test_timeline.py` holds the same against a slow reference."""

from datetime import UTC, datetime

import pytest

from mopsdsl.clock.calendar import Beyond, Never, Wait, WorkingCalendar, of_team, working
from mopsdsl.model.base import Duration, Reference
from mopsdsl.model.model import Model
from mopsdsl.model.people import Instance, Team
from tests.clock.saying import HERE, at, declared, duration, hours, told, works

LONDON = works("Europe/London", places=("GB ENG",))
BERLIN = works("Europe/Berlin", hours("09:00-17:30"), places=("DE BY",), closed=("2026-12-24", "2026-12-31"))
ALWAYS = works("Europe/London", hours("00:00-24:00", tuple(range(7))))
PAUSE = works("UTC", hours("09:00-12:00"), hours("13:00-17:00"))
SHORT_FRIDAY = works("UTC", hours("09:00-17:00", (0, 1, 2, 3)), hours("10:00-14:00", (4,)))


@pytest.mark.parametrize(
    ("calendar", "start", "length", "end"),
    [
        # over Christmas, with Boxing Day made up for on the 28th
        (LONDON, "2026-12-24 15:00", "8 business hours", "2026-12-29 15:00+00:00"),
        # over the change of clocks
        (LONDON, "2026-03-27 16:00", "4 business hours", "2026-03-30 12:00+01:00"),
        (BERLIN, "2026-07-03 16:45", "4 business hours", "2026-07-06 12:15+02:00"),
        # to the closing, and not a minute longer
        (LONDON, "2026-07-02 13:00", "4 business hours", "2026-07-02 17:00+01:00"),
        (LONDON, "2026-07-02 13:01", "4 business hours", "2026-07-03 09:01+01:00"),
        (LONDON, "2026-07-02 20:00", "30 business minutes", "2026-07-03 09:30+01:00"),
        # business days: the same time, or as from the next opening
        (LONDON, "2026-07-03 16:00", "1 business days", "2026-07-06 16:00+01:00"),
        (LONDON, "2026-07-03 17:00", "1 business days", "2026-07-07 09:00+01:00"),
        (LONDON, "2026-07-04 12:00", "1 business days", "2026-07-07 09:00+01:00"),
        (LONDON, "2026-03-27 16:00", "5 business days", "2026-04-07 16:00+01:00"),
        (BERLIN, "2026-12-23 17:00", "1 business days", "2026-12-28 17:00+01:00"),
        (SHORT_FRIDAY, "2026-07-02 16:00", "1 business days", "2026-07-03 14:00+00:00"),
        (SHORT_FRIDAY, "2026-07-02 09:30", "1 business days", "2026-07-03 10:00+00:00"),
        (SHORT_FRIDAY, "2026-07-03 13:00", "1 business days", "2026-07-06 13:00+00:00"),
        (PAUSE, "2026-07-02 12:30", "1 business hours", "2026-07-02 14:00+00:00"),
        # nothing to wait for
        (LONDON, "2026-07-04 12:00", "0 business hours", "2026-07-04 12:00+01:00"),
        (LONDON, "2026-07-04 12:00", "0 business days", "2026-07-04 12:00+01:00"),
        # round the clock
        (LONDON, "2026-03-28 16:00", "24 hours", "2026-03-29 17:00+01:00"),
        (LONDON, "2026-03-28 16:00", "1 days", "2026-03-29 16:00+01:00"),
        (LONDON, "2026-03-28 01:30", "1 days", "2026-03-29 02:00+01:00"),
        (LONDON, "2026-10-24 01:30", "1 days", "2026-10-25 01:30+01:00"),
        (LONDON, "2026-07-04 12:00", "2 weeks", "2026-07-18 12:00+01:00"),
        (LONDON, "2026-01-31 12:00", "1 months", "2026-02-28 12:00+00:00"),
        (LONDON, "2028-01-31 12:00", "1 months", "2028-02-29 12:00+00:00"),
        (LONDON, "2026-12-31 12:00", "2 months", "2027-02-28 12:00+00:00"),
        (LONDON, "2026-11-30 12:00", "1 quarters", "2027-02-28 12:00+00:00"),
        (LONDON, "2028-02-29 12:00", "1 years", "2029-02-28 12:00+00:00"),
        (LONDON, "2026-07-04 12:00", "90 years", "2116-07-04 12:00+01:00"),
    ],
)
def test_add(calendar: WorkingCalendar, start: str, length: str, end: str) -> None:
    assert told(calendar.add(at(start, calendar.zone), duration(length))) == end


def test_moments_may_come_in_any_zone() -> None:
    # Four business hours in New York, for a lead of Friday night in Berlin.
    york = works("America/New_York", hours("09:00-17:30"), places=("US NY",))
    due = york.add(at("2027-03-05 21:45", "Europe/Berlin"), duration("4 business hours"))
    assert told(due) == "2027-03-08 11:15-05:00"


def test_open_hours_end_before_the_closing() -> None:
    assert BERLIN.is_open(at("2026-07-03 09:00", "Europe/Berlin")) is True
    assert BERLIN.is_open(at("2026-07-03 17:29", "Europe/Berlin")) is True
    assert BERLIN.is_open(at("2026-07-03 17:30", "Europe/Berlin")) is False
    assert BERLIN.is_open(at("2026-06-04 12:00", "Europe/Berlin")) is False  # Corpus Christi
    assert told(BERLIN.next_open(at("2026-07-03 17:30", "Europe/Berlin"))) == "2026-07-06 09:00+02:00"
    assert told(BERLIN.next_open(at("2026-07-03 12:00", "Europe/Berlin"))) == "2026-07-03 12:00+02:00"


def test_outside_of_the_years_nothing_is_assumed() -> None:
    soon = duration("4 business hours")
    pinned = Beyond(2024, 2036)
    assert repr(LONDON.add(at("2037-01-05 12:00"), soon)) == repr(pinned)
    assert repr(LONDON.add(at("2023-12-29 12:00"), soon)) == repr(pinned)
    assert repr(LONDON.add(at("2036-12-31 12:00"), duration("9 business hours"))) == repr(pinned)
    assert repr(LONDON.is_open(at("2037-01-05 12:00"))) == repr(pinned)
    assert repr(LONDON.next_open(at("2036-12-31 18:00"))) == repr(pinned)
    assert repr(LONDON.worst_wait(soon, range(2040, 2041))) == repr(pinned)
    assert repr(LONDON.worst_wait(duration("99999 business days"))) == repr(pinned)
    colombo = works("Asia/Colombo", places=("GB ENG", "LK"))
    assert repr(colombo.add(at("2027-01-05 12:00"), soon)) == repr(Beyond(2024, 2026, "LK"))
    assert list(colombo.years) == [2024, 2025, 2026]


@pytest.mark.parametrize("unit", ["minutes", "hours", "days", "weeks", "months", "quarters", "years"])
@pytest.mark.parametrize("business", [False, True])
@pytest.mark.parametrize(
    "start", [datetime(2, 1, 1, tzinfo=UTC), at("2026-07-01 12:00"), datetime(9998, 12, 31, tzinfo=UTC)]
)
def test_no_length_is_too_long(unit: str, business: bool, start: datetime) -> None:
    assert isinstance(LONDON.add(start, Duration(10**15, unit, business)), Beyond)


@pytest.mark.parametrize(
    "calendar",
    [works("UTC", hours("09:00-17:00", ())), works("UTC", closed=("0001-01-01 9999-12-31",))],
)
def test_never(calendar: WorkingCalendar) -> None:
    start = at("2026-07-01 12:00")
    assert isinstance(calendar.add(start, duration("4 business hours")), Never)
    assert isinstance(calendar.next_open(start), Never)
    assert isinstance(calendar.worst_wait(duration("1 business days")), Never)
    assert calendar.is_open(start) is False
    assert told(calendar.add(start, duration("4 hours"))) == "2026-07-01 16:00+00:00"


def test_worst_wait_is_over_a_long_week_end() -> None:
    wait = LONDON.worst_wait(duration("4 business hours"), range(2026, 2027))
    assert isinstance(wait, Wait)
    # Over Easter.
    assert told(wait.starts) == "2026-04-02 17:00+01:00"
    assert told(wait.ends) == "2026-04-07 13:00+01:00"
    assert wait.minutes == (4 * 24 + 20) * 60


def test_worst_wait_counts_elapsed_time() -> None:
    wait = ALWAYS.worst_wait(duration("1 days"))
    assert isinstance(wait, Wait)
    assert (wait.minutes, told(wait.starts)) == (25 * 60, "2024-10-26 02:00+01:00")
    month = ALWAYS.worst_wait(duration("1 months"))
    assert isinstance(month, Wait)
    assert month.minutes == (31 * 24 + 1) * 60
    hour = ALWAYS.worst_wait(duration("1 hours"))
    assert isinstance(hour, Wait)
    assert hour.minutes == 60


def test_a_declared_calendar() -> None:
    found = working(
        declared("Europe/Berlin", (hours("09:00-17:30"),), ("DE BY", "DE Nowhere", "XX"), ("2026-12-24",)),
        "Asia/Tokyo",
    )
    assert (found.zone, found.places, found.assumed) == ("Europe/Berlin", ("DE BY",), ())
    assert found.is_open(at("2026-12-24 12:00", "Europe/Berlin")) is False
    assert found.is_open(at("2026-12-23 12:00", "Europe/Berlin")) is True


def test_what_nobody_declared_is_said() -> None:
    assert working(None).assumed == ("Mon..Fri 09:00-17:00", "UTC")
    assert working(None, "Asia/Tokyo").assumed == ("Mon..Fri 09:00-17:00", "Asia/Tokyo")
    assert working(declared("Europe/Nowhere", (hours("10:00-16:00"),)), "Nowhere").assumed == ("UTC",)
    assert working(declared("Asia/Tokyo")).assumed == ("Mon..Fri 09:00-17:00",)
    assert working(None).is_open(at("2026-12-25 09:00")) is True  # no holidays are assumed


def test_hours_that_make_no_sense_are_left_out() -> None:
    opening = (
        hours("17:00-09:00"),
        hours("09:00-12:00", (0,)),
        hours("11:00-14:00", (0,)),
        hours("14:00-15:00", (0,)),
    )
    assert working(declared("UTC", opening)).hours == ((0, 540, 900),)
    assert (
        working(declared("UTC", (), (), ("2026-12-31 2026-12-01",))).is_open(at("2026-12-10 12:00")) is True
    )


def test_a_teams_calendar_is_its_own_or_the_instances() -> None:
    instance = Instance(
        "Acme", "", HERE, HERE, "", None, None, (), (),
        timezone="Asia/Tokyo", people=None, crms=(), duplicates_by=(), limits={}, naming=(), required_tags=(), users_managed_by="",
    )  # fmt: skip

    def team(name: str, calendar: str | None) -> Team:
        return Team(
            name, "", HERE, HERE, "", None, None, (), (),
            side="", lead="", calendar=Reference("calendar", calendar, HERE) if calendar else None, external=False, size=None, members=(),
        )  # fmt: skip

    teams = {one.name: one for one in (team("A", "Ours"), team("B", None), team("C", "Missing"))}
    model = Model(instance, teams=teams, calendars={"Ours": declared("Europe/Berlin")})
    found = {name: of_team(model, name).zone for name in ("A", "B", "C", "D")}
    assert found == {"A": "Europe/Berlin", "B": "Asia/Tokyo", "C": "Asia/Tokyo", "D": "Asia/Tokyo"}
    assert of_team(model, None).zone == "Asia/Tokyo"
    assert of_team(model, Reference("team", "A", HERE)).zone == "Europe/Berlin"


def test_closed_days_far_away_cost_nothing() -> None:
    found = works("UTC", closed=("0001-01-01 2026-06-30", "2026-08-01 9999-12-31"))
    assert told(found.next_open(at("2024-01-01 00:00"))) == "2026-07-01 09:00+00:00"
