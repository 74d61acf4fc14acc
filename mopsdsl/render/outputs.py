"""Collects what the emitters make of a model, and puts it on disk so that every file is old or new, and whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
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
    kept = {path: target for path, target in before.items() if target not in names}
    obsolete = tuple(sorted(path for path in before if path not in files and path not in kept))
    listing = "".join(f"{target} {path}\n" for path, target in sorted({**kept, **made_by}.items()))
    files[LISTING] = listing.encode("utf-8")
    return Outputs(folder, files, made_by, obsolete)


def write(outputs: Outputs) -> list[str]:
    """Put the files in place; returns those that changed. Raises Unwritable before anything is touched.

    All new texts are written beside the old ones first, then each takes its place in one step; what is no longer made goes last.
    """
    folder = outputs.folder
    changed = outputs.stale()
    _refuse_links(folder, changed)
    if not changed:
        return []
    staging = os.path.join(folder, f"{_STAGING}{os.getpid()}")
    try:
        os.makedirs(folder, exist_ok=True)
        _sweep(folder)
        for path in changed:
            if path in outputs.files:
                _stage(os.path.join(staging, path), outputs.files[path])
        for path in sorted(changed, key=lambda path: path == LISTING):
            if path in outputs.files:
                target = os.path.join(folder, path)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                os.replace(os.path.join(staging, path), target)
        for path in outputs.obsolete:
            _remove(folder, path)
    except OSError as error:
        raise Unwritable(
            f"{error.filename or folder}: {error.strerror}; the outputs are as they were, or whole and new."
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return changed


def _stage(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with Path(path).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sweep(folder: str) -> None:
    """Take away what a killed run left behind."""
    for entry in os.scandir(folder):
        if entry.name.startswith(_STAGING) and not _alive(entry.name.removeprefix(_STAGING)):
            shutil.rmtree(entry.path, ignore_errors=True)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return int(process) != os.getpid()


def _remove(folder: str, path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(folder, path))
    above = os.path.dirname(path)
    while above:
        with suppress(OSError):  # not empty: somebody else's files stay
            os.rmdir(os.path.join(folder, above))
        above = os.path.dirname(above)


def _refuse_links(folder: str, paths: list[str]) -> None:
    """No output goes through a link: a pull request could have planted one."""
    for path in paths:
        place = os.path.join(folder, path)
        while len(place) > len(folder):
            if os.path.islink(place):
                raise Unwritable(
                    f"{place} is a link; outputs are only written to real files and folders. Remove it."
                )
            place = os.path.dirname(place)
        if os.path.isdir(os.path.join(folder, path)):
            raise Unwritable(
                f"{os.path.join(folder, path)} is a folder, and a file has to go there. Move it."
            )


def _listed(folder: str) -> dict[str, str]:
    """Path → target of what an earlier compile wrote; lines that no compile writes are passed over."""
    listed: dict[str, str] = {}
    data = _on_disk(folder, LISTING) or b""
    for line in data.decode("utf-8", "replace").splitlines():
        target, _, path = line.partition(" ")
        parts = path.split("/")
        if (
            target in discovered()
            and path
            and not any(part in ("", ".", "..") for part in parts)
            and os.sep not in path.replace("/", "")
        ):
            listed[path] = target
    return listed


def _on_disk(folder: str, path: str) -> bytes | None:
    try:
        return Path(folder, path).read_bytes()
    except OSError:
        return None
