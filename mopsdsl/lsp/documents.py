"""The documents that are open in the editor: their text there is the truth, whatever is on disk."""

import os
from collections.abc import Iterator

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from mopsdsl.lsp.positions import changed


class Document:
    """One open text. `path` is absolute, links resolved; `uri` as the client writes it."""

    def __init__(self, uri: str, path: str, version: int, text: str) -> None:
        self.uri = uri
        self.path = path
        self.version = version
        self.text = text


class Documents:
    """The open documents by path; `encoding` is the protocol's word for what columns count."""

    def __init__(self) -> None:
        self.encoding = "utf-16"
        self._open: dict[str, Document] = {}

    def open(self, item: types.TextDocumentItem) -> Document | None:
        """Take in a document that was opened; None for one that is no file (a diff, a preview)."""
        path = path_of(item.uri)
        if path is None:
            return None
        self._open[path] = Document(item.uri, path, item.version, item.text)
        return self._open[path]

    def change(self, params: types.DidChangeTextDocumentParams) -> Document | None:
        document = self.get(params.text_document.uri)
        if document is not None:
            document.text = changed(document.text, params.content_changes, self.encoding)
            document.version = params.text_document.version
        return document

    def close(self, uri: str) -> str | None:
        """Let a document go; returns its path where it was open."""
        path = path_of(uri) or ""
        return path if self._open.pop(path, None) is not None else None

    def get(self, uri: str) -> Document | None:
        return self._open.get(path_of(uri) or "")

    def at(self, path: str) -> Document | None:
        """The open document of a file (absolute, links resolved)."""
        return self._open.get(path)

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._open.values()))

    def uri(self, path: str) -> str:
        """The URI of a file: the client's own where it has it open."""
        document = self._open.get(os.path.realpath(path))
        return document.uri if document else str(from_fs_path(path))


def path_of(uri: str) -> str | None:
    """The absolute path of a file's URI, links resolved; None for what is no file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return os.path.realpath(path) if path and "\0" not in path else None
