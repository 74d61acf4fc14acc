"""Who is there while a promise runs."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl.clock import zones
from mopsdsl.clock.calendar import Beyond, Never, WorkingCalendar
from mopsdsl.clock.cover import Uncovered, first_uncovered, round_the_clock, staffed
from mopsdsl.model.people import Rota
from tests.clock.saying import at, hours, rota, told, works

YORK = works("America/New_York", hours("09:00-17:30"), places=("US NY",))
BERLIN = works("Europe/Berlin", hours("09:00-17:30"), places=("DE BY",))
SINCE, UNTIL = at("2026-07-06 00:00"), at("2027-01-08 00:00")


def gap(promise: WorkingCalendar, ours: Rota, team: WorkingCalendar) -> tuple[object, ...] | None:
    found = first_uncovered(promise, ours, team, SINCE, UNTIL)
    assert found is None or isinstance(found, Uncovered)
    return found and (told(found.starts), told(found.ends), found.why, found.away)


def test_covers_that_are_wider_than_the_promise() -> None:
    covers = (hours("08:00-18:00"), "America/New_York")
    assert gap(YORK, rota(covers), YORK) is None
    assert first_uncovered(YORK, rota(covers), YORK) is None
    assert gap(YORK, rota(), YORK) is None


def test_covers_that_end_too_early() -> None:
    covers = (hours("08:00-17:00"), "America/New_York")
    assert gap(YORK, rota(covers), YORK) == ("2026-07-06 17:00-04:00", "2026-07-06 17:30-04:00", "hours", ())


def test_two_zones_follow_the_sun() -> None:
    both = (hours("09:00-18:00"), "Europe/Berlin"), (hours("09:00-18:00"), "America/New_York")
    assert gap(works("Europe/Berlin", hours("09:00-23:00")), rota(*both), works("UTC")) is None
    # In the week when only Berlin has changed its clocks, New York is an hour nearer.
    day = works("Europe/Berlin", hours("09:00-23:30"))
    assert gap(day, rota(*both), works("UTC")) == (
        "2026-10-26 23:00+01:00",
        "2026-10-26 23:30+01:00",
        "hours",
        (),
    )


def test_leave_counts_when_everybody_is_away() -> None:
    one_left = rota(away=(("2026-07-20 2026-08-02",), ()))
    both = rota(away=(("2026-07-20 2026-08-02",), ("2026-08-01 2026-08-20", "2026-07-31")))
    assert gap(YORK, one_left, YORK) is None
    assert gap(YORK, both, YORK) == (
        "2026-07-31 09:00-04:00",
        "2026-07-31 17:30-04:00",
        "leave",
        ("Rep 1", "Rep 2"),
    )


def test_holidays_of_the_rotas_team_count() -> None:
    # Berlin's promise runs on Independence Day's substitute and on Labor Day, when nobody in New York is there.
    covers = (hours("03:00-12:00"), "America/New_York")
    assert gap(BERLIN, rota(covers), YORK) == (
        "2026-09-07 09:00+02:00",
        "2026-09-07 17:30+02:00",
        "holiday",
        (),
    )


def test_round_the_clock() -> None:
    assert gap(round_the_clock(YORK), rota(), YORK) == (
        "2026-07-05 20:00-04:00",
        "2026-07-06 09:00-04:00",
        "hours",
        (),
    )
    always = rota((hours("00:00-24:00", tuple(range(7))), ""))
    assert gap(round_the_clock(YORK), always, works("America/New_York")) is None


def test_never_and_beyond() -> None:
    nobody = works("UTC", hours("09:00-17:00", ()))
    assert isinstance(first_uncovered(nobody, rota(), YORK), Never)
    late = first_uncovered(YORK, rota(), YORK, at("2040-01-01 00:00"))
    assert repr(late) == repr(Beyond(2024, 2036))
    colombo = works("Asia/Colombo", places=("LK",))
    assert repr(first_uncovered(YORK, rota(), colombo, at("2030-01-01 00:00"))) == repr(
        Beyond(2024, 2026, "LK")
    )
    assert repr(staffed(rota(), colombo, at("2030-01-01 00:00"))) == repr(Beyond(2024, 2026, "LK"))


def test_a_zone_that_does_not_exist_is_the_teams() -> None:
    assert gap(YORK, rota((hours("08:00-18:00"), "America/Nowhere")), YORK) is None


CLOCKS = st.integers(0, 47).map(lambda half: half * 30)
COVERS = st.tuples(CLOCKS, CLOCKS, st.sampled_from(["", "America/New_York", "Asia/Kathmandu"]))


@settings(max_examples=25)
@given(
    st.lists(COVERS, max_size=3),
    st.lists(st.sampled_from(["2026-11-01 2026-11-04", "2026-11-02"]), max_size=2),
    st.booleans(),
)
def test_the_first_gap_is_the_first_quarter_without_anybody(
    covers: list[tuple[int, int, str]], away: list[str], business: bool
) -> None:
    shown = [
        (f"{min(a, b) // 60:02}:{min(a, b) % 60:02}-{max(a, b) // 60:02}:{max(a, b) % 60:02}", zone)
        for a, b, zone in covers
    ]
    ours = rota(*((hours(opening), zone) for opening, zone in shown), away=tuple((one,) for one in away))
    promise = BERLIN if business else round_the_clock(BERLIN)
    since = at("2026-10-30 00:00")
    found = first_uncovered(promise, ours, YORK, since, since + timedelta(days=7))
    missing = [
        moment
        for moment in (since + timedelta(minutes=15 * step) for step in range(4 * 24 * 7))
        if promise.is_open(moment) and not staffed(ours, YORK, moment)
    ]
    if found is None:
        assert not missing
    else:
        assert isinstance(found, Uncovered)
        assert zones.instant(found.starts) == zones.instant(missing[0])
        assert all(
            (zones.instant(one) in range(zones.instant(found.starts), zones.instant(found.ends)))
            == (one in missing)
            for one in (since + timedelta(minutes=15 * step) for step in range(4 * 24 * 7))
            if zones.instant(one) <= zones.instant(found.ends)
        )
