"""A world from a text, for the tests of the graphs."""

from mopsdsl import api
from mopsdsl.graphs.edges import World


def world(text: str | dict[str, str]) -> World:
    loaded = api.load_text(text)
    context = loaded.context()
    return World(loaded.model, context.names, context.sight)


SPEC = """\
list Europe = ("DE", "FR")
team Ops
team SDR { side sales }
team Nobody
partition EMEA "EMEA People"
partition APAC
partition Customers
workspace Default { sees all; primary Default }
## Europe and all.
workspace EMEA { sees EMEA; primary EMEA; admin Ops }
workspace Sales { sees EMEA, APAC; primary APAC }
workspace Center { sees APAC; primary APAC }
role Marketer { can edit, read }
grant Marketer to Ops in Sales until 2027-01-31
grant Marketer to SDR in Center
wall Apart { keep APAC apart from Customers; except workspace Default }

assets in Center {
  folder Templates shared with EMEA {
    email_template News
    smart_list Engaged { when Score >= 50 }
  }
  folder Own { email_template Secret }
}
assets in EMEA {
  program Intro {
    form Sign_Up { asks Email, Country }
    email Hello { uses Center.Templates.News }
    smart_campaign Follow { trigger fills Sign_Up; flow { send Hello; change stage to MQL; move to partition EMEA } }
  }
}
lifecycle Global {
  for partitions all except Customers
  success path Known, MQL, Won
  stage Known inventory owned by Ops
  stage MQL sla 1 day owned by SDR
  stage Won end owned by SDR
  stage Lost end owned by SDR
  Known -> MQL when Score >= 100 and Country in Europe
  MQL -> Won by SDR
  MQL -> Lost after 5 business days
}
lifecycle Local in workspace EMEA extends Global {
  for partitions Customers
  override Known -> MQL when Score >= 80 because "Smaller"
}
"""
