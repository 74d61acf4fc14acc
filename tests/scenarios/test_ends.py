"""Whatever a spec says, a scenario ends, says why, and says the same each time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.scenarios import as_json
from mopsdsl.scenarios.reports import ProjectResults
from mopsdsl.scenarios.run import run
from tests.scenarios.telling import GERMAN, SPEC, campaign, outcome, passes, results, told


def circle(many: int) -> str:
    return "".join(
        campaign(
            f"request C{(n + 1) % many}",
            "trigger fills Intro.Registration" if n == 0 else "trigger is requested",
            "EMEA",
            f"C{n}",
        )
        for n in range(many)
    )


@pytest.mark.parametrize("many", [1, 2, 1000])
def test_requests_in_a_circle_end_with_the_circle(many: int) -> None:
    found = outcome(f"{GERMAN}expect stage MQL\nexpect partition EMEA", circle(many))
    (failure,) = found.failures
    assert failure.came.startswith("This runs in a circle and never ends: ")
    assert failure.came.endswith(" 2 expectations from here on could not be looked at.")
    assert "EMEA.C0 runs (requested by EMEA." in failure.lines[-1].text or many > 1
    assert len(failure.lines) <= 13
    assert len(told(found).splitlines()) < 300


def test_executions_in_a_circle_end() -> None:
    more = campaign("execute B", name="A") + campaign("execute A", "executable", name="B")
    assert "runs in a circle" in outcome(GERMAN, more).failures[0].came


def test_campaigns_that_undo_each_other_end() -> None:
    more = campaign('set Fit to "B"', "trigger Fit changes", name="A") + campaign(
        'set Fit to "A"', "trigger Fit changes", name="B"
    )
    assert "runs in a circle" in outcome(f'{GERMAN}person {{ Fit "C" }}', more).failures[0].came


def test_a_score_that_feeds_itself_ends() -> None:
    assert (
        "runs in a circle"
        in outcome(GERMAN + "person { Score 1 }", "score Loop adds to Score { +1 when Score changes }")
        .failures[0]
        .came
    )


def test_stages_in_a_circle_end() -> None:
    more = """\
lifecycle Loop {
  for partitions Customers
  stage A inventory
  stage B inventory
  A -> B when Score >= 10
  B -> A when Score >= 5
}
"""
    spec = SPEC.replace("otherwise -> Default", "otherwise -> Customers")
    (failure,) = outcome("person { Score 20 }\nperson is created", more, spec).failures
    assert (
        failure.came == "The person goes from stage to stage in a circle that takes no time and never ends."
    )
    assert [line.text for line in failure.lines] == [
        "from A to B when Score >= 10",
        "from B to A when Score >= 5",
    ]


def test_a_circle_through_time_goes_on_until_the_scenario_ends() -> None:
    more = """\
