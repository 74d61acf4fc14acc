"""One project that somebody has a file of open: its texts on disk, with those that are open in their place."""

import os
from contextlib import suppress

from mopsdsl import api
from mopsdsl.lsp.documents import Document, Documents
from mopsdsl.lsp.view import View
from mopsdsl.source.project import NoSpecs, NotAProject, Project


class Specs:
    """The project in a folder. `trouble` says why it can't be read at all, if so."""

    def __init__(self, root: str, documents: Documents) -> None:
        self.root = root
        self.trouble = ""
        self.readings = api.Readings()
        self._documents = documents
        self._on_disk: Project | NotAProject | None = None
        self._names: dict[str, str] = {}
        self._view: View | None = None

    def touch(self, on_disk: bool = False) -> None:
        """Some open text has changed, or (`on_disk`) perhaps anything in the folder has."""
        self._view = None
        if on_disk:
            self._on_disk = None

    def view(self) -> View | None:
        """The project as it is now; None where there is trouble with it."""
        if self._view is None:
            try:
                self._view = self._seen()
                self.trouble = ""
            except NotAProject as error:
                self.trouble = str(error)
        return self._view

    def name(self, path: str) -> str | None:
        """The name of a file's text in the project (its path absolute, links resolved); None where it is not of it."""
        try:
            project = self._look()
        except NotAProject:
            return None
        if path in self._names:
            return self._names[path]
        if not project.settings.readable or os.path.lexists(path) or not project.would_read(path):
            return None
        return os.path.relpath(path, project.root).replace(os.sep, "/")

    def documents(self) -> list[tuple[str, Document]]:
        """The open documents of the project, each with its text's name."""
        named = ((self.name(document.path), document) for document in self._documents)
        return [(name, document) for name, document in named if name is not None]

    def uris(self) -> list[str]:
        """The open documents in its folder, whether it can be read or not."""
        return [one.uri for one in self._documents if one.path.startswith(self.root + os.sep)]

    def version_of(self, uri: str) -> int | None:
        """The version of an open document, as the client counts."""
        document = self._documents.get(uri)
        return document.version if document else None

    def _seen(self) -> View:
        project = self._look()
        texts = {name: document.text for name, document in self.documents()}
        loaded = api.load(project.edited(texts), self.readings)
        self.readings.keep(loaded.sources)
        return View(loaded, project.paths, self._documents)

    def _look(self) -> Project:
        """What is on disk; read when something may have changed there. Raises NotAProject."""
        if self._on_disk is None:
            try:
                self._on_disk = self._read()
            except NotAProject as error:
                self._on_disk = error  # it may have taken long to find that out
        if isinstance(self._on_disk, NotAProject):
            raise self._on_disk
        return self._on_disk

    def _read(self) -> Project:
        project = next((one for one in api.projects(self.root) if one.root == self.root), None)
        if project is None:
            raise NotAProject(f"{self.root} is no project any more.")
        with suppress(NoSpecs):  # the first file may not be saved yet
            project.keep()
        self._names = {os.path.realpath(path): name for name, path in project.paths.items()}
        return project
