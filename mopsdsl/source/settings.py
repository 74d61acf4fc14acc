"""What a mops.toml says: settings of the tool, never anything about the instance."""

import os
import re
from typing import Any

from mopsdsl._value import value
from mopsdsl.source.text import Source

SETTINGS = "mops.toml"
MAX_SETTINGS = 64 * 1024
"""Bytes of a mops.toml. Python's reader takes a dotted key of n parts in n squared, so a megabyte of it would take an hour."""
MAX_PROBLEMS = 100
"""What is told of one mops.toml: each is looked for in all of its text."""


@value
class Problem:
    """Something wrong with a file or folder, before any of it could be read as a spec; `offset` in the text of `source`."""

    source: Source
    offset: int
    message: str
    help: str
    severe: bool = True


@value
class Settings:
    """One mops.toml, or what holds without one. `folder` is where it lies; `readable` is False where nothing could be made of it."""

    folder: str
    source: Source
    problems: tuple[Problem, ...] = ()
    readable: bool = True
    edition: str = "2026"
    projects: tuple[str, ...] = ()
    output: str = ""
    include: tuple[str, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()

    def problem(self, key: str, message: str, help: str) -> Problem:
        """A problem with what is said of a key (of `[rules]`: with that rule)."""
        found = re.search(rf"""^[ \t]*["']?({re.escape(key)})\b""", self.source.text, re.MULTILINE)
        return Problem(self.source, found.start(1) if found else 0, message, help)

    def place(self, key: str, said: str, repository: str, base: str = "") -> "str | Problem":
        """The absolute path that a setting means, from `base` (else from the file's folder), or why it means none."""
        if os.path.isabs(said):
            return self.problem(
                key,
                f'`{key}` names "{said}", a place on one machine only.',
                "Write it relative to this file.",
            )
        path = os.path.normpath(os.path.join(base or self.folder, said))
        if not inside(os.path.realpath(path), repository):
            return self.problem(
                key,
                f'`{key}` names "{said}", which leaves the repository.',
                "Nothing outside it is read or written.",
            )
        return path


def inside(path: str, folder: str) -> bool:
    """Whether an absolute path, links resolved, is a folder or lies in it."""
    folder = os.path.realpath(folder)
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


_TYPES: dict[str, type] = {"edition": str, "projects": list, "output": str, "include": list, "rules": dict}
_FORMS = {
    "edition": 'Write a text, as edition = "2026".',
    "projects": 'Write a list of folders, as projects = ["specs/*"].',
    "output": 'Write a path, as output = "generated/{project}".',
    "include": 'Write a list of folders, as include = ["../shared"].',
    "rules": 'Write a table: [rules] and below it MOPS303 = "warning".',
}


def read_settings(folder: str, root: str, repository: str) -> Settings:
    """What a folder's mops.toml says, and what is wrong with it; without one, the defaults. Its name is relative to `root`."""
    path = os.path.join(folder, SETTINGS)
    name = os.path.relpath(path, root).replace(os.sep, "/")
    if not os.path.lexists(path):
        return Settings(folder, Source(name, ""))
    if not inside(os.path.realpath(path), repository):
        return _unreadable(folder, Source(name, ""), 0, "This is a link to a place outside the repository.")
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_SETTINGS + 1)
    except OSError as error:
        return _unreadable(folder, Source(name, ""), 0, f"This file can't be read: {error.strerror}.")
    source = Source(name, data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    if len(data) > MAX_SETTINGS:
        return _unreadable(
            folder, source, 0, f"This file is larger than {MAX_SETTINGS // 1024} KB, so it is not read."
        )
    return _parsed(folder, source)


def _unreadable(folder: str, source: Source, offset: int, message: str, help: str = "") -> Settings:
    problem = Problem(source, offset, message, help or "Put a plain mops.toml there, or none.")
    return Settings(folder, source, (problem,), readable=False)


def _parsed(folder: str, source: Source) -> Settings:
    import tomllib

    try:
        table = tomllib.loads(source.text)
    except (
        ValueError,
        RecursionError,
    ) as error:  # a number of thousands of digits, or brackets within brackets, too
        offset = _offset(source, str(error))
        return _unreadable(folder, source, offset, f"This is not TOML: {error}.", "See toml.io for its form.")
    good = {key: said for key, said in table.items() if key in _TYPES and _fits(key, said)}
    settings = Settings(
        folder,
        source,
        edition=good.get("edition", "2026"),
        projects=tuple(good.get("projects", ())),
        output=good.get("output", ""),
        include=tuple(good.get("include", ())),
        rules=tuple(sorted(good.get("rules", {}).items())),
    )
    return _with_problems(settings, table)


def _with_problems(settings: Settings, table: dict[str, Any]) -> Settings:
    from attrs import evolve

    problems: list[Problem] = []
    for key, said in table.items():
        if len(problems) == MAX_PROBLEMS:
            break
        if key not in _TYPES:
            help = f"The settings are {', '.join(_TYPES)}."
            problems.append(settings.problem(key, f"There is no setting `{key}`.", help))
        elif not _fits(key, said):
            problems.append(settings.problem(key, f"`{key}` is not of the right form.", _FORMS[key]))
    if settings.edition != "2026":
        message = f'There is no edition "{settings.edition}".'
        problems.append(settings.problem("edition", message, 'The newest is "2026".'))
    return evolve(settings, problems=tuple(problems)) if problems else settings


def _fits(key: str, said: Any) -> bool:
    if not isinstance(said, _TYPES[key]):
        return False
    items = said if isinstance(said, list) else said.values() if isinstance(said, dict) else ()
    return all(isinstance(item, str) for item in items)


def _offset(source: Source, error: str) -> int:
    """Where a TOML error is, by its own text."""
    if "end of document" in error:
        return len(source.text)
    found = re.search(r"line (\d+), column (\d+)", error)
    if not found:
        return 0
    line, column = int(found[1]), int(found[2])
    return source.line_starts[min(line, len(source.line_starts)) - 1] + column - 1
