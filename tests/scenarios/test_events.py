"""What happens to a person: how each event brings them in, and what it sets off."""

import pytest

from tests.scenarios.telling import GERMAN, WITHOUT_ROUTER, campaign, fails, lines, outcome, passes

WHO = 'person { Country "US" }\n'


@pytest.mark.parametrize(
    ("event", "partition"),
    [
        ("fills EMEA.Intro.Registration", "EMEA"),
        ("visits EMEA.Home", "EMEA"),
        ('visits page "https://www.acme.de/pricing"', "EMEA"),
        ('visits page "/pricing"', "EMEA"),
        ("attends EMEA.Intro", "EMEA"),
        ("joins EMEA.Intro", "EMEA"),
        ("added to EMEA.Intro.Guests", "EMEA"),
        ("person is created", "AMER"),
        ("opens EMEA.Intro.Welcome", "AMER"),
        ("unsubscribes", "AMER"),
    ],
)
def test_the_way_in_decides_where_people_land(event: str, partition: str) -> None:
    """Without a router: forms, pages and imports by workspace, the CRM by its rules; others were there before."""
    story = f"{WHO}{event}\nexpect partition {partition}"
    found = outcome(story, "", WITHOUT_ROUTER)
    assert found.passed, lines(found)


def test_a_router_takes_people_home() -> None:
    passes(
        f"{WHO}fills EMEA.Intro.Registration\nexpect partition AMER\nexpect campaigns Default.Route_Everyone"
    )


def test_without_a_crm_the_api_creates_people_in_default() -> None:
    spec = WITHOUT_ROUTER.replace('  crm salesforce "acme.my.salesforce.com"\n', "")
    passes(f"{WHO}person is created\nexpect partition Default", "", spec)


@pytest.mark.parametrize(
    ("trigger", "event"),
    [
        ("fills Intro.Registration", "fills EMEA.Intro.Registration"),
        ("visits Home", "visits EMEA.Home"),
        ("visits Intro", "visits EMEA.Intro.Page"),
        ('visits page "/pricing"', 'visits page "www.acme.de/pricing?a=1"'),
        ("attends Intro", "attends EMEA.Intro"),
        ("attends Webinar", "attends EMEA.Intro"),
        ("joins Intro", "joins EMEA.Intro"),
        ("opens Intro.Welcome", "opens EMEA.Intro.Welcome"),
        ("clicks Intro.Welcome", "clicks EMEA.Intro.Welcome"),
        ("unsubscribes", "unsubscribes"),
        ("Unsubscribed changes", "unsubscribes"),
        ("inactive for 30 days", "opens EMEA.Intro.Welcome\nafter 30 days"),
        ("inactive for 30 days", "opens EMEA.Intro.Welcome\ninactive for 30 days"),
        ("added to Intro.Guests", "added to EMEA.Intro.Guests"),
        ("removed from Intro.Guests", "added to EMEA.Intro.Guests\nremoved from EMEA.Intro.Guests"),
        ("stage changes", "person is created\nstage changes to MQL"),
        ("stage changes to MQL", "person is created\nstage changes to MQL"),
        ("status changes", 'person is created\nstatus changes to "Nurture"'),
        ('status changes to "Open"', "person is created\nstage changes to MQL"),
        ("partition changes", 'person is created\nperson { Country "US" }\nperson { Country "DE" }'),
        ("Country changes", "person is created\nCountry changes"),
        ("Size changes", "person is created\nperson { Large 5 }"),
        ("person is created", "person is created"),
        ('"Fills Out Lead Ad"', 'person is created\n"fills out lead ad"'),
    ],
)
def test_an_event_sets_off_the_campaigns_that_wait_for_it(trigger: str, event: str) -> None:
    """And none before it."""
    more = campaign("stop", f"trigger {trigger}", "EMEA", "Waits")
    story = f'person {{ Country "DE" }}\n{event}\nexpect campaigns EMEA.Waits'
    passes(story, more)
    other = campaign("stop", 'trigger "Something else"', "EMEA", "Waits")
    assert fails(story, other) == "EMEA.Waits has not run"


def test_a_stage_change_to_another_stage_sets_nothing_off() -> None:
    more = campaign("stop", "trigger stage changes to SAL", "EMEA", "Waits")
    passes(f"{GERMAN}expect stage MQL\nexpect no campaigns EMEA.Waits", more)


def test_a_campaign_does_not_see_people_of_other_partitions() -> None:
    """And a failure says so."""
    more = campaign("stop", "trigger person is created", "EMEA", "Waits")
    found = outcome('person { Country "US" }\nperson is created\nexpect campaigns EMEA.Waits', more)
    assert "its workspace EMEA does not see AMER" in found.failures[0].lines[0].text
    assert "EMEA.Waits does not run: its workspace does not see partition AMER" in lines(found)


def test_a_condition_keeps_people_out_of_a_campaign() -> None:
    more = campaign("stop", 'trigger person is created; when Fit is "Z"', "EMEA", "Waits")
    found = outcome('person { Country "DE" }\nperson is created\nexpect campaigns EMEA.Waits', more)
    assert 'does not hold: Fit is "Z"' in found.failures[0].lines[0].text


def test_who_fits_is_decided_before_any_campaign_has_acted() -> None:
    """The router takes the American home, and yet the form's own campaign runs."""
    more = campaign("alert EMEA_Ops")
    passes(f"{WHO}fills EMEA.Intro.Registration\nexpect partition AMER\nexpect notified EMEA_Ops", more)


def test_a_later_person_says_what_has_changed() -> None:
    """Once, also where the next step says that it changes."""
    more = campaign("change score Score by 1", "trigger Country changes", "Default", "Counts")
    story = 'person { Country "DE" }\nperson is created\nperson { Country "US" }\nCountry changes\nexpect partition AMER'
    found = outcome(story, more)
    assert found.passed
    assert sum("campaign Default.Counts runs" in line for line in lines(found)) == 1


def test_what_was_so_before_is_no_change() -> None:
    more = campaign("stop", "trigger Country changes", "Default", "Counts")
    passes(
        'person { Country "DE" }\nperson is created\nperson { Country "DE" }\nexpect no campaigns Default.Counts',
        more,
    )


def test_words_of_marketos_own_are_said_not_to_be_known() -> None:
    found = outcome('person is created\n"Clicks Link in SMS"\nexpect no campaigns EMEA.Intro.Follow_Up')
    assert found.passed
    assert [entry.text for entry in found.unknown] == [
        'what "Clicks Link in SMS" means beyond the triggers that use the same words'
    ]


def test_no_campaigns_is_never_sure_of_a_trigger_in_words() -> None:
    more = campaign("stop", 'trigger "Clicks Link in SMS"', "Default", "Waits")
    found = outcome("person is created\nexpect no campaigns Default.Waits", more)
    assert found.passed
    assert len(found.unknown) == 1


def test_a_request_without_a_name_is_said_not_to_be_known() -> None:
    assert [entry.text for entry in outcome("is requested\nexpect stage Known").unknown] == [
        "which campaign is requested, the step does not say"
    ]


def test_activity_puts_silence_off() -> None:
    more = campaign("stop", "trigger inactive for 30 days", "EMEA", "Waits")
    story = (
        f"{GERMAN}after 20 days\nopens EMEA.Intro.Welcome\nafter 20 days\nexpect no campaigns EMEA.Waits\n"
    )
    passes(f"{story}after 10 days\nexpect campaigns EMEA.Waits", more)
