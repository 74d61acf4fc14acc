"""The calendars, read by programs that are not ours: they parse, come when they should, and no text of a spec breaks out."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.clock import zones
from mopsdsl.clock.calendar import working
from mopsdsl.model.base import Duration
from mopsdsl.render.calendars.icalendar import folded
from mopsdsl.render.calendars.timezone import timezone
from mopsdsl.render.emitters import calendars
from mopsdsl.render.escape import icalendar as escaped
from tests.plan.spec import EVERYTHING

reader = pytest.importorskip("icalendar", reason="icalendar is not installed")
recurring = pytest.importorskip("recurring_ical_events", reason="recurring-ical-events is not installed")

SPECS = sorted(path for path in (Path(__file__).parents[2] / "specs").iterdir() if path.is_dir())
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TEAMS = """
calendar Office {{ timezone "{zone}"; hours Mon..Thu 09:00-17:00 }}
team Central {{ side marketing; calendar Office }}
"""


def files(text: str) -> dict[str, str]:
    loaded = api.load_text(text)
    assert [finding.message for finding in loaded.findings] == []
    return dict(calendars.emit(loaded.context(date(2026, 11, 22))))


def read(text: str) -> Any:
    """A file as the parser has it, which has to be content with every part."""
    found = reader.Calendar.from_ical(text)
    assert [part.errors for part in found.walk() if part.errors] == []
    return found


def events(text: str) -> list[Any]:
    return list(read(text).walk("VEVENT"))


@cache
def of_spec(folder: Path) -> dict[str, str]:
    return dict(calendars.emit(api.load(api.projects(str(folder))[0]).context(date(2026, 11, 22))))


# The form


@pytest.mark.parametrize("folder", SPECS, ids=lambda folder: folder.name)
def test_every_file_is_valid(folder):
    for path, text in of_spec(folder).items():
        assert path in ("calendars/cadences.ics", "calendars/reviews.ics", "calendars/exceptions.ics")
        valid(text)


def valid(text: str) -> None:
    assert text.endswith("\r\n")
    lines = text.split("\r\n")
    assert not any(set(line) & set("\r\n\x0b\x0c\x85\u2028\u2029") for line in lines)
    assert max(len(line.encode("utf-8")) for line in lines) <= 75
    found = read(text)
    assert {"VERSION", "PRODID"} <= set(found)
    zones_told = {str(zone["TZID"]) for zone in found.walk("VTIMEZONE")}
    some = found.walk("VEVENT")
    assert some
    assert max(Counter(str(event["UID"]) for event in some).values()) == 1
    for event in some:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert event["DTSTART"].params.get("TZID") in (None, *zones_told)


def test_acme_has_all_three():
    made = of_spec(Path(__file__).parents[2] / "specs" / "acme")
    summaries = {path: [str(event["SUMMARY"]) for event in events(text)] for path, text in made.items()}
    assert summaries["calendars/cadences.ics"] == ["Quarterly Review", "Smarketing"]
    assert summaries["calendars/reviews.ics"] == [
        "Look at the agreement again: Marketing and sales development"
    ]
    assert (
        "Exception runs out: MOPS601 (grant too wide) of grant Marketer to Agency in APAC, EMEA"
        in summaries["calendars/exceptions.ics"]
    )
    (review,) = events(made["calendars/reviews.ics"])
    assert review["DTSTART"].dt == date(2027, 10, 15)  # agreed on 15 October 2026, every 365 days


def test_nothing_to_say_makes_no_file():
    assert files("team A { side marketing }\npartition B") == {}


# Cadences


def days_of(every: str, weekday: int | None, last: date) -> list[date]:
    """Every day of a cadence from 2026 on, found by asking each day of those years."""
    found: list[date] = []
    seen: set[tuple[int, ...]] = set()
    for one in (date(2026, 1, 1) + timedelta(days=at) for at in range((last - date(2026, 1, 1)).days + 1)):
        if every == "day" and weekday is None:
            found += [one] if one.weekday() < 4 else []  # the office works from Monday to Thursday
            continue
        if one.weekday() != (weekday or 0):
            continue
        period = {
            "day": one.timetuple()[:3], "week": one.timetuple()[:3], "month": (one.year, one.month),
            "quarter": (one.year, (one.month - 1) // 3), "year": (one.year,),
        }[every]  # fmt: skip
        found += [one] if period not in seen else []
        seen.add(period)
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(("day", "week", "month", "quarter", "year")),
    st.one_of(st.none(), st.integers(0, 6)),
    st.one_of(st.none(), st.integers(0, 24 * 60 - 1)),
    st.sampled_from(
        ("America/New_York", "Europe/Berlin", "Asia/Tokyo", "Africa/Casablanca", "America/Santiago", "UTC")
    ),
)
def test_cadences_come_when_the_days_say(every, weekday, clock, zone):
    on = f" on {WEEKDAYS[weekday]}" if weekday is not None else ""
    at = f" {clock // 60:02}:{clock % 60:02}" if clock is not None else ""
    made = files(TEAMS.format(zone=zone) + f"cadence Together every {every}{on}{at} {{ teams Central }}")
    text = made["calendars/cadences.ics"]
    valid(text)
    last = date(2028, 12, 31)
    found = recurring.of(read(text)).between(date(2025, 1, 1), last + timedelta(days=1))
    days = days_of(every, weekday, last)
    starts = sorted(event["DTSTART"].dt for event in found)
    if clock is None:
        assert starts == days
    else:
        moments = [datetime.combine(one, time(*divmod(clock, 60)), ZoneInfo(zone)) for one in days]
        assert [one.replace(tzinfo=None) for one in starts] == [one.replace(tzinfo=None) for one in moments]
        assert {one.utcoffset() for one in starts} == {one.utcoffset() for one in moments}


def test_the_end_of_a_day_is_its_last_minute():
    (event,) = events(files("cadence Late every week on Mon 24:00")["calendars/cadences.ics"])
    assert event["DTSTART"].dt.replace(tzinfo=None) == datetime(2026, 1, 5, 23, 59)


def test_a_series_ends_with_the_last_known_year():
    made = files('cadence Late every week on Thu 23:30\ninstance Firm { timezone "America/New_York" }')
    found = recurring.of(read(made["calendars/cadences.ics"])).between(date(2036, 12, 20), date(2037, 12, 31))
    assert [event["DTSTART"].dt.date() for event in found] == [date(2036, 12, 25)]


def test_the_zone_is_that_of_the_first_team_with_a_calendar():
    text = (
        TEAMS.format(zone="Asia/Tokyo")
        + "team Other\ncadence A every week on Mon 09:00 { teams Other, Central }"
    )
    text += '\ncadence B every week on Mon 09:00 { teams Other }\ninstance Firm { timezone "Europe/Berlin" }'
    made = files(text)
    assert [event["DTSTART"].params["TZID"] for event in events(made["calendars/cadences.ics"])] == [
        "Asia/Tokyo",
        "Europe/Berlin",
    ]


# Reviews

FENCE = """
team Central {{ side marketing }} team Sales {{ side sales }}
fence Pact between Central and Sales {{ agreed by "A" on 2020-01-01; agreed by "A", "B" on {day}; review every {length} }}
"""


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(1, 400),
    st.sampled_from(("days", "weeks", "months", "quarters", "years")),
)
def test_reviews_come_as_long_after_the_agreement_as_it_says(agreed, amount, unit):
    length = f"{amount} {unit if amount > 1 else unit.removesuffix('s')}"
    text = files(FENCE.format(day=agreed, length=length))["calendars/reviews.ics"]
    valid(text)
    start = datetime(agreed.year, agreed.month, agreed.day, tzinfo=UTC)
    expected, times = [], 1
    while not expected or expected[-1].year <= 2036:
        due = working(None).add(start, Duration(amount * times, unit))
        assert isinstance(due, datetime)
        expected.append(due.date())
        times += 1
    found = recurring.of(read(text)).between(date(2026, 1, 1), date(2037, 1, 1))
    assert sorted(event["DTSTART"].dt for event in found) == [one for one in expected if one.year <= 2036]
    if expected[0].year > 2036:
        assert [event["DTSTART"].dt for event in events(text)] == [expected[0]]


@pytest.mark.parametrize("length", ["10 business days", "48 hours"])
def test_of_other_times_only_the_first_review_is_said(length):
    (event,) = events(files(FENCE.format(day="2026-03-02", length=length))["calendars/reviews.ics"])
    assert event["DTSTART"].dt == (date(2026, 3, 16) if "business" in length else date(2026, 3, 4))
    assert "RRULE" not in event


def test_without_a_day_of_agreement_nobody_knows_when():
    assert files('team A\nteam B\nfence Pact between A and B { agreed by "C"; review every 90 days }') == {}


# Exceptions


def test_all_that_runs_out_is_told_on_its_last_day():
    text = """
