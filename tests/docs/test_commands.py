"""docs/commands.md: its commands run and end as it says, and it names every command and option."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from mopsdsl import cli
from mopsdsl.source.settings import _TYPES as SETTINGS
from mopsdsl.source.settings import read_settings
from tests.docs.manual import ROOT, blocks, environment, read

PAGE = read("commands.md")
COMMANDS = [line for _, _, text in blocks(PAGE, "sh") for line in text.splitlines()]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the examples are for a shell")
def test_every_command_ends_as_the_page_says(tmp_path: Path) -> None:
    """One after the other, as a reader would type them."""
    env = environment(tmp_path)
    for command in COMMANDS:
        run = subprocess.run(
            command, shell=True, cwd=env["HOME"], env=env, capture_output=True, encoding="utf-8", check=False
        )
        said = re.search(r"# exits with (\d)", command)
        assert run.returncode == (int(said[1]) if said else 0), f"{command}\n{run.stdout}{run.stderr}"


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_command_and_option_is_told(verb: str) -> None:
    (section,) = re.findall(
        rf"^## (?:\w+ and )?{verb}\b.*?\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL
    )
    assert f"mopsdsl {verb}" in section
    (sub,) = (
        action.choices[verb] for action in cli.parser(verb)._actions if isinstance(action.choices, dict)
    )
    for action in sub._actions:
        for option in set(action.option_strings) - {"-h", "--help"}:
            assert f"`{option}" in section or f" {option} " in section, option
        for choice in action.choices or ():
            assert f"`{choice}`" in section or f" {choice}" in section, choice


def test_every_setting_is_told() -> None:
    assert [key for key in SETTINGS if f"| `{key}` |" not in PAGE and f"| `[{key}]` |" not in PAGE] == []


@pytest.mark.parametrize("text", [text for _, _, text in blocks(PAGE, "toml")])
def test_the_settings_shown_are_settings(text: str, tmp_path: Path) -> None:
    (tmp_path / "mops.toml").write_text(text, "utf-8")
    assert read_settings(str(tmp_path), str(tmp_path), str(tmp_path)).problems == ()


def test_every_environment_variable_is_told() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "mopsdsl" / "cli").glob("*.py"))
    named = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"', code)) - {"LOCALAPPDATA", "TERM"}
    assert [name for name in sorted(named) if f"| `{name}` |" not in PAGE] == []


def test_the_finding_shown_has_the_members_of_the_schema() -> None:
    ((_, _, text),) = blocks(PAGE, "json")
    schema = json.loads((ROOT / "mopsdsl" / "render" / "schemas" / "check.v1.json").read_text("utf-8"))
    definitions = schema["$defs"]
    known = {*definitions["finding"]["properties"], *definitions["place"]["properties"]}
    assert set(json.loads(text)) == known - {"project"}
