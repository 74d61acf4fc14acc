"""The setup plan as Markdown, JSON and CSV."""

import csv
import json
import os
import re
from io import StringIO
from pathlib import Path

import jsonschema
import pytest

from mopsdsl import api
from mopsdsl.render.emitters import setup_plan
from mopsdsl.render.plans import as_csv, as_json
from tests.plan.spec import EVERYTHING, planned

HERE = Path(__file__).parent
SCHEMA = json.loads(
    (Path(setup_plan.__file__).parents[1] / "schemas" / "setup-plan.v1.json").read_text(encoding="utf-8")
)
ENDPOINTS = json.loads((HERE.parent / "targets" / "marketo_endpoints.json").read_text(encoding="utf-8"))

SMALL = """
## We sell pumps.
instance Acme "Acme Marketo" { timezone "Europe/Berlin" }
field Plant "Plant Size" text one of ("Small", "Large")
partition EMEA "EMEA people"
workspace EMEA { sees EMEA; primary EMEA; language "de_DE" }
assets in EMEA {
  program Intro "EM-Intro" { type event; channel "Webinar"; smart_campaign Greet { when Plant is "Large"; flow { wait 4 hours } } }
}
"""
HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "@octocat - [ ] **done**",
    "</details><script>alert(1)</script>",
    "| a | b |",
    "```",
    "{title} {0} {{ 7 * 7 }} {% raw %}",
    "www.evil.example https://evil.example",
    "# heading",
    "-1+1",
    "\u202eevil",
]


def outputs(text: str) -> dict[str, str]:
    return dict(setup_plan.emit(api.load_text(text).context()))


EVERY = outputs(EVERYTHING)
DATA = json.loads(EVERY["setup-plan.json"])


def test_a_small_plan_reads_as_it_did():
    """After a change that is meant: MOPSDSL_RENEW=1 pytest tests/render/test_setup_plan.py"""
    golden = HERE / "setup-plan.golden.md"
    made = outputs(SMALL)["setup-plan.md"]
    if os.environ.get("MOPSDSL_RENEW"):
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made == golden.read_text(encoding="utf-8")


def test_json_is_as_its_schema_says():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(DATA)
    assert DATA["summary"]["steps"] == len(DATA["steps"]) == sum(DATA["summary"]["executors"].values())


def test_json_of_nothing_is_as_its_schema_says():
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(outputs("instance Acme")["setup-plan.json"]))


def test_the_writer_of_json_is_one():
    plain = {"a": ['"\\\n\t\x00', True, False, None, 0, -1, {}], "": [[]]}
    assert json.loads(as_json.json(plain)) == plain


def _with_values(body, schema):
    """A request as it is sent, once what stands in angle brackets is known."""
    if isinstance(body, dict):
        return {name: _with_values(part, schema["properties"][name]) for name, part in body.items()}
    if isinstance(body, list):
        return [_with_values(part, schema["items"]) for part in body]
    return 1 if isinstance(body, str) and body.startswith("<") and schema.get("type") == "integer" else body


def _requests():
    return [step for step in DATA["steps"] if "request" in step]


@pytest.mark.parametrize("step", _requests(), ids=lambda step: step["id"])
def test_requests_are_as_the_definitions_have_them(step):
    request = step["request"]
    definition = ENDPOINTS[f"{request['method']} {request['path']}"]
    assert sorted(request.get("parameters", ())) == definition["parameters"]
    if "body" in definition and "body" in request:
        body = _with_values(request["body"], definition["body"])
        jsonschema.Draft202012Validator(definition["body"]).validate(body)


def test_what_a_request_waits_for_is_a_step_before_it():
    seen = set()
    for step in DATA["steps"]:
        for made in re.findall(r"<id from ([^>]+)>", json.dumps(step.get("request"))):
            assert made in seen, (step["id"], made)
        seen.add(step["id"])


