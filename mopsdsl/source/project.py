"""Projects and repositories on disk: which folder is what, and the texts of a project.

No path leaves the repository: the git top level, else the outermost mops.toml, else the project. Everything that was looked at is
remembered, so that a cache can tell whether anything has changed.
"""

import os
from collections.abc import Iterator, Mapping

from mopsdsl.source.reading import in_memory, read_text
from mopsdsl.source.repository import (
    above,
    around,
    globbed,
    levels_looked_at,
    patterns_looked_at,
    repository_of,
)
from mopsdsl.source.settings import SETTINGS, Problem, Settings, inside, read_settings
from mopsdsl.source.text import Source, legible

SUFFIX = ".mops"
MAX_FILES = 20_000
_SKIPPED = frozenset(("generated", "node_modules", "__pycache__"))


class NotAProject(Exception):
    """The folder asked for cannot be worked on; the text says why and what to do. Not a finding: there is no text to point at."""


class NoSpecs(NotAProject):
    """The folder has no .mops file."""


class Project:
    """One folder of .mops files. `name` is the folder's, `root` absolute, `output` where `compile` writes (absolute).

    `settings` is its own mops.toml, `above` the one that names it among its projects, `answers_for` those whose mistakes are told
    with this project: of several that one file names, the first tells them. `looked_at` holds (kind, absolute path):
    a "file" or "folder" that was read, or something of which it was asked whether it "exists". `together` says that the project was
    found as one of those that `above` names, with all of them. `paths` are its files by name, since they were listed.
    """

    def __init__(self, settings: Settings, above: Settings | None, repository: str) -> None:
        self.root = settings.folder
        self.name = os.path.basename(self.root)
        self.repository = repository
        self.settings = settings
        self.above = above
        self.answers_for = [settings]
        self.problems: list[Problem] = list(settings.problems)
        self.looked_at: list[tuple[str, str]] = list(levels_looked_at(self.root))
        self.output = self._output()
        self.together = False
        self.paths: dict[str, str] = {}
        self._seen: set[str] = set()
        self._kept: dict[str, Source] | None = None

    @property
    def rules(self) -> dict[str, str]:
        """The severities that are set: those of the repository, and over them the project's own."""
        return {**dict(self.above.rules if self.above else ()), **dict(self.settings.rules)}

    def answer_for_above(self) -> None:
        """Take on what is wrong with the settings that name this project."""
        if self.above is not None:
            self.answers_for.append(self.above)
            self.problems += [*self.above.problems, *globbed(self.above, self.repository)[1]]

    def sources(self) -> list[Source]:
        """The texts of the project and of what it includes, by name; unreadable ones become problems."""
        if self._kept is not None:
            return list(self._kept.values())
        files = self.files()
        texts = [source for name, path in files if (source := self.read(name, path))]
        if not files and not self.problems:
            raise NoSpecs(f"There is no {SUFFIX} file in {self.root}. Write one, or try `mopsdsl init`.")
        return texts

    def files(self) -> list[tuple[str, str]]:
        """(name, path) of the .mops files of the project and of what it includes, by name."""
        if not self.settings.readable:
            return []
        self._seen.clear()
        names = dict(self._found(self.root))
        for include in self.settings.include:
            place = self.settings.place("include", include, self.repository)
            if isinstance(place, Problem):
                self.problems.append(place)
                continue
            self.looked_at.append(("exists", place))
            if os.path.isdir(place):
                names.update(self._found(place))
            else:
                message = f'`include` names "{include}", and there is no such folder.'
                self.problems.append(
                    self.settings.problem("include", message, "Mend the path, or take it out.")
                )
        self.paths = dict(sorted(names.items()))
        return list(self.paths.items())

    def keep(self) -> None:
        """Read the texts now, and answer with them from now on: for a folder that will be gone."""
        self._kept = {source.name: source for source in self.sources()}

    def edited(self, texts: Mapping[str, str]) -> "Project":
        """The same with other texts, by name, in place of some of those that it keeps, or beside them."""
        from copy import copy

        other = copy(self)
        other.problems = [problem for problem in self.problems if problem.source.name not in texts]
        read = {name: in_memory(name, text) for name, text in texts.items()}
        other.problems += [problem for _, problem in read.values() if problem is not None]
        other._kept = dict(
            sorted({**(self._kept or {}), **{name: source for name, (source, _) in read.items()}}.items())
        )
        return other

    def _output(self) -> str:
        """As the project's own mops.toml says, else as the one above does, else `generated` in it."""
        default = os.path.join(self.root, "generated")
        own = self.settings if self.settings.output and not self.settings.projects else None
        settings = own or (self.above if self.above and self.above.output else None)
        if settings is None:
            if not inside(os.path.realpath(default), self.repository):
                self._problem(
                    default, "This is a link to a place outside the repository, so nothing is written to it."
                )
            return default
        place = settings.place("output", settings.output.replace("{project}", self.name), self.repository)
        if isinstance(place, Problem):
            self.problems.append(place)
            return default
        if settings is self.above and (twin := _twin(self.root, settings, self.repository)):
            message = (
                f"`output` is the same folder for {self.name} and {os.path.relpath(twin, settings.folder)}."
            )
            help = (
                'Write one for each, as output = "generated/{project}", and give the folders different names.'
            )
            self.problems.append(settings.problem("output", message, help))
        return place

    # The folder's files

    def _found(self, start: str) -> Iterator[tuple[str, str]]:
        """(name, path) of every .mops file below a folder, other projects left out; what links lead to comes last, and once."""
        folders = [(start, os.path.realpath(start))]
        links: list[str] = []
        while folders or links:
            if not folders:
                path = links.pop()
                real = self._linked(path)
                if real is None or real in self._seen:
                    continue
                if not os.path.isdir(path):
                    yield self._taken(path, real)
                    continue
                folders.append((path, real))
            folder, real = folders.pop()
            if real in self._seen or (folder != start and self._is_project(folder)):
                continue
            self._see(real)
            for entry in self._listed(folder):
                if entry.is_symlink():
                    links.append(entry.path)
                elif entry.is_dir():
                    folders.append((entry.path, os.path.join(real, entry.name)))
                elif entry.name.endswith(SUFFIX) and entry.is_file():
                    yield self._taken(entry.path, os.path.join(real, entry.name))
            links.sort(reverse=True)

    def _listed(self, folder: str) -> list["os.DirEntry[str]"]:
        self.looked_at.append(("folder", folder))
        try:
            with os.scandir(folder) as entries:
                return [
                    entry for entry in entries if not (entry.name.startswith(".") or entry.name in _SKIPPED)
                ]
        except OSError as error:
            self._problem(folder, f"This folder can't be read: {error.strerror}.", "Mend its rights.")
            return []

    def would_read(self, path: str) -> bool:
        """Whether a file of this place below the root (absolute) is, or would be, one of its files."""
        *folders, name = os.path.relpath(path, self.root).split(os.sep)
        places = [os.path.join(self.root, *folders[: count + 1]) for count in range(len(folders))]
        return (
            name.endswith(SUFFIX)
            and not any(part.startswith(".") or part in _SKIPPED for part in (*folders, name))
            and not any(os.path.lexists(os.path.join(place, SETTINGS)) for place in places)
        )

    def _is_project(self, folder: str) -> bool:
        path = os.path.join(folder, SETTINGS)
        self.looked_at.append(("exists", path))
        return os.path.lexists(path)

    def _linked(self, path: str) -> str | None:
        """What a link leads to, if that is a folder or a .mops file in the repository."""
        if not (path.endswith(SUFFIX) or os.path.isdir(path)):
            return None
        real = os.path.realpath(path)
        if not inside(real, self.repository):
            message = "This is a link to a place outside the repository, so it is not read."
            self._problem(path, message, "Move the files into the repository.")
            return None
        if not os.path.exists(path):
            self._problem(path, "This link leads nowhere.", "Mend it, or remove it.")
            return None
        return real

    def _taken(self, path: str, real: str) -> tuple[str, str]:
        self._see(real)
        return _name(path, self.root), path

    def _see(self, real: str) -> None:
        self._seen.add(real)
        if len(self._seen) > MAX_FILES:
            raise NotAProject(
                f"{self.root} holds more than {MAX_FILES} files and folders. Put the specs into a folder of their own."
            )

    def read(self, name: str, path: str) -> Source | None:
        """The text of one of its files; None where it can't be read, which is a problem then."""
        self.looked_at.append(("file", path))
        source, problem = read_text(name, path)
        if problem is not None:
            self.problems.append(problem)
        return source

    def _problem(self, path: str, message: str, help: str = "Make it a plain folder.") -> None:
        self.problems.append(Problem(Source(_name(path, self.root), ""), 0, message, help))


