"""A real editor, from opening a spec to saving it: Neovim without a screen (Debian's package), with neovim.lua beside this."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

NVIM = shutil.which("nvim")
pytestmark = pytest.mark.skipif(NVIM is None, reason="Neovim is not installed (Debian: apt install neovim)")
SCRIPT = Path(__file__).with_name("neovim.lua")
PLUGIN = Path(__file__).parents[2] / "editors" / "nvim"
SERVER = json.dumps([sys.executable, "-m", "mopsdsl", "lsp"])

PLACES = 'partition EU "Europe 😀"\nteam Ops "Operations"\n'
SALES = 'workspace  One "One 😀" { sees EUU; primary EU; admin Ops }\n'


@pytest.fixture(params=["utf-16", "utf-8"])
def seen(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """What the editor saw, step by step."""
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "mops.toml").write_text("")
    (folder / "places.mops").write_text(PLACES, encoding="utf-8")
    (folder / "sales.mops").write_text(SALES, encoding="utf-8")
    said = tmp_path / "seen.jsonl"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "MOPSDSL_SEEN": str(said),
        "MOPSDSL_ENCODING": request.param,
    }
    command = [str(NVIM), "--clean", "--headless", "-i", "NONE"]
    command += ["--cmd", f"set runtimepath^={PLUGIN}", "--cmd", f"let g:mopsdsl_command = {SERVER}"]
    command += ["-c", f"luafile {SCRIPT}", "-c", "cquit"]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    steps = [json.loads(line) for line in said.read_text(encoding="utf-8").splitlines()]
    found = {step["step"]: step["saw"] for step in steps}
    assert "gave up" not in found, (found, done.stderr)
    assert done.returncode == 0, (found, done.stderr)
    return {**found, "folder": folder}


def test_a_session_from_opening_to_saving(seen: dict[str, Any]) -> None:
    assert seen["findings"] == ["1:33: MOPS002"]  # the editor counts bytes, whatever the protocol counts
    assert seen["clients"] == 1  # one for both files
    assert seen["colour"] == "mopsDeclaration"
    assert seen["actions"][0] == "Write EU"
    assert seen["mended"] == [SALES.replace("EUU", "EU").rstrip()]
    assert seen["completion"][:2] == ["EU", "Default"]
    assert "Europe" in seen["hover"]
    assert seen["definition"] == "places.mops"
    assert seen["renamed"][0][0] == 'partition Europe "Europe 😀"'
    assert "sees Europe; primary Europe" in seen["renamed"][1][0]
    assert seen["formatted"][0] == 'workspace One "One 😀" { sees Europe; primary Europe; admin Ops }'
    assert (seen["folder"] / "sales.mops").read_text(encoding="utf-8").startswith(seen["formatted"][0])
    assert run("check", str(seen["folder"])).status == 0
