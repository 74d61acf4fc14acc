"""Scenarios from texts, for the tests: one spec that all share, and what comes of a story told on top of it."""

from mopsdsl import api
from mopsdsl.scenarios import as_text
from mopsdsl.scenarios.reports import ProjectResults
from mopsdsl.scenarios.run import Results, run
from mopsdsl.scenarios.story import Outcome

SPEC = """\
instance Acme {
  timezone "America/New_York"
  crm salesforce "acme.my.salesforce.com"
}
field Score number
field Fit text
field Disposition text
field Do_Not_Market flag
field Last_Touch date
field Small number
field Large number
field Size number is larger of Small, Large
calendar Berlin { timezone "Europe/Berlin"; hours Mon..Fri 09:00-17:30; holidays DE BY }
team Demand_Gen { side marketing; calendar Berlin }
team SDR { side sales; calendar Berlin }
team SDR_Manager { side sales }
team VP_Sales { side sales }
team EMEA_Ops { side marketing }
team MOps { side marketing }
partition EMEA
partition AMER
partition Customers
workspace Default { sees all; primary Default }
workspace EMEA { sees EMEA; primary EMEA; admin EMEA_Ops }
workspace AMER { sees AMER; primary AMER }
site "www.acme.de" tracked by EMEA
grant Admin to MOps in Default
channel Webinar for event { status "Registered" 10; status "Attended" 20 success }
routing Geo {
  carried out by assignment rules, Default.Route_Everyone
  when Country is "DE" -> EMEA
  when Country is "US" -> AMER
  otherwise -> Default
}
lifecycle Global {
  for partitions all except Customers
  success path Known, MQL, SAL, SQL, Won
  stage Known inventory owned by Demand_Gen
  stage MQL inventory owned by SDR { status "Open" }
  stage SAL inventory owned by SDR { status "Working" }
  stage SQL inventory owned by SDR { status "Qualified" }
  stage Won end
  stage Recycled inventory owned by Demand_Gen { status "Nurture" }
  stage Disqualified end owned by SDR { status "Disqualified" }
  Known -> MQL when Score >= 100 and Fit in ("A", "B")
  MQL -> SAL by SDR when status is "Working"
  MQL -> Recycled after 5 business days
  MQL -> Disqualified by SDR because of ("Student")
  SAL -> SQL by SDR when status is "Qualified"
  SQL -> Won by SDR
  Recycled -> MQL when Score >= 120 and Last_Touch older than 60 days
}
fence Marketing_Sales between Demand_Gen and SDR on Global {
  hand over at MQL
  accept at SAL within 4 business hours
  after accept {
    call "First call" within 1 business day
    touch 2 times within 10 business days
    record Disposition within 2 business days
  }
  return to Recycled when stalled for 30 days
  exclude by SDR using Do_Not_Market for 90 days
  status "Open" owned by SDR changed by SDR to ("Working", "Disqualified")
  on breach after 4 business hours notify SDR_Manager
  on breach after 1 business day notify VP_Sales
}
score Behaviour adds to Score at most 60 {
  +10 when visits page "/pricing"
  +25 when attends Webinar
  +40 when Title contains "VP"
  -20 when inactive for 30 days
}
distribution Reps on Global at MQL {
  queue Germans for SDR when Country is "DE"
  otherwise queue Round_Robin for SDR
}
assets in Default {
  smart_campaign Route_Everyone {
    scope global
    trigger person is created, Country changes
    flow { route by Geo }
  }
}
assets in EMEA {
  landing_page Home
  program Intro {
    type event
    channel Webinar
    form Registration { asks Email, Country }
    landing_page Page { uses Registration }
    email Welcome
    static_list Guests
    smart_list Engaged { when Score >= 50 }
    smart_campaign Follow_Up {
      trigger fills Registration
      flow { request Default.Route_Everyone }
    }
  }
}
"""

WITHOUT_ROUTER = SPEC.replace("trigger person is created, Country changes", "").replace(
    "request Default.Route_Everyone", "stop"
)
"""The same, but people stay where they land."""

GERMAN = """\
  at 2026-07-03 16:45 "Europe/Berlin"
  person { Email "a@b.de"; Country "DE"; Score 120; Fit "A" }
  fills EMEA.Intro.Registration
"""
"""A lead who is an MQL on a Friday afternoon."""


def results(story: str, more: str = "", spec: str = SPEC) -> Results:
    """The scenario "Story" with these steps, in the shared spec with something more."""
    loaded = api.load_text(f'{spec}{more}\nscenario "Story" {{\n{story}\n}}\n')
    assert not loaded.findings, loaded.findings
    return run(loaded.context(), loaded.model.scenarios.values())


def outcome(story: str, more: str = "", spec: str = SPEC) -> Outcome:
    (found,) = results(story, more, spec).outcomes
    return found


def passes(story: str, more: str = "", spec: str = SPEC) -> None:
    """Every expectation comes true."""
    found = outcome(story, more, spec)
    assert found.passed, told(found)


def fails(story: str, more: str = "", spec: str = SPEC) -> str:
    """What comes instead of the only expectation that fails."""
    found = outcome(story, more, spec)
    assert len(found.failures) == 1, told(found)
    return found.failures[0].came


def campaign(
    flow: str, trigger: str = "trigger fills Intro.Registration", workspace: str = "EMEA", name: str = "Does"
) -> str:
    """A campaign with this flow."""
    return f"assets in {workspace} {{ smart_campaign {name} {{ {trigger}; flow {{ {flow} }} }} }}\n"


def lines(found: Outcome) -> list[str]:
    return [entry.text for entry in found.story]


def told(found: Outcome, verbose: bool = True) -> str:
    """The scenario as people are told of it."""
    tested = ProjectResults("spec", Results((found,), ()), lambda span: span.source.name)
    return as_text.render([tested], verbose=verbose, part=True, colour=False, unicode=True)
