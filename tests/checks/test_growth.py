"""MOPS801 to MOPS809: what the pages' examples leave out."""

import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Severity
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.person import Person
from mopsdsl.targets.practice import conversions
from tests.checks.agreed import SPEC, at, changed, found

# MOPS801, 802


def test_one_team_owns_a_metric() -> None:
    metric = 'metric M {} {{ counts "calls" }}\n'
    assert found(SPEC + metric.format(""), "MOPS801")
    [finding] = found(SPEC + metric.format("owned by Demand_Gen, SDR"), "MOPS801")
    assert at(finding) == "SDR"
    assert not found(SPEC + metric.format("owned by SDR"), "MOPS801")
    assert not found(SPEC + metric.format("owned by SDR, SDR"), "MOPS801")


def test_who_has_to_own_one() -> None:
    teams = """
team Content { side marketing }
team Agency { side marketing; external }
team Legal
team Old { side sales; deprecated since 2026-01-01 }
team Head { side sales; member "Sue" }
"""
    metric = 'metric M owned by SDR { counts "calls" }\n'
    spec = changed(("SDR { side sales }", 'SDR { side sales; lead "Sue" }')) + teams
    assert not found(spec, "MOPS802")
    assert [at(one) for one in found(spec + metric, "MOPS802")] == ["Demand_Gen", "Content"]


# MOPS803


def forecast(rates: str = "", revenue: str = "USD 4_000_000 per year") -> str:
    rates = (
        rates
        or "rate Known -> MQL 12%\n  rate MQL -> SAL 60% lag 1 month\n  rate SAL -> Won 20% lag 3 months"
    )
    return f"forecast F on Global {{\n  revenue {revenue}\n  average deal USD 40_000\n  {rates}\n}}\n"


def target(number: str, counts: str = "entries to Global.MQL", name: str = "M") -> str:
    return f"metric {name} owned by SDR {{ counts {counts}; target {number} }}\n"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        # 100 deals a year take 500 SAL, 833 1/3 MQL and 6,944 4/9 names; 208 1/3 MQL a quarter.
        ("207 per quarter", "takes 208 MQL a quarter, 4 months before the deals: not enough"),
        ("416 per quarter", ""),
        ("417 per quarter", "far too much"),
        ("208 per quarter", ""),
        ("833 per year", ""),
        ("832 per year", "takes 833 MQL a year, 4 months before the deals: not enough"),
        ("16 per week", ""),
        ("15 per week", "not enough"),
        ("1", ""),
        ("5%", ""),
        ("USD 5 per year", ""),
    ],
)
def test_targets_and_what_the_plan_takes(number: str, words: str) -> None:
    findings = found(SPEC + forecast() + target(number), "MOPS803")
    assert [words in one.message for one in findings] == ([True] if words else [])


def test_the_arithmetic_is_shown() -> None:
    [finding] = found(SPEC + forecast() + target("1 per quarter"), "MOPS803")
    assert finding.message.endswith(
        "USD 4,000,000 a year ÷ USD 40,000 a deal = 100 Won; ÷ 20% = 500 SAL; ÷ 60% = 833 MQL a year, 208 a quarter."
    )


def test_several_metrics_may_count_a_part_each() -> None:
    parts = target("100 per quarter", name="Web") + target("110 per quarter", name="Fairs")
    assert not found(SPEC + forecast() + parts, "MOPS803")
    [finding] = found(SPEC + forecast() + parts.replace("110", "100"), "MOPS803")
    assert "The targets of Fairs and Web are 200 a quarter together" in finding.message


@pytest.mark.parametrize(("number", "wrong"), [("11%", True), ("12%", False), ("60%", False)])
def test_a_share_below_the_plans(number: str, wrong: bool) -> None:
    """12% is 60% of 20%."""
    counts = "conversions from Global.MQL to Global.Won"
    assert bool(found(SPEC + forecast() + target(number, counts), "MOPS803")) == wrong


def test_nothing_is_reckoned_without_a_whole_plan() -> None:
    metric = target("1 per quarter")
    for revenue, why in (("EUR 4_000_000 per year", "in EUR"), ("USD 4_000_000", "for what time")):
        [finding] = found(SPEC + forecast(revenue=revenue) + metric, "MOPS803")
        assert finding.severity is Severity.ADVICE
        assert why in finding.message
    assert not found(SPEC + forecast("rate Known -> MQL 12%") + metric, "MOPS803", besides=("MOPS804",))


