"""The whole of what a pipeline runs, on a project of its own, with a forge on loopback and a plan that says what it is told."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mopsdsl.forge import __main__ as forge_main
from mopsdsl.forge import gitlab, tool
from mopsdsl.forge.github import SUMMARY_LIMIT, summary
from tests.cli import running
from tests.cli.running import write
from tests.forge.fake import GITHUB, TOKEN, Forge, Trouble, serving

GOOD = """instance I { timezone "Europe/Berlin" }
team Ops { side marketing }
workspace Default { sees all; primary Default; admin Ops }
"""
BAD = "workspace W { sees Nowhere }\n"
REAL_RUN = tool.run
PLAN = "Plan: 1 to create.\n/close\n"
MARK = "<!-- mopsdsl plan: specs -->"


class Stage:
    """One job on one forge: a project, a plan, what the runner tells, and what came of it."""

    def __init__(self, root: Path, forge: Forge, kind: str) -> None:
        self.root, self.forge, self.kind = root, forge, kind
        self.asked: dict[str, tuple[str, ...]] = {}
        self.planned(3, PLAN, "")

    def planned(self, status: int, text: str | None, *dangers: str) -> None:
        """What the next plans say, with a change for each danger (or ""); without a text none is written."""
        self.status = status
        changes = [{"danger": danger} for danger in dangers]
        data = json.dumps(
            {"projects": [{"changes": []}, {"changes": changes}]} if dangers else {"changes": []}
        )
        self.plan = {} if text is None else {"markdown": text, "json": data}

    def command(self, verb: str, *words: str) -> tool.Answer:
        """In the place of `tool.run`: mopsdsl in this process, and a plan that does as it was told."""
        if verb != "plan":
            return tool.Answer(*running.run(verb, *words)[:2])
        told = dict(word.removeprefix("--").split("=", 1) for word in words if "=" in word)
        self.asked[told["format"]] = words
        if self.plan:
            Path(told["out"]).write_text(self.plan[told["format"]], "utf-8")
        return tool.Answer(self.status, "what `plan` prints")

    def run(self, *words: str) -> int:
        return forge_main.main(
            [self.kind, "--directory=specs", "--reports=reports", "--comment=true", *words]
        )

    def read(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    @property
    def bodies(self) -> list[str]:
        return [body.replace("\r\n", "\n") for body in self.forge.bodies]


@pytest.fixture(params=["github", "gitlab"])
def stage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    write(tmp_path, {"specs/a.mops": GOOD, "event.json": '{"pull_request": {"number": 12}}'})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    (tmp_path / ".git").mkdir()
    with serving(Forge(installation=request.param == "github")) as forge:
        told = {
            "MOPSDSL_NO_CACHE": "1", tool.TOKEN: TOKEN,
            "GITHUB_API_URL": forge.base, "GITHUB_BASE_REF": "main", "GITHUB_REPOSITORY": "acme/specs",
            "GITHUB_EVENT_PATH": "event.json", "GITHUB_OUTPUT": "outputs", "GITHUB_STEP_SUMMARY": "summary.md",
            "CI_API_V4_URL": forge.base, "CI_MERGE_REQUEST_IID": "12", "CI_MERGE_REQUEST_PROJECT_ID": "3",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": "0123abc", "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "",
        }  # fmt: skip
        for name, text in told.items():
            monkeypatch.setenv(name, text)
        stage = Stage(tmp_path, forge, request.param)
        monkeypatch.setattr(tool, "run", stage.command)
        yield stage


github_only = pytest.mark.parametrize("stage", ["github"], indirect=True)
gitlab_only = pytest.mark.parametrize("stage", ["gitlab"], indirect=True)


def test_a_pull_request_from_its_opening_to_its_end(stage: Stage) -> None:
    assert stage.run() == 0
    shown = PLAN if stage.kind == "github" else PLAN.replace("/", "\\/")
    assert stage.bodies == [f"{MARK}\n{shown}"]
    assert stage.run() == 0
    assert stage.forge.writes == ["POST"]
    stage.planned(4, "Plan: 1 to remove.\n", "", "destructive")
    assert stage.run() == 0
    assert stage.bodies == [f"{MARK}\nPlan: 1 to remove.\n"]
    stage.planned(0, "Nothing changes.\n")
    assert stage.run() == 0
    assert stage.bodies == [f"{MARK}\nNothing changes.\n"]


def test_nothing_to_say_is_not_said(stage: Stage) -> None:
    stage.planned(0, "Nothing changes.\n")
    assert stage.run() == 0
    assert stage.bodies == []


def test_what_plan_is_asked(stage: Stage) -> None:
    assert stage.run() == 0
    base = "origin/main" if stage.kind == "github" else "0123abc"
    for form, name in (("markdown", "plan.md"), ("json", "plan.json")):
        out = f"--out={Path('reports') / name}"
        assert stage.asked[form] == (f"--base={base}", f"--format={form}", "--exit-code", out, "specs")
    assert stage.run("--base=v1.0", "--directory=--out=x") == 2  # no such project, and no option
    assert stage.run("--base=--help") == 0
    assert "--base=--help" in stage.asked["json"]


def test_no_log_and_no_report_shows_the_token(stage: Stage, capfd: pytest.CaptureFixture[str]) -> None:
    assert stage.run() == 0
    stage.forge.trouble = lambda asked: Trouble(403)
    assert stage.run() == 0
    said = capfd.readouterr()
    assert TOKEN not in said.out + said.err
    assert all(TOKEN.encode() not in path.read_bytes() for path in stage.root.rglob("*") if path.is_file())


SAYS = "import os, sys; print(*sorted(os.environ), *sys.argv); print('::error::no order\\r::debug::', file=sys.stderr); sys.exit(3)"


def test_a_command_is_not_told_the_token_and_gives_no_orders(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """In a pipeline's log, a line that begins with two colons is one."""
    monkeypatch.setenv(tool.TOKEN, TOKEN)
    monkeypatch.setattr(tool, "COMMAND", [sys.executable, "-c", SAYS])
    answer = tool.run("plan", "--base=x")
    assert (answer.status, answer.out.split()[-2:]) == (3, ["plan", "--base=x"])
    assert "PATH" in answer.out.split()
    assert tool.TOKEN not in answer.out
    assert capfd.readouterr() == ("", "> ::error::no order\n> ::debug::\n")


