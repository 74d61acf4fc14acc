"""What the extension for Visual Studio Code says of itself, and how it reads the findings of `check`."""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest

import mopsdsl
from mopsdsl.highlighting.lexer import MopsLexer
from mopsdsl.source.text import Source
from mopsdsl.syntax.scanner import SEPARATOR, scan
from tests.editors.words import EDITORS, ROOT

EXTENSION = EDITORS / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text("utf-8"))
CONTRIBUTES = MANIFEST["contributes"]


def test_version_is_that_of_the_package() -> None:
    lock = json.loads((EXTENSION / "package-lock.json").read_text("utf-8"))
    assert MANIFEST["version"] == lock["version"] == lock["packages"][""]["version"] == mopsdsl.__version__


def test_the_lock_leads_to_no_place_but_the_registry() -> None:
    lock = json.loads((EXTENSION / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    addresses = [package["resolved"] for package in packages.values() if "resolved" in package]
    assert [one for one in addresses if not one.startswith("https://registry.npmjs.org/")] == []


def test_every_file_that_is_named_is_there() -> None:
    named = [
        *(grammar["path"] for grammar in CONTRIBUTES["grammars"]),
        *(snippets["path"] for snippets in CONTRIBUTES["snippets"]),
        *(language["configuration"] for language in CONTRIBUTES["languages"]),
        *(step["media"]["markdown"] for walk in CONTRIBUTES["walkthroughs"] for step in walk["steps"]),
    ]
    assert [name for name in named if not (EXTENSION / name).is_file()] == []


def test_it_is_for_the_files_that_the_lexer_is_for() -> None:
    (language,) = CONTRIBUTES["languages"]
    assert [f"*{extension}" for extension in language["extensions"]] == MopsLexer.filenames
    assert [language["id"]] == MopsLexer.aliases


def test_no_repository_says_which_program_is_run() -> None:
    """A setting of the machine can't be set in .vscode/settings.json, where a pull request could."""
    settings = CONTRIBUTES["configuration"]["properties"]
    programs = {name for name in settings if name.startswith("mopsdsl.server.")}
    assert {settings[name]["scope"] for name in programs} == {"machine"}
    untrusted = MANIFEST["capabilities"]["untrustedWorkspaces"]
    assert untrusted["supported"] == "limited"
    assert set(untrusted["restrictedConfigurations"]) == programs
    assert all("isWorkspaceTrusted" in command["enablement"] for command in CONTRIBUTES["commands"])


def test_the_commands_are_those_of_the_code() -> None:
    code = (EXTENSION / "src" / "extension.ts").read_text("utf-8")
    registered = re.findall(r'registerCommand\("([\w.]+)"', code)
    assert sorted(registered) == sorted(command["command"] for command in CONTRIBUTES["commands"])
    read = re.findall(r'get<[\w\[\]]+>\("([\w.]+)"', code)
    assert {f"mopsdsl.{name}" for name in read} <= CONTRIBUTES["configuration"]["properties"].keys()
    linked = re.findall(r"command:(mopsdsl\.\w+)", json.dumps(CONTRIBUTES["walkthroughs"]))
    assert set(linked) <= set(registered)


def test_it_indents_behind_open_brackets() -> None:
    """The patterns see what the scanner sees: which lines end in an open bracket, and which begin with a closing one."""
    rules = json.loads((EXTENSION / "language-configuration.json").read_text("utf-8"))["indentationRules"]
    for path in sorted(ROOT.glob("specs/*/**/*.mops")):
        source = Source(path.name, path.read_text("utf-8"))
        tokens = scan(source)
        first: dict[int, str] = {}
        last: dict[int, str] = {}
        for kind, start in zip(tokens.kinds, tokens.starts, strict=True):
            if kind != SEPARATOR:
                line, _ = source.position(start)
                first.setdefault(line, kind)
                last[line] = kind
        for line in range(1, len(source.line_starts) + 1):
            text = source.line(line)
            deeper, back = (bool(re.search(rules[rule], text)) for rule in sorted(rules, reverse=True))
            assert deeper == (last.get(line) in ("{", "(")), text
            assert back == (first.get(line) in ("}", ")")), text


SPEC = "workspace A { sees Nowhere }\nworkspace A { }\nwall Ü { keep A apart from A }\nrole R { can fly }\n"


@pytest.fixture(scope="module", params=["utf-8", "ascii"])
def said(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[str], list[Any]]:
    """(the lines that `check` prints, its findings as JSON)."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "some specs").mkdir()
    (folder / "some specs" / "a(1).mops").write_text(SPEC, "utf-8")
    env = {**os.environ, "PYTHONIOENCODING": request.param}
    text, data = (
        subprocess.run(
            [sys.executable, "-m", "mopsdsl", "check", "--no-cache", "--format", form],
            cwd=folder,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        ).stdout
        for form in ("text", "json")
    )
    return text.splitlines(), json.loads(data)["findings"]


def _matched(lines: list[str]) -> list[dict[str, str]]:
    """What the editor makes of the lines: the patterns stand for lines that follow each other."""
    (matcher,) = CONTRIBUTES["problemMatchers"]
    head, place = matcher["pattern"]
    found = []
    for one, other in pairwise(lines):
        first, second = re.search(head["regexp"], one), re.search(place["regexp"], other)
        if first and second:
            found.append({**_parts(head, first), **_parts(place, second)})
    return found


def _parts(pattern: dict[str, Any], match: re.Match[str]) -> dict[str, str]:
    return {part: match[number] for part, number in pattern.items() if part != "regexp"}


def test_the_problem_matcher_reads_every_finding(said: tuple[list[str], list[Any]]) -> None:
    lines, findings = said
    assert {finding["severity"] for finding in findings} == {"error", "advice"}
    parts = ("severity", "code", "message", "file", "line", "column")
    wanted = [{part: str(finding[part]) for part in parts} for finding in findings]
    assert _matched(lines) == wanted
