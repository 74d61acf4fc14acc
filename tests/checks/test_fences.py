"""MOPS501 to MOPS513: what the pages' examples leave out."""

import calendar
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Severity
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.person import Person
from mopsdsl.model.assets import SmartCampaign
from tests.checks.agreed import LIFECYCLE, SPEC, TEAMS, at, changed, found, without

FAMILY = [f"MOPS5{n:02}" for n in range(1, 14)]


def test_nothing_is_wrong_with_a_good_fence() -> None:
    codes = {finding.code for finding in api.check_text(SPEC, today=date(2026, 7, 1))}
    assert not codes & set(FAMILY)


# MOPS501 to 505


@pytest.mark.parametrize(
    ("code", "line"),
    [("MOPS502", "after accept"), ("MOPS503", "return to"), ("MOPS504", "include"), ("MOPS505", "exclude")],
)
def test_each_agreement_is_missed(code: str, line: str) -> None:
    [finding] = found(without(line), code)
    assert at(finding) == "Pact"
    assert "Pact" in finding.message


def test_the_pass_is_missed_though_acceptance_is_promised() -> None:
    assert found(without("hand over"), "MOPS501")


def test_each_fence_is_asked_by_itself() -> None:
    second = "fence Other between Demand_Gen and SDR on Global { hand over at MQL }\n"
    assert [
        at(one) for one in found(SPEC + second, "MOPS502", besides=("MOPS503", "MOPS504", "MOPS505"))
    ] == ["Other"]


def test_a_condition_alone_does_not_say_who_decides() -> None:
    assert found(changed(("include decided by Demand_Gen when", "include when")), "MOPS504")
    assert not found(
        changed(("include decided by Demand_Gen when stage is Known", "include decided by Demand_Gen")),
        "MOPS504",
    )


# MOPS506


def test_a_hand_over_without_a_fence() -> None:
    [finding] = found(TEAMS + LIFECYCLE, "MOPS506")
    assert at(finding) == "Known -> MQL when Score >= 100"
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    "change",
    [
        ("SDR { side sales }", "SDR"),
        ("SDR { side sales }", "SDR { side marketing }"),
        ("stage Known inventory owned by Demand_Gen", "stage Known inventory owned by Demand_Gen, SDR"),
    ],
)
def test_no_hand_over_where_nobody_changes_sides(change: tuple[str, str]) -> None:
    assert not found(changed(change, spec=TEAMS + LIFECYCLE), "MOPS506", besides=("MOPS403",))


def test_a_fence_on_the_common_lifecycle_holds_for_the_local_one() -> None:
    local = """
partition JP
lifecycle Japan extends Global {
  for partitions JP
  override Known -> MQL when Score >= 80 because "Small"
}
"""
    spec = changed(("for partitions all", "for partitions all except JP"))
    assert not found(spec + local, "MOPS506")
    bare = changed(("for partitions all", "for partitions all except JP"), spec=TEAMS + LIFECYCLE)
    assert len(found(bare + local, "MOPS506")) == 1


def test_a_fence_between_two_teams_of_sales_is_none_between_the_sides() -> None:
    assert found(
        changed(("between Demand_Gen and SDR", "between SDR and SDR")), "MOPS506", besides=("MOPS507",)
    )


def test_nobody_works_at_an_end() -> None:
    spec = """
team Demand_Gen { side marketing }
team SDR { side sales }
lifecycle L {
  for partitions all
  success path Known, Won
  stage Known inventory owned by Demand_Gen
  stage Won end owned by Demand_Gen
  stage Disqualified end owned by SDR
  Known -> Won by Demand_Gen
  Known -> Disqualified by Demand_Gen because of ("Student", "Competitor")
}
"""
    [finding] = found(spec, "MOPS506")
    assert finding.severity is Severity.WARNING


