"""The .mops files that paths on the command line mean, one by one."""

import os
from collections.abc import Iterator, Sequence
from itertools import chain

from mopsdsl._value import value
from mopsdsl.source.project import SUFFIX, NoSpecs, NotAProject, Project, find
from mopsdsl.source.reading import MARK, read_text
from mopsdsl.source.repository import repository_of
from mopsdsl.source.settings import Problem, inside
from mopsdsl.source.text import Source

Trouble = tuple[str, Problem]
"""(the path as shown, what is wrong with what lies there)."""


@value
class SpecFile:
    """One file: as it is `shown` (from the current folder), its `path` with links resolved, its text, and whether that is
    `marked` with a byte order mark, which the text is without."""

    shown: str
    path: str
    source: Source
    marked: bool


def found(paths: Sequence[str]) -> tuple[list[SpecFile], list[Trouble]]:
    """Each file once, in the order of the paths and of their names (no paths: the projects around the current folder); and what
    can't be read. Raises NotAProject with a sentence to show where a path means nothing."""
    files: dict[str, SpecFile] = {}
    troubles: dict[str, Trouble] = {}
    told = [_one(path) if os.path.isfile(path) else _all(find(path)) for path in paths] or [_all(find(None))]
    for real, thing in chain.from_iterable(told):
        if isinstance(thing, SpecFile):
            files.setdefault(real, thing)
        else:
            troubles.setdefault(thing[0] + thing[1].message, thing)
    if not files and not troubles:
        raise NoSpecs(f"There is no {SUFFIX} file in {' or '.join(paths) or os.getcwd()}.")
    return list(files.values()), list(troubles.values())


def _one(path: str) -> Iterator[tuple[str, SpecFile | Trouble]]:
    """A file that is named by itself."""
    if not path.endswith(SUFFIX):
        raise NotAProject(f"{path} is no {SUFFIX} file.")
    real = os.path.realpath(path)
    if not inside(real, repository_of(os.path.dirname(os.path.abspath(path)))):
        raise NotAProject(f"{path} is a link to a place outside the repository, so it is left alone.")
    source, problem = read_text(path, path)
    if problem is not None and problem.severe:
        yield real, (path, problem)
    elif source is not None:
        yield real, SpecFile(path, real, source, _is_marked(real))


def _all(projects: Sequence[Project]) -> Iterator[tuple[str, SpecFile | Trouble]]:
    """The files of projects, and of what they include."""
    for project in projects:
        before = len(project.problems) if project.settings.readable else 0
        for name, path in project.files():
            known = len(project.problems)
            source, real = project.read(name, path), os.path.realpath(path)
            if source is not None and not any(problem.severe for problem in project.problems[known:]):
                yield real, SpecFile(os.path.relpath(path), real, source, _is_marked(real))
        for problem in project.problems[before:]:
            if problem.severe:
                path = os.path.join(project.root, problem.source.name)
                yield path, (os.path.relpath(path), problem)


def _is_marked(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(len(MARK)) == MARK
