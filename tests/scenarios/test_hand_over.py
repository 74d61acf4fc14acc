"""What happens around the hand-over to sales: who is there, open opportunities, mails that a fence forbids, access that has ended."""

import pytest

from tests.scenarios.telling import GERMAN, SPEC, campaign, lines, outcome, passes

WORKING = 'status changes to "Working"\n'
OPEN = '"Added to Opportunity"\n'
ROTA = """
rota Inbound for SDR {{
  covers Mon..Fri 09:00-17:30 "Europe/Berlin"
  member "Rep 1" weight 2
  member "Rep 2" {away}
}}
"""


def queued(away: str = "", capacity: str = "") -> str:
    """The shared spec with a rota behind the queue of the Germans."""
    body = f"{{ rota Inbound{capacity} }}"
    queue = 'queue Germans for SDR when Country is "DE"'
    return SPEC.replace(queue, f"{queue} {body}") + ROTA.format(away=away)


def fenced(rule: str) -> str:
    return SPEC.replace("  exclude by SDR using", f"  {rule}\n  exclude by SDR using")


def test_whoever_is_there_may_get_the_person() -> None:
    told = lines(outcome(f"{GERMAN}expect queue Germans", spec=queued()))
    assert "rota Inbound gives the person to Rep 1 or Rep 2" in told


def test_who_is_away_gets_nobody() -> None:
    told = lines(outcome(f"{GERMAN}expect queue Germans", spec=queued("away 2026-07-03 to 2026-07-05")))
    assert "rota Inbound gives the person to Rep 1; Rep 2 is away" in told


def test_when_nobody_is_there_the_story_says_when_somebody_is() -> None:
    story = GERMAN.replace("16:45", "17:45")
    told = lines(outcome(f"{story}expect queue Germans", spec=queued()))
    assert "nobody of rota Inbound is there before Mon 2026-07-06 09:00" in told


def test_a_rota_that_is_there_on_one_day_of_the_week() -> None:
    found = outcome(f"{GERMAN}expect queue Germans", spec=queued().replace("Mon..Fri", "Sun"))
    assert "nobody of rota Inbound is there before Sun 2026-07-05 09:00" in lines(found)


def test_where_all_are_away_for_good_it_is_not_known_when_somebody_comes() -> None:
    away = "away 2026-01-01 to 2099-12-31"
    spec = queued(away).replace('"Rep 1" weight 2', f'"Rep 1" {away}')
    (unknown,) = outcome(f"{GERMAN}expect queue Germans", spec=spec).unknown
    assert unknown.text.startswith("when somebody of rota Inbound is there: nobody is until the end of 20")


def test_capacity_is_said_not_to_be_asked() -> None:
    told = lines(
        outcome(f"{GERMAN}expect queue Germans", spec=queued(capacity="; capacity 40 per rep per week"))
    )
    assert "whether there is room (40 per rep per week) is not asked: a scenario has one person" in told


STALLED = fenced("opportunity open excluded from marketing, stalled for 45 days -> Recycled").replace(
    "stalled for 30 days", "stalled for 300 days"
)


def test_an_opportunity_that_stalls_sends_the_person_back() -> None:
    story = f"{GERMAN}{WORKING}after 5 days\n{OPEN}after 44 days\nexpect stage SAL\n"
    found = outcome(f"{story}after 1 day\nexpect stage Recycled", spec=STALLED)
    assert found.passed
    assert "goes from SAL to Recycled: the opportunity has stalled for 45 days" in lines(found)


@pytest.mark.parametrize("word", ["Opportunity is Updated", "removed from opportunity"])
def test_what_happens_to_an_opportunity_ends_the_standstill(word: str) -> None:
    passes(f'{GERMAN}{WORKING}{OPEN}after 44 days\n"{word}"\nafter 44 days\nexpect stage SAL', spec=STALLED)