# MOPS507


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("accept at SAL within 2 days", "accept at SAL within 11 days"), "after 10 days the lifecycle takes the lead away"),
        (("within 1 day }", "within 31 days }"), "after 30 days the lifecycle takes the lead away"),
        (("when stalled for 30 days", "when stalled for 40 days"), "sooner: from SAL to Known after 30 days"),
        (("stage MQL inventory", "stage MQL sla 1 day"), "over its SLA after 1 day"),
        (("stage SAL inventory owned by SDR", "stage SAL inventory owned by Demand_Gen"), "would go back to marketing"),
        (("accept at SAL", "accept at Known"), "would go back to marketing"),
        (("return to Known", "return to MQL"), "the lead stays with sales"),
        (("  MQL -> SAL by SDR\n", ""), "no transition leads from there to SAL"),
    ],
)  # fmt: skip
def test_a_fence_that_its_lifecycle_does_not_keep(change: tuple[str, str], words: str) -> None:
    others = ("MOPS401", "MOPS403", "MOPS405", "MOPS414", "MOPS418")
    messages = [
        one.message
        for one in found(changed(change), "MOPS507", besides=others)
        if one.severity is Severity.ERROR
    ]
    assert any(words in message for message in messages), messages


@pytest.mark.parametrize(
    "change",
    [
        ("accept at SAL within 2 days", "accept at SAL within 10 days"),
        ("accept at SAL within 2 days", "accept at SAL within 4 business hours"),
        ("stage MQL inventory", "stage MQL sla 2 days"),
        ("stage MQL inventory", "stage MQL sla 5 business days"),
        ("when stalled for 30 days", "when stalled for 720 hours"),
        ("when stalled for 30 days", "when Unsubscribed"),
        ("  MQL -> Known after 10 days\n", ""),
        ("MQL -> Known after 10 days", "MQL -> Known after 1 day when Score < 50"),
        ("stage MQL inventory owned by SDR", "stage MQL inventory owned by Demand_Gen"),
    ],
)
def test_a_fence_that_its_lifecycle_keeps(change: tuple[str, str]) -> None:
    assert not found(changed(change), "MOPS507", besides=("MOPS404", "MOPS405", "MOPS414"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("when stalled for 30 days", "when stalled for 1 month"), "on some days sooner, on others later"),
        (("stage MQL inventory", "stage MQL sla 1 business day"), "on some days they don't agree"),
        (
            ("accept at SAL within 2 days", "accept at SAL within 7 business days"),
            "on some days that is too soon",
        ),
        (("within 1 day }", "within 21 business days }"), "For a lead of 20"),
    ],
)
def test_what_only_some_days_contradict_is_said_as_well(change: tuple[str, str], words: str) -> None:
    [finding] = found(changed(change), "MOPS507", besides=("MOPS405", "MOPS414"))
    assert finding.severity is Severity.ADVICE
    assert words in finding.message


def test_a_lead_is_sent_back_later_than_agreed() -> None:
    [finding] = found(changed(("when stalled for 30 days", "when stalled for 20 days")), "MOPS507")
    assert finding.severity is Severity.WARNING


def test_a_time_at_an_earlier_stage_is_the_fences() -> None:
    """A lead that was handed over and never accepted has stalled, too."""
    assert not found(changed(("when stalled for 30 days", "when stalled for 10 days")), "MOPS507")


def test_a_way_back_that_no_transition_is() -> None:
    extra = (
        "  stage Won end",
        "  stage Parked inventory owned by Demand_Gen\n  Parked -> MQL by SDR\n  stage Won end",
    )
    spec = changed(extra, ("return to Known", "return to Parked"))
    [finding] = found(spec, "MOPS507", besides=("MOPS401",))
    assert "no way in Global" in finding.message
    flow = "flow { change stage to Global.Parked }"
    campaign = f"{WORKSPACE}assets in Default {{ smart_campaign Park {{ when stage is SAL; {flow} }} }}\n"
    assert not found(spec + campaign, "MOPS507", besides=("MOPS401",))


def test_a_stage_of_another_lifecycle() -> None:
    other = """
partition Shop
lifecycle Other { for partitions Shop; stage Caller inventory owned by SDR; stage Out end owned by SDR; Caller -> Out by SDR }
"""
    spec = changed(
        ("for partitions all", "for partitions all except Shop"),
        ("return to Known", "return to Other.Caller"),
    )
    [finding] = found(spec + other, "MOPS507", besides=("MOPS403", "MOPS418", "MOPS102"))
    assert "no stage Other.Caller" in finding.message


