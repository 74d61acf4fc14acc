"""`mopsdsl test`: how it ends, what it writes, and that it never runs a spec that it could not read."""

import json
from pathlib import Path
from shutil import copytree

import junitparser
import pytest

from tests.cli.running import run
from tests.scenarios.test_reports import schema

SPEC = """\
partition EMEA
workspace EMEA { sees EMEA; primary EMEA }
assets in EMEA { form Sign_Up }
scenario "They land at home" { fills EMEA.Sign_Up; expect partition EMEA }
scenario "They land elsewhere" { fills EMEA.Sign_Up; expect partition Default }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "spec"
    folder.mkdir()
    (folder / "spec.mops").write_text(SPEC, "utf-8")
    return folder


def test_a_failure_ends_with_1(project: Path) -> None:
    answer = run("test", project)
    assert answer.status == 1
    assert "But the person is in EMEA." in answer.out
    assert answer.out.endswith("1 scenario failed, 1 passed in spec.\n")


def test_only_some(project: Path) -> None:
    assert run("test", project, "--filter", "AT HOME").status == 0
    answer = run("test", project, "--filter", "nowhere")
    assert (answer.status, answer.out) == (2, "")
    assert "no scenario has 'nowhere' in its name" in answer.err


def test_junit_goes_to_a_file_whole_or_not_at_all(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.xml"
    assert run("test", project, "--junit", file).status == 1
    assert junitparser.JUnitXml.fromfile(str(file)).failures == 1
    assert [path.name for path in tmp_path.iterdir()] == ["spec", "results.xml"] or len(
        list(tmp_path.iterdir())
    ) == 2
    answer = run("test", project, "--junit", tmp_path / "no-such-folder" / "results.xml")
    assert (answer.status, answer.out) == (2, "")
    assert "no-such-folder" in answer.err


def test_json(project: Path) -> None:
    answer = run("test", project, "--format", "json")
    assert (answer.status, json.loads(answer.out)["summary"]["failed"]) == (1, 1)


UNREAD = (
    "workspace {",
    "workspace Lost { sees Nowhere }",
    "team Ops; grant Marketing_User to Ops in EMEA until 2026-02-31",
)


@pytest.mark.parametrize("slip", UNREAD)
def test_a_spec_that_can_not_be_read_is_not_run(project: Path, slip: str) -> None:
    (project / "more.mops").write_text(slip, "utf-8")
    answer = run("test", project)
    assert answer.status == 1
    assert "error[MOPS00" in answer.out
    assert "no scenario was run" in answer.err
    assert json.loads(run("test", project, "--format", "json").out)["findings"]


CIRCLE = "assets in EMEA { smart_list One { when member of Other }; smart_list Other { when member of One } }"
MISFIT = 'field Fit text one of ("A", "B")\nassets in EMEA { smart_list Odd { when Fit is "C" } }'


@pytest.mark.parametrize("wrong", [CIRCLE, MISFIT])
def test_what_is_wrong_and_can_be_read_is_run_as_it_stands(project: Path, wrong: str) -> None:
    """In `test` as in `plan`."""
    (project / "more.mops").write_text(wrong, "utf-8")
    answer = run("test", project, "--filter", "at home")
    assert answer.status == 0
    assert "The 1 scenario passes" in answer.out
    assert "1 error in spec; `mopsdsl check` says more." in answer.err
    assert "there is no plan" not in run("plan", project).err


@pytest.mark.parametrize("slip", UNREAD)
def test_what_can_not_be_read_has_no_plan_either(project: Path, slip: str) -> None:
    (project / "more.mops").write_text(slip, "utf-8")
    answer = run("plan", project)
    assert answer.status == 1
    assert "error[MOPS00" in answer.out
    assert "there is no plan of specs that can't be read" in answer.err


def test_no_project(tmp_path: Path) -> None:
    assert run("test", tmp_path / "nowhere").status == 2


def test_no_scenario_is_no_failure(project: Path) -> None:
    (project / "spec.mops").write_text("partition EMEA\n", "utf-8")
    answer = run("test", project)
    assert (answer.status, answer.out) == (0, "No scenario in spec: nothing was tested.\n")


SPECS = sorted(path.parent for path in (Path(__file__).parents[2] / "specs").glob("*/mops.toml"))


@pytest.fixture(params=SPECS, ids=lambda path: path.name)
def spec(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of one of the specs."""
    folder = tmp_path / request.param.name
    copytree(request.param, folder)
    return folder


def test_every_spec_passes_and_says_so_in_every_form(spec: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.xml"
    answer = run("test", spec, "--format", "json", "--junit", file)
    assert answer.status == 0
    document = json.loads(answer.out)
    assert [error.message for error in schema().iter_errors(document)] == []
    read = junitparser.JUnitXml.fromfile(str(file))
    assert (read.tests, read.failures) == (document["summary"]["scenarios"], 0)
    said = run("test", spec, "--verbose").out
    untouched = [part["name"] for part in document["parts"] if not part["touched"]]
    assert not document["scenarios"] or [name for name in untouched if name not in said] == []


def test_every_spec_ends_with_1_where_a_scenario_fails_and_with_2_where_there_is_none(spec: Path) -> None:
    nobody = 'scenario "Nobody" { person is created; expect campaigns Default.Nowhere }\n'
    some = 'scenario "Somebody" { person is created; expect notified Somebody }\nteam Somebody\n'
    (spec / "zz-more.mops").write_text(some, "utf-8")
    failed = run("test", spec, "--filter", "somebody")
    assert failed.status == 1
    assert "But Somebody was not told" in failed.out
    assert run("test", spec, "--filter", "there is no such scenario").status == 2
    (spec / "zz-more.mops").write_text(nobody, "utf-8")
    assert run("test", spec).status == 1
