"""Which folder is what: the repository around a folder, the settings that hold for it, and the projects that they name."""

import os
from collections.abc import Iterator

from mopsdsl.source.settings import SETTINGS, Problem, Settings, read_settings


def levels(folder: str) -> Iterator[str]:
    """The folder, the one above, and so on to the top."""
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        yield folder


def levels_looked_at(folder: str) -> Iterator[tuple[str, str]]:
    """What decides which repository a folder is in, and which settings hold for it."""
    for level in levels(folder):
        path = os.path.join(level, SETTINGS)
        yield ("file" if os.path.exists(path) else "exists"), path
        yield "exists", os.path.join(level, ".git")
        if os.path.exists(os.path.join(level, ".git")):
            return


def around(folder: str) -> str:
    """The nearest folder at or above with a mops.toml, else the folder itself."""
    for level in levels(folder):
        if os.path.exists(os.path.join(level, SETTINGS)):
            return level
        if os.path.exists(os.path.join(level, ".git")):
            break
    return folder


def repository_of(folder: str) -> str:
    """The git top level around a folder, else the outermost folder with a mops.toml, else the folder."""
    outermost = folder
    for level in levels(folder):
        if os.path.exists(os.path.join(level, ".git")):
            return level
        if os.path.exists(os.path.join(level, SETTINGS)):
            outermost = level
    return outermost


def above(root: str, repository: str) -> Settings | None:
    """The nearest mops.toml above that names this folder among its projects, or that can't be read."""
    for level in levels(root):
        if level != root and os.path.exists(os.path.join(level, SETTINGS)):
            settings = read_settings(level, root, repository)
            if not settings.readable or root in globbed(settings, repository)[0]:
                return settings
        if level == repository:
            break
    return None


def globbed(settings: Settings, repository: str) -> tuple[list[str], list[Problem]]:
    """The folders that `projects` names, sorted, and what is wrong with it."""
    from glob import glob

    found: set[str] = set()
    problems = []
    for pattern in settings.projects:
        place = settings.place("projects", pattern, repository)
        if isinstance(place, Problem):
            problems.append(place)
            continue
        folders = [
            path
            for path in glob(pattern, root_dir=settings.folder)
            if os.path.isdir(os.path.join(settings.folder, path))
        ]
        places = [settings.place("projects", path, repository) for path in folders]
        problems += [place for place in places if isinstance(place, Problem)]
        found.update(place for place in places if isinstance(place, str))
        if not folders:
            message = f'`projects` names "{pattern}", and there is no such folder.'
            problems.append(settings.problem("projects", message, "Mend the path, or take it out."))
    return sorted(found), problems


def patterns_looked_at(settings: Settings) -> Iterator[tuple[str, str]]:
    """The folders in which the patterns of `projects` were looked for."""
    from glob import glob

    for pattern in settings.projects:
        parts = os.path.normpath(pattern).split(os.sep)
        for count in range(len(parts)):
            above = os.path.join(*parts[:count]) if count else "."
            for folder in glob(above, root_dir=settings.folder):
                yield "folder", os.path.normpath(os.path.join(settings.folder, folder))