lifecycle Loop {
  for partitions Customers
  stage A inventory
  stage B inventory
  A -> B after 1 day
  B -> A after 1 day
}
"""
    spec = SPEC.replace("otherwise -> Default", "otherwise -> Customers")
    passes("person is created\nafter 365 days\nexpect stage B", more, spec)


AGAIN = "trigger person is created, is requested"


def test_a_reminder_every_week_is_no_circle() -> None:
    more = campaign("wait 1 week; send Intro.Welcome; request Again", name="Again", trigger=AGAIN)
    found = outcome('person { Country "DE" }\nperson is created\nafter 365 days\nexpect stage Known', more)
    assert found.passed
    assert sum(entry.text == "sends EMEA.Intro.Welcome" for entry in found.story) == 52


@pytest.mark.parametrize("wait", ["1 minute", "0 minutes"])
def test_more_than_a_story_can_hold_ends(wait: str) -> None:
    more = campaign(f"wait {wait}; request Again", name="Again", trigger=AGAIN)
    (failure,) = outcome(
        'person { Country "DE" }\nperson is created\nafter 1 year\nexpect stage Known', more
    ).failures
    assert failure.came.startswith(("This runs in a circle", "More than 50,000 things"))


def test_each_doubling_the_last_ends() -> None:
    more = "".join(
        campaign(
            f"request D{n + 1}; request D{n + 1}",
            "trigger fills Intro.Registration" if n == 0 else "trigger is requested",
            name=f"D{n}",
        )
        for n in range(30)
    ) + campaign("stop", "trigger is requested", name="D30")
    assert "More than" in outcome(GERMAN, more).failures[0].came


def test_a_thousand_requests_in_a_row_are_fine() -> None:
    more = "".join(
        campaign(
            f"request C{n + 1}",
            "trigger fills Intro.Registration" if n == 0 else "trigger is requested",
            name=f"C{n}",
        )
        for n in range(1000)
    ) + campaign("alert MOps", "trigger is requested", name="C1000")
    passes(f"{GERMAN}expect notified MOps", more)


def test_smart_lists_that_lead_to_each_other_for_long_end() -> None:
    more = (
        "assets in EMEA {\n"
        + "".join(f"smart_list L{n} {{ when member of L{n + 1} }}\n" for n in range(3000))
        + "smart_list L3000 { when Score > 1 }\n}\n"
    )
    found = outcome(
        f"{GERMAN}expect stage MQL",
        more + campaign("stop", "trigger fills Intro.Registration; when member of L0", name="Deep"),
    )
    assert found.passed or "too deep" in found.failures[0].came


def test_what_is_made_twice_of_what_is_made_twice_ends() -> None:
    """Asked again for each that needs it, the last of these would take longer than anybody lives."""
    fields = "".join(
        f"field {side}{n + 1} number is larger of L{n}, R{n}\n" for n in range(60) for side in "LR"
    )
    lists = "".join(
        f"smart_list A{n + 1} {{ when member of A{n} and (member of A{n} or Score > 5) }}\n"
        for n in range(60)
    )
    more = (
        f"field L0 number\nfield R0 number\n{fields}assets in EMEA {{\nsmart_list A0 {{ when L60 >= 7 }}\n{lists}}}\n"
        + campaign("alert MOps", "trigger L60 changes; when member of A60", name="Last")
    )
    passes(f"{GERMAN}person {{ L0 3 }}\nperson {{ R0 7 }}\nexpect notified MOps", more)


def test_fields_of_different_sorts_have_no_larger_one() -> None:
    more = "field Mixed number is larger of Country, Score\n"
    more += "assets in EMEA { smart_list Some { when Mixed is not empty } }\n"
    passes(f'{GERMAN}person {{ Score 130 }}\nperson {{ Country "US" }}\nexpect stage MQL', more)


def test_a_field_made_of_others_in_very_many_steps_ends() -> None:
    more = "".join(f"field D{n + 1} number is larger of D{n}, Score\n" for n in range(3000))
    (failure,) = outcome(f"{GERMAN}person {{ D0 1 }}\nexpect stage MQL", f"field D0 number\n{more}").failures
    assert "too many steps" in failure.came


def test_more_than_a_person_can_wait_for_ends() -> None:
    more = "".join(
        campaign("stop", f"trigger inactive for {n + 1} days", name=f"Silent{n}") for n in range(600)
    )
    visits = "visits EMEA.Home\n" * 100
    (failure,) = outcome(f"{GERMAN}{visits}expect stage MQL", more).failures
    assert failure.came.startswith("More than 50,000 things wait for this person")


def test_very_many_lines_about_one_expectation_are_counted() -> None:
    more = "".join(campaign("stop", name=f"Busy{n:04}") for n in range(500))
    (failure,) = outcome(f"{GERMAN}expect no campaigns", more).failures
    assert failure.came.endswith("EMEA.Busy0018 and 482 more have run")
    assert len(failure.lines) == 101
    assert failure.lines[50].text == "... 403 more ..."


STEPS = st.sampled_from(
    [
        "fills EMEA.Intro.Registration", "person is created", "attends EMEA.Intro", "opens EMEA.Intro.Welcome", "unsubscribes",
        'visits page "/pricing"', "stage changes to MQL", "stage changes to Won", 'status changes to "Working"',
        'status changes to "Nurture"', 'status changes to "Nonsense"', "partition changes", "Country changes", "is requested",
        'person { Country "US" }', 'person { Country "DE"; Score 150; Fit "A" }', "person { Do_Not_Market yes }",
        'person { Title "VP" }', "after 1 day", "after 3 business hours", "after 40 days", "inactive for 30 days",
        'at 2026-03-29 02:30 "Europe/Berlin"', '"First call"', "added to EMEA.Intro.Guests", "removed from EMEA.Intro.Guests",
        "expect stage MQL", "expect partition EMEA", "expect no campaigns", "expect notified SDR_Manager", "expect due 2026-01-05 10:00",
        "expect queue Germans", "expect MOps reaches EMEA",
    ]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(STEPS, max_size=12))
def test_every_story_ends_and_the_clock_only_goes_forward(steps: list[str]) -> None:
    found = outcome("\n".join(steps))
    times = [entry.at for entry in found.story]
    assert times == sorted(times)
    expected = sum(step.startswith("expect") for step in steps)
    assert sum(entry.kind in ("expected", "failed") for entry in found.story) >= expected


WORDS = st.sampled_from(
    ["MQL", "Known", "EMEA", "SDR", "Global", "Default", "Score", "Berlin", "100", "Country", "->", "{", "}"]
)


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_spec_is_no_crash(data: st.DataObject) -> None:
    """Lines that are gone, and words that are others: the command line runs no such spec, an editor may."""
    lines = SPEC.splitlines()
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        old, new = data.draw(WORDS), data.draw(WORDS)
        lines[place] = lines[place].replace(old, new) if old in lines[place] else ""
    steps = "\n".join(data.draw(st.lists(STEPS, max_size=6)))
    loaded = api.load_text("\n".join([*lines, f'scenario "Story" {{\n{GERMAN}after 40 days\n{steps}\n}}\n']))
    run(loaded.context(), loaded.model.scenarios.values())


def test_files_and_order_change_nothing() -> None:
    story = f'scenario "Story" {{\n{GERMAN}after 9 days\nexpect stage SAL\n}}\n'
    said = []
    for files in ({"a.mops": SPEC, "b.mops": story}, {"b.mops": story, "a.mops": SPEC}):
        loaded = api.load_text(files)
        found = run(loaded.context(), loaded.model.scenarios.values())
        said.append(as_json.render([ProjectResults("spec", found, lambda span: span.source.name)]))
    assert said[0] == said[1]


def test_scenarios_know_nothing_of_each_other() -> None:
    both = results(
        f"{GERMAN}expect stage MQL", f'scenario "Other" {{\n{GERMAN}expect stage MQL\n}}\n'
    ).outcomes
    assert [one.passed for one in both] == [True, True]