def test_statuses_and_their_owners() -> None:
    given_status = ("stage MQL inventory owned by SDR", 'stage MQL inventory owned by SDR { status "Open" }')
    line = "  on breach after"
    for owner, severity in (("Demand_Gen", Severity.ERROR), ("AE", Severity.WARNING)):
        spec = (
            changed(given_status, (line, f'  status "Open" owned by {owner}\n{line}'))
            + "team AE { side sales }\n"
        )
        [finding] = found(spec, "MOPS507")
        assert finding.severity is severity
        assert at(finding) == owner
    assert not found(changed(given_status, (line, f'  status "Open" owned by SDR\n{line}')), "MOPS507")


# MOPS508

OFFICE = """
calendar Office { timezone "Europe/Berlin"; hours Mon..Fri 09:00-17:00; holidays DE }
"""


def staffed(*changes: tuple[str, str], more: str = OFFICE) -> str:
    return changed(("SDR { side sales }", "SDR { side sales; calendar Office }"), *changes) + more


def test_a_promise_round_the_clock_of_a_team_with_hours() -> None:
    """At worst nobody comes in from Wednesday evening before Christmas until the Monday after."""
    spec = staffed(("within 2 days", "within 3 days"), ("within 1 day }", "within 1 business day }"))
    [finding] = found(spec, "MOPS508")
    assert at(finding).startswith("accept at SAL")
    assert "4 days 16 hours" in finding.message
    assert "2 days" in found(staffed(("within 1 day }", "within 2 business days }")), "MOPS508")[0].message


@pytest.mark.parametrize("within", ["4 business hours", "1 business day", "2 weeks"])
def test_a_promise_that_hours_keep(within: str) -> None:
    spec = staffed(
        ("accept at SAL within 2 days", f"accept at SAL within {within}"),
        ("within 1 day }", "within 1 business day }"),
    )
    assert not found(spec, "MOPS508", besides=("MOPS507",))


def test_nothing_is_said_of_a_team_whose_hours_nobody_declared() -> None:
    assert not found(SPEC, "MOPS508")
    assert not found(staffed(more='calendar Office { timezone "Europe/Berlin" }\n'), "MOPS508")


def test_a_rota_answers_for_its_hours_itself() -> None:
    nights = 'rota Always for SDR { covers Mon..Sun 00:00-24:00 "Europe/Berlin" }\n'
    assert not found(staffed() + nights, "MOPS508", besides=("MOPS808",))


def test_a_calendar_that_is_never_open() -> None:
    shut = 'calendar Office { timezone "Europe/Berlin"; hours Mon 09:00-10:00; closed 2020-01-01 to 2040-12-31 }\n'
    spec = staffed(
        ("within 2 days", "within 4 business hours"), ("within 1 day }", "within 1 business day }"), more=shut
    )
    assert len(found(spec, "MOPS508")) == 2


HALF_HOURS = st.integers(0, 47)


