"""`mopsdsl plan`: what it starts from, how it ends, and what it writes."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Answer, run, spawn, write

OLD = """\
team Ops { side marketing; members 3 }
partition North { people 100 }
partition South
workspace Default { sees all; primary Default; admin Ops }
workspace North { sees North; primary North; admin Ops }
"""
BIGGER = OLD.replace("members 3", "members 4")
LESS = OLD.replace("partition South\n", "")
MORE = OLD + "partition West\n"
BROKEN = OLD + "workspace Lost { sees Nowhere; primary Nowhere; admin Ops }\n"
FORMATS = ("text", "markdown", "json", "html")


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """A folder with a project before (`old`) and after (`new`), which are the same."""
    return write(tmp_path, {"old/a.mops": OLD, "new/a.mops": OLD})


def planned(both: Path, after: str, *words: str | Path) -> Answer:
    (both / "new" / "a.mops").write_text(after, "utf-8")
    return run("plan", both / "new", "--base", both / "old", "--as-of=2026-07-01", *words)


# How it ends


@pytest.mark.parametrize(
    ("after", "status"),
    [(OLD, 0), (BIGGER, 3), (MORE, 3), (LESS, 4)],
    ids=["nothing", "a change", "something new", "something lost"],
)
def test_the_exit_status_says_what_there_is_to_do_where_that_is_asked(
    both: Path, after: str, status: int
) -> None:
    assert planned(both, after, "--exit-code").status == status
    assert planned(both, after).status == 0


def test_approving_a_loss_does_not_make_it_none(both: Path) -> None:
    answer = planned(
        both, LESS + 'approve removal of partition South because "Empty" by "Boss"\n', "--exit-code"
    )
    assert answer.status == 4
    assert "Approved by Boss: Empty" in answer.out


def test_specs_that_cannot_be_read_have_no_plan(both: Path) -> None:
    answer = planned(both, BROKEN, "--exit-code", "--format=json")
    assert answer.status == 1
    assert "error[MOPS002] There is no partition Nowhere." in answer.out
    assert "there is no plan of specs that can't be read" in answer.err


def test_other_errors_in_the_specs_stand_in_the_plan(both: Path) -> None:
    walled = OLD + "wall Apart { keep North apart from South }\n"
    answer = planned(both, walled, "--exit-code")
    assert answer.status == 1
    assert "To mend in the specs" in answer.out
    assert "[MOPS104]" in answer.out
    assert "+ wall Apart" in answer.out


def test_an_error_about_the_change_is_one(both: Path) -> None:
    protected = 'protect partition South because "Contracts hang on it"\n'
    (both / "old" / "a.mops").write_text(OLD + protected, "utf-8")
    answer = planned(both, LESS, "--exit-code")
    assert answer.status == 1
    assert "[MOPS907]" in answer.out


@pytest.mark.parametrize("base", ["nowhere", "./nowhere", "--help-me", ""])
def test_a_base_that_is_not_there(both: Path, base: str) -> None:
    answer = run("plan", both / "new", f"--base={base}")
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith("mopsdsl: ")


@pytest.mark.parametrize(
    "text", ["", "{", '{"version": 99}', "[]", '{"version": 1, "edition": "2026", "partitions": 5}']
)
def test_a_saved_model_that_cannot_be_read(both: Path, text: str) -> None:
    (both / "model.json").write_text(text, "utf-8")
    answer = run("plan", both / "new", "--base", both / "model.json")
    assert answer.status == 2
    assert answer.out == ""
    assert "model.json" in answer.err


def test_a_file_of_steps_that_is_not_there(both: Path) -> None:
    answer = planned(both, MORE, "--done", both / "nowhere")
    assert answer.status == 2
    assert "nowhere" in answer.err


# Where from


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_from_a_commit(tmp_path: Path) -> None:
    root = write(tmp_path / "repo", {"specs/a.mops": OLD})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    (root / "specs" / "a.mops").write_text(LESS, "utf-8")
    answer = run("plan", root / "specs", "--base=main", "--format=json", "--exit-code")
    assert answer.status == 4
    plan = json.loads(answer.out)
    assert (plan["base"]["what"], plan["base"]["commit"]) == ("git", git(root, "rev-parse", "HEAD"))
    (change,) = plan["changes"]
    assert change["source"] == {
        "file": "a.mops",
        "line": 3,
        "column": 11,
        "end_line": 3,
        "end_column": 16,
        "in": "base",
    }
    assert run("plan", root / "specs", "--base=no-such-branch").status == 2


def test_from_nothing_everything_is_new(both: Path) -> None:
    answer = run("plan", both / "new", "--format=json", "--exit-code")
    assert answer.status == 3
    told = {one["id"]: one["action"] for one in json.loads(answer.out)["changes"]}
    assert told.pop("workspace:Default") == "change"  # Marketo brings it
    assert set(told.values()) == {"create"}


def test_from_what_compile_saved(both: Path) -> None:
    assert run("compile", both / "old", "--out", both / "out").status == 0
    answer = planned(both, MORE)
    saved = run("plan", both / "new", "--base", both / "out" / "model.json", "--as-of=2026-07-01")
    assert saved.out.partition("\nPlan: ")[2] == answer.out.partition("\nPlan: ")[2] != ""


# What it writes


@pytest.mark.parametrize("form", FORMATS)
def test_the_file_holds_what_would_be_printed(both: Path, form: str) -> None:
    printed = planned(both, LESS, f"--format={form}")
    quiet = planned(both, LESS, f"--format={form}", "--out", both / "plan")
    assert (quiet.status, quiet.out) == (0, "")
    assert (both / "plan").read_text("utf-8") == printed.out
    assert printed.out.endswith("\n")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_specs_give_the_same_bytes(both: Path, form: str) -> None:
    planned(both, LESS)
    words = ("plan", both / "new", "--base", both / "old", "--as-of=2026-07-01", "--format", form)
    one, other = (spawn(*words, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert one.out == other.out != ""


def test_a_file_that_cannot_be_written_stays_as_it_was(both: Path) -> None:
    (both / "folder").mkdir()
    (both / "folder" / "kept").write_text("as it was", "utf-8")
    answer = planned(both, LESS, "--out", both / "folder")
    assert answer.status == 2
    assert answer.err.startswith("mopsdsl: ")
    assert (both / "folder" / "kept").read_text("utf-8") == "as it was"
    assert planned(both, LESS, "--out", both / "no" / "such" / "plan.md").status == 2
    assert sorted(os.listdir(both)) == ["folder", "new", "old"]


def test_nothing_is_written_where_there_is_no_plan(both: Path) -> None:
    (both / "plan.md").write_text("an earlier plan", "utf-8")
    assert planned(both, BROKEN, "--out", both / "plan.md").status == 1
    assert (both / "plan.md").read_text("utf-8") == "an earlier plan"


def test_several_projects_are_one_plan(tmp_path: Path) -> None:
    repository = 'projects = ["specs/*"]\n'
    for side, first in (("old", OLD), ("new", MORE)):
        write(
            tmp_path / side,
            {".git/HEAD": "", "mops.toml": repository, "specs/a/x.mops": first, "specs/b/x.mops": OLD},
        )
    words = ("plan", tmp_path / "new", "--base", tmp_path / "old")
    told = json.loads(run(*words, "--format=json").out)
    assert [(one["project"], len(one["changes"])) for one in told["projects"]] == [("a", 1), ("b", 0)]
    assert run(*words, "--exit-code").status == 3
    assert "nothing changes" in run(*words).out


def test_a_step_that_is_done_is_told_as_done(both: Path) -> None:
    first = json.loads(planned(both, MORE, "--format=json").out)["steps"][0]["id"]
    (both / "done").write_text(f"# yesterday\n{first}  # by Kim\n", "utf-8")
    steps = json.loads(planned(both, MORE, "--format=json", "--done", both / "done").out)["steps"]
    assert [one["done"] for one in steps if one["id"] == first] == [True]
