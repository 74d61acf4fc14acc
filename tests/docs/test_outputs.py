"""docs/outputs.md: the outputs and schemas that there are, and no others."""

import fnmatch
import json
import re
from pathlib import Path

import pytest

from mopsdsl import api
from tests.docs.manual import ROOT, read

PAGE = read("outputs.md")
ROWS = dict(re.findall(r"^\| `([\w-]+)` \| (.*?) \|", PAGE.split("\n## ")[0], re.MULTILINE))


def test_every_output_is_told() -> None:
    assert sorted(ROWS) == sorted(api.targets())


@pytest.mark.parametrize("target", api.targets())
def test_the_files_of_an_output_are_told(target: str, tmp_path: Path) -> None:
    (acme,) = api.projects(str(ROOT / "specs" / "acme"))
    made = api.compile(api.load(acme), str(tmp_path), (target,)).targets
    patterns = re.findall(r"`([^`]+)`", ROWS[target])
    assert [path for path in made if not any(fnmatch.fnmatch(path, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not fnmatch.filter(made, pattern)] == []


def test_every_schema_is_told() -> None:
    schemas = {path.name for path in (ROOT / "mopsdsl" / "render" / "schemas").glob("*.json")}
    assert set(re.findall(r"^\| \[([\w.-]+\.json)\]", PAGE, re.MULTILINE)) == schemas


def test_every_member_of_a_plan_is_told() -> None:
    schema = json.loads((ROOT / "mopsdsl" / "render" / "schemas" / "plan.v1.json").read_text("utf-8"))
    (section,) = re.findall(r"^## Change plans\n(.*?)^## ", PAGE, re.MULTILINE | re.DOTALL)
    told = set(re.findall(r"`(\w+)`", section))
    assert set(schema["$defs"]["plan"]["properties"]) <= told
    assert {"projects", *schema["$defs"]["change"]["required"]} - {"title", "people_first"} <= told
