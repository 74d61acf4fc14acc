"""Collects what the emitters make of a model, and puts it on disk so that every file is old or new, and whole."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from stat import S_ISREG
from typing import Protocol

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.render import emitters

LISTING = ".mopsdsl-files"
"""In the output folder: what `compile` wrote there, so that it removes nothing else when something is no longer made."""

_STAGING = ".mopsdsl-new-"


class Emitter(Protocol):
    """A module in mopsdsl/render/emitters. `emit` gives (path relative to the output folder, text)."""

    NAME: str

    def emit(self, context: Context) -> Iterator[tuple[str, str]]: ...


class Unwritable(Exception):
    """The output folder can't be written safely; the text says why."""


@cache
def discovered() -> dict[str, Emitter]:
    """The emitters by the name that `--target` takes."""
    modules = [
        import_module(f"{emitters.__name__}.{found.name}") for found in iter_modules(emitters.__path__)
    ]
    return {module.NAME: module for module in sorted(modules, key=lambda module: module.NAME)}


@value
class Outputs:
    """The files of one compile by path, each with its target, and those that an earlier one wrote and this one doesn't."""

    folder: str
    files: dict[str, bytes]
    targets: dict[str, str]
    obsolete: tuple[str, ...]

    def stale(self) -> list[str]:
        """What on disk is not as it would be written now: missing, different, or no longer made; sorted."""
        differing = [path for path, data in self.files.items() if _on_disk(self.folder, path) != data]
        return sorted({*differing, *self.obsolete})


def make(context: Context, folder: str, targets: tuple[str, ...] = ()) -> Outputs:
    """Everything (or the named targets) that a compile into a folder would write; nothing is written yet."""
    names = targets or tuple(discovered())
    files: dict[str, bytes] = {}
    made_by: dict[str, str] = {}
    for name in names:
        for path, text in discovered()[name].emit(context):
            files[path] = text.encode("utf-8")
            made_by[path] = name
    before = _listed(folder)
    kept = {path: target for path, target in before.items() if targets and target not in names}
    obsolete = tuple(sorted(path for path in before if path not in files and path not in kept))
    files[LISTING] = _listing({**kept, **made_by})
    return Outputs(folder, files, made_by, obsolete)


def _listing(made_by: dict[str, str]) -> bytes:
    return "".join(f"{target} {path}\n" for path, target in sorted(made_by.items())).encode("utf-8")


def write(outputs: Outputs) -> list[str]:
    """Put the files in place; returns those that changed. Raises Unwritable before anything is touched.

    All new texts are written beside the old ones first, then each takes its place in one step, then what is no longer made goes. The
    listing first takes in the new files, and lets go of the old ones last, so that a run that is killed leaves nothing unlisted.
    """
    folder = outputs.folder
    changed = outputs.stale()
    _refuse(folder, outputs.files)
    _sweep(folder)
    if not changed:
        return []
    staging = ""
    try:
        os.makedirs(folder, exist_ok=True)
        staging = _staging(folder)
        texts = {path: outputs.files[path] for path in changed if path in outputs.files and path != LISTING}
        for path, data in texts.items():
            _stage(staging, path, data)
        _put(staging, folder, LISTING, _listing({**_listed(folder), **outputs.targets}))
        for path in texts:
            _move(staging, folder, path)
        for path in outputs.obsolete:
            _remove(folder, path)
        _put(staging, folder, LISTING, outputs.files[LISTING])
    except OSError as error:
        raise Unwritable(
            f"{error.filename or folder}: {error.strerror}; the outputs are as they were, or whole and new."
        ) from error
    finally:
        if staging:
            shutil.rmtree(staging, ignore_errors=True)
    return changed


def _staging(folder: str) -> str:
    """A new folder of our own, whose name says which process it belongs to."""
    from tempfile import mkdtemp

    return mkdtemp(prefix=f"{_STAGING}{os.getpid()}-", dir=folder)


def _put(staging: str, folder: str, path: str, data: bytes) -> None:
    _stage(staging, path, data)
    _move(staging, folder, path)


def _move(staging: str, folder: str, path: str) -> None:
    target = os.path.join(folder, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    os.replace(os.path.join(staging, path), target)


def _stage(staging: str, path: str, data: bytes) -> None:
    place = Path(staging, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sweep(folder: str) -> None:
    """Take away what a killed run left behind."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            process = entry.name.removeprefix(_STAGING).partition("-")[0]
            if entry.name.startswith(_STAGING) and not entry.is_symlink() and not _alive(process):
                shutil.rmtree(entry.path, ignore_errors=True)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except OSError:
        return True
    return int(process) != os.getpid()


def _remove(folder: str, path: str) -> None:
    """Take away a file that an earlier compile wrote, and the folders that it leaves empty; never through a link."""
    if _through(folder, path) is not None or os.path.isdir(os.path.join(folder, path)):
        return
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(folder, path))
    above = os.path.dirname(path)
    while above:
        with suppress(OSError):  # not empty: somebody else's files stay
            os.rmdir(os.path.join(folder, above))
        above = os.path.dirname(above)


def _refuse(folder: str, paths: Iterable[str]) -> None:
    """No output goes through a link, which a pull request could have planted, nor over somebody else's folder."""
    for path in paths:
        place = os.path.join(folder, path)
        if (hop := _through(folder, path)) is not None or os.path.islink(place):
            raise Unwritable(
                f"{hop or place} is no real file or folder; outputs are only written to those. Remove it."
            )
        if os.path.isdir(place):
            raise Unwritable(f"{place} is a folder, and a file has to go there. Move it.")


def _through(folder: str, path: str) -> str | None:
    """What stands on the way to a path in a folder without being a real folder: a link, a file."""
    place = folder
    for part in path.split("/")[:-1]:
        place = os.path.join(place, part)
        if os.path.lexists(place) and (os.path.islink(place) or not os.path.isdir(place)):
            return place
    return None


_LISTED = re.compile(r"([a-z][a-z_-]*) ((?!/)[^\\:\x00-\x1f]+)")


def _listed(folder: str) -> dict[str, str]:
    """Path → target of what an earlier compile wrote; lines that no compile writes are passed over."""
    listed: dict[str, str] = {}
    data = _on_disk(folder, LISTING) or b""
    for line in data.decode("utf-8", "replace").split("\n"):
        found = _LISTED.fullmatch(line)
        if found and found[2] != LISTING and not {"", ".", ".."}.intersection(found[2].split("/")):
            listed[found[2]] = found[1]
    return listed


def _on_disk(folder: str, path: str) -> bytes | None:
    """What a real file holds, or None: what a link leads to, or a pipe, might never end."""
    place = os.path.join(folder, path)
    try:
        return Path(place).read_bytes() if S_ISREG(os.lstat(place).st_mode) else None
    except OSError:
        return None
