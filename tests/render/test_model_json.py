"""model.json says everything that the model holds, as its published schema describes it."""

import json
from pathlib import Path

import jsonschema
import pytest

from mopsdsl import api
from mopsdsl.render import model_json
from mopsdsl.render.emitters import model

ROOT = Path(__file__).parents[2]
SPECS = sorted(path for path in (ROOT / "specs").iterdir() if path.is_dir())
SCHEMA = ROOT / "mopsdsl/render/schemas" / model_json.SCHEMA


def test_the_published_schema_is_fresh() -> None:
    """When this fails: python -m mopsdsl.render.model_json (and a new version, where a change breaks readers)."""
    assert json.loads(SCHEMA.read_text("utf-8")) == model_json.schema()


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.name)
def test_every_spec_is_valid_by_the_schema(spec: Path) -> None:
    (project,) = api.projects(str(spec))
    ((path, text),) = model.emit(api.load(project).context())
    jsonschema.validate(json.loads(text), json.loads(SCHEMA.read_text("utf-8")))
    assert path == "model.json"


def written(text: str) -> dict:  # type: ignore[type-arg]
    ((_, written),) = model.emit(api.load_text(text).context())
    found: dict = json.loads(written)  # type: ignore[type-arg]
    return found


def test_references_are_ids_wherever_they_stand() -> None:
    data = written(
        "partition A\nworkspace W { sees all except A }\n"
        "assets in W { folder F { email E; email_template T }; program P { email E { uses F.T } }\n"
        "  smart_list L { when stage is Known and member of L } }\n"
        "lifecycle G { stage Known }"
    )
    assert data["workspaces"][1]["sees"] == {"all": True, "except": ["partition:A"]}
    assets = {asset["name"]: asset for asset in data["assets"]}
    assert assets["W.P.E"]["uses"] == ["asset:W.F.T"]
    stage, member = assets["W.L"]["when"]["parts"]
    assert stage == {"test": "InStage", "stages": ["stage:G.Known"], "negated": False}
    assert member == {"test": "InAsset", "asset": "asset:W.L"}


def test_numbers_are_exact() -> None:
    data = written('assume A 12.5% from "x"\nassume B 33.1% from "y"\nassume C 1_000_000 from "z"')
    assert [one["amount"] for one in data["assumptions"]] == [0.125, 0.331, 1_000_000]


def test_what_marketo_brings_is_not_said_again() -> None:
    data = written("field Country text\nrole R { can read }")
    assert [one["name"] for one in data["fields"]] == ["Country"]
    assert [one["name"] for one in data["roles"]] == ["R"]
    assert [one["implied"] for one in data["workspaces"]] == [True]
