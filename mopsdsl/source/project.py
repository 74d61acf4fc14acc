"""Projects and repositories on disk: which folder is what, and the texts of a project.

No path leaves the repository: the git top level, else the outermost mops.toml, else the project. Everything that was looked at is
remembered, so that a cache can tell whether anything has changed.
"""

import os
from typing import Any

from mopsdsl._value import value
from mopsdsl.source.text import Source

SETTINGS = "mops.toml"
SUFFIX = ".mops"
MAX_FILE = 8 * 1024 * 1024
"""Bytes of one file: some 100,000 declarations."""
MAX_FILES = 20_000
_SKIPPED = frozenset(("generated", "node_modules", "__pycache__"))


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
    """What mops.toml says; never anything about the instance."""

    edition: str = "2026"
    projects: tuple[str, ...] = ()
    output: str = ""
    include: tuple[str, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()


class NotAProject(Exception):
    """The folder asked for cannot be worked on; the text says why and what to do. Not a finding: there is no text to point at."""


class Project:
    """One folder of .mops files. `name` is the folder's, `root` absolute, `output` where `compile` writes (absolute)."""

    def __init__(
        self, root: str, repository: str, output: str, settings: Settings, problems: list[Problem]
    ) -> None:
        self.root = root
        self.name = os.path.basename(root)
        self.repository = repository
        self.output = output
        self.settings = settings
        self.problems = problems
        self.looked_at: list[tuple[str, str]] = []  # (kind "file", "folder" or "absent", absolute path)

    def sources(self) -> list[Source]:
        """The texts of the project and of what it includes, by name; unreadable ones become problems."""
        names = dict(self._found(self.root, self.root))
        for include in self.settings.include:
            folder = os.path.normpath(os.path.join(self.root, include))
            if not inside(os.path.realpath(folder), self.repository):
                self._settings_problem(
                    f'`include` names "{include}", which leaves the repository.',
                    "Include only folders beside it.",
                )
            elif not os.path.isdir(folder):
                self._settings_problem(
                    f'`include` names "{include}", and there is no such folder.',
                    "Mend the path, or take it out.",
                )
            else:
                names.update(self._found(folder, folder))
        texts = [
            source for name, path in sorted(names.items()) if (source := self._read(name, path)) is not None
        ]
        if not names:
            raise NotAProject(f"There is no {SUFFIX} file in {self.root}. Write one, or try `mopsdsl init`.")
        return texts

    def _found(self, folder: str, root: str) -> Any:
        """(name, path) of every .mops file below a folder, other projects in it left out."""
        self.looked_at.append(("folder", folder))
        count = 0
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            is_text = entry.name.endswith(SUFFIX)
            if (
                entry.is_symlink()
                and (is_text or entry.is_dir())
                and not inside(os.path.realpath(entry.path), self.repository)
            ):
                self._link_problem(entry.path)
            elif entry.is_dir(follow_symlinks=False):
                if not os.path.exists(os.path.join(entry.path, SETTINGS)):
                    yield from self._found(entry.path, root)
            elif is_text and entry.is_file():
                count += 1
                if count > MAX_FILES:
                    raise NotAProject(f"{folder} holds more than {MAX_FILES} files.")
                yield _name(entry.path, self.root), entry.path

    def _read(self, name: str, path: str) -> Source | None:
        self.looked_at.append(("file", path))
        try:
            if os.path.getsize(path) > MAX_FILE:
                size = (
                    f"{os.path.getsize(path) / 1024 / 1024:.0f} MB; the most is {MAX_FILE // 1024 // 1024} MB"
                )
                self.problems.append(
                    Problem(Source(name, ""), 0, f"This file has {size}, so it is not read.", "Split it.")
                )
                return None
            with open(path, "rb") as file:
                data = file.read()
        except OSError as error:
            self.problems.append(
                Problem(
                    Source(name, ""), 0, f"This file can't be read: {error.strerror}.", "Mend its rights."
                )
            )
            return None
        return self._decoded(name, data)

    def _decoded(self, name: str, data: bytes) -> Source:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            source = Source(name, data.decode("utf-8", "replace"))
            offset = len(data[: error.start].decode("utf-8", "replace"))
            byte = f"0x{data[error.start]:02x}"
            self.problems.append(
                Problem(
                    source,
                    offset,
                    f"This file is not UTF-8: the byte {byte} is no character there.",
                    "Save it as UTF-8.",
                )
            )
            return Source(name, "")
        source = Source(name, text)
        if not text.strip():
            self.problems.append(
                Problem(source, 0, "This file is empty.", "Write a declaration, or remove it.", severe=False)
            )
        return source

    @property
    def settings_source(self) -> Source:
        """The text of the project's own mops.toml."""
        return Source(SETTINGS, _text(os.path.join(self.root, SETTINGS)))

    def _settings_problem(self, message: str, help: str) -> None:
        source = self.settings_source
        self.problems.append(Problem(source, max(source.text.find("include"), 0), message, help))

    def _link_problem(self, path: str) -> None:
        name = _name(path, self.root)
        message = "This is a link to a place outside the repository, so it is not read."
        self.problems.append(Problem(Source(name, ""), 0, message, "Move the files into the repository."))


def _name(path: str, root: str) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")


def inside(path: str, folder: str) -> bool:
    """Whether an absolute path, links resolved, is a folder or lies in it."""
    folder = os.path.realpath(folder)
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return file.read(MAX_FILE)
    except OSError:
        return ""


def find(start: str | None) -> list[Project]:
    """The projects that a folder means: itself, those that its mops.toml names, or (None) the ones around the current folder."""
    folder = os.path.abspath(start or os.getcwd())
    if not os.path.isdir(folder):
        what = "is a file; name its folder" if os.path.exists(folder) else "does not exist"
        raise NotAProject(f"{start} {what}.")
    if start is None:
        folder = _around(folder)
    settings, problems = read_settings(folder)
    if settings.projects:
        return _named(folder, settings, problems)
    return [_project(folder, settings, problems)]


def _around(folder: str) -> str:
    """The nearest folder at or above with a mops.toml, else the folder itself."""
    current = folder
    while True:
        if os.path.exists(os.path.join(current, SETTINGS)):
            return current
        if os.path.exists(os.path.join(current, ".git")) or os.path.dirname(current) == current:
            return folder
        current = os.path.dirname(current)


def _named(folder: str, settings: Settings, problems: list[Problem]) -> list[Project]:
    """The projects that a repository's mops.toml names, by path."""
    from glob import glob

    repository = _repository(folder)
    found: set[str] = set()
    for pattern in settings.projects:
        for path in glob(os.path.join(folder, pattern)):
            if os.path.isdir(path) and inside(os.path.realpath(path), repository):
                found.add(os.path.normpath(path))
    if not found:
        raise NotAProject(f"{os.path.join(folder, SETTINGS)}: `projects` names no folder that exists.")
    projects = [_project(path, *read_settings(path)) for path in sorted(found)]
    projects[0].problems.extend(problems)
    for project in projects:
        project.looked_at.append(("file", os.path.join(folder, SETTINGS)))
    return projects


def _project(root: str, settings: Settings, problems: list[Problem]) -> Project:
    repository = _repository(root)
    output, looked_at = _output(root, repository)
    project = Project(root, repository, output, settings, problems)
    project.looked_at += looked_at
    return project


def _output(root: str, repository: str) -> tuple[str, list[tuple[str, str]]]:
    """Where `compile` writes: as the mops.toml above that names this project says, else `generated` in it."""
    from fnmatch import fnmatch

    looked_at = []
    current = root
    while True:
        path = os.path.join(current, SETTINGS)
        exists = os.path.exists(path)
        looked_at.append(("file" if exists else "absent", path))
        if exists and current != root:
            settings, _ = read_settings(current)
            relative = os.path.relpath(root, current).replace(os.sep, "/")
            if settings.output and any(
                fnmatch(relative, pattern.rstrip("/")) for pattern in settings.projects
            ):
                name = os.path.basename(root)
                wanted = os.path.normpath(os.path.join(current, settings.output.replace("{project}", name)))
                if inside(os.path.realpath(wanted), repository):
                    return wanted, looked_at
        if current == repository or os.path.dirname(current) == current:
            return os.path.join(root, "generated"), looked_at
        current = os.path.dirname(current)


def _repository(folder: str) -> str:
    """The git top level around a folder, else the outermost folder with a mops.toml, else the folder."""
    outermost = folder
    current = folder
    while True:
        if os.path.exists(os.path.join(current, ".git")):
            return current
        if os.path.exists(os.path.join(current, SETTINGS)):
            outermost = current
        if os.path.dirname(current) == current:
            return outermost
        current = os.path.dirname(current)


_TYPES: dict[str, type] = {"edition": str, "projects": list, "output": str, "include": list, "rules": dict}


def read_settings(folder: str) -> tuple[Settings, list[Problem]]:
    """What a folder's mops.toml says, and what is wrong with it; without one, the defaults."""
    path = os.path.join(folder, SETTINGS)
    if not os.path.exists(path):
        return Settings(), []
    import tomllib

    source = Source(SETTINGS, _text(path))
    try:
        table = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [
            Problem(
                source,
                _offset(source, str(error)),
                f"This is not TOML: {error}.",
                "See toml.io for its form.",
            )
        ]
    problems: list[Problem] = []
    good: dict[str, Any] = {}
    for key, said in table.items():
        if key not in _TYPES:
            problems.append(
                _key_problem(
                    source, key, f"There is no setting `{key}`.", f"The settings are {', '.join(_TYPES)}."
                )
            )
        elif not _fits(key, said):
            problems.append(_key_problem(source, key, f"`{key}` is not of the right form.", _FORMS[key]))
        else:
            good[key] = said
    if good.get("edition", "2026") != "2026":
        problems.append(
            _key_problem(
                source, "edition", f'There is no edition "{good["edition"]}".', 'The newest is "2026".'
            )
        )
    return (
        Settings(
            edition=good.get("edition", "2026"),
            projects=tuple(good.get("projects", ())),
            output=good.get("output", ""),
            include=tuple(good.get("include", ())),
            rules=tuple(sorted(good.get("rules", {}).items())),
        ),
        problems,
    )


_FORMS = {
    "edition": 'Write a text, as edition = "2026".', "projects": 'Write a list of folders, as projects = ["specs/*"].',
    "output": 'Write a path, as output = "generated/{project}".', "include": 'Write a list of folders, as include = ["../shared"].',
    "rules": 'Write a table: [rules] and below it MOPS303 = "warning".',
}  # fmt: skip


def _fits(key: str, said: Any) -> bool:
    if not isinstance(said, _TYPES[key]):
        return False
    items = said if isinstance(said, list) else said.values() if isinstance(said, dict) else ()
    return all(isinstance(item, str) for item in items)


def _key_problem(source: Source, key: str, message: str, help: str) -> Problem:
    return Problem(source, max(source.text.find(key), 0), message, help)


def _offset(source: Source, error: str) -> int:
    import re

    found = re.search(r"line (\d+), column (\d+)", error)
    if not found:
        return 0
    line, column = int(found[1]), int(found[2])
    return source.line_starts[min(line, len(source.line_starts)) - 1] + column - 1
