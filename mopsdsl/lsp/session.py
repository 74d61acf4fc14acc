"""What one editor has open: its documents, the projects that they belong to, and what is wrong with those."""

import os
from collections.abc import Callable, Iterator

from lsprotocol import types

from mopsdsl.lsp.checking import Checking, Publish
from mopsdsl.lsp.documents import Document, Documents
from mopsdsl.lsp.specs import Specs
from mopsdsl.lsp.view import Place, View
from mopsdsl.source.project import NotAProject, project_of
from mopsdsl.source.text import Source


class Session:
    """Everything that an answer may ask. `capabilities` are what the client can do with one; `publish` shows it findings, and
    `warn` somebody a sentence; `refresh` what is shown in text that nobody has touched."""

    def __init__(self, publish: Publish) -> None:
        self.documents = Documents()
        self.capabilities = types.ClientCapabilities()
        self.folders: list[str] = []
        self.warn: Callable[[str], None] = lambda _: None
        self.refresh: Callable[[], None] = lambda: None
        self.renamed: dict[
            str, dict[str, str]
        ] = {}  # project's folder → id → what it was called before this session
        self._publish = publish
        self._checks: dict[str, Checking] = {}
        self._roots: dict[str, str] = {}  # document → its project's folder

    # What the client asks about

    def checks(self) -> Iterator[Checking]:
        """Each project that is or was open, in the order of their folders."""
        return (self._checks[root] for root in sorted(self._checks))

    def check_of(self, uri: str) -> Checking | None:
        """The project that an open document belongs to."""
        document = self.documents.get(uri)
        return self._checks.get(self._roots.get(document.path, "")) if document else None

    def view(self, uri: str) -> View | None:
        """The project that an open document belongs to, as it is now."""
        check = self.check_of(uri)
        return check.specs.view() if check else None

    def place(self, uri: str, position: types.Position) -> Place | None:
        """A place in an open document."""
        check, document = self.check_of(uri), self.documents.get(uri)
        view = check.specs.view() if check else None
        if check is None or document is None or view is None:
            return None
        name = check.specs.name(document.path)
        source = view.sources.get(name) if name else None
        return Place(view, source, view.lines(source).offset(position)) if source else None

    # What the client tells

    def opened(self, item: types.TextDocumentItem) -> None:
        document = self.documents.open(item)
        if document is not None:
            self._house(document)
            self._begin(document)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        document = self.documents.change(params)
        if document is not None:
            self._begin(document)

    def closed(self, uri: str) -> None:
        document = self.documents.get(uri)
        if document is None:
            return
        reading = list(self._reading(document))
        self.documents.close(uri)
        self._roots.pop(document.path, None)
        for check, _ in reading:
            check.specs.touch(on_disk=True)
            check.begin()

    def disk_changed(self, paths: list[str]) -> None:
        """Files were saved, made, moved or deleted; a mops.toml says anew which project is where."""
        if any(os.path.basename(path) == "mops.toml" for path in paths):
            self.settings_changed()
            return
        for check in self.checks():
            check.specs.touch(on_disk=True)
            check.begin()

    def settings_changed(self) -> None:
        """Find out again which project each document belongs to."""
        before = set(self._checks)
        for document in self.documents:
            self._house(document)
        for root in before - set(self._roots.values()):
            self._checks.pop(root).forget()
        for check in self.checks():
            check.specs.touch(on_disk=True)
            check.begin()

    def _house(self, document: Document) -> None:
        """Find the project of a document."""
        try:
            root = project_of(document.path, self._folder_of(document.path)).root
        except NotAProject:
            root = os.path.dirname(document.path)
        self._roots[document.path] = root
        if root not in self._checks:
            related = self.capabilities.text_document and self.capabilities.text_document.publish_diagnostics
            shows = bool(related and related.related_information)
            self._checks[root] = Checking(Specs(root, self.documents), self._publish, shows, self._checked)

    def _checked(self) -> None:
        self.refresh()

    def _folder_of(self, path: str) -> str | None:
        """The folder that the editor has open and a file lies in; of several the innermost."""
        around = [folder for folder in self.folders if path.startswith(folder.rstrip(os.sep) + os.sep)]
        return max(around, key=len, default=None)

    def _begin(self, document: Document) -> None:
        for check, name in self._reading(document):
            check.specs.touch()
            check.begin(Source(name, document.text) if name else None)

    def _reading(self, document: Document) -> Iterator[tuple[Checking, str | None]]:
        """The project that a document belongs to and those that include it, each with the name of its text there."""
        for check in self.checks():
            name = check.specs.name(document.path)
            if name or check is self.check_of(document.uri):
                yield check, name
