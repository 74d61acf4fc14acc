"""Back-solves: the published ones to the digit, and all others as exactly."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.logic.forecast import (
    Step,
    ahead,
    ahead_text,
    capacity,
    deals,
    earlier,
    needs,
    only_way,
    per,
    rounded,
    shares,
    shown,
    steps,
    way,
)
from mopsdsl.model.base import Duration
from mopsdsl.model.growth import Rate
from mopsdsl.model.model import Model
from tests.logic.saying import HERE, name


def model(text: str) -> Model:
    loaded = api.load_text(text)
    assert not loaded.findings
    return loaded.model


def lifecycle(*stages: str) -> str:
    lines = "".join(f"  stage {stage} inventory\n" for stage in stages)
    return f"lifecycle Global {{\n  success path {', '.join(stages)}\n{lines}}}\n"


def solved(text: str, first: str, won: str) -> dict[str, Fraction]:
    spec = model(text)
    [forecast] = spec.forecasts.values()
    wins = deals(forecast)
    assert wins is not None
    return needs(steps(forecast, spec), first, won, wins)


WOODS = (
    lifecycle("Inquiry", "MQL", "SAL", "Opportunity", "Won")
    + """
assume Close 10% from "digitalbodylanguage.blogspot.com, 2009-11"
forecast Woods on Global {
  revenue USD 10_000_000
  average deal USD 100_000
  rate Inquiry -> MQL 10%
  rate MQL -> SAL 80% lag 2 months
  rate SAL -> Opportunity 40% lag 1 month
  rate Opportunity -> Won Close lag 3 months
}
"""
)

KELLOGG = (
    lifecycle("SQL", "Won")
    + """
