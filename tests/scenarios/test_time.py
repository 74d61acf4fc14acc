"""What time brings: stages, promises, who is told, and the clock itself."""

import pytest

from tests.scenarios.telling import GERMAN, SPEC, campaign, fails, lines, outcome, passes

WORKING = 'status changes to "Working"\n'


def test_the_golden_scenario() -> None:
    passes(f"""{GERMAN}
      expect partition EMEA
      expect stage MQL
      expect due 2026-07-06 12:15 "Europe/Berlin"
      expect campaigns EMEA.Intro.Follow_Up
      after 5 business days
      expect stage Recycled
    """)


def test_a_condition_takes_people_as_soon_as_it_holds() -> None:
    passes(
        'person { Country "DE"; Fit "A" }\nperson is created\nexpect stage Known\nperson { Score 100 }\nexpect stage MQL'
    )


def test_a_team_decides_by_the_status() -> None:
    passes(f'{GERMAN}{WORKING}expect stage SAL\nstatus changes to "Qualified"\nexpect stage SQL')


def test_a_status_that_means_a_stage_takes_people_there() -> None:
    """Where a transition by a team leads there, with a reason that only people give."""
    passes(f'{GERMAN}status changes to "Disqualified"\nexpect stage Disqualified')


def test_a_status_without_a_way_changes_no_stage() -> None:
    found = outcome(f'{GERMAN}status changes to "Qualified"\nexpect stage MQL\nexpect status "Qualified"')
    assert found.passed
    assert any(line.startswith("stays in MQL") for line in lines(found))
    assert any("lets nobody change" in line for line in lines(found))


def test_by_hand_people_come_anywhere() -> None:
    found = outcome(f"{GERMAN}stage changes to Won\nexpect stage Won")
    assert found.passed
    assert "is put into stage Won (no transition leads there from MQL)" in lines(found)


def test_timers_run_by_the_owners_calendar() -> None:
    """Monday 2026-04-06 is a holiday in Bavaria, and the Friday before it."""
    story = GERMAN.replace("2026-07-03 16:45", "2026-04-01 10:00")
    late = (
        f'{story}at 2026-04-10 09:59 "Europe/Berlin"\nexpect stage MQL\nat 2026-04-10 10:00 "Europe/Berlin"\n'
    )
    passes(f"{late}expect stage Recycled")
    passes(f"{story}after 5 business days\nexpect stage Recycled")


def test_who_is_told_when_a_promise_breaks() -> None:
    story = f'{GERMAN}at 2026-07-06 16:14 "Europe/Berlin"\n'
    assert fails(f"{story}expect notified SDR_Manager") == "SDR_Manager was not told; nobody was"
    passes(f'{GERMAN}at 2026-07-06 16:15 "Europe/Berlin"\nexpect notified SDR_Manager')
    assert "VP_Sales was not told" in fails(
        f'{GERMAN}at 2026-07-07 12:14 "Europe/Berlin"\nexpect notified SDR_Manager, VP_Sales'
    )
    passes(f'{GERMAN}at 2026-07-07 12:15 "Europe/Berlin"\nexpect notified SDR_Manager, VP_Sales')


def test_a_promise_that_is_kept_at_its_very_end_is_kept() -> None:
    found = outcome(f"{GERMAN}after 4 business hours\n{WORKING}expect stage SAL")
    assert "promise kept: accept at SAL" in lines(found)
    assert not any("broken" in line for line in lines(found))


def test_a_promise_can_be_kept_late() -> None:
    assert "promise kept, late: accept at SAL" in lines(
        outcome(f"{GERMAN}after 5 business hours\n{WORKING}expect stage SAL")
    )


def test_duties_begin_with_the_acceptance() -> None:
    passes(f"""{GERMAN}{WORKING}
      expect due 2026-07-06 16:45 "Europe/Berlin"
      expect due 2026-07-07 16:45 "Europe/Berlin"
      expect due 2026-07-17 16:45 "Europe/Berlin"
    """)


def test_duties_that_are_done_are_owed_no_more() -> None:
    done = f'{GERMAN}{WORKING}"First call"\n"touch"\n"touch"\nperson {{ Disposition "Reached" }}\n'
    assert fails(f'{done}expect due 2026-07-06 16:45 "Europe/Berlin"') == "nothing is due"
    assert not outcome(f"{done}after 20 days\nexpect stage SAL").unknown


def test_a_duty_that_nobody_speaks_of_breaks_and_says_so() -> None:
    found = outcome(f"{GERMAN}{WORKING}after 2 business days\nexpect notified SDR_Manager")
    assert found.passed
    assert any('whether SDR did this after all, call "First call"' in entry.text for entry in found.unknown)


def test_a_stalled_person_goes_back() -> None:
    passes(f"{GERMAN}{WORKING}after 29 days\nexpect stage SAL\nafter 1 day\nexpect stage Recycled")


def test_an_exclusion_ends_by_itself() -> None:
    more = campaign("alert MOps", "trigger Do_Not_Market changes; when not Do_Not_Market", "EMEA", "Back")
    story = f"{GERMAN}person {{ Do_Not_Market yes }}\n"
    passes(
        f"{story}after 89 days\nexpect no campaigns EMEA.Back\nafter 1 day\nexpect campaigns EMEA.Back", more
    )


