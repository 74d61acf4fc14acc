"""The scaffolding: what the README promises, what the package carries, what the documents link to."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import mopsdsl

ROOT = Path(__file__).parents[1]
TODAY = ("--as-of", "2026-12-01")
"""Exceptions in the specs run out on some day, the tests on none."""


def test_set_up_is_two_commands() -> None:
    section = re.search(r"^## Set up$(.*?)^## ", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    assert section
    assert re.findall(r"^```sh\n(.*?)^```", section[1], re.M | re.S) == ["make demo\nmake test\n"]


def test_readme_shows_what_check_says(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (spec,) = re.findall(r"^```mops\n(.*?)^```", readme, re.M | re.S)
    (shown,) = re.findall(r"^```text\n(.*?)^```", readme, re.M | re.S)
    project = tmp_path / "acme"
    project.mkdir()
    (project / "acme.mops").write_text(spec, "utf-8")
    command = [sys.executable, "-m", "mopsdsl", "check"]
    run = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)
    assert (run.stdout, run.stderr, run.returncode) == (shown, "", 1)


def test_generated_is_what_the_specs_compile_to() -> None:
    command = [sys.executable, "-m", "mopsdsl", "compile", "--check", *TODAY]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, (
        f"generated/ is stale; renew it with `make generate`\n{run.stdout}{run.stderr}"
    )


def test_make_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert phony
    told = re.findall(r"^#   make (\w+)", makefile, re.M)
    assert sorted(told) == sorted(set(phony[1].split()) - {"help", "lint"})


def test_version_is_the_same_in_both_places() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == mopsdsl.__version__


def test_decisions_are_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| \[(\d{4})\]\((\1-[\w-]+\.md)\) \| (.+?) \|", index, re.M)
    pages = [(page.name[:4], page.name, _title(page)) for page in sorted(folder.glob("[0-9]*.md"))]
    assert listed == pages


def _title(page: Path) -> str:
    number, title = page.read_text("utf-8").partition("\n")[0].removeprefix("# ").split(" ", 1)
    assert number == page.name[:4]
    return title


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An sdist, and the wheel that was made from it; no network, since hatchling is at hand."""
    out = tmp_path_factory.mktemp("dist")
    # Only what a user could have set, so that the build is a plain one.
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return out


def test_wheel_carries_the_grammar_and_all_of_the_package(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if not name.split("/")[0].endswith(".dist-info")}
    grammar = {
        f"mopsdsl/_grammar/{path.relative_to(ROOT / 'grammar').as_posix()}" for path in _files("grammar")
    }
    reference = {
        f"mopsdsl/_reference/{path.name}" for path in _files("docs/reference") if path.suffix == ".md"
    }
    package = {path.relative_to(ROOT).as_posix() for path in _files("mopsdsl")}
    assert inside == grammar | reference | package


def test_the_wheel_alone_compiles_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    shutil.copytree(ROOT / "specs" / "acme", tmp_path / "acme")
    script = "import mopsdsl, sys; print(mopsdsl.__file__); from mopsdsl.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", script, "compile", "acme", "--out", "out", *TODAY]
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert Path(run.stdout.partition("\n")[0]).is_relative_to(tmp_path)
    assert _bytes(tmp_path / "out") == _bytes(ROOT / "generated" / "acme")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_sdist_carries_what_a_checkout_has(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames()}
    assert {
        path.relative_to(ROOT).as_posix() for path in _files("grammar", "specs", "tests", "docs")
    } <= inside


def _files(*folders: str) -> list[Path]:
    """The files of these folders that are neither caches nor bytecode."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return [path for path in found if "__pycache__" not in path.parts and not path.name.startswith(".")]
