"""Change plans as JSON and in the terminal."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.checks.dangers import DANGERS
from mopsdsl.graphs.names import Names
from mopsdsl.model.model import PLACES
from mopsdsl.plan.change_plan import summary
from mopsdsl.render.plans import change as forms
from mopsdsl.render.plans.change import Told, render
from mopsdsl.render.plans.change.differences import differences
from mopsdsl.render.plans.change.risks import risks, verdict
from mopsdsl.render.plans.change.words import Words
from mopsdsl.snapshot.encode import encode
from tests.ordering.world import instances
from tests.render.planning import AFTER, BEFORE, told

SCHEMA = json.loads((Path(forms.__file__).parents[2] / "schemas" / "plan.v1.json").read_text("utf-8"))
SPECS = Path(__file__).parents[2] / "specs"
FOLDERS = sorted({path.parent for path in SPECS.glob("*/*.mops")})


def texts_of(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*.mops"))}


@pytest.fixture(scope="module")
def pumps() -> Told:
    return told(BEFORE, AFTER)


def as_json(one: Told) -> Any:
    return json.loads(render("json", [one]))


# JSON


def test_json_has_the_published_shape(pumps: Told) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = as_json(pumps)
    jsonschema.validate(data, SCHEMA)
    assert data["summary"] == {"create": 1, "change": 4, "remove": 1, "rename": 1, "people_first": 1}
    assert SCHEMA["$defs"]["change"]["properties"]["danger"]["enum"] == ["", *DANGERS]


def test_several_projects_are_one_object(pumps: Told) -> None:
    both = json.loads(render("json", [pumps, told(AFTER, AFTER)]))
    jsonschema.validate(both, SCHEMA)
    assert [len(plan["changes"]) for plan in both["projects"]] == [7, 0]


def test_json_tells_each_part_that_differs(pumps: Told) -> None:
    changes = {one["id"]: one for one in as_json(pumps)["changes"]}
    details = {one["path"]: (one["before"], one["after"]) for one in changes["lifecycle:Main"]["details"]}
    assert details["stages.Hot.sla"] == (
        {"amount": 4, "unit": "hours", "business": False},
        {"amount": 8, "unit": "hours", "business": False},
    )
    assert changes["partition:Northern"]["former"] == "partition:North"
    assert changes["partition:Old"]["after"] is None
    assert changes["partition:Old"]["source"] is None  # a saved model has no lines
    assert changes["partition:West"]["source"]["file"] == "spec.mops"


def test_steps_and_groups_agree(pumps: Told) -> None:
    data = as_json(pumps)
    groups = [group["steps"] for group in data["groups"]]
    reading = len(groups) - 1  # what reads everything back at the end needs all the others
    for step in data["steps"]:
        assert step["id"] in groups[step["group"]]
        if step["group"] == reading:
            continue
        assert all(need in groups[step["group"]] for need in step["needs"])
    assert sorted(id for group in groups for id in group) == sorted(step["id"] for step in data["steps"])


# Carried out, the changes make the one model of the other

KINDS_WITHOUT_TITLES = ("grant", "protect", "approve")


def model(text: str | dict[str, str]) -> Any:
    loaded = api.load_text(text).model
    return json.loads(json.dumps(encode(loaded, Names(loaded))))


def things(data: Any) -> dict[str, Any]:
    """Everything of a model.json that stands for something in the instance, by its id, without what only says how it was called."""
    found = {f"instance:{data['instance']['name']}": data["instance"]}
    for kind, place in PLACES.items():
        if kind != "scenario":
            found |= {f"{kind}:{one['name']}": one for one in data[place]}
    return {id: without_history(one, id.partition(":")[0]) for id, one in found.items()}


def without_history(one: Any, kind: str) -> Any:
    left_out = {"formerly", "name", "parent", "kind", *(("title",) if kind in KINDS_WITHOUT_TITLES else ())}
    return {key: in_any_order(key, held) for key, held in one.items() if key not in left_out}


def in_any_order(key: str, held: Any) -> Any:
    names = isinstance(held, list) and all(isinstance(part, str) for part in held)
    return sorted(held) if names and key != "success_path" else held


def renamed(held: Any, ids: dict[str, str]) -> Any:
    """The same with every id as it is now; a stage follows its lifecycle, a segment its segmentation."""
    if isinstance(held, dict):
        return {key: renamed(part, ids) for key, part in held.items()}
    if isinstance(held, list):
        return [renamed(part, ids) for part in held]
    if isinstance(held, str):
        return ids.get(held) or followed(held, ids)
    return held


def followed(id: str, ids: dict[str, str]) -> str:
    kind, _, path = id.partition(":")
    owner = {"stage": "lifecycle", "segment": "asset"}.get(kind)
    new = ids.get(f"{owner}:{path.rpartition('.')[0]}") if owner else None
    return f"{kind}:{new.partition(':')[2]}.{path.rpartition('.')[2]}" if new else id


def applied(base: Any, plan: Any) -> dict[str, Any]:
    ids = plan["renames"]
    found = {ids.get(id, id): renamed(one, ids) for id, one in things(base).items()}
    for change in plan["changes"]:
        id, kind = change["id"], change["id"].partition(":")[0]
        match change["action"]:
            case "create":
                assert id not in found
                found[id] = without_history(change["after"], kind)
            case "remove":
                del found[id]
            case _:
                before = without_history(change["before"], kind)
                assert {key: found[id][key] for key in before} == before
                found[id] = found[id] | without_history(change["after"], kind)
    return {id: without_history(one, id.partition(":")[0]) for id, one in found.items()}


def test_the_changes_make_the_one_of_the_other() -> None:
    assert applied(model(BEFORE), as_json(told(BEFORE, AFTER))) == things(model(AFTER))


@settings(max_examples=60, deadline=None)
@given(instances(), instances())
def test_any_changes_make_the_one_of_the_other(before: str, after: str) -> None:
    data = as_json(told(before, after))
    jsonschema.validate(data, SCHEMA)
    assert applied(model(before), data) == things(model(after))


@settings(max_examples=30, deadline=None)
@given(instances())
def test_nothing_changes_between_the_same(text: str) -> None:
    data = as_json(told(text, text))
    assert (data["changes"], data["sight"], data["steps"], data["findings"]) == ([], [], [], [])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_nothing_changes_in_specs_that_are_laid_out_otherwise(folder: Path) -> None:
    """In one file, the files the other way round, each line moved: no change."""
    texts = texts_of(folder)
    one = {
        "all.mops": "\n\n".join(
            re.sub(r"(?m)^( *)(?=\S)", r"\1  ", texts[name]) for name in sorted(texts, reverse=True)
        )
    }
    assert as_json(told(texts, one))["changes"] == []


# Text


def text(one: Told, **how: Any) -> str:
    return render("text", [one], **how)


OFFICE = "The office of the north, where everybody meets on the first day of each month"
SHARED = "One roadshow, two regions"


def test_of_a_long_text_only_what_differs_is_said() -> None:
    def written(guests: str) -> str:
        return f"## {OFFICE} to plan what comes next, with {guests}, and with nobody else who comes by.\nteam Ops {{ side marketing }}\n"

    [change] = told(written("a guest"), written("two guests")).plan.changes
    [one] = differences(change, Words({}))
    assert one.said(removed=False) == (
        "… what comes next, with a guest, and with nobody else … → "
        "… what comes next, with two guests, and with nobody else …"
    )


def test_an_exception_is_said_by_its_rule_and_its_reason() -> None:
    def written(until: str) -> str:
        return f'team Ops {{ side marketing; allow MOPS601 because "{SHARED}"{until} }}\n'

    [change] = told(written(""), written(" until 2028-12-31")).plan.changes
    [one] = differences(change, Words({}))
    assert one.label == "exceptions"
    assert re.fullmatch(
        rf'\+ [a-z ]+ \(MOPS601\) until 2028-12-31, because "{SHARED}", - [a-z ]+ \(MOPS601\), because "{SHARED}"',
        one.said(removed=False),
    )


def test_text_begins_with_what_it_is_about_and_the_summary(pumps: Told) -> None:
    first, second, *_ = text(pumps).splitlines()
    assert first == "Pumps Inc, compared with before.json."
    assert second == summary(pumps.plan)
    assert text(pumps).rstrip().replace("\n", " ").endswith(summary(pumps.plan))


def test_text_says_values_in_words(pumps: Told) -> None:
    said = text(pumps)
    for line in (
        "stage Hot: must be handled within: 4 hours → 8 hours",
        "> partition North, now People of the north (Northern)",
        "! partition Old people (Old), removed  [loses something]",
        "sees: + People of the west",
        "members: 3 → 4",
        "+ Team Operations gains sight of People of the south (1,200 people); near wall Apart",
    ):
        assert line in said
    assert not re.search(
        r"[{}\[\]]|\b(team|partition|workspace|lifecycle|stage):\w",
        re.sub(r"\[(MOPS\d+|[a-z' ]+)\]", "", said),
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_text_holds_no_ids_and_no_data(folder: Path) -> None:
    everything = told("", texts_of(folder))
    said = text(everything, verbose=True)
    assert [id for id in everything.plan.titles if re.search(rf"(?<![\w.]){re.escape(id)}\b", said)] == []
    assert not re.search(r"\{'|\['", said)


def test_text_has_only_the_symbols_that_it_uses(pumps: Told) -> None:
    legend = next(line for line in text(pumps).splitlines() if line.startswith("+ new"))
    assert [mark for mark in "+~->!" if f"{mark} " in f"{legend} "] == ["+", "~", ">", "!"]


def test_what_text_hides_is_counted_and_shown_when_asked_for(pumps: Told) -> None:
    assert re.search(r"Not shown: \d+ steps in detail", text(pumps))
    everything = text(pumps, verbose=True)
    assert "Not shown" not in everything
    for one in pumps.plan.steps:
        assert one.step.id in everything


@pytest.mark.parametrize("width", [80, 100, 120])
def test_text_keeps_to_the_width(pumps: Told, width: int) -> None:
    assert max(map(len, text(pumps, width=width, verbose=True).splitlines())) <= width


def test_text_is_plain_where_the_terminal_is(pumps: Told) -> None:
    said = text(pumps, unicode=False)
    assert said.isascii()
    assert "4 hours -> 8 hours" in said
    assert "\x1b[" not in said
    coloured = text(pumps, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(pumps)


def test_nothing_is_one_quiet_line() -> None:
    assert text(told(AFTER, AFTER)) == "Pumps Inc: nothing changes, compared with before.json.\n"


def test_text_shows_what_nobody_could_see() -> None:
    sly = AFTER.replace("People of the west", "west\u202etsew\x1b[31m")
    assert "\u202e" not in text(told(BEFORE, sly))
    assert "\x1b" not in text(told(BEFORE, sly))


# What to worry about


def test_the_verdict_follows_what_is_open(pumps: Told) -> None:
    assert verdict(risks(pumps), pumps.plan) == "look at 2 dangers first"
    same = told(AFTER, AFTER)
    assert verdict(risks(same), same.plan) == "nothing changes"
    approved = told(
        BEFORE,
        AFTER
        + 'approve removal of partition Old because "Empty" by "Boss"\napprove gain of team Ops because "Asked" by "Boss"\n',
    )
    found = risks(approved)
    assert [one.approval.by for one in found.approved if one.approval] == ["Boss", "Boss"]
    assert verdict(found, approved.plan) == "all 2 dangers are approved"
    assert "Approved by Boss: Empty" in text(approved)


def test_dangers_come_in_the_order_of_their_weight(pumps: Told) -> None:
    assert [one.kind for one in risks(pumps).open] == ["Sight gained near a wall", "Something is lost"]


def test_every_finding_is_told_in_every_form(pumps: Told) -> None:
    many = evolve(pumps.plan.findings[0], message="Quite another danger.")
    more = Told(evolve(pumps.plan, findings=(*pumps.plan.findings, many)), pumps.report)
    for form in ("text", "markdown", "html"):
        assert "Quite another danger." in render(form, [more])


# Words

CONDITIONS = st.sampled_from(
    [
        'Score >= 50 and Country is not "DE"',
        'not (Score > 1 or Country in ("DE", "FR"))',
        "stage in (New, Hot)",
        'status is "Open" and Country is empty',
        "Seen older than 30 days",
        "Happy or not Happy",
        'Country starts with "D"',
    ]
)


@given(CONDITIONS)
def test_conditions_are_said_as_the_language_writes_them(condition: str) -> None:
    head = "field Score number\nfield Country text\nfield Seen date\nfield Happy flag\n"
    stages = "lifecycle Main { for partitions all; success path New, Hot; stage New inventory; stage Hot end; New -> Hot when Score > 1 }\n"
    loaded = api.load_text(
        f"{head}{stages}workspace W {{ sees Default; primary Default }}\nassets in W {{ smart_list L {{ when {condition} }} }}"
    )
    assert not [one for one in loaded.findings if one.severity.word == "error"]
    data = encode(loaded.model, Names(loaded.model))
    (listed,) = data["assets"]
    assert Words({}).text(listed["when"]) == condition


def test_things_that_are_called_the_same_are_told_apart_by_their_whole_names() -> None:
    more = (
        "lifecycle Second extends Main { for partitions South }\n"
        "metric Hot_Ones owned by Sales { counts entries to Main.Hot; target 9 per quarter; reported weekly }\n"
    )
    said = text(told(BEFORE + more, BEFORE + more.replace("to Main.Hot", "to Second.Hot")))
    assert "+ Second.Hot, - Main.Hot" in said
    said = text(told(BEFORE, BEFORE + more))
    assert "counts: entries to Hot\n" in said
    assert "targets: 9 per quarter\n" in said