def test_a_step_and_its_action_together_say_everything():
    plan = {step.id: step for step in planned().steps}
    for step in DATA["steps"]:
        read = {**DATA["actions"][step["action"]], **step}
        for member in ("who", "title", "where", "do", "why", "check", "undo", "wait", "permission"):
            assert read.get(member, "") == getattr(plan[step["id"]], member)
        assert read["irreversible"] == plan[step["id"]].irreversible
        shown = {text for _, text in read.get("enter", ())} | set(
            map(str, read.get("request", {}).get("body", {}).values())
        )
        assert {text for _, text in plan[step["id"]].enter} <= shown


def test_a_row_of_the_csv_says_where_and_what_to_enter():
    rows = {row["id"]: row for row in csv.DictReader(StringIO(EVERY["setup-plan.csv"], newline=""))}
    for part in ("Admin > Workspaces & Partitions", "Name: EMEA", "Language: de_DE"):
        assert part in rows["create-workspace-EMEA"]["do"]
    assert rows["create-program-Framework.Master"]["do"].startswith("POST /rest/asset/v1/programs.json. ")


def test_csv_has_a_row_a_step():
    rows = list(csv.reader(StringIO(EVERY["setup-plan.csv"], newline=""), strict=True))
    assert rows[0] == list(as_csv.COLUMNS)
    assert [row[0] for row in rows[1:]] == [step["id"] for step in DATA["steps"]]
    assert EVERY["setup-plan.csv"].count("\r\n") == len(rows)


def test_markdown_has_a_box_a_step_in_their_order():
    boxes = re.findall(r"^- \[ \] \*\*.*?\*\* `([^`]+)`", EVERY["setup-plan.md"], re.MULTILINE)
    assert sorted(boxes) == sorted(step["id"] for step in DATA["steps"])
    assert len(boxes) == len(set(boxes))
    place = {step: number for number, step in enumerate(boxes)}
    for step in DATA["steps"]:
        assert all(place[need] < place[step["id"]] for need in step["needs"])


def test_markdown_says_all_that_a_step_has_to_say():
    text = EVERY["setup-plan.md"]
    boxes = text.count("- [ ] **")
    for fact in ("Who: ", "Why here: ", "Check: "):
        alone = len(re.findall(rf"^  - {fact}", text, re.MULTILINE))
        boxed = re.findall(r"^> \*\*.*?\*\* \((\d+) steps\)\n((?:>.*\n)+)", text, re.MULTILINE)
        together = sum(int(count) for count, facts in boxed if f"> - {fact}" in facts)
        assert alone + together == boxes, fact


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text(title):
    said = title.replace("\\", "\\\\").replace('"', '\\"')
    spec = (
        f'instance Acme "{said}" {{ timezone "Europe/Berlin" }}\npartition P "{said}"\n'
        f'workspace W "{said}" {{ sees P; primary P }}\n'
        f'assets in W {{ folder F "{said}"; program G "{said}"; static_list L "{said}" }}\n'
    )
    made = outputs(spec)
    data = json.loads(made["setup-plan.json"])
    assert dict(data["steps"][1]["enter"])["Name"] == title
    for row in csv.reader(StringIO(made["setup-plan.csv"], newline=""), strict=True):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    outside = re.sub(r"^    ```http\n.*?^    ```$", "", made["setup-plan.md"], flags=re.MULTILINE | re.DOTALL)
    bare = re.sub(r"`[^`\n]*`", "", outside.replace("\\\\", "").replace("\\`", ""))
    assert "<script" not in bare.replace("\\<script", "")
    assert "@octocat" not in bare
    assert " https://evil" not in bare
    assert " www.evil" not in bare
    assert len(re.findall(r"^- \[ \] \*\*", made["setup-plan.md"], re.MULTILINE)) == len(data["steps"])


def test_nothing_of_a_spec_leaves_its_code_block():
    spec = 'instance Acme\nworkspace W { sees all }\nassets in W { program P "```\\n# out" { type event } }\n'
    text = outputs(spec)["setup-plan.md"]
    fences = [line for line in text.splitlines() if line.strip().startswith("```")]
    assert {fence.strip() for fence in fences} == {"```http", "```"}
    assert len(fences) % 2 == 0


def test_the_same_spec_gives_the_same_bytes():
    assert outputs(EVERYTHING) == EVERY
    assert planned() is not planned()