def _name(path: str, root: str) -> str:
    """A file's name as findings show it; bytes that are no text are written out."""
    return legible(os.path.relpath(path, root).replace(os.sep, "/"))


# The projects of a folder


def find(start: str | None) -> list[Project]:
    """The projects that a folder means: itself, those that its mops.toml names, or (None) the ones around the current folder."""
    folder = _asked(start)
    repository = repository_of(folder)
    settings = read_settings(folder, folder, repository)
    if settings.projects:
        found = _named(settings, repository)
    else:
        naming = above(folder, repository)
        found = [Project(settings, naming, repository)]
        found[0].answer_for_above()
    if start is None:
        found[0].looked_at += levels_looked_at(os.getcwd())
    return found


def project_of(path: str, top: str | None = None) -> Project:
    """The project that a file (absolute, on disk or not) belongs to: the nearest around it, without any mops.toml the folder `top`.

    Raises NotAProject where there is none.
    """
    folder = os.path.dirname(path)
    start = around(folder)
    if top is not None and not os.path.exists(os.path.join(start, SETTINGS)) and inside(start, top):
        start = top
    for project in find(start):
        if inside(os.path.realpath(folder), project.root) and project.would_read(path):
            return project
    return find(folder)[0]


def _asked(start: str | None) -> str:
    try:
        folder = os.path.abspath(os.getcwd() if start is None else start)
    except OSError as error:
        raise NotAProject(f"The current folder can't be used: {error.strerror}.") from None
    if start == "" or not os.path.isdir(folder):
        what = "is a file; name its folder" if start and os.path.exists(folder) else "does not exist"
        raise NotAProject(f"{start or 'The folder with the empty name'} {what}.")
    real = os.path.realpath(folder)
    if not inside(real, repository_of(folder)):
        folder = real  # a link out of the repository: what it leads to is a place of its own
    return around(folder) if start is None else folder


def _named(settings: Settings, repository: str) -> list[Project]:
    """The projects that a repository's mops.toml names, by path."""
    roots, problems = globbed(settings, repository)
    if not roots:
        where = os.path.join(settings.folder, SETTINGS)
        raise NotAProject(f"{where}: {' '.join(problem.message for problem in problems)}")
    projects = []
    for root in roots:
        naming = read_settings(settings.folder, root, repository)  # its name as seen from this project
        projects.append(Project(read_settings(root, root, repository), naming, repository))
        projects[-1].together = True
    projects[0].answer_for_above()
    projects[0].looked_at += patterns_looked_at(settings)
    return projects


def _twin(root: str, settings: Settings, repository: str) -> str | None:
    """Another project that would write to the same folder."""
    others = [one for one in globbed(settings, repository)[0] if one != root]
    if "{project}" in settings.output:
        others = [one for one in others if os.path.basename(one) == os.path.basename(root)]
    return others[0] if others else None
