"""Each expectation, come true and not; and the story of one that fails, as people read it."""

import pytest

from tests.scenarios.telling import GERMAN, WITHOUT_ROUTER, campaign, fails, outcome, passes, results, told

HOLD = [
    "expect partition EMEA",
    "expect stage MQL",
    "expect stage Global.MQL",
    'expect status "open"',
    "expect campaigns EMEA.Intro.Follow_Up, Default.Route_Everyone",
    "expect no campaigns EMEA.Other",
    "expect queue Germans",
    'expect due 2026-07-06 06:15 "America/New_York"',
    "expect due 2026-07-06 06:15",
    "expect EMEA_Ops reaches EMEA",
    "expect EMEA_Ops reaches EMEA because EMEA",
    "expect EMEA_Ops cannot reach Customers",
    "expect MOps reaches Customers because Default",
    "expect EMEA_Ops reaches EMEA.Intro.Welcome",
]
MISS = [
    ("expect partition AMER", "the person is in EMEA"),
    ("expect stage SAL", "the person is in MQL of Global, since Fri 2026-07-03 16:45"),
    ('expect status "Working"', 'the lead status is "Open"'),
    ("expect campaigns EMEA.Other", "EMEA.Other has not run"),
    ("expect no campaigns", "Default.Route_Everyone and EMEA.Intro.Follow_Up have run"),
    ("expect no campaigns EMEA.Intro.Follow_Up", "EMEA.Intro.Follow_Up has run"),
    ("expect queue Round_Robin", "the person came to the queue Germans"),
    ("expect due 2026-07-06 12:14", "accept at SAL is due Mon 2026-07-06 12:15"),
    ("expect notified SDR_Manager", "SDR_Manager was not told; nobody was"),
    ("expect EMEA_Ops reaches Customers", "EMEA_Ops does not reach it"),
    ("expect MOps cannot reach Customers", "MOps reaches Customers in 1 way"),
    ("expect MOps reaches EMEA because AMER", "MOps reaches it, but not through AMER"),
]
OTHER = campaign("stop", "executable", "EMEA", "Other")


@pytest.mark.parametrize("expected", HOLD)
def test_what_comes_true(expected: str) -> None:
    passes(GERMAN + expected, OTHER)


@pytest.mark.parametrize(("expected", "came"), MISS)
def test_what_came_instead(expected: str, came: str) -> None:
    assert fails(GERMAN + expected, OTHER) == came


@pytest.mark.parametrize(
    "what", ["partition EMEA", "stage MQL", 'status "Open"', "no campaigns", "queue Germans", "notified SDR"]
)
def test_nobody_is_anywhere_before_they_come_in(what: str) -> None:
    assert fails(f'person {{ Country "DE" }}\nexpect {what}').startswith("nobody has come in yet")


def test_a_scenario_without_an_expectation_proves_nothing_and_says_so() -> None:
    found = outcome("person is created")
    assert found.passed
    assert found.unknown[0].text == "anything: the scenario expects nothing"


def test_all_expectations_are_looked_at() -> None:
    found = outcome(f"{GERMAN}expect stage SAL\nexpect partition AMER\nexpect queue Germans")
    assert [failure.expected for failure in found.failures] == ["expect stage SAL", "expect partition AMER"]


def test_what_no_scenario_touches() -> None:
    parts = results(f'{GERMAN}status changes to "Working"\nvisits page "/pricing"\nexpect stage SAL').parts
    assert {part.name for part in parts if part.touched} == {
        'Geo: when Country is "DE" -> EMEA',
        'Global: Known -> MQL when Score >= 100 and Fit in ("A", "B")',
        'Global: MQL -> SAL by SDR when status is "Working"',
        "Default.Route_Everyone",
        "EMEA.Intro.Follow_Up",
        "Marketing_Sales: accept at SAL",
        'Marketing_Sales: call "First call"',
        "Marketing_Sales: touch 2 times",
        "Marketing_Sales: record Disposition",
        'Behaviour: +10 when visits page "/pricing"',
    }
    assert {part.name for part in parts if part.kind == "route" and not part.touched} == {
        'Geo: when Country is "US" -> AMER',
        "Geo: otherwise -> Default",
    }


STORY = """\
FAILED  Story  (spec.mops:101)

  expect stage SAL  (spec.mops:108)
    But the person is in Recycled of Global, since Fri 2026-07-10 16:45.
    - from Recycled to MQL when Score >= 120 and Last_Touch older than 60 days: Last_Touch older than 60 days does not hold  (spec.mops:51)

  The whole story, by the clocks of Europe/Berlin:

  Fri 2026-07-03 16:45
      at 2026-07-03 16:45 "Europe/Berlin"  (spec.mops:102)
      the person has Email "a@b.de", Country "DE", Score 120, Fit "A"  (spec.mops:103)
      fills EMEA.Intro.Registration  (spec.mops:104)
        lands in partition EMEA, where forms of workspace EMEA set new people down  (spec.mops:24)
        starts in stage Known of lifecycle Global  (spec.mops:35)
        goes from Known to MQL when Score >= 100 and Fit in ("A", "B")  (spec.mops:45)
        the lead status becomes "Open"  (spec.mops:39)
        SDR has until Mon 2026-07-06 12:15 to accept at SAL (within 4 business hours)  (spec.mops:55)
        comes to the queue Germans of SDR  (spec.mops:74)
        campaign Default.Route_Everyone runs (trigger person is created)  (spec.mops:80)
          routes by Geo  (spec.mops:81)
          belongs in EMEA: Country is "DE", and is there already  (spec.mops:31)
        campaign EMEA.Intro.Follow_Up runs (trigger fills Registration)  (spec.mops:95)
          requests Default.Route_Everyone  (spec.mops:96)
        campaign Default.Route_Everyone runs (requested by EMEA.Intro.Follow_Up)  (spec.mops:96)
          routes by Geo  (spec.mops:81)
          belongs in EMEA: Country is "DE", and is there already  (spec.mops:31)
    ✓ expect stage MQL  (spec.mops:106)
      after 5 business days, in the calendar of SDR  (spec.mops:107)

  Mon 2026-07-06 12:15
        promise broken: SDR did not accept at SAL in time  (spec.mops:55)

  Mon 2026-07-06 16:15
        accept at SAL is late by 4 business hours, so SDR_Manager is told  (spec.mops:64)

  Tue 2026-07-07 12:15
        accept at SAL is late by 1 business day, so VP_Sales is told  (spec.mops:65)

  Fri 2026-07-10 16:45
        goes from MQL to Recycled after 5 business days  (spec.mops:47)
        the lead status becomes "Nurture"  (spec.mops:43)
        no longer owed: accept at SAL, as the person is in Recycled now  (spec.mops:55)
    ✗ expect stage SAL: the person is in Recycled of Global, since Fri 2026-07-10 16:45  (spec.mops:108)

1 scenario failed, 0 passed in spec.
"""


def test_the_story_of_a_failure() -> None:
    found = outcome(f"{GERMAN}\nexpect stage MQL\nafter 5 business days\nexpect stage SAL")
    assert told(found, verbose=False) == STORY


def test_a_campaign_that_would_have_routed_is_named_where_the_partition_is_missed() -> None:
    router = campaign("route by Geo", 'trigger fills Intro.Registration; when Country is "US"', name="Route")
    found = outcome(f"{GERMAN}expect partition AMER", router, WITHOUT_ROUTER)
    assert any("EMEA.Route does not take this person" in line.text for line in found.failures[0].lines), told(
        found
    )