instance Firm
allow MOPS306 because "Everywhere, for now" until 2027-01-31
allow MOPS306 because "And again" until 2027-06-30
allow MOPS107 because "For good"
partition P { allow MOPS107 because "Law" until 2027-02-28 }
workspace W { sees P; primary P }
team T
grant Admin to T in W until 2027-03-31
lifecycle Main { stage A; stage B; A -> B when Email is not empty }
lifecycle Local extends Main { override A -> B when Email is empty because "Other people" until 2027-04-30 }
"""
    made = files(text)["calendars/exceptions.ics"]
    valid(made)
    assert [(event["DTSTART"].dt.isoformat(), str(event["SUMMARY"])) for event in events(made)] == [
        ("2027-01-31", "Exception runs out: MOPS306 (duplicates collide) of instance Firm"),
        ("2027-02-28", "Exception runs out: MOPS107 (too many workspaces) of partition P"),
        ("2027-03-31", "Access runs out: Admin to T in W"),
        ("2027-04-30", "Step that differs runs out: A → B of Local"),
        ("2027-06-30", "Exception runs out: MOPS306 (duplicates collide) of instance Firm"),
    ]


def test_an_event_keeps_its_name_when_it_moves():
    text = 'partition P {{ allow MOPS107 because "{why}" until {day} }}'

    def named(why: str, day: str) -> list[str]:
        made = files(text.format(why=why, day=day))["calendars/exceptions.ics"]
        return [str(event["UID"]) for event in events(made)]

    assert named("Law", "2027-02-28") == named("Another law", "2028-02-29")
    other = files(text.format(why="Law", day="2027-02-28") + "\ninstance Other")["calendars/exceptions.ics"]
    assert [str(event["UID"]) for event in events(other)] != named("Law", "2027-02-28")


# Time zones


def test_every_zone_is_told_as_the_tz_database_has_it():
    """By dateutil, which reads VTIMEZONE in its own way: at each change of clocks, before and after, and between."""
    tz = pytest.importorskip("dateutil.tz", reason="dateutil is not installed")
    for name in zones.names():
        lines = ["BEGIN:VCALENDAR", *timezone(name, 2026), "END:VCALENDAR", ""]
        told = tz.tzical(StringIO("\r\n".join(lines))).get(name)
        for year in (2026, 2027, 2031, 2036):
            changes = [change.at for change in zones.changes(name, year)]
            middles = [zones.instant(datetime(year, month, 15, 12, tzinfo=UTC)) for month in (1, 4, 7, 10)]
            near = [at + hours * 3600 for at in changes for hours in (-26, -3, 3, 26)]
            for at in (*middles, *near):
                shown = zones.moment(at, name)
                if shown.year == year:
                    assert told.utcoffset(shown.replace(tzinfo=None)) == shown.utcoffset(), (name, shown)


# Nothing of a spec is more than text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_reads_as_itself(text):
    lines = "\r\n".join(folded(f"SUMMARY:{escaped(text)}"))
    assert max(len(line.encode("utf-8", "surrogatepass")) for line in lines.split("\r\n")) <= 75
    event = reader.Event.from_ical(f"BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n")
    hidden = {
        *range(0x0A),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
    }
    assert str(event["SUMMARY"]) == "".join(" " if ord(letter) in hidden else letter for letter in text)


HOSTILE = (
    "x\\nEND:VEVENT\\nBEGIN:VEVENT",
    "a; b, c: d\\\\ e",
    "ATTACH:file:///etc/passwd",
    "📅" * 60,
    "END:VCALENDAR",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    spec = f"""
## {text}
## END:VEVENT
cadence Together "{quoted}" every week
partition P {{ allow MOPS107 because "{quoted}" until 2027-02-28 }}
"""
    made = files(f'{spec}\ninstance Firm "{quoted}"')
    (meeting,), (exception,) = (
        events(made["calendars/cadences.ics"]),
        events(made["calendars/exceptions.ics"]),
    )
    assert str(meeting["SUMMARY"]) == text
    assert str(meeting["DESCRIPTION"]) == f"{text}\nEND:VEVENT"
    assert str(exception["DESCRIPTION"]).startswith(text)
    for each in (*made.values(),):
        valid(each)
        assert set(read(each).walk("VEVENT")[0]) <= {
            "UID",
            "DTSTAMP",
            "DTSTART",
            "RRULE",
            "SUMMARY",
            "DESCRIPTION",
            "TRANSP",
        }


def test_everything_is_valid():
    made = files(EVERYTHING)
    assert sorted(made) == ["calendars/cadences.ics", "calendars/exceptions.ics", "calendars/reviews.ics"]
    for text in made.values():
        valid(text)