forecast Kellogg on Global {
  revenue USD 2_000_000 per quarter
  average deal USD 75_000
  rate SQL -> Won 20%
}
"""
)


def test_woods_comes_out_to_the_digit() -> None:
    found = solved(WOODS, "Inquiry", "Won")
    assert found == {"Won": 100, "Opportunity": 1_000, "SAL": 2_500, "MQL": 3_125, "Inquiry": 31_250}
    spec = model(WOODS)
    path = way(steps(spec.forecasts["Woods"], spec), "Inquiry", "Won")
    assert ahead_text(ahead(path)) == "6 months"


def test_kellogg_comes_out_to_the_digit() -> None:
    found = solved(KELLOGG, "SQL", "Won")
    assert found == {"Won": Fraction(80, 3), "SQL": Fraction(400, 3)}
    assert (shown(found["Won"], 2), shown(found["Won"]), shown(found["SQL"])) == ("26.67", "27", "133")


def test_kelloggs_deals_of_the_last_quarter_need_leads_of_the_first() -> None:
    """kellblog.com 2019-12-03, part II: a quarter from MQL to SQL, and two from SAL to the deal."""
    lags = (Duration(1, "quarters"), Duration(2, "quarters"))
    path = [Step("A", "B", Fraction(1), lag, a_rate("A", "B")) for lag in lags]
    assert earlier(date(2020, 10, 1), ahead(path)) == date(2020, 1, 1)


def a_rate(start: str, end: str) -> Rate:
    return Rate(name(start, "stage"), name(end, "stage"), 1, None, None, "", HERE)


def step(start: str, end: str, rate: Fraction) -> Step:
    return Step(start, end, rate, None, a_rate(start, end))


RATES = st.fractions(min_value=Fraction(1, 100), max_value=1, max_denominator=100)


@given(
    st.lists(RATES, min_size=1, max_size=8), st.fractions(min_value=0, max_value=10_000, max_denominator=30)
)
def test_a_chain_walked_forwards_gives_the_wins_again(rates: list[Fraction], wins: Fraction) -> None:
    stages = [f"S{n}" for n in range(len(rates) + 1)]
    chain = [step(a, b, rate) for (a, b), rate in zip(pairwise(stages), rates, strict=True)]
    found = needs(chain, "S0", stages[-1], wins)
    people = found["S0"]
    for one in chain:
        assert found[one.start] == people
        people *= one.rate
    assert people == wins == found[stages[-1]]
    assert only_way(chain, "S0", stages[-1]) == tuple(chain)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1]),
        RATES,
        max_size=9,
    )
)
def test_shares_add_up_all_ways(rates: dict[tuple[int, int], Fraction]) -> None:
    """Held against the sum over every path, which a world without circles can be asked for."""
    written = [step(str(a), str(b), rate) for (a, b), rate in rates.items()]
    found = shares(written, "0")
    for stage in range(6):
        assert found.get(str(stage), Fraction(0)) == along_all_paths(rates, stage)


def along_all_paths(rates: dict[tuple[int, int], Fraction], end: int) -> Fraction:
    if end == 0:
        return Fraction(1)
    ways = (along_all_paths(rates, a) * rate for (a, b), rate in rates.items() if b == end)
    return sum(ways, Fraction(0))


def test_a_way_back_counts_again() -> None:
    """Half are won; of the other half a fifth come back: 1 + 1/10 + 1/100 + ... of each MQL."""
    rates = [step("Known", "MQL", Fraction(1)), step("MQL", "Won", Fraction(1, 2)), step("MQL", "Recycled", Fraction(1, 2)),
             step("Recycled", "MQL", Fraction(1, 5))]  # fmt: skip
    assert shares(rates, "Known") == {
        "Known": 1,
        "MQL": Fraction(10, 9),
        "Won": Fraction(5, 9),
        "Recycled": Fraction(5, 9),
    }
    assert needs(rates, "Known", "Won", Fraction(5)) == {"Known": 9, "MQL": 10, "Won": 5, "Recycled": 5}
    assert only_way(rates, "Known", "Won") == ()


def test_a_long_chain_is_added_up_and_too_many_circles_are_not() -> None:
    chain = [step(f"S{n}", f"S{n + 1}", Fraction(1, 2)) for n in range(800)]
    assert needs(chain, "S0", "S800", Fraction(1))["S0"] == 2**800
    assert only_way(chain, "S0", "S800") == tuple(chain)
    everywhere = [step(str(a), str(b), Fraction(1, 90 + b)) for a in range(80) for b in range(80) if a != b]
    assert not needs(everywhere, "0", "79", Fraction(1))


def test_what_nobody_comes_to_spoils_nothing() -> None:
    elsewhere = [step("C", "D", Fraction(1)), step("D", "C", Fraction(1))]
    assert shares([step("A", "B", Fraction(1, 2)), *elsewhere], "A") == {"A": 1, "B": Fraction(1, 2)}


def test_a_circle_in_which_nobody_is_lost_has_no_answer() -> None:
    rates = [step("A", "B", Fraction(1)), step("B", "A", Fraction(1)), step("B", "Won", Fraction(1))]
    assert shares(rates, "A") == {} == needs(rates, "A", "Won", Fraction(1))


def test_rates_that_do_not_meet_lead_nowhere() -> None:
    rates = [step("Known", "MQL", Fraction(1, 2)), step("SAL", "Won", Fraction(1, 2))]
    assert needs(rates, "Known", "Won", Fraction(1)) == {}
    assert way(rates, "Known", "Won") == ()


def test_rates_of_nobody_or_of_more_than_all_are_left_out() -> None:
    spec = model(KELLOGG.replace("20%", "0%"))
    assert steps(spec.forecasts["Kellogg"], spec) == ()
    spec = model(KELLOGG.replace("20%", "20"))
    assert steps(spec.forecasts["Kellogg"], spec) == ()


def test_no_deals_without_revenue_or_in_two_currencies() -> None:
    assert deals(model(KELLOGG.replace("  average deal USD 75_000\n", "")).forecasts["Kellogg"]) is None
    assert deals(model(KELLOGG.replace("deal USD", "deal EUR")).forecasts["Kellogg"]) is None


def test_a_period_as_another() -> None:
    assert per(Fraction(600), "year", "quarter") == 150
    assert per(Fraction(600), "year", "week") == Fraction(150, 13)
    assert per(Fraction(7), "", "") == 7
    assert per(Fraction(7), "", "week") is None


@pytest.mark.parametrize(
    ("amount", "places", "text"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-2"),
        (Fraction(1, 3), 2, "0.33"),
        (1_234_567, 0, "1,234,567"),
        (7, 2, "7.00"),
    ],
)
def test_numbers_are_rounded_half_up_when_shown(amount: int | Fraction, places: int, text: str) -> None:
    assert shown(amount, places) == text


@given(st.fractions(min_value=0, max_value=10**6))
def test_what_is_shown_is_the_nearest(amount: Fraction) -> None:
    assert abs(rounded(amount) - amount) <= Fraction(1, 2)
    assert shown(amount).replace(",", "") == str(rounded(amount))


@pytest.mark.parametrize(
    ("lags", "text", "day"),
    [
        (
            [Duration(2, "months"), Duration(1, "months"), Duration(3, "months")],
            "6 months",
            date(2026, 2, 28),
        ),
        ([Duration(1, "quarters"), Duration(2, "weeks")], "3 months and 14 days", date(2026, 5, 17)),
        ([Duration(5, "days", True)], "5 business days", date(2026, 8, 24)),
        ([Duration(36, "hours")], "36 hours", date(2026, 8, 29)),
        ([None], "", date(2026, 8, 31)),
    ],
)
def test_lags_add_up(lags: list[Duration | None], text: str, day: date) -> None:
    path = [Step("A", "B", Fraction(1), lag, a_rate("A", "B")) for lag in lags]
    assert ahead_text(ahead(path)) == text
    assert earlier(date(2026, 8, 31), ahead(path)) == day


QUEUES = """
team SDR { side sales; members 12 }
team AE { side sales }
rota Inbound for SDR { member "Rep 1"; member "Rep 2" }
"""


@pytest.mark.parametrize(
    ("queues", "a_year"),
    [
        ("otherwise queue A for SDR { capacity 200 per week }", 200 * 52),
        ("otherwise queue A for SDR { capacity 40 per rep per week }", 12 * 40 * 52),
        ("otherwise queue A for SDR { capacity 8 per rep per day }", 12 * 8 * 260),
        ("otherwise queue A for SDR { capacity 40 per rep per week; rota Inbound }", 2 * 40 * 52),
        # The reps of two queues are the same people, and those without a capacity of their own take what is left.
        (
            'queue A for SDR when Country is "DE" { capacity 40 per rep per week; rota Inbound } otherwise queue B for SDR',
            12 * 40 * 52,
        ),
        (
            'queue A for SDR when Country is "DE" { capacity 10 per week } otherwise queue B for SDR { capacity 5 per month }',
            580,
        ),
        ('queue A for SDR when Country is "DE" { capacity 10 per week } otherwise queue B for SDR', None),
        ("otherwise queue A for AE { capacity 40 per rep per week }", None),
        ("otherwise queue A for SDR", None),
    ],
)
def test_what_queues_take_in_a_year(queues: str, a_year: int | None) -> None:
    spec = model(f"{QUEUES}distribution D {{ {queues.replace('} otherwise', '}' + chr(10) + 'otherwise')} }}")
    found = capacity(spec.distributions["D"].queues, spec)
    assert (found.a_year if found is not None else None) == a_year