def test_rates_in_a_circle_that_loses_nobody_are_said_to_be_so() -> None:
    rates = "rate Known -> MQL 12%\n  rate MQL -> SAL 100%\n  rate SAL -> MQL 100%\n  rate SAL -> Won 20%"
    [finding] = found(SPEC + forecast(rates) + target("1 per year"), "MOPS803")
    assert finding.severity is Severity.ADVICE
    assert "round in circles" in finding.message


# MOPS804


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        ("rate Known -> Won 1%", ""),
        ("rate Known -> MQL 10%\n  rate MQL -> Won 1%\n  rate SAL -> Won 1%", ""),
        ("rate Known -> MQL 10%\n  rate SAL -> Won 20%", "nothing says how many of MQL come to SAL"),
        ("rate MQL -> SAL 10%\n  rate SAL -> Won 20%", "nothing says how many of Known come to MQL"),
        ("rate Known -> MQL 10%\n  rate MQL -> SAL 20%", "nothing says how many of SAL come to Won"),
        ("rate Known -> Won 60", "Did you mean 60%?"),
        ("rate Known -> Won 0%", "this is 0%"),
    ],
)
def test_rates_lead_all_the_way(rates: str, words: str) -> None:
    findings = found(SPEC + forecast(rates), "MOPS804")
    assert [words in f"{one.message} {one.help}" for one in findings] == ([True] if words else [])


def test_without_a_success_path_any_end_will_do() -> None:
    spec = changed(("  success path Known, MQL, SAL, Won\n", ""))
    assert not found(spec + forecast(), "MOPS804")
    assert found(spec + forecast("rate Known -> MQL 10%"), "MOPS804")


# MOPS805


def distribution(
    *queues: str, stage: str = "MQL", fields: str = 'field Country text one of ("DE", "US")\n'
) -> str:
    lines = "".join(f"  {queue}\n" for queue in queues)
    return f"{fields}distribution D on Global at {stage} {{\n{lines}}}\n"


@pytest.mark.parametrize(
    ("queues", "witness"),
    [
        (['queue A for SDR when Country is "DE"', 'queue B for SDR when Country is "US"'], "Country empty"),
        (['queue A for SDR when Country is "DE"', 'queue B for SDR when Country is not "DE"'], ""),
        (['queue A for SDR when Country is "DE"', "queue B for SDR"], ""),
        (['queue A for SDR when Country is "DE"', "otherwise queue B for SDR"], ""),
        # Whoever is handed over has a score of a hundred.
        (["queue A for SDR when Score >= 100"], ""),
        (["queue A for SDR when Score >= 101"], "Score 100"),
        (["queue A for SDR when stage is MQL"], ""),
        ([], "with"),
    ],
)
def test_everybody_has_a_queue(queues: list[str], witness: str) -> None:
    findings = found(SPEC + distribution(*queues), "MOPS805")
    assert [witness in one.message for one in findings] == ([True] if witness else [])


def test_whoever_is_moved_by_hand_may_have_any_score() -> None:
    spec = changed(
        ("Known -> MQL when Score >= 100", "Known -> MQL when Score >= 100\n  Known -> MQL by Demand_Gen")
    )
    assert found(spec + distribution("queue A for SDR when Score >= 100"), "MOPS805", besides=("MOPS404",))


def test_people_of_other_partitions_need_no_queue_here() -> None:
    spec = (
        changed(("for partitions all", "for partitions Default, DE"))
        + """
partition DE
partition US
workspace Default { sees all; primary Default; admin Demand_Gen }
routing Home { carried out by assignment rules; when Country is "US" -> US; when Country is "DE" -> DE; otherwise -> Default }
"""
    )
    besides = ("MOPS305", "MOPS304", "MOPS102", "MOPS406")
    assert not found(
        spec + distribution('queue A for SDR when Country is not "US"'), "MOPS805", besides=besides
    )
    assert found(spec + distribution('queue A for SDR when Country is "DE"'), "MOPS805", besides=besides)


def test_two_distributions_of_one_stage_are_asked_together() -> None:
    second = 'distribution E on Global at MQL { queue B for SDR when Country is not "DE" }\n'
    assert not found(SPEC + distribution('queue A for SDR when Country is "DE"') + second, "MOPS805")


