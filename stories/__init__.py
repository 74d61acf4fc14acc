"""Stories of change: pull requests to specs/acme as patches, and the plans that come of them. `python -m stories` renews the plans.

A story is `NAME.patch`. Where main has to hold something that specs/acme does not, `NAME.base.patch` says what.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from mopsdsl import api
from mopsdsl.cli.plan import WIDTH, told
from mopsdsl.render.plans.change import render

HERE = Path(__file__).parent
ROOT = HERE.parent
PROJECT = "specs/acme"
PLANS = ROOT / "generated" / "stories"
FORMS = {"plan.md": "markdown", "plan.txt": "text", "plan.json": "json", "plan.html": "html"}
TODAY = date(2026, 12, 1)
"""Exceptions in the specs run out on some day, the stories on none."""

_AUTHOR = {
    f"GIT_{who}_{what}": said
    for who in ("AUTHOR", "COMMITTER")
    for what, said in (
        ("NAME", "Acme"),
        ("EMAIL", "acme@acme.example"),
        ("DATE", "2026-12-01T09:00:00+00:00"),
    )
}
_NO_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def names() -> list[str]:
    """The stories, by name."""
    return sorted(patch.stem for patch in HERE.glob("*.patch") if not patch.stem.endswith(".base"))


def plans() -> dict[str, str]:
    """All plans: path below generated/stories → text."""
    found: dict[str, str] = {}
    for name in names():
        with pull_request(name) as repository:
            found |= {f"{name}/{file}": text for file, text in _forms(repository).items()}
    return found


@contextmanager
def pull_request(name: str) -> Iterator[Path]:
    """A repository in which main holds specs/acme and the branch of a story is checked out, for a while.

    Its commits have the same hashes whoever makes it, when and where.
    """
    with TemporaryDirectory(prefix="mopsdsl-story-") as folder:
        repository = Path(folder)
        shutil.copytree(ROOT / PROJECT, repository / PROJECT)
        shutil.copy(ROOT / "mops.toml", repository)
        git(repository, "init", "--quiet", "--initial-branch=main", "--object-format=sha1")
        if (HERE / f"{name}.base.patch").exists():
            git(repository, "apply", str(HERE / f"{name}.base.patch"))
        _commit(repository, "What main holds")
        git(repository, "checkout", "--quiet", "-b", name)
        git(repository, "apply", str(HERE / f"{name}.patch"))
        _commit(repository, name)
        yield repository


def _commit(repository: Path, message: str) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", message)


def git(repository: Path, *words: str) -> None:
    """Run git as if nobody had any settings. Raises CalledProcessError; git's own words say which patch no longer fits."""
    others = {name: said for name, said in os.environ.items() if not name.startswith("GIT_")}
    fixed = ("-c", "core.autocrlf=false", "-c", "core.fileMode=false")
    subprocess.run(
        ["git", *fixed, *words], cwd=repository, env={**others, **_NO_SETTINGS, **_AUTHOR}, check=True
    )


def _forms(repository: Path) -> dict[str, str]:
    """What `mopsdsl plan specs/acme --base main` says in each of its forms."""
    with chdir(repository):
        (project,) = api.projects(PROJECT)
        (base,) = api.bases("main", [project]).each
        loaded = api.load(project)
        plan = told(loaded, api.plan(loaded, base, TODAY), tuple(api.check(loaded, TODAY)))
        return {file: render(form, [plan], width=WIDTH) for file, form in FORMS.items()}