def test_a_folder_of_the_pull_request_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"mopsdsl/__main__.py": "raise SystemExit(77)", "json.py": "raise SystemExit(77)"})
    monkeypatch.chdir(tmp_path)
    assert tool.run("explain", "MOPS101").status == 0


def test_a_folder_of_the_pull_request_on_the_path_is_not_run(tmp_path: Path) -> None:
    """A pipeline may have set PYTHONPATH for other steps of its own; it is called as the Action and the component do."""
    write(tmp_path, {"specs/a.mops": GOOD, "src/mopsdsl/__init__.py": "raise SystemExit(77)"})
    done = subprocess.run(
        [sys.executable, "-I", "-m", "mopsdsl.forge", "gitlab", "--directory=specs"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "  No findings in specs.\n")


@pytest.mark.parametrize(
    "text", ["##[set-output name=destructive;]false", "a ###[add-mask]b", "##[##[group]"]
)
def test_an_order_in_the_middle_of_a_line_is_none(text: str) -> None:
    """GitHub's runner looks for the older form of its orders anywhere (actions/runner: ActionCommand.cs)."""
    assert "##[" not in tool.quoted(f"mopsdsl: {text}\n")


@pytest.mark.parametrize("name", ["mopsdsl.sarif", "junit.xml"])
def test_no_report_is_written_through_a_link(
    stage: Stage, tmp_path_factory: pytest.TempPathFactory, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    write(outside, {name: "mine"})
    (stage.root / "reports").symlink_to(outside)
    assert stage.run() == 2
    assert "mopsdsl: reports: This is a link" in capfd.readouterr().err
    assert [(path.name, path.read_text("utf-8")) for path in outside.iterdir()] == [(name, "mine")]


@pytest.mark.parametrize(
    ("plan", "words", "status"),
    [
        (0, (), 0), (3, (), 0), (4, (), 0), (1, (), 1), (2, (), 2), (-9, (), 2), (77, (), 2),
        (3, ("--fail-on-plan=destructive",), 0), (4, ("--fail-on-plan=destructive",), 4),
        (0, ("--fail-on-plan=changes",), 0), (3, ("--fail-on-plan=changes",), 3), (4, ("--fail-on-plan=changes",), 4),
        (1, ("--fail-on-plan=changes",), 1),
    ],
)  # fmt: skip
@github_only
def test_exit_status(stage: Stage, plan: int, words: tuple[str, ...], status: int) -> None:
    stage.planned(plan, PLAN, "")
    assert stage.run(*words) == status


def test_specs_with_errors(stage: Stage) -> None:
    """The plan that stood there is no longer true; where there was none, the findings say enough."""
    stage.planned(1, None)
    write(stage.root, {"specs/a.mops": BAD})
    assert stage.run() == 1
    assert stage.bodies == []
    stage.forge.add(f"{MARK}\n{PLAN}", *((9, "Bot") if stage.kind == "github" else ()))
    assert stage.run() == 1
    (body,) = stage.bodies
    assert body.startswith(f"{MARK}\nAn earlier plan stood here.")


@pytest.mark.parametrize(
    ("dangers", "destructive"), [(("", "sight-lost"), "false"), (("", "protected"), "true")]
)
@github_only
def test_a_plan_with_errors_is_told_all_the_same(
    stage: Stage, dangers: tuple[str, ...], destructive: str
) -> None:
    stage.planned(1, PLAN, *dangers)
    assert stage.run() == 1
    assert stage.bodies == [f"{MARK}\n{PLAN}"]
    assert f"changes=true\ndestructive={destructive}\n" in stage.read("outputs")
    stage.planned(1, "Nothing changes.\n")
    stage.forge.comments.clear()
    assert stage.run() == 1
    assert stage.bodies == []
    assert stage.read("outputs").count("changes=false\ndestructive=false\n") == 1


@pytest.mark.parametrize("status", [401, 403, 404, 422, 500])
def test_no_comment_is_no_failure(stage: Stage, status: int, capfd: pytest.CaptureFixture[str]) -> None:
    stage.forge.trouble = lambda asked: Trouble(status)
    assert stage.run() == 0
    assert "mopsdsl: No comment: " in capfd.readouterr().err
    assert stage.read("reports/plan.md") == PLAN


def test_no_token(stage: Stage, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv(tool.TOKEN)
    assert stage.run() == 0
    assert "there is no token" in capfd.readouterr().err
    assert stage.forge.asked == []


def test_a_token_with_its_line_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tool.TOKEN, f"{TOKEN}\r\n")
    assert stage.run() == 0
    assert stage.forge.writes == ["POST"]


def test_reports_that_can_not_be_written(stage: Stage, capfd: pytest.CaptureFixture[str]) -> None:
    write(stage.root, {"reports": "a file"})
    assert stage.run() == 2
    assert capfd.readouterr().err.startswith("mopsdsl: reports: ")


def test_a_comment_that_nobody_asked_for(stage: Stage) -> None:
    assert stage.run("--comment=false") == 0
    assert stage.forge.asked == []
    assert stage.read("reports/plan.md") == PLAN


def test_outside_of_a_pull_request(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        monkeypatch.setenv(name, "")
    assert stage.run() == 0
    assert stage.forge.asked == []
    assert not (stage.root / "reports/plan.md").exists()


@pytest.mark.parametrize(
    "event",
    ["", "[]", "null", "{}", '{"pull_request": null}', '{"pull_request": {"number": "12/../../x"}}', "[" * 9],
)
@github_only
def test_an_event_without_a_pull_request(stage: Stage, event: str) -> None:
    write(stage.root, {"event.json": event})
    assert stage.run("--base=main") == 0
    assert stage.forge.asked == []


def test_a_plan_of_an_earlier_run_is_not_taken_for_this_one(stage: Stage) -> None:
    write(stage.root, {"reports/plan.md": "Plan: 9 to remove.\n"})
    stage.planned(1, None)
    assert stage.run() == 1
    assert stage.bodies == []


def test_no_such_project(stage: Stage) -> None:
    assert stage.run("--directory=nowhere") == 2
    assert stage.forge.asked == []


def test_generated_files(stage: Stage) -> None:
    assert stage.run("--generated=true") == 1
    assert tool.run("compile", "specs").status == 0
    assert stage.run("--generated=true") == 0
    write(stage.root, {"specs/generated/model.json": "{}"})
    assert stage.run() == 0
    assert stage.run("--generated=true") == 1


@github_only
def test_what_github_is_told(stage: Stage, capfd: pytest.CaptureFixture[str]) -> None:
    assert stage.run() == 0
    assert stage.read("summary.md") == f"```text\nNo findings in specs.\n```\n\n{PLAN}\n"
    said = dict(line.split("=", 1) for line in stage.read("outputs").splitlines())
    reports = Path("reports")
    assert said == {
        "changes": "true", "destructive": "false",
        "plan-file": str(reports / "plan.md"), "sarif-file": str(reports / "mopsdsl.sarif"),
    }  # fmt: skip
    assert json.loads(stage.read("reports/mopsdsl.sarif"))["version"] == "2.1.0"
    write(stage.root, {"specs/a.mops": BAD})
    capfd.readouterr()
    assert stage.run() == 1
    assert capfd.readouterr().out.startswith("::error file=specs/a.mops,line=1,")
    assert "```text\nerror[MOPS002]" in stage.read("summary.md")


def test_a_summary_holds_what_findings_quote() -> None:
    text = summary(tool.Answer(1, "error: ````\n```\n# not a heading\n"), tool.Plan(3, PLAN, True))
    assert text == f"`````text\nerror: ````\n```\n# not a heading\n`````\n\n{PLAN}\n"
    assert (
        len(summary(tool.Answer(1, "error\n" * SUMMARY_LIMIT), tool.Plan(3, "plan\n" * 9))) <= SUMMARY_LIMIT
    )
    assert "plan\n" * 9 in summary(tool.Answer(1, "error\n" * SUMMARY_LIMIT), tool.Plan(3, "plan\n" * 9))


@gitlab_only
def test_what_gitlab_is_told(stage: Stage) -> None:
    write(stage.root, {"specs/a.mops": f"{GOOD}{BAD}{BAD.replace('W', 'V')}"})
    assert stage.run() == 1
    issues = json.loads(stage.read("reports/code-quality.json"))
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    unknown = [issue for issue in issues if issue["check_name"] == "MOPS002"]
    assert [issue["location"] for issue in unknown] == [
        {"path": "specs/a.mops", "lines": {"begin": line}} for line in (4, 5)
    ]
    assert "<testsuites" in stage.read("reports/junit.xml")


def test_gitlab_takes_no_orders_from_a_plan() -> None:
    text = "a / b\n/close\n  /merge\n\t/approve\n> /x\n"
    assert gitlab.unordered(text) == "a / b\n\\/close\n  \\/merge\n\t\\/approve\n> /x\n"


@github_only
def test_another_pull_request_is_not_meant(stage: Stage) -> None:
    assert stage.run() == 0
    assert {asked.path for asked in stage.forge.asked} == {
        "/user",
        f"{GITHUB}/12/comments?per_page=100",
        f"{GITHUB}/12/comments",
    }


def repository(root: Path) -> None:
    """What is there, as the branch main of a repository."""
    (root / ".git").rmdir()
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.com"]
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "*.mops", "*.toml"],
        ["commit", "-q", "-m", "Before"],
    ):
        subprocess.run([*git, *words], cwd=root, check=True)


@github_only
@pytest.mark.slow
def test_with_the_plan_itself(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a pipeline does it: every command a process, from a branch of a repository."""
    monkeypatch.setattr(tool, "run", REAL_RUN)
    write(stage.root, {"mops.toml": ""})
    repository(stage.root)
    assert stage.run("--base=main") == 0
    assert stage.bodies == []
    write(stage.root, {"specs/b.mops": "partition North { people 3 }\n"})
    assert stage.run("--base=main", "--fail-on-plan=changes") == 3
    (body,) = stage.bodies
    assert body.startswith(f"{MARK}\n")
    assert "Plan: 1 to create" in body
    assert "North" in body
    assert stage.run("--base=main") == 0
    assert stage.forge.writes == ["POST"]
    (stage.root / "specs/b.mops").unlink()
    assert stage.run("--base=main") == 0
    (body,) = stage.bodies
    assert "North" not in body


@github_only
@pytest.mark.slow
def test_with_the_plans_of_several_projects(stage: Stage) -> None:
    write(stage.root, {"mops.toml": 'projects = ["specs", "more"]\n', "more/a.mops": GOOD})
    repository(stage.root)
    write(
        stage.root,
        {"specs/b.mops": "partition North { people 3 }\n", "more/b.mops": "partition South { people 3 }\n"},
    )
    assert REAL_RUN("plan", "--base=main", "--format=markdown", "--exit-code", "--out=all.md").status == 3
    assert "North" in stage.read("all.md")
    assert "South" in stage.read("all.md")
