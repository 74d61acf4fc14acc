"""The packed extension: what is in it, and that it starts the language server and stops it."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mopsdsl import __version__
from tests.editors.words import EDITORS, ROOT

EXTENSION = EDITORS / "vscode"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("npm") and (EXTENSION / "node_modules" / ".made").is_file()),
        reason="needs Node and editors/vscode/node_modules: make vsix",
    ),
]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension as an editor unpacks it. It is packed in a copy, and npm is told that there is no network."""
    folder = tmp_path_factory.mktemp("vsix")
    copy = folder / "editors" / "vscode"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "LICENSE"))
    (copy / "node_modules").symlink_to(EXTENSION / "node_modules")
    shutil.copy(ROOT / "LICENSE", folder)
    command = ["npm", "run", "--silent", "--offline", "package", "--", "--out", f"{folder}/"]
    run = subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    with zipfile.ZipFile(folder / f"mopsdsl-{__version__}.vsix") as archive:
        archive.extractall(folder)
    return folder / "extension"


def test_it_carries_what_it_needs_and_nothing_else(unpacked: Path) -> None:
    inside = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    walkthrough = {f"walkthrough/{path.name}" for path in (EXTENSION / "walkthrough").iterdir()}
    assert inside - walkthrough == {
        "LICENSE.txt",
        "package.json",
        "readme.md",
        "language-configuration.json",
        "dist/LICENSES.txt",
        "dist/extension.js",
        "snippets/mops.json",
        "syntaxes/mops.tmLanguage.json",
    }
    assert (unpacked / "LICENSE.txt").read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")
    assert json.loads((unpacked / "package.json").read_text("utf-8"))["version"] == __version__


def test_its_types_are_right() -> None:
    command = ["node", "node_modules/typescript/bin/tsc"]
    run = subprocess.run(command, cwd=EXTENSION, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout


def test_it_says_whose_work_is_in_the_bundle(unpacked: Path) -> None:
    notices = (unpacked / "dist" / "LICENSES.txt").read_text("utf-8")
    assert all(name in notices for name in ("vscode-languageclient", "vscode-jsonrpc", "minimatch", "semver"))


def _started(unpacked: Path, command: Path, trust: str) -> dict[str, Any]:
    """What the extension did with a stand-in for the editor, from its start to its end."""
    stand_in = Path(__file__).with_name("stand_in.cjs")
    run = subprocess.run(
        ["node", str(stand_in), str(unpacked / "dist" / "extension.js"), str(command), trust],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    return told


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """The real `mopsdsl`, which notes how it was called."""
    pytest.importorskip("pygls")
    script = tmp_path / "mopsdsl"
    script.write_text(
        f"#!{sys.executable}\nimport os, sys\n"
        f"open({str(tmp_path / 'called')!r}, 'a').write(os.getcwd() + '|' + ' '.join(sys.argv[1:]) + '\\n')\n"
        "from mopsdsl.cli import main\nsys.exit(main())\n",
        "utf-8",
    )
    script.chmod(0o755)
    return script


def test_it_starts_the_language_server_and_not_in_the_project(unpacked: Path, server: Path) -> None:
    told = _started(unpacked, server, "trusted")
    assert told["errors"] == []
    assert (server.parent / "called").read_text("utf-8") == f"{unpacked}|lsp\n"


def test_the_check_is_a_task_whose_findings_are_read(unpacked: Path, server: Path) -> None:
    (task,) = _started(unpacked, server, "trusted")["tasks"]
    assert (task["name"], task["matcher"]) == ("check", "$mopsdsl")
    assert (task["execution"]["process"], task["execution"]["args"]) == (str(server), ["check"])


def test_nothing_runs_in_a_folder_that_is_not_trusted(unpacked: Path, server: Path) -> None:
    assert _started(unpacked, server, "untrusted")["errors"] == []
    assert not (server.parent / "called").exists()


def test_a_program_that_is_not_there_is_told_once(unpacked: Path, tmp_path: Path) -> None:
    (error,) = _started(unpacked, tmp_path / "gone", "trusted")["errors"]
    assert error.startswith(f"The language server did not start: `{tmp_path / 'gone'}`")