@settings(max_examples=60)
@given(
    st.tuples(HALF_HOURS, HALF_HOURS).filter(lambda two: two[0] < two[1]),
    st.sets(st.integers(0, 6), min_size=1),
    st.sets(st.integers(2, 27), max_size=6),
    st.sampled_from(["1 hour", "17 hours", "1 day", "40 hours", "3 days", "5 days", "1 week", "2 weeks"]),
)
def test_a_promise_is_broken_where_nobody_comes_in_for_as_long(
    hours: tuple[int, int], days: set[int], closed: set[int], within: str
) -> None:
    """By stepping through four weeks, half hour by half hour; every other week of the years is like one of them without a closed day."""
    names = [calendar.day_abbr[day] for day in sorted(days)]
    clock = "-".join(f"{half // 2:02}:{half % 2 * 30:02}" for half in hours)
    shut = "".join(f"; closed 2026-06-{day:02}" for day in sorted(closed))
    office = f'calendar Office {{ timezone "UTC"; hours {", ".join(names)} {clock}{shut} }}\n'
    spec = staffed(
        ("within 2 days", f"within {within}"), ("within 1 day }", "within 1 business day }"), more=office
    )

    start = datetime(2026, 6, 1)
    moments = [start + timedelta(minutes=30 * step) for step in range(48 * 7 * 8)]
    is_open = [
        each.weekday() in days
        and hours[0] <= each.hour * 2 + each.minute // 30 < hours[1]
        and not (each.month == 6 and each.day in closed)
        for each in moments
    ]
    gaps, begin = [], None
    for place, now in enumerate(is_open):
        if now:
            if begin is not None and place - begin > 0:
                gaps.append((place - begin, begin))
            begin = place + 1
    amount, unit = within.split()
    promised = int(amount) * {"hour": 2, "hours": 2, "day": 48, "days": 48, "week": 336, "weeks": 336}[unit]
    longest = max(gaps)[0]
    found_ = found(spec, "MOPS508", besides=("MOPS507", "MOPS414"))
    assert bool(found_) == (longest >= promised)
    for finding in found_:
        first = next(moments[begin] for length, begin in gaps if length == longest)
        assert f"{first:%Y-%m-%d %H:%M} waits" in finding.message
        assert "from the agreement on 2026-06-01" in finding.message


@pytest.mark.parametrize(
    ("within", "business"),
    [
        ("48 hours", "2 business days"),
        ("24 hours", "1 business day"),
        ("36 hours", "2 business days"),
        ("4 hours", "4 business hours"),
        ("90 minutes", "90 business minutes"),
        ("2 days", "2 business days"),
    ],
)
def test_a_promise_is_offered_in_the_words_that_people_use(within: str, business: str) -> None:
    spec = staffed(("within 2 days", f"within {within}"), ("within 1 day }", "within 1 business day }"))
    [finding] = found(spec, "MOPS508")
    assert f"`{business}`" in finding.help


def test_what_was_before_the_agreement_nobody_had_promised() -> None:
    closed = OFFICE.replace("holidays DE", "closed 2026-02-02 to 2026-03-01; closed 2026-08-03 to 2026-08-09")
    spec = staffed(("within 1 day }", "within 1 business day }"), more=closed)
    [finding] = found(spec, "MOPS508")
    assert "Fri 2026-07-31 17:00" in finding.message
    undated = spec.replace(" on 2026-06-01", "")
    assert "Fri 2026-01-30 17:00" in found(undated, "MOPS508")[0].message


# MOPS509 to 512


@pytest.mark.parametrize(
    ("clause", "words"),
    [("", "no end and no reason"), (" for 90 days", "no reason"), (" with reason", "no end")],
)
def test_an_exclusion_without_an_end_or_a_reason(clause: str, words: str) -> None:
    [finding] = found(changed((" for 90 days with reason", clause)), "MOPS509")
    assert f"with {words}:" in finding.message


@pytest.mark.parametrize(
    ("agreed", "today", "number"),
    [
        ('agreed by "Ann", "Bob" on 2026-06-01', date(2027, 6, 1), 0),
        ('agreed by "Ann", "Bob" on 2026-06-01', date(2027, 6, 2), 1),
        ('agreed by "Ann", "Bob" on 2025-06-01\n  agreed by "Ann", "Bob" on 2026-06-01', date(2027, 6, 1), 0),
        ('agreed by "Ann" on 2026-06-01\n  agreed by "Bob" on 2026-06-03', date(2026, 7, 1), 0),
        ('agreed by "Ann" on 2026-06-01\n  agreed by "Ann" on 2026-06-03', date(2026, 7, 1), 1),
        ('agreed by "Ann", "Bob"', date(2040, 1, 1), 0),
    ],
)
def test_who_has_agreed_and_when(agreed: str, today: date, number: int) -> None:
    spec = changed(('agreed by "Ann", "Bob" on 2026-06-01', agreed))
    assert len(found(spec, "MOPS510", today)) == number


def test_two_of_one_side_are_one_side() -> None:
    leads = (
        "team Demand_Gen { side marketing }",
        'team Demand_Gen { side marketing; lead "Ann"; member "Bob" }',
    )
    [finding] = found(changed(leads), "MOPS510")
    assert "Only Ann and Bob have agreed" in finding.message
    assert "Nobody has agreed" in found(without("agreed by"), "MOPS510")[0].message


