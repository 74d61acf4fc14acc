"""The files for Neovim, in a Neovim without a screen: what it takes words for, how it indents, and that it starts the server."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mopsdsl.highlighting.vim import LINKS
from tests.editors.words import EDITORS, FORMS, ROOT, assert_agrees, words_of

HERE = Path(__file__).parent
SPECS = sorted(ROOT.glob("specs/*/**/*.mops"))
WORDS = {
    f"mops{group}" for group in ("Declaration", "Statement", "Constant", "Operator", "Inside", "Business")
}

pytestmark = pytest.mark.skipif(not shutil.which("nvim"), reason="needs Neovim")


def _nvim(*commands: str, cwd: Path = ROOT, **environment: str) -> str:
    """Run commands in a Neovim that knows nothing but our files; what it writes to standard output."""
    setup = f"set runtimepath^={EDITORS / 'nvim'} | filetype plugin indent on | syntax on | runtime! plugin/mopsdsl.lua"
    command = ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "--cmd", setup]
    for one in commands:
        command += ["-c", one]
    run = subprocess.run(
        [*command, "-c", "qa!"],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Error" not in run.stderr, run.stderr
    return run.stdout


def test_a_spec_is_known_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "a.mops").write_text("team A\n", "utf-8")
    wanted = ["mops", "# %s", 2, True, "mopsDeclaration", "mopsDeclared"]
    groups = ", ".join(f"synIDattr(synID(1, {column}, 1), 'name')" for column in (1, 6))
    told = f"[&filetype, &commentstring, &shiftwidth, &expandtab ? v:true : v:false, {groups}]"
    said = _nvim("edit a.mops", f"call writefile([json_encode({told})], 'told')", cwd=tmp_path)
    assert json.loads((tmp_path / "told").read_text("utf-8")) == wanted, said


def test_words_are_coloured_as_the_parser_takes_them(tmp_path: Path) -> None:
    files = [FORMS, *(path for path in SPECS if path.parts[-2] == "acme")]
    words = [(path, word) for path in files for word in words_of(path)]
    places: dict[str, list[tuple[int, int]]] = {}
    for path, word in words:
        places.setdefault(str(path), []).append((word.line, len(word.before.encode()) + 1))
    (tmp_path / "places").write_text(json.dumps(places), "utf-8")
    target = tmp_path / "groups"
    _nvim(f"luafile {HERE / 'groups.lua'}", MOPS_PLACES=str(tmp_path / "places"), MOPS_GROUPS=str(target))
    found = json.loads(target.read_text("utf-8"))
    assert_agrees(
        [word for _, word in words], [group in WORDS for path in files for group in found[str(path)]]
    )


def test_it_indents_as_the_formatter_does(tmp_path: Path) -> None:
    target = tmp_path / "indented"
    files = [str(path) for path in SPECS]
    _nvim(f"luafile {HERE / 'indent.lua'}", MOPS_FILES=json.dumps(files), MOPS_INDENTED=str(target))
    indented = json.loads(target.read_text("utf-8"))
    for path in SPECS:
        assert indented[str(path)] == path.read_text("utf-8").splitlines()


def test_every_group_is_linked_to_one_of_all_schemes() -> None:
    text = (EDITORS / "nvim" / "syntax" / "mops.vim").read_text("utf-8")
    defined = {
        line.split()[2].removeprefix("mops") for line in text.splitlines() if line.startswith("syntax match")
    }
    assert defined - LINKS.keys() == {"Name", "Business"}


def test_it_starts_one_server_for_a_project(tmp_path: Path) -> None:
    pytest.importorskip("pygls")
    server = tmp_path / "mopsdsl"
    server.write_text(
        f"#!{sys.executable}\nimport sys\nfrom mopsdsl.cli import main\nsys.exit(main())\n", "utf-8"
    )
    server.chmod(0o755)
    project = tmp_path / "project"
    subprocess.run([str(server), "init", str(project)], check=True, capture_output=True)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    told = json.loads(_nvim(f"luafile {HERE / 'start.lua'}", cwd=project, PATH=path))
    assert told["clients"] == [["mopsdsl", str(project), "mopsdsl"]]
    assert told["found"]["code"] == "MOPS002"
    assert told["omnifunc"] == "v:lua.vim.lsp.omnifunc"
    first, second = told["again"]
    assert first == second
    assert told["missing"] == "nothing"
