"""What is known of Marketo: complete, spelt right, and its calls as Marketo's own API definitions have them.

`marketo_endpoints.json` holds the part of those definitions that is used here (github.com/AdobeDocs/marketo-apis, Apache-2.0).
"""

import json
from pathlib import Path

import pytest

from mopsdsl import targets
from mopsdsl.lowering.assets import PROGRAM_TYPES
from mopsdsl.model.assets import ASSET_KINDS

MARKETO = targets.marketo()
ENDPOINTS = json.loads((Path(__file__).parent / "marketo_endpoints.json").read_text(encoding="utf-8"))
ENCODINGS = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}
ACTIONS = sorted(MARKETO.actions.values(), key=lambda action: action.name)
CALLS = [action for action in ACTIONS if action.call is not None and action.call.path.startswith("/")]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_every_action_says_all_that_its_executor_has_to_know(action):
    assert action.executor in ("ui", "rest", "support", "people", "web")
    assert action.phase in {phase.id for phase in MARKETO.phases}
    assert all((action.who, action.title, action.do, action.why, action.check, action.undo))
    assert action.where
    assert (action.executor == "rest") == (action.call is not None)
    assert not action.page or action.page.startswith("https://")


@pytest.mark.parametrize("action", CALLS, ids=lambda action: action.name)
def test_a_call_is_as_the_definitions_have_it(action):
    definition = ENDPOINTS[f"{action.call.method} {action.call.path}"]
    assert ENCODINGS[action.call.encoding] == definition["consumes"]
    assert sorted(action.call.parameters) == definition["parameters"]
    if "body" in definition:
        schema = definition["body"]
        assert set(schema["required"]) <= set(action.call.body) <= set(schema["properties"])


@pytest.mark.parametrize("action", CALLS, ids=lambda action: action.name)
def test_whoever_sends_a_call_is_told_the_permission_that_it_asks_for(action):
    """Of permissions with a comma between them one is enough; those with an `and` are all needed."""
    ways = ENDPOINTS[f"{action.call.method} {action.call.path}"]["permission"].split(", ")
    assert any(all(one in action.permission for one in way.split(" and ")) for way in ways)


def test_what_is_read_back_can_be_read():
    assert {f"GET {reading['path']}" for reading in MARKETO.words["reads"].values()} <= ENDPOINTS.keys()


def test_every_kind_of_asset_can_be_made_and_finished():
    assert set(MARKETO.asset_kinds) == set(ASSET_KINDS)
    for kind in MARKETO.asset_kinds.values():
        assert {kind.create, kind.finish or kind.create, kind.start or kind.create} <= MARKETO.actions.keys()
        assert kind.area in MARKETO.trees


def test_every_step_of_a_setup_has_its_way_to_change_and_to_end():
    assert {*MARKETO.altered, *MARKETO.altered.values()} <= MARKETO.actions.keys()
    assert {*MARKETO.ended, *MARKETO.ended.values()} <= MARKETO.actions.keys()


def test_what_is_deleted_by_a_call_can_be():
    deletions = MARKETO.words["deletions"]
    assert deletions.keys() <= set(ASSET_KINDS)
    assert {f"POST {path}" for path in deletions.values()} <= ENDPOINTS.keys()


def test_every_type_of_program_has_marketos_word() -> None:
    """One without would go into the call that makes a program as it stands, and be refused."""
    assert set(MARKETO.words["program_types"]) == {"", *PROGRAM_TYPES}