def test_a_list_that_somebody_approves() -> None:
    assert found(mailing("stage is Known and not Do_Not_Market", "approved by hand"), "MOPS511")
    [finding] = found(mailing("stage is Known and not Do_Not_Market", "approved by hand by SDR"), "MOPS511")
    assert at(finding) == "SDR"
    assert [related.label for related in finding.related] == ["Pact is the agreement here"]


def test_promises_of_which_nobody_is_told() -> None:
    [finding] = found(without("on breach"), "MOPS512")
    assert "2 promises" in finding.message
    silent = changed((" within 2 days", ""), (" within 1 day", ""))
    assert not found(without("on breach", spec=silent), "MOPS512")


# MOPS513

WORKSPACE = "workspace Default { sees all; primary Default; admin Demand_Gen }\n"


def mailing(
    when: str,
    *lines: str,
    flow: str = "send News",
    spec: str = SPEC,
    more: str = "",
    email: str = "email News",
) -> str:
    asked = f"    when {when}\n" if when else ""
    body = "".join(f"    {line}\n" for line in lines)
    return f"{spec}{WORKSPACE}assets in Default {{\n  {email}\n  smart_campaign C {{\n{asked}{body}    flow {{ {flow} }}\n  }}\n{more}}}\n"


def test_a_campaign_that_mails_those_who_are_with_sales() -> None:
    [finding] = found(mailing("Score >= 20 and not Do_Not_Market"), "MOPS513")
    assert "stage MQL" in finding.message
    assert "when stage is Known and not Do_Not_Market" in finding.help
    assert "taken out of marketing" in found(mailing("stage is Known"), "MOPS513")[0].message


@pytest.mark.parametrize(
    ("when", "flow"),
    [
        ("stage is Known and not Do_Not_Market", "send News"),
        ("Score >= 20", "alert SDR; set Score to 5"),
        ("", "stop; send News"),
        # What the flow has done by then counts.
        ("not Do_Not_Market", "change stage to Global.Known; send News"),
        ("stage is Known", 'set Do_Not_Market to "no"; send News'),
        # Nobody in this lifecycle is at a stage of another one, and Marketo itself mails nobody who has unsubscribed.
        ("stage is Elsewhere", "send News"),
        ("Unsubscribed", "send News"),
    ],
)
def test_a_campaign_that_keeps_to_the_fence(when: str, flow: str) -> None:
    spec = mailing(when, flow=flow)
    assert not found(spec, "MOPS513", besides=("MOPS002",))


def test_an_operational_email_is_no_marketing() -> None:
    assert found(mailing("", "trigger person is created"), "MOPS513")
    assert not found(
        mailing("", "trigger person is created", email="email News { purpose operational }"), "MOPS513"
    )


def test_people_of_other_lifecycles_are_nothing_to_this_fence() -> None:
    spec = changed(("for partitions all", "for partitions Leads")) + "partition Leads\npartition Customers\n"
    spec += "routing Home { carried out by assignment rules; when Score >= 150 -> Customers; otherwise -> Leads }\n"
    besides = ("MOPS305", "MOPS102", "MOPS406", "MOPS104")
    assert not found(mailing("Score >= 150 and not Do_Not_Market", spec=spec), "MOPS513", besides=besides)
    assert found(mailing("Score >= 149 and not Do_Not_Market", spec=spec), "MOPS513", besides=besides)


def test_an_engagement_program_mails_its_members() -> None:
    for type_, wrong in (("engagement", True), ("default", False)):
        program = f"  program P {{ type {type_} }}\n"
        spec = mailing("Score >= 20", flow="add to P", more=program)
        assert bool(found(spec, "MOPS513")) is wrong


def test_people_who_are_moved_away_first() -> None:
    spec = changed(("for partitions all", "for partitions Default")) + "partition Shop\n"
    flow = "move to partition Shop; send News"
    assert not found(mailing("Score >= 20", flow=flow, spec=spec), "MOPS513")
    assert found(
        mailing("Score >= 20", flow=flow, spec=spec.replace("partitions Default", "partitions all")),
        "MOPS513",
    )


