"""What each flow step of a campaign does."""

import pytest

from tests.scenarios.telling import (
    GERMAN,
    SPEC,
    WITHOUT_ROUTER,
    campaign,
    fails,
    lines,
    outcome,
    passes,
    results,
    told,
)

COLD = 'person { Country "DE" }\nfills EMEA.Intro.Registration\n'


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ("move to partition AMER", "expect partition AMER"),
        ('set Country to "US"; route by Geo', "expect partition AMER"),
        ("change stage to SAL", "expect stage SAL"),
        ('change stage to MQL; change status to "Working"', "expect stage SAL"),
        ('change status to "Nurture"', 'expect status "Nurture"'),
        ('set Fit to "A"; set Score to 100', "expect stage MQL"),
        ('set Fit to "A"; change score Score by 100', "expect stage MQL"),
        ("set Unsubscribed to yes; send Intro.Welcome; alert MOps", "expect notified MOps"),
        ("request Other", "expect campaigns EMEA.Other"),
        ("execute Other", "expect campaigns EMEA.Other"),
        ("stop; alert MOps", "expect no campaigns EMEA.Other"),
        ('create task "Call"; sync to crm; alert MOps', "expect notified MOps"),
    ],
)
def test_a_step_does_what_it_says(flow: str, expected: str) -> None:
    more = campaign(flow) + campaign("stop", "executable", "EMEA", "Other")
    passes(f"{COLD}{expected}", more, WITHOUT_ROUTER)


def test_membership_counts_in_conditions() -> None:
    waits = campaign(
        "alert MOps", "trigger added to Intro.Guests; when member of Intro.Guests", "EMEA", "Waits"
    )
    passes(f"{COLD}expect notified MOps", campaign("add to Intro.Guests") + waits)
    twice = campaign("add to Intro.Guests; remove from Intro.Guests; add to Intro.Guests")
    assert sum("campaign EMEA.Waits runs" in line for line in lines(outcome(COLD, twice + waits))) == 2


def test_a_wait_goes_on_later() -> None:
    more = campaign("wait 4 hours; alert MOps")
    assert fails(f"{COLD}after 3 hours\nexpect notified MOps", more) == "MOps was not told; nobody was"
    passes(f"{COLD}after 4 hours\nexpect notified MOps", more)


def test_what_is_executed_ends_before_the_next_step() -> None:
    """What is requested starts later."""
    sets = campaign('set Fit to "B"', "executable", "EMEA", "Other")
    for word, last in (("execute", 'sets Fit to "C"'), ("request", 'sets Fit to "B"')):
        found = outcome(COLD, campaign(f'{word} Other; set Fit to "C"') + sets)
        assert [line for line in lines(found) if line.startswith("sets Fit")][-1] == last


def test_an_executed_campaign_that_waits_does_not_hold_up_the_other() -> None:
    other = campaign("wait 1 day; alert VP_Sales", "executable", "EMEA", "Other")
    more = campaign("execute Other; alert MOps") + other
    passes(f"{COLD}expect notified MOps\nafter 1 day\nexpect notified VP_Sales", more)


def test_a_called_campaign_has_its_own_condition_and_sight() -> None:
    cold = campaign("stop", 'trigger is requested; when Fit is "Z"', "EMEA", "Cold")
    blind = campaign("stop", "trigger is requested", "AMER", "Blind")
    found = outcome(
        f"{COLD}expect no campaigns EMEA.Cold, AMER.Blind",
        campaign("request Cold; request AMER.Blind") + cold + blind,
    )
    assert found.passed
    assert any("does not hold" in line for line in lines(found))
    assert any("AMER does not see partition EMEA" in line for line in lines(found))


def test_no_mail_to_the_unsubscribed() -> None:
    found = outcome(COLD, campaign("set Unsubscribed to yes; send Intro.Welcome"))
    assert "does not send EMEA.Intro.Welcome, as the person is unsubscribed" in lines(found)


def test_nothing_happens_to_the_deleted() -> None:
    more = campaign("delete person; alert MOps")
    assert (
        fails(f"{COLD}after 1 year\nfills EMEA.Intro.Registration\nexpect stage Known", more)
        == "the person is deleted"
    )


