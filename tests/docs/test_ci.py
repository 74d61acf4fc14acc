"""docs/ci.md: its examples are what the kit takes, and its tables are whole."""

import re
import shlex

import pytest
import yaml

import mopsdsl
from mopsdsl import cli
from tests.docs.manual import ROOT, blocks, read

PAGE = read("ci.md")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
COMPONENT, _ = yaml.safe_load_all((ROOT / "templates" / "mopsdsl.yml").read_text("utf-8"))
EXAMPLES = dict(re.findall(r"^```yaml ([\w-]+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = [line for _, _, text in blocks(PAGE, "sh") for line in text.splitlines()]


def test_the_workflow_is_the_one_that_init_writes() -> None:
    starter = ROOT / "mopsdsl" / "cli" / "starter" / ".github" / "workflows" / "mopsdsl.yml"
    assert EXAMPLES["workflow"] == starter.read_text("utf-8")


def test_the_component_takes_what_is_given() -> None:
    (included,) = yaml.safe_load(EXAMPLES["gitlab"])["include"]
    assert included["component"].endswith(f"/mopsdsl@v{mopsdsl.__version__}")
    known = COMPONENT["spec"]["inputs"]
    assert set(included["inputs"]) <= set(known)
    assert all(text in known[name].get("options", [text]) for name, text in included["inputs"].items())


def test_the_inputs_of_the_component_are_told() -> None:
    same = set(ACTION["inputs"]) - {"sarif", "token", "python-version"}
    assert set(COMPONENT["spec"]["inputs"]) == same | {"stage", "image", "package"}


def test_the_hooks_are_ours() -> None:
    (repository,) = yaml.safe_load(EXAMPLES["pre-commit"])["repos"]
    assert repository["rev"] == f"v{mopsdsl.__version__}"
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in hooks]


@pytest.mark.parametrize("kind", ["inputs", "outputs"])
def test_the_tables_are_whole(kind: str) -> None:
    (table,) = re.findall(rf"^\| {kind[:-1]} \|.*?\n\n", PAGE, re.MULTILINE | re.DOTALL)
    told = re.findall(r"^\| `([\w-]+)` \| (?:`([\w.]+)`)?", table, re.MULTILINE)
    assert [name for name, _ in told] == list(ACTION[kind])
    for name, default in told:
        assert not default or kind == "outputs" or ACTION["inputs"][name]["default"] == default


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_are_commands(command: str) -> None:
    program, verb, *words = shlex.split(command)
    assert program == "mopsdsl"
    cli.parser(verb).parse_args([verb, *words])