def test_an_age_comes_true_by_time_alone() -> None:
    person = 'person { Country "DE"; Score 130; Last_Touch 2026-03-01 }'
    story = f"at 2026-03-01 10:00\n{person}\nperson is created\nstage changes to Recycled\n"
    passes(f"{story}at 2026-04-30 00:00\nexpect stage Recycled\nat 2026-05-01 00:01\nexpect stage MQL")


def test_the_clock_does_not_go_back() -> None:
    assert "the clock can't go back" in fails(
        f'{GERMAN}at 2026-07-01 10:00 "Europe/Berlin"\nexpect stage MQL'
    )


def test_without_at_the_clock_begins_at_a_fixed_time() -> None:
    found = outcome("fills EMEA.Intro.Registration\nexpect stage Known")
    assert lines(found)[0] == "no `at` is said, so the clock begins at Mon 2026-01-05 10:00"


@pytest.mark.parametrize("length", ["900_000_000 days", "100_000 business days", "99_999 business hours"])
def test_time_beyond_what_is_known_is_said(length: str) -> None:
    assert fails(f"{GERMAN}after {length}") == "nobody can say when that is"


def test_points_up_to_the_most() -> None:
    visits = 'visits page "/pricing"\n' * 3
    story = f'person {{ Country "DE"; Score 0 }}\nfills EMEA.Intro.Registration\nattends EMEA.Intro\n{visits}'
    found = outcome(f"{story}attends EMEA.Intro\nexpect stage Known")
    assert "Score becomes 60" in " ".join(lines(found))
    assert "cut to 5 (at most 60 in all)" in " ".join(lines(found))


def test_points_for_what_holds_on_arrival_are_in_a_score_that_is_given() -> None:
    for score, points in (("; Score 10", False), ("", True)):
        found = outcome(
            f'person {{ Country "DE"; Title "VP"{score} }}\nperson is created\nexpect stage Known'
        )
        assert any("+40" in line for line in lines(found)) is points


def test_points_for_silence() -> None:
    found = outcome(
        'person { Country "DE"; Score 50 }\nfills EMEA.Intro.Registration\nafter 31 days\nexpect stage Known'
    )
    assert any("Score becomes 30" in line for line in lines(found))


def test_a_local_lifecycle_takes_over_in_its_partition() -> None:
    more = """\
lifecycle Local in workspace AMER extends Global {
  for partitions AMER
  override Known -> MQL when Score >= 50 because "Smaller"
}
"""
    spec = SPEC.replace("all except Customers", "all except Customers, AMER")
    story = 'person { Country "US"; Score 60; Fit "A" }\nfills EMEA.Intro.Registration\n'
    passes(
        f"{story}expect partition AMER\nexpect stage MQL\nexpect stage Local.MQL",
        more,
        spec.replace("workspace Default { sees all", "workspace Default { sees all"),
    )


def test_a_gate_holds_nobody() -> None:
    more = """\
lifecycle Life {
  for partitions Customers
  stage Start inventory
  stage Gate gate otherwise -> Bad
  stage Good end
  stage Bad end
  Start -> Gate after 10 days
  Gate -> Good when Score >= 40
}
"""
    for score, stage in ((50, "Good"), (10, "Bad")):
        story = f"person {{ Score {score} }}\nperson is created\nexpect stage Start\nafter 10 days\nexpect stage {stage}"
        spec = SPEC.replace("otherwise -> Default", "otherwise -> Customers")
        passes(story, more, spec)


def test_a_status_that_a_condition_waits_for_needs_nobody() -> None:
    more = """\
lifecycle Life {
  for partitions Customers
  stage A inventory
  stage B inventory
  A -> B when status is "Hot"
  B -> A by SDR when status is "Cold"
}
"""
    spec = SPEC.replace("otherwise -> Default", "otherwise -> Customers")
    found = outcome(
        'person is created\nstatus changes to "Hot"\nexpect stage B\nstatus changes to "Cold"\nexpect stage A',
        more,
        spec,
    )
    assert found.passed
    assert not any(line.startswith("stays") for line in lines(found))


def test_a_wait_of_no_time_goes_on_before_the_next_step() -> None:
    passes(f"{GERMAN}expect notified MOps", campaign("wait 0 minutes; alert MOps"))


@pytest.mark.parametrize(
    ("age", "before", "after"),
    [
        (
            "3 business hours",
            "2026-07-06 12:00",
            "2026-07-06 12:01",
        ),  # Saturday midnight counts as Monday 09:00
        ("1 business day", "2026-07-07 09:00", "2026-07-07 09:01"),
        ("1 quarter", "2026-10-04 00:00", "2026-10-05 00:01"),
    ],
)
def test_a_date_grows_old_in_business_time_and_in_quarters(age: str, before: str, after: str) -> None:
    """By the clock of the instance, which is set to Berlin here."""
    spec = SPEC.replace("older than 60 days", f"older than {age}").replace(
        "America/New_York", "Europe/Berlin"
    )
    story = f"""at 2026-07-04 12:00 "Europe/Berlin"
      person {{ Email "a@b.de"; Score 130; Last_Touch 2026-07-04 }}
      stage changes to Recycled
      at {before} "Europe/Berlin"
      expect stage Recycled
      at {after} "Europe/Berlin"
      expect stage MQL
    """
    passes(story, spec=spec)
