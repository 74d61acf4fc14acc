"""A small spec with something of every subject, and the plan of any spec."""

from datetime import date

from mopsdsl import api
from mopsdsl.plan.setup import plan
from mopsdsl.plan.steps import SetupPlan, Step

EVERYTHING = """
instance Acme "Acme {Marketo}" { timezone "Europe/Berlin"; crm salesforce; duplicates by Email, Brand; require tag "Workspace" on program }
list Europe = ("DE", "FR")
field Brand text known at creation
field Country text from crm known at creation
field Points number from 0 to 100
field Best number is larger of Points, Other
field Other number
field Disposition text
team MOps { side marketing; calendar Berlin; member "a@b.example" }
team SDR { side sales }
calendar Berlin { timezone "Europe/Berlin"; hours Mon..Fri 09:00-17:30; holidays DE BY; closed 2026-12-24 }
rota Inbound for SDR { covers Mon..Fri 08:00-18:00 "Europe/Berlin"; member "Rep" weight 2 }
partition EMEA "EMEA people"
partition Nobody { empty }
partition Old { deprecated since 2026-01-01 }
workspace Default { sees all; primary Default }
workspace Framework "Center of Excellence" { sees Nobody; primary Nobody }
workspace EMEA { sees EMEA; primary EMEA; language "de_DE"; domain "go.acme.example"; admin MOps }
workspace Gone { sees EMEA; deprecated since 2026-01-01 }
site "www.acme.example" tracked by EMEA
role Editor { can edit, read }
grant Editor to MOps in Framework until 2030-01-31
wall Apart { keep EMEA apart from Nobody; except workspace Default }
protect partition EMEA because "Contracts"
channel Webinar for event { status "Registered" 10; status "Attended" 20 success }
assets in Framework {
  folder Templates shared with all workspaces {
    email_template Newsletter
    snippet Footer { uses Default.Masters.Language }
    smart_list Engaged { when Points >= 50 }
  }
  program Master { type event; channel Webinar; tag "Workspace" "FW"; email Invite { uses Templates.Newsletter } }
}
assets in Default {
  folder Masters shared with all workspaces {
    segmentation Language { segment German when Country is "DE" }
  }
  smart_campaign Route { scope global; trigger person is created; flow { route by Geo } }
  landing_page Preferences { purpose subscription_center }
}
assets in EMEA {
  program Intro {
    cloned from Framework.Master
    tag "Workspace" "EMEA"
    email Invite
    token When
    form Sign_Up { asks Email, Country }
    smart_campaign Greet {
      trigger fills Sign_Up
      when Country in Europe
      flow { send Invite; wait 4 hours; change stage to Won; request Default.Route }
    }
  }
}
assets in Gone { static_list Left_Over }
routing Geo { carried out by assignment rules, Default.Route; when Country in Europe -> EMEA; otherwise -> Default }
lifecycle Global {
  for partitions all
  success path Known, Won
  stage Known sla 1 business day owned by MOps
  stage Won end owned by SDR { status "Won" }
  Known -> Won when Points >= 50
  Known -> Won by SDR when status is "Won"
  Known -> Won after 5 business days
}
score Behaviour adds to Points at most 100 { +10 when fills EMEA.Intro.Sign_Up }
funnel Old_Words maps Global { "Demand" = Known }
fence Pact between MOps and SDR on Global {
  hand over at Known
  accept at Won within 4 business hours
  after accept { record Disposition within 2 business days }
  return to Known when stalled for 30 days
  on breach after 4 business hours notify SDR
  agreed by "A", "B" on 2026-01-15
  review every 90 days
}
distribution Reps on Global at Won { queue Main for SDR { capacity 40 per rep per week; rota Inbound } }
metric Wins owned by MOps { counts entries to Global.Won; target 100 per quarter; reported weekly }
assume Win_Rate 22% from "CRM"
forecast FY on Global { revenue USD 1_000_000 per year; average deal USD 40_000; rate Known -> Won Win_Rate }
cadence Weekly every week on Mon 10:00 { teams MOps, SDR; reviews Wins }
object Account { identified by CRM_ID }
threshold Ripe on Account in Global { when intent >= 30; hands over to SDR }
content Guide { stage Known; persona CFO; language "de_DE"; owner MOps }
scenario "Nothing" { at 2026-07-03 16:45 "Europe/Berlin"; person { Email "a@b.de" }; expect partition EMEA }
"""


def planned(text: str = EVERYTHING) -> SetupPlan:
    """The plan of a spec, which has to be free of mistakes in its text."""
    loaded = api.load_text(text)
    assert [finding.message for finding in loaded.findings] == []
    context = loaded.context(date(2026, 11, 22))
    return plan(context.model, context.names, context.sight)


def steps_of(setup: SetupPlan) -> dict[str, Step]:
    return {step.id: step for step in setup.steps}
