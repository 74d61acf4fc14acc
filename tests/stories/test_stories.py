"""The stories: patches that fit specs/acme, plans that say what their table promises, and the same plan from any kind of base."""

import json
import re
import shutil
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from stories import FORMS, HERE, PLANS, PROJECT, ROOT, TODAY, git, names, plans, pull_request
from tests.cli.running import Answer, run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")

ROW = re.compile(r"^\| \[([\w-]+)\]\(\1\.patch\) \| \[.+?\]\((\S+?)\).* \| ([^|]+) \| (\d) \|$", re.M)
TABLE = {
    name: (link, dangers, int(ends))
    for name, link, dangers, ends in ROW.findall((HERE / "README.md").read_text("utf-8"))
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOPSDSL_CACHE_DIR", str(tmp_path / "cache"))


def planned(base: str | Path) -> Answer:
    return run(
        "plan", PROJECT, "--base", base, "--as-of", TODAY.isoformat(), "--exit-code", "--format", "json"
    )


def test_every_story_is_in_the_table() -> None:
    assert sorted(TABLE) == names()
    assert {name: (HERE / link).resolve() for name, (link, _, _) in TABLE.items()} == {
        name: PLANS / name / "plan.md" for name in names()
    }


def test_the_plans_are_what_the_stories_lead_to() -> None:
    found = {
        path.relative_to(PLANS).as_posix(): path.read_bytes() for path in PLANS.rglob("*") if path.is_file()
    }
    made = {path: text.encode() for path, text in plans().items()}
    assert sorted(made) == sorted(f"{name}/{file}" for name in names() for file in FORMS)
    stale = sorted(path for path in {*found, *made} if found.get(path) != made.get(path))
    assert not stale, "generated/stories is stale; renew it with `make generate`"


def test_the_readme_shows_a_part_of_a_plan() -> None:
    (shown,) = re.findall(r"^```\n(Dangers\n.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    assert shown in (PLANS / "agency-in-japan" / "plan.txt").read_text("utf-8")


@pytest.mark.parametrize("name", names())
def test_a_plan_ends_as_the_table_says_and_names_those_dangers(name: str, tmp_path: Path) -> None:
    _, dangers, ends = TABLE[name]
    folder = tmp_path / "main" / PROJECT
    with pull_request(name) as repository, chdir(repository):
        git(repository, "worktree", "add", "--quiet", str(tmp_path / "main"), "main")
        assert run("compile", folder, "--target", "model", "--out", tmp_path / "saved").status == 0
        answers = [planned(base) for base in ("main", folder, tmp_path / "saved" / "model.json")]
        assert run("fmt", "--check", PROJECT).status == 0
    codes = sorted({finding["code"] for finding in json.loads(answers[0].out)["findings"]})
    assert (", ".join(codes) or "none", answers[0].status) == (dangers, ends)
    for other in answers[1:]:  # whatever the base is read from, the plan is the same
        assert (other.status, said(other.out)) == (ends, said(answers[0].out))


def said(plan: str) -> dict[str, Any]:
    """A plan but for its base and for where things are written."""
    whole = json.loads(plan)
    changes = [{**change, "source": None} for change in whole["changes"]]
    return {
        **whole,
        "base": None,
        "changes": changes,
        "findings": sorted(map(without_places, whole["findings"])),
        "approved": [{**one, "finding": without_places(one["finding"])} for one in whole["approved"]],
    }


def without_places(finding: dict[str, Any]) -> tuple[str, ...]:
    return finding["code"], finding["message"], finding["help"], finding["subject"]