ATOMS = [
    'Country is "DE"',
    'Country is not "DE"',
    'Country in ("DE", "US")',
    "Country is empty",
    "Score >= 150",
    "Score < 120",
    "Do_Not_Market",
]
conditions = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        inner.map(lambda one: f"not ({one})"),
    ),
    max_leaves=4,
)
HANDED_OVER = [
    Person({"Country": country, "Score": score, "Do_Not_Market": out}, {}, {}, "MQL", "")
    for country, score, out in product((None, "DE", "US"), (100, 130, 170), (True, False))
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(conditions, min_size=1, max_size=4))
def test_a_lead_without_a_queue_is_found_exactly_where_there_is_one(whens: list[str]) -> None:
    """Held against everybody who can be handed over in a small world."""
    queues = (f"queue Q{n} for SDR when {when}" for n, when in enumerate(whens))
    loaded = api.load_text(SPEC + distribution(*queues))
    taken = [queue.when for queue in loaded.model.distributions["D"].queues]
    left = [
        person
        for person in HANDED_OVER
        if not any(when is not None and holds(when, person, loaded.model) for when in taken)
    ]
    findings = [one for one in api.check(loaded, date(2026, 7, 1)) if one.code == "MOPS805"]
    assert bool(findings) == bool(left)


# MOPS806 to 809


@pytest.mark.parametrize(
    ("capacity", "exceeded"),
    # 833 1/3 leads a year are a little more than sixteen a week.
    [
        ("16 per week", True),
        ("17 per week", False),
        ("8 per rep per week", True),
        ("9 per rep per week", False),
        ("", False),
    ],
)
def test_reps_for_all_leads(capacity: str, exceeded: bool) -> None:
    spec = changed(("SDR { side sales }", "SDR { side sales; members 2 }"))
    body = f" {{ capacity {capacity} }}" if capacity else ""
    findings = found(spec + forecast() + distribution(f"otherwise queue Q for SDR{body}"), "MOPS806")
    assert bool(findings) == exceeded
    assert all("833 MQL a year, 16 a week" in one.message for one in findings)


def test_a_team_of_unknown_size_is_said_to_be_unknown() -> None:
    queue = distribution("otherwise queue Q for SDR { capacity 8 per rep per week }")
    [finding] = found(SPEC + forecast() + queue, "MOPS806")
    assert finding.severity is Severity.ADVICE
    assert "how many SDR has" in finding.message


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (["stage Known, MQL, SAL; persona CFO"], ""),
        (["stage Known, MQL; persona CFO"], "SAL (CFO)"),
        (["stage Known, MQL; persona CFO", "stage SAL"], ""),
        (
            ["stage Known; persona CFO", "stage MQL, SAL; persona Nurse"],
            "Known (Nurse), MQL (CFO) and SAL (CFO)",
        ),
        (["stage Known"], "MQL (anybody) and SAL (anybody)"),
        ([], ""),
    ],
)
def test_content_for_everybody(contents: list[str], words: str) -> None:
    declared = "".join(f"content C{n} {{ {body} }}\n" for n, body in enumerate(contents))
    findings = found(SPEC + declared, "MOPS807")
    assert [words in one.message for one in findings] == ([True] if words else [])


OFFICE = 'calendar Office { timezone "Europe/Berlin"; hours Mon..Fri 09:00-17:00; holidays DE }\n'


def on_duty(within: str, rota: str) -> str:
    calendar = ("SDR { side sales }", "SDR { side sales; calendar Office }")
    times = (("within 2 days", f"within {within}"), ("within 1 day }", "within 1 business day }"))
    return changed(calendar, *times) + OFFICE + f"rota R for SDR {{ {rota} }}\n"


FULL = 'covers Mon..Fri 09:00-17:00 "Europe/Berlin"'


