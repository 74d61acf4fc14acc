"""The forms of the results: text, JSON and JUnit XML, each whole for what passes, what fails and what nobody can know."""

import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest

import mopsdsl
from mopsdsl import api
from mopsdsl.scenarios import as_json, as_junit, as_text
from mopsdsl.scenarios.reports import ProjectResults
from mopsdsl.scenarios.run import Results, run
from tests.scenarios.telling import GERMAN, SPEC, outcome, results, told

STRANGE = 'scenario "Odd <&> name" {\n' + GERMAN + "  expect partition AMER\n}\n"
FAILED = f"{GERMAN}expect stage SAL"
UNKNOWN = 'person is created\n"In words"\nexpect stage Known'


@cache
def schema() -> Any:
    """A validator of what the schema promises, which can't be mistaken itself."""
    path = Path(mopsdsl.__file__).parent / "render" / "schemas" / "test.v1.json"
    loaded = json.loads(path.read_text("utf-8"))
    kind = jsonschema.validators.validator_for(loaded)
    kind.check_schema(loaded)
    return kind(loaded, format_checker=kind.FORMAT_CHECKER)


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


IN_ROUNDS = """
each place of (Here, There) {
  field Known_<place> flag
  scenario "<place>" { person { Known_<place> yes }; person is created; expect stage SAL }
}
"""


@pytest.mark.parametrize(
    "story", [FAILED, UNKNOWN, f"{GERMAN}expect stage MQL", "expect MOps cannot reach EMEA", ""]
)
@pytest.mark.parametrize("more", ["", STRANGE, IN_ROUNDS])
def test_json_is_what_the_schema_says(story: str, more: str) -> None:
    document = json.loads(as_json.render([ran(story, more)]))
    assert [error.message for error in schema().iter_errors(document)] == []


def test_json_tells_the_round() -> None:
    document = json.loads(as_json.render([ran(FAILED, IN_ROUNDS)]))
    assert {one.get("round") for one in document["scenarios"]} == {None, "place = Here", "place = There"}


def test_the_schema_leaves_nothing_open() -> None:
    """Each member that is there is asked for, and none besides: a change of the form does not pass unseen."""
    document = json.loads(as_json.render([ran(FAILED)]))
    assert schema().is_valid(document)
    for holder in (
        document,
        document["scenarios"][0],
        document["scenarios"][0]["story"][0],
        document["parts"][0],
    ):
        for name in list(holder):
            kept = holder.pop(name)
            assert not schema().is_valid(document), name
            holder[name] = kept
        holder["new"] = 1
        assert not schema().is_valid(document)
        del holder["new"]


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


def test_a_moment_is_written_once() -> None:
    """A promise is broken just after its time, which the clocks show as the same minute."""
    spec = SPEC.replace("on breach after 4 business hours", "on breach after 0 hours")
    said = told(outcome(f"{GERMAN}after 1 business day\nexpect stage SAL", spec=spec)).splitlines()
    assert [line.strip() for line in said].count("Mon 2026-07-06 12:15") == 1


@pytest.mark.parametrize("colour", [True, False])
def test_a_file_that_anybody_named_moves_no_cursor_and_breaks_no_xml(colour: bool) -> None:
    loaded = api.load_text({"a\x1b]0;b\x07\u202e.mops": f'{SPEC}scenario "Story" {{\n{FAILED}\n}}\n'})
    found = run(loaded.context(), loaded.model.scenarios.values())
    one = ProjectResults("spec", found, lambda span: span.source.name)
    said = text(one, colour=colour, verbose=True)
    assert "\x1b]" not in said
    assert not {"\x07", "\u202e"} & set(said)
    junitparser.JUnitXml.fromstring(as_junit.render([one]).partition("\n")[2])
