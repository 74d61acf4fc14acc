"""Change plans between two texts, for the tests of their forms."""

import json
from datetime import date

from mopsdsl import api
from mopsdsl.diagnostics.render.report import Report
from mopsdsl.graphs.names import Names
from mopsdsl.render.plans.change import Told
from mopsdsl.snapshot.encode import encode
from mopsdsl.source.base import Base

TODAY = date(2026, 7, 1)


def told(before: str | dict[str, str], after: str | dict[str, str]) -> Told:
    """The plan from one text to another, as from a saved model."""
    old, new = api.load_text(before), api.load_text(after)
    base = Base("snapshot", "spec", "before.json", text=json.dumps(encode(old.model, Names(old.model))))
    plan = api.plan(new, base, TODAY)
    return Told(plan, Report("spec", "/spec", "/spec", plan.findings))


BEFORE = """
instance Pumps "Pumps Inc" { timezone "Europe/Berlin" }
team Ops "Operations" { side marketing; members 3 }
team Sales { side sales; members 7 }
calendar Office { timezone "Europe/Berlin"; hours Mon..Fri 09:00-17:30 }
field Score number
field Country text
partition North "People of the north" { people 310_000 }
partition South "People of the south" { people 1_200 }
partition Old "Old people" { people 12 }
workspace North { sees North; primary North; code "NO" }
workspace South { sees South; primary South; code "SO" }
wall Apart { keep North apart from South }
grant Marketing_User to Ops in North
routing Router { carried out by assignment rules; when Country is "DE" -> North; otherwise -> South }
lifecycle Main {
  for partitions all
  success path New, Hot
  stage New inventory owned by Ops
  stage Hot sla 4 hours owned by Sales
  New -> Hot when Score >= 50 and Country is not empty
}
assets in South {
  smart_campaign Greet "Greet them" { trigger person is created; when Score > 5; flow { change score Score by +5 } }
}
"""

AFTER = """
instance Pumps "Pumps Inc" { timezone "Europe/Berlin" }
team Ops "Operations" { side marketing; members 4 }
team Sales { side sales; members 7 }
calendar Office { timezone "Europe/Berlin"; hours Mon..Fri 09:00-17:30 }
field Score number
field Country text
partition Northern "People of the north" formerly North { people 310_000 }
partition South "People of the south" { people 1_200 }
partition West "People of the west"
workspace North { sees Northern; primary Northern; code "NO" }
workspace South { sees South, West; primary South; code "SO" }
wall Apart { keep Northern apart from South }
grant Marketing_User to Ops in North, South
routing Router { carried out by assignment rules; when Country is "DE" -> Northern; otherwise -> South }
lifecycle Main {
  for partitions all
  success path New, Hot
  stage New inventory owned by Ops
  stage Hot sla 8 hours owned by Sales
  New -> Hot when Score >= 80 and Country is not empty
}
assets in South {
  smart_campaign Greet "Greet them" { trigger person is created; when Score > 5; flow { change score Score by +5 } }
}
"""