@pytest.mark.parametrize(
    ("within", "rota", "words"),
    [
        ("4 business hours", FULL, ""),
        ("4 business hours", FULL.replace("09:00", "10:00"), "1 hour from Wed 2026-07-01 09:00 (Europe/Berlin): the rota's hours"),
        ("4 business hours", FULL.replace("Fri", "Thu"), "from Fri 2026-07-03 09:00"),
        ("4 business hours", f'{FULL}; member "A" away 2026-08-03 to 2026-08-07; member "B" away 2026-08-07 to 2026-08-08',
         "from Fri 2026-08-07 09:00 (Europe/Berlin): A and B are all away"),
        # Leave that is over bothers nobody.
        ("4 business hours", f'{FULL}; member "A" away 2026-06-01 to 2026-06-05', ""),
        # Round the clock somebody has to come in before the promise has run out.
        ("1 day", FULL, "64 hours from Fri 2026-07-03 17:00"),
        ("7 days", FULL, ""),
    ],
)  # fmt: skip
def test_somebody_is_there(within: str, rota: str, words: str) -> None:
    findings = found(on_duty(within, rota), "MOPS808", besides=("MOPS507",))
    assert [words in one.message for one in findings] == ([True] if words else [])


def test_hours_that_are_missing_are_told_in_years_of_which_nothing_is_pinned_yet() -> None:
    text = on_duty("4 business hours", FULL.replace("09:00", "10:00"))
    findings = api.check_text(text, today=date(2090, 1, 1))
    assert [one.code for one in findings].count("MOPS808") == 1


def test_promises_that_run_at_the_same_time_are_one_finding() -> None:
    sla = ("stage MQL inventory owned by SDR", "stage MQL sla 4 business hours owned by SDR")
    spec = changed(sla, spec=on_duty("4 business hours", FULL.replace("09:00", "10:00")))
    [finding] = found(spec, "MOPS808", besides=("MOPS405",))
    assert len(finding.related) == 2
    # Round the clock it is another gap.
    spec = spec.replace("sla 4 business hours", "sla 4 hours")
    assert len(found(spec, "MOPS808", besides=("MOPS405", "MOPS507"))) == 2


def test_the_rota_of_the_queue_is_the_one_that_counts() -> None:
    second = 'rota Late for SDR { covers Mon..Fri 12:00-20:00 "Europe/Berlin" }\n'
    spec = on_duty("4 business hours", FULL.replace("17:00", "13:00")) + second
    assert not found(spec, "MOPS808")
    queue = distribution("otherwise queue Q for SDR { rota R }")
    assert [at(one) for one in found(spec + queue, "MOPS808")] == ["R"]


def test_a_source_for_every_rate() -> None:
    rate = 'rate Known -> MQL 12% from "a"\n  rate MQL -> SAL Accepted\n  rate SAL -> Won 20% from "b"'
    assert found(SPEC + forecast(rate) + "assume Accepted 60%\n", "MOPS809")
    assert not found(SPEC + forecast(rate) + 'assume Accepted 60% from "c"\n', "MOPS809")
    assert len(found(SPEC + forecast(), "MOPS809")) == 3


@pytest.mark.parametrize(
    ("rate", "words"),
    [("9%", "below"), ("41%", "above"), ("10%", ""), ("40%", ""), ("12.5%", "")],
)
def test_a_rate_that_nobody_else_has(rate: str, words: str) -> None:
    rates = f'rate Known -> MQL {rate} from "a"\n  rate MQL -> Won 1% from "b"'
    findings = found(SPEC + forecast(rates), "MOPS809")
    assert [f"is {words} everything that is published: 10%" in one.message for one in findings] == (
        [True] if words else []
    )


def test_published_rates_are_shares_with_a_source() -> None:
    found_ = conversions()
    assert {name for pair in found_.ranges for name in pair} <= set(found_.names.values())
    for one in (each for ranges in found_.ranges.values() for each in ranges):
        assert 0 < one.low <= one.high <= 100
        assert "." in one.source.partition(":")[0]


# Bad input

CASES = Path(__file__).parents[1] / "cases"


@pytest.mark.parametrize("case", ["good-growth-that-adds-up", "good-fences-that-campaigns-keep"])
def test_no_line_left_out_and_no_name_misspelt_is_a_crash(case: str) -> None:
    lines = (CASES / f"{case}.mops").read_text("utf-8").splitlines(keepends=True)
    for place in range(len(lines)):
        api.check_text("".join(lines[:place] + lines[place + 1 :]), today=date(2026, 7, 1))
        misspelt = re.sub(r"\b[A-Z]\w*", "Nowhere", lines[place])
        api.check_text("".join([*lines[:place], misspelt, *lines[place + 1 :]]), today=date(2026, 7, 1))
