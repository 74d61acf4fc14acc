"""Files that several projects read: what is edited in one of them is edited in all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress

from mopsdsl import api
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View
from mopsdsl.source.project import NotAProject, Project


def also_read(session: Session, view: View, files: Iterable[str]) -> tuple[str, str] | None:
    """(file, project): one of these files of a project that another project reads as well."""
    own = view.loaded.project
    assert own is not None, "the server loads folders only"
    paths = {os.path.realpath(view.path(file)): file for file in files}
    own_only = all(path.startswith(own.root + os.sep) for path in paths)
    for other in _others(session, own):
        if other.settings.include or not own_only:
            for path in (other.paths or dict(other.files())).values():
                if os.path.realpath(path) in paths:
                    return paths[os.path.realpath(path)], other.name
    return None


def _others(session: Session, own: Project) -> Iterator[Project]:
    """The other projects of the repository, and those that are open."""
    views = (check.specs.view() for check in session.checks())
    found = [view.loaded.project for view in views if view is not None]
    with suppress(NotAProject):
        found += api.projects(own.repository)
    known = {own.root}
    for project in found:
        if project is not None and project.root not in known:
            known.add(project.root)
            yield project
