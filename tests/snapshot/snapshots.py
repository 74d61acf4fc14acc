"""Snapshots for the tests of this folder."""

import json
from pathlib import Path
from typing import Any

from mopsdsl import api
from mopsdsl.graphs.names import Names
from mopsdsl.model.model import Model
from mopsdsl.render.emitters.model import emit
from mopsdsl.snapshot.encode import encode
from mopsdsl.snapshot.read import read

ROOT = Path(__file__).parents[2]
SPECS = sorted(path for path in (ROOT / "specs").iterdir() if path.is_dir())
CASES = sorted((ROOT / "tests/cases").glob("*.mops"))

SMALL = """
instance Acme { people 10; limit fields 400 }
list Europe = ("DE", "FR")
field Region text one of ("North", "South")
field Age number from 0 to 99.5
team Sales { side sales; member "Ann" }
team Marketing { side marketing }
partition EMEA { owner Sales }
workspace W { sees all except Default; primary EMEA }
grant Marketing_User to Marketing in W until 2027-01-31
assets in W {
  folder Shared shared with all workspaces except Default { email Hello }
  segmentation Regions { segment North when Region is "North" }
  smart_campaign Go {
    trigger fills F, stage changes to MQL
    when Country in Europe and (in segment Regions.North or not Age >= 12.5)
    flow { send Shared.Hello; wait 2 business days; set Region to "South"; change stage to MQL }
  }
  form F { asks Region }
}
routing People { when Country in Europe -> EMEA; otherwise -> Default }
lifecycle Global { stage Known inventory owned by Marketing; stage MQL sla 4 business hours owned by Sales; Known -> MQL when Age > 3 }
assume Rate 12.5% from "us"
"""
"""A spec with a little of everything."""


def saved(text: str) -> str:
    """The model.json of a spec."""
    ((_, written),) = emit(api.load_text(text).context())
    return written


def data(text: str = SMALL) -> Any:
    """The same as data."""
    return json.loads(saved(text))


def back(text: str) -> Model:
    """A spec's model, saved and read."""
    return read(saved(text))


def again(model: Model) -> str:
    return json.dumps(encode(model, Names(model)))
