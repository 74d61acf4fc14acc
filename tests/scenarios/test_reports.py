"""The forms of the results: text, JSON and JUnit XML, each whole for what passes, what fails and what nobody can know."""

import json
from xml.etree import ElementTree

import junitparser
import pytest

from mopsdsl.scenarios import as_json, as_junit, as_text
from mopsdsl.scenarios.reports import ProjectResults
from mopsdsl.scenarios.run import Results
from tests.scenarios.telling import GERMAN, results

STRANGE = 'scenario "Odd <&> name" {\n' + GERMAN + "  expect partition AMER\n}\n"
FAILED = f"{GERMAN}expect stage SAL"
UNKNOWN = 'person is created\n"In words"\nexpect stage Known'


def ran(story: str, more: str = "") -> ProjectResults:
    return ProjectResults("spec", results(story, more), lambda span: span.source.name)


def text(one: ProjectResults, **options: bool) -> str:
    said = {"verbose": False, "part": False, "colour": False, "unicode": True, **options}
    return as_text.render([one], **said)  # type: ignore[arg-type]


def test_junit_is_read_by_others() -> None:
    root = junitparser.JUnitXml.fromstring(as_junit.render([ran(FAILED, STRANGE)]).encode())
    (suite,) = root
    cases = list(suite)
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (2, 2, 0, 0)
    assert {case.name for case in cases} == {"Story", "Odd <&> name"}
    for case in cases:
        (failure,) = case.result
        assert isinstance(failure, junitparser.Failure)
        assert failure.message.startswith("expect ")
        assert "goes from Known to MQL when Score >= 100" in failure.text


def test_what_is_not_known_is_in_the_junit_of_what_passes() -> None:
    (case,) = ElementTree.fromstring(as_junit.render([ran(UNKNOWN)])).iter("testcase")
    assert [child.tag for child in case] == ["system-out"]
    assert "not known" in str(case[0].text)


def test_json_tells_everything() -> None:
    document = json.loads(as_json.render([ran(FAILED)]))
    assert document["summary"] == {"projects": 1, "scenarios": 1, "passed": 0, "failed": 1}
    (scenario,) = document["scenarios"]
    assert (scenario["name"], scenario["passed"], scenario["timezone"]) == ("Story", False, "Europe/Berlin")
    assert [failure["expected"] for failure in scenario["failures"]] == ["expect stage SAL"]
    assert scenario["story"][0]["at"] == "2026-07-03T16:45:00+02:00"
    assert all(set(entry) == {"at", "kind", "depth", "text", "file", "line"} for entry in scenario["story"])
    assert {part["kind"] for part in document["parts"]} == {
        "route",
        "transition",
        "campaign",
        "duty",
        "score rule",
    }


def test_text_counts_what_nobody_touches_and_names_it_when_asked() -> None:
    one = ran(f"{GERMAN}expect stage MQL")
    said = "No scenario of spec touches 2 of 3 routes, 6 of 7 transitions, 3 of 4 duties, 4 of 4 score rules; --verbose names them."
    assert said in text(one).splitlines()
    assert "    Geo: otherwise -> Default  (spec.mops:33)" in text(one, verbose=True).splitlines()
    assert "No scenario" not in text(one, part=True)


def test_what_passes_is_one_line() -> None:
    assert (
        text(ran(f"{GERMAN}expect stage MQL"), part=True)
        == "ok      Story\n\nThe 1 scenario passes in spec.\n"
    )
    assert "ok      Story  (1 thing in it can't be known; --verbose tells)" in text(ran(UNKNOWN))


def test_nothing_to_run_is_said() -> None:
    nothing = ProjectResults("spec", Results((), ran("person is created").results.parts), lambda span: "")
    assert text(nothing) == "No scenario in spec: nothing was tested.\n"


@pytest.mark.parametrize("colour", [True, False])
def test_colour_is_only_where_it_is_asked_for(colour: bool) -> None:
    said = text(ran(FAILED, STRANGE), colour=colour)
    assert ("\x1b[" in said) is colour


def test_without_unicode_the_marks_are_plain() -> None:
    assert text(ran(FAILED), unicode=False).isascii()