def test_any_field_of_sales_takes_people_out_when_it_is_filled() -> None:
    """Not every team has a flag for it: a reason that somebody has picked is a sign, too."""
    spec = SPEC.replace("field Do_Not_Market flag", "field Do_Not_Market text")
    mail = "assets in Default { email E; smart_campaign C { trigger person is created; when %s; flow { send E } } }\n"
    [finding] = found(spec + mail % "stage is Known and not Unsubscribed", "MOPS513")
    assert "taken out of marketing" in finding.message
    assert "Do_Not_Market is empty" in finding.help
    assert not found(
        spec + mail % "stage is Known and Do_Not_Market is empty and not Unsubscribed", "MOPS513"
    )


def test_status_and_stage_mean_the_same() -> None:
    spec = changed(
        (
            "stage Known inventory owned by Demand_Gen",
            'stage Known inventory owned by Demand_Gen { status "New" }',
        ),
        ("stage MQL inventory owned by SDR", 'stage MQL inventory owned by SDR { status "Open" }'),
    )
    assert not found(mailing('status is "New" and not Do_Not_Market', spec=spec), "MOPS513")
    assert found(mailing('status in ("New", "Open") and not Do_Not_Market', spec=spec), "MOPS513")


def called(caller: str, own: str = "trigger is requested", before: str = "") -> str:
    return mailing(
        "", own, more=f"  smart_campaign Caller {{\n    when {caller}\n    flow {{ {before}request C }}\n  }}\n"
    )  # fmt: skip


def test_people_who_are_handed_on() -> None:
    assert not found(called("stage is Known and not Do_Not_Market"), "MOPS513")
    [finding] = found(called("stage is SAL and not Do_Not_Market"), "MOPS513")
    assert any("Caller hands them on" in related.label for related in finding.related)
    assert not found(called("not Do_Not_Market", before="change stage to Global.Known; "), "MOPS513")
    assert found(
        called("stage is Known and not Do_Not_Market", own="trigger is requested, person is created"),
        "MOPS513",
    )


def test_what_can_not_be_foreseen_is_said() -> None:
    spec = mailing("stage is Known", flow='set Do_Not_Market to "{{my.Out}}"; send News')
    [finding] = found(spec, "MOPS513", besides=("MOPS006",))
    assert finding.severity is Severity.ADVICE


STAGES = ("Known", "MQL", "SAL", "Won")
ATOMS = ["stage is Known", "stage in (Known, SAL)", "stage is not MQL", "Do_Not_Market", "not Do_Not_Market", "Score >= 50", "Score < 20",
         "Score is empty", "Country is \"DE\"", "not Unsubscribed"]  # fmt: skip
conditions = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        inner.map(lambda one: f"not ({one})"),
    ),
    max_leaves=5,
)
EVERYBODY = [
    Person(
        {"Score": score, "Do_Not_Market": out, "Country": country, "Unsubscribed": gone}, {}, {}, stage, ""
    )
    for score, out, country, gone, stage in product(
        (None, 10, 30, 60), (True, False), (None, "DE", "US"), (True, False), STAGES
    )
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(conditions, conditions)
def test_it_is_found_exactly_where_there_is_somebody(when: str, allowed: str) -> None:
    """Held against everybody in a small world."""
    spec = changed(("when stage is Known", f"when {allowed}"))
    loaded = api.load_text(mailing(when, spec=spec))
    campaign, fence = loaded.model.assets["Default.C"], loaded.model.fences["Pact"]
    included = fence.inclusions[0].when
    assert isinstance(campaign, SmartCampaign)
    assert campaign.when is not None
    assert included is not None
    wronged = [
        person
        for person in EVERYBODY
        if holds(campaign.when, person, loaded.model)
        and not person.values["Unsubscribed"]
        and (person.values["Do_Not_Market"] or not holds(included, person, loaded.model))
    ]
    found_ = [one for one in api.check(loaded, date(2026, 7, 1)) if one.code == "MOPS513"]
    assert bool(found_) == bool(wronged)
    assert all(one.severity is Severity.ERROR for one in found_)
