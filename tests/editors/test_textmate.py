"""The TextMate grammar in the engine of Visual Studio Code: its own tests, and whether it sees words as the parser does."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.editors.words import EDITORS, FORMS, ROOT, assert_agrees, words_of

EXTENSION = EDITORS / "vscode"
SPECS = [FORMS, *sorted(ROOT.glob("specs/*/**/*.mops"))]
WORDS = ("storage.", "keyword.other.", "keyword.operator.word.", "constant.language.")

pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and (EXTENSION / "node_modules" / "vscode-textmate").is_dir()),
    reason="needs Node and editors/vscode/node_modules: make vsix",
)


def _run(*command: str) -> str:
    run = subprocess.run(command, cwd=EXTENSION, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_places_have_their_scopes() -> None:
    files = sorted(path.relative_to(EXTENSION).as_posix() for path in EXTENSION.glob("tests/*.mops"))
    said = _run("node", "node_modules/vscode-tmgrammar-test/dist/unit.js", *files)
    assert [file for file in files if f"{file} run success" not in said] == []


def test_words_are_coloured_as_the_parser_takes_them() -> None:
    lines = _run("node", "tests/scopes.mjs", *map(str, SPECS)).splitlines()
    words, coloured = [], []
    for path, line in zip(SPECS, lines, strict=True):
        scopes = _scopes(line)
        for word in words_of(path):
            words.append(word)
            coloured.append(scopes[word.line - 1, _units(word.before)].startswith(WORDS))
    assert_agrees(words, coloured)


def _scopes(line: str) -> dict[tuple[int, int], str]:
    """The scope of each place: (line from 0, UTF-16 units from 0)."""
    return {(number, at): scope for number, start, end, scope in json.loads(line) for at in range(start, end)}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_no_text_is_too_strange(tmp_path: Path) -> None:
    """Forgotten brackets and quotes, other alphabets and characters beyond 16 bits: the next declaration has its colour again."""
    broken = ['list A = ("DE",', 'team T "never closed', "field 😀 (", "wall Ü < >", "when not (("]
    text = "\n".join(f"{line}\n}}\nworkspace B{at} {{ sees all }}" for at, line in enumerate(broken))
    path = tmp_path / "broken.mops"
    path.write_text(text, "utf-8")
    scopes = _scopes(_run("node", "tests/scopes.mjs", str(path)))
    for at in range(len(broken)):
        assert scopes[3 * at + 2, 0] == "storage.type.mops"
        assert scopes[3 * at + 2, 10] == "entity.name.type.mops"