def test_words_about_opportunities_are_known_and_set_off_what_waits_for_them() -> None:
    more = campaign("alert MOps", 'trigger "Added to Opportunity"')
    found = outcome(f"{GERMAN}{WORKING}{OPEN}expect campaigns EMEA.Does", more, STALLED)
    assert found.passed
    assert not found.unknown


def test_nobody_decides_for_a_won_customer() -> None:
    passes(f"{GERMAN}{WORKING}{OPEN}stage changes to Won\nafter 50 days\nexpect stage Won", spec=STALLED)


MAIL = campaign("send Intro.Welcome", "trigger Score changes")
AGAIN = "person { Score 130 }\n"


@pytest.mark.parametrize(
    ("rule", "story", "whom"),
    [
        ("opportunity open excluded from marketing", OPEN, "whoever has an open opportunity"),
        ("", "person { Do_Not_Market yes }\n", "whoever has Do_Not_Market"),
        (
            "include decided by Demand_Gen when stage is Known",
            "",
            "all of whom this does not hold: stage is Known",
        ),
    ],
)
def test_a_mail_that_the_fence_forbids_is_told(rule: str, story: str, whom: str) -> None:
    line = f"though fence Marketing_Sales keeps marketing from {whom}"
    assert line in lines(outcome(f"{GERMAN}{story}{AGAIN}expect stage MQL", MAIL, fenced(rule)))
    assert line not in lines(outcome(f"{GERMAN}{AGAIN}expect stage MQL", MAIL))


def test_an_operational_mail_is_forbidden_by_no_fence() -> None:
    spec = fenced("opportunity open excluded from marketing").replace(
        "email Welcome", "email Welcome { purpose operational }"
    )
    told = lines(outcome(f"{GERMAN}{OPEN}{AGAIN}expect stage MQL", MAIL, spec))
    assert "sends EMEA.Intro.Welcome" in told
    assert not any("keeps marketing from" in line for line in told)


def test_who_is_told_at_once_is_told_that_the_time_is_up() -> None:
    spec = SPEC.replace("on breach after 4 business hours", "on breach after 0 hours")
    found = outcome(f"{GERMAN}after 4 business hours\nexpect notified SDR_Manager\nafter 1 minute", spec=spec)
    assert found.passed
    told = lines(found)
    broken = told.index("promise broken: SDR did not accept at SAL in time")
    assert told[broken - 3] == "the time to accept at SAL is up, so SDR_Manager is told"


LENT = "team Agency { side marketing; external }\ngrant Marketing_User to Agency in EMEA until 2026-03-31\n"


def test_access_ends_with_its_last_day() -> None:
    passes("at 2026-03-31 23:59\nexpect Agency reaches EMEA", LENT)
    found = outcome("at 2026-04-01 00:00\nexpect Agency cannot reach EMEA", LENT)
    assert found.passed
    assert any(
        "is no longer Marketing_User in EMEA: that was until 2026-03-31" in line for line in lines(found)
    )
    passes("at 2026-04-01 00:00\nexpect EMEA_Ops reaches EMEA", LENT)


def test_why_access_is_gone_is_told() -> None:
    found = outcome("at 2026-04-01 00:00\nexpect Agency reaches EMEA", LENT)
    (failure,) = found.failures
    assert failure.came == "Agency does not reach it"
    assert "Marketo ends no grant by itself" in failure.lines[0].text
    assert failure.lines[0].span.source.text[failure.lines[0].span.start :].startswith("2026-03-31")


def test_a_local_lifecycle_with_a_fence_of_its_own_keeps_that_one_alone() -> None:
    spec = SPEC.replace("all except Customers", "all except Customers, EMEA", 1)
    local = """
    lifecycle Local extends Global { for partitions EMEA }
    fence Own between Demand_Gen and SDR on Local { hand over at MQL; accept at SAL within 1 business hour }
    """
    found = outcome(f"{GERMAN}after 6 business hours", local, spec)
    told = lines(found)
    assert [line for line in told if line.startswith("promise broken")] == [
        "promise broken: SDR did not accept at SAL in time"
    ]
