"""Zones are the package's, and their changes are found to the second."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.clock import zones

NAMES = st.sampled_from([name for name in zones.names() if name != "Factory"])


def test_names_are_exact() -> None:
    assert zones.exists("Europe/Berlin")
    assert zones.exists("UTC")
    for wrong in ("europe/berlin", "Europe/Munich", "", "Europe", "../zones", "Europe/Berlin "):
        assert not zones.exists(wrong)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("europe/berlin", "Europe/Berlin"),
        ("Asia/Tokio", "Asia/Tokyo"),
        ("PST", "America/Los_Angeles"),
        ("CET ", "Europe/Berlin"),
        ("", None),
    ],
)
def test_nearest(wrong: str, meant: str | None) -> None:
    assert zones.nearest(wrong) == meant


def test_the_rules_are_the_packages_not_the_machines() -> None:
    import tzdata

    assert zones.version() == tzdata.IANA_VERSION
    assert str(zones.zone("Europe/Berlin")) == "Europe/Berlin"
    assert zones.zone("Europe/Nowhere") is zones.zone("") is UTC


@given(NAMES, st.integers(0, 13 * 366 * 24 * 60))
def test_changes_say_every_offset(name: str, minute: int) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    at = zones.instant(moment)
    stretches = zones._stretches(name, moment.year)
    offset = [offset for start, offset in stretches if start <= at][-1]
    shown = moment.astimezone(zones.zone(name)).utcoffset()
    assert timedelta(seconds=offset) == shown


@given(NAMES, st.dates(date(1950, 1, 1), date(2200, 1, 1)), st.integers(0, 1439))
def test_at_clock_is_the_first_moment_that_shows_it(name: str, day: date, minutes: int) -> None:
    found = zones.instant(zones.at_clock(name, day, minutes))
    shown = day.toordinal() * zones.DAY + minutes * zones.MINUTE
    assert zones.wall(name, found) >= shown
    assert zones.wall(name, found - 1) < shown
    assert zones.instant(zones.moment(found, name)) == found


def test_spring_and_autumn() -> None:
    spring = zones.at_clock("Europe/Berlin", date(2026, 3, 29), 150)
    autumn = zones.at_clock("Europe/Berlin", date(2026, 10, 25), 150)
    assert spring.isoformat() == "2026-03-29T03:00:00+02:00"
    assert autumn.isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("name", ["Asia/Tokyo", "America/New_York", "UTC"])
def test_the_ends_of_time_do_not_raise(name: str, day: date) -> None:
    assert zones.at_clock(name, day, 24 * 60)
