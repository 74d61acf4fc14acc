"""MOPS209, MOPS210 and MOPS217 in a Default that leaves people out: the cause stands first, and what shares it is told once."""

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding

BLIND = "workspace Default { sees Default, Nordics; primary Default }\n"
PEOPLE = """partition Nordics
partition Alps
workspace Nordics { sees Nordics; primary Nordics }
workspace Alps { sees Alps; primary Alps }
"""
CENTRAL = """assets in Default {
  folder Shared shared with all workspaces {
    segmentation Lang { segment G when Country is "DE" }
    segmentation Size { segment G when Score > 5 }
  }
  landing_page Prefs { purpose subscription_center }
  smart_campaign One { scope global; trigger person is created }
  smart_campaign Two { scope global; trigger person is created }
  smart_campaign Three { scope global; trigger person is created; %s }
}
"""
ALLOWED = 'allow MOPS210 because "People of the Alps are greeted by hand"'


def found(text: str) -> dict[str, list[Finding]]:
    codes = ("MOPS103", "MOPS209", "MOPS210", "MOPS217")
    findings = list(api.check_text(text))
    return {code: [one for one in findings if one.code == code] for code in codes}


def test_each_is_told_once_with_its_cause_first() -> None:
    said = found(BLIND + PEOPLE + CENTRAL % "")
    assert {code: len(ones) for code, ones in said.items()} == {
        "MOPS103": 1,
        "MOPS209": 1,
        "MOPS210": 1,
        "MOPS217": 1,
    }
    cause = said["MOPS103"][0].span
    for code in ("MOPS209", "MOPS210", "MOPS217"):
        assert said[code][0].related[0].span == cause
        assert "`sees all`" in said[code][0].help
    assert "The same holds of 2 more." in said["MOPS210"][0].message
    assert "The same holds of 1 more." in said["MOPS217"][0].message


def test_the_cause_mends_them_all() -> None:
    assert not any(found(BLIND.replace("Default, Nordics", "all") + PEOPLE + CENTRAL % "").values())


def test_an_exception_hides_no_other_campaign() -> None:
    """Nor is it left without anything to hide."""
    text = BLIND + PEOPLE + CENTRAL % ALLOWED
    (finding,) = found(text)["MOPS210"]
    assert "The same holds of 1 more." in finding.message
    assert "MOPS010" not in [one.code for one in api.check_text(text)]
    first = text.replace("One { scope global;", f"One {{ scope global; {ALLOWED};")
    (finding,) = found(first)["MOPS210"]
    assert "Campaign Two is meant for everybody" in finding.message


def test_elsewhere_each_is_told_by_itself() -> None:
    """There the cause is the workspace that was chosen, and each thing can be moved."""
    text = (
        "workspace Default { sees all; primary Default }\n"
        + PEOPLE
        + (CENTRAL % "").replace("in Default", "in Nordics")
    )
    said = found(text)
    assert len(said["MOPS210"]) == 3
    assert not said["MOPS103"]