def test_what_a_webhook_and_words_do_is_said_not_to_be_known() -> None:
    found = outcome(COLD, campaign('call webhook "Enrich"; "Give Reward"; set Fit to "{{my.fit}}"'))
    assert [entry.text for entry in found.unknown if "expects nothing" not in entry.text] == [
        'what the webhook "Enrich" does to the person',
        'what "Give Reward", in Marketo\'s own words, does to the person',
        "what Fit holds now: {{my.fit}} is only known to Marketo",
    ]


def test_a_campaign_that_loses_sight_of_the_person_is_said_not_to_be_known() -> None:
    found = outcome(COLD, campaign("move to partition AMER; alert MOps; alert SDR"), WITHOUT_ROUTER)
    assert [entry.text.split(" goes")[0] for entry in found.unknown] == [
        "whether EMEA.Does",
        "whether EMEA.Intro.Follow_Up",
        "anything: the scenario expects nothing",
    ]


def test_a_routing_may_name_a_campaign_that_does_not_say_how() -> None:
    spec = SPEC.replace("flow { route by Geo }", "")
    passes('person { Country "US" }\nfills EMEA.Intro.Registration\nexpect partition AMER', "", spec)


def test_marketos_token_for_today_is_the_scenarios_day() -> None:
    more = campaign('set Last_Touch to "{{system.date}}"; set Score to 150; change stage to Recycled')
    story = "at 2026-01-05 10:00\nfills EMEA.Intro.Registration\nexpect stage Recycled\nafter 59 days\n"
    spec = WITHOUT_ROUTER
    passes(f"{story}expect stage Recycled\nafter 1 day\nexpect stage MQL", more, spec)


def test_a_program_status_is_not_the_leads() -> None:
    more = (
        "assets in EMEA { program Talk { type event; channel Webinar; form Join; "
        'smart_campaign Note { trigger fills Join; flow { change status to "Attended" } } } }\n'
    )
    story = f"{GERMAN}fills EMEA.Talk.Join\n"
    passes(f'{story}expect status "Open"', more)


BATCH = campaign("send Intro.Welcome", 'when Country is "DE"', name="Monthly")


def test_a_campaign_without_a_trigger_runs_when_somebody_schedules_it() -> None:
    story = f"{GERMAN}expect no campaigns EMEA.Monthly\nruns EMEA.Monthly\nexpect campaigns EMEA.Monthly"
    found = outcome(story, BATCH)
    assert found.passed, told(found)
    assert "campaign EMEA.Monthly runs (scheduled)" in lines(found)
    (part,) = (one for one in results(story, BATCH).parts if one.name == "EMEA.Monthly")
    assert part.touched


def test_whoever_is_not_on_its_list_gets_nothing_of_a_scheduled_campaign() -> None:
    story = f"{GERMAN.replace('DE', 'FR')}runs EMEA.Monthly\nexpect campaigns EMEA.Monthly"
    found = outcome(story, BATCH, WITHOUT_ROUTER)
    assert (
        'does not take this person, as this does not hold: Country is "DE"' in found.failures[0].lines[0].text
    )
    unseen = BATCH.replace("assets in EMEA", "assets in AMER").replace("Intro.Welcome", "EMEA.Intro.Welcome")
    found = outcome(f"{GERMAN}runs AMER.Monthly\nexpect campaigns AMER.Monthly", unseen)
    assert "its workspace AMER does not see partition EMEA" in found.failures[0].lines[0].text


def test_a_campaign_with_triggers_can_not_be_scheduled() -> None:
    found = outcome(f"{GERMAN}runs Default.Route_Everyone\nexpect stage MQL")
    assert "Default.Route_Everyone can't be scheduled: it waits for its triggers" in lines(found)


def test_a_campaign_that_nobody_has_scheduled_has_not_run() -> None:
    (line,) = outcome(f"{GERMAN}expect campaigns EMEA.Monthly", BATCH).failures[0].lines
    assert "somebody schedules it (a step `runs EMEA.Monthly`)" in line.text


def test_whoever_is_only_mailed_was_there_before() -> None:
    found = outcome('person { Country "DE" }\nruns EMEA.Monthly\nexpect partition EMEA', BATCH)
    assert found.passed
    assert any("is taken to be in the database already" in line for line in lines(found))
