"""An editor without a screen: a session asked as a client asks it, in this process. Every answer is held to the protocol's types.

In a text, `|` is the cursor (no token of the language has it).
"""

import asyncio
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter

from mopsdsl.lsp import features
from mopsdsl.lsp.positions import Lines
from mopsdsl.lsp.session import Session

_CONVERTER = default_converter()
ANSWERS: dict[str, Callable[[Session, Any], Any]] = {
    method: answer
    for module in iter_modules(features.__path__)
    for method, answer in import_module(f"{features.__name__}.{module.name}").ANSWERS.items()
}


def everything(encoding: str = "utf-16") -> types.ClientCapabilities:
    """What a client says that can do all that the server asks for."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding)]),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
            completion=types.CompletionClientCapabilities(
                completion_item=types.ClientCompletionItemOptions(
                    snippet_support=True,
                    documentation_format=[types.MarkupKind.Markdown],
                )
            ),
            rename=types.RenameClientCapabilities(prepare_support=True),
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
            document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
        ),
        workspace=types.WorkspaceClientCapabilities(
            code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=True),
            inlay_hint=types.InlayHintWorkspaceClientCapabilities(refresh_support=True),
            semantic_tokens=types.SemanticTokensWorkspaceClientCapabilities(refresh_support=True),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
            workspace_edit=types.WorkspaceEditClientCapabilities(
                document_changes=True,
                change_annotation_support=types.ChangeAnnotationsSupportOptions(groups_on_label=True),
            ),
        ),
    )


class Editor:
    """A folder that is open in an editor. `shown` are the findings that it shows, by the name of the file."""

    def __init__(
        self, folder: Path, capabilities: types.ClientCapabilities | None = None, encoding: str = "utf-16"
    ) -> None:
        self.folder = folder.resolve()
        self.shown: dict[str, list[types.Diagnostic]] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.cursor = types.Position(0, 0)
        self.name = ""
        self.session = Session(self._take)
        self.session.capabilities = capabilities or everything(encoding)
        self.session.documents.encoding = encoding
        self.session.folders = [str(self.folder)]
        self._versions: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._failures: list[object] = []
        self._loop.set_exception_handler(lambda _, said: self._failures.append(said.get("exception", said)))

    def _take(self, said: types.PublishDiagnosticsParams) -> None:
        _valid(said, types.PublishDiagnosticsParams)
        self.published.append(said)
        self.shown[self._name(said.uri)] = list(said.diagnostics)

    def _name(self, uri: str) -> str:
        return uri.removeprefix(self.folder.as_uri()).lstrip("/")

    def close_all(self) -> None:
        """Let go of everything; the fixture calls it."""
        self._do(lambda: [check.stop() for check in self.session.checks()])
        self._loop.close()
        assert not self._failures  # what a server would have on standard error

    def _do(self, act: Callable[[], Any], *, wait: bool = True) -> Any:
        """Something that an editor does, and (`wait`) all that comes of it."""

        async def go() -> Any:
            done = act()
            while wait and any(check.busy for check in self.session.checks()):
                await asyncio.sleep(0.001)
            return done

        return self._loop.run_until_complete(go())

    # What somebody does

    def uri(self, name: str = "") -> str:
        return (self.folder / (name or self.name)).as_uri()

    def save(self, **texts: str) -> None:
        """Write files (their names without .mops), behind the server's back."""
        for name, text in texts.items():
            path = self.folder / f"{name}.mops"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")

    def open(self, name: str, text: str | None = None, *, wait: bool = True) -> None:
        """Open a file, as it is on disk or with a text of its own; it is the current one then."""
        self.name = name
        text = (self.folder / name).read_bytes().decode() if text is None else text
        self._texts[name] = self._placed(text)
        self._versions[name] = 1
        item = types.TextDocumentItem(self.uri(), "mops", 1, self._texts[name])
        self._do(lambda: self.session.opened(item), wait=wait)

    def type(self, text: str, *, wait: bool = True) -> None:
        """Put another text in place of the whole current one."""
        self._texts[self.name] = self._placed(text)
        self.change(types.TextDocumentContentChangeWholeDocument(self._texts[self.name]), wait=wait)

    def change(self, *changes: types.TextDocumentContentChangeEvent, wait: bool = True) -> None:
        self._versions[self.name] += 1
        document = types.VersionedTextDocumentIdentifier(self._versions[self.name], self.uri())
        params = types.DidChangeTextDocumentParams(document, changes)
        self._do(lambda: self.session.changed(params), wait=wait)

    def close(self, name: str) -> None:
        self._do(lambda: self.session.closed(self.uri(name)))

    def disk_changed(self, *names: str) -> None:
        self._do(lambda: self.session.disk_changed([str(self.folder / name) for name in names]))

    def _placed(self, text: str) -> str:
        """A text without its cursor, which is set."""
        if "|" in text:
            text, self.cursor = placed(text, self.session.documents.encoding)
        return text

    # What the editor asks

    def ask(self, method: str, params: Any = None) -> Any:
        """What the server answers; without parameters it is asked about the cursor."""
        if params is None:
            kind = types.METHOD_TO_TYPES[method][2] or types.TextDocumentPositionParams
            place = {"line": self.cursor.line, "character": self.cursor.character}
            asked = {
                "textDocument": {"uri": self.uri()},
                "position": place,
                "positions": [place],
                "range": {"start": {"line": 0, "character": 0}, "end": place},
                "context": {"includeDeclaration": True, "triggerKind": 1, "diagnostics": []},
                "options": {"tabSize": 2, "insertSpaces": True},
                "newName": "Fresh",
                "query": "e",
            }
            params = _CONVERTER.structure(asked, kind)
        answer = self._do(lambda: ANSWERS[method](self.session, params), wait=False)
        result = types.METHOD_TO_TYPES[method][1]
        if result is not None:
            _valid(types.METHOD_TO_TYPES[method][1](id=1, result=answer), result)
        return answer

    def text_after(self, edit: types.WorkspaceEdit, *, confirmed: bool = False) -> dict[str, str]:
        """The texts of all files that an edit changes, after it; `confirmed`: with all that it asks about."""
        texts: dict[str, str] = {}
        for name, edits in self._edits(edit, confirmed):
            text = texts.get(name) or self._texts.get(name) or (self.folder / name).read_bytes().decode()
            text = edited(text, edits, self.session.documents.encoding)
            texts[name] = text
        return texts

    def _edits(
        self, edit: types.WorkspaceEdit, confirmed: bool
    ) -> list[tuple[str, list[types.TextEdit | types.AnnotatedTextEdit]]]:
        if edit.changes is not None:
            return [(self._name(uri), list(edits)) for uri, edits in edit.changes.items()]
        found = []
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            plain = [one for one in change.edits if isinstance(one, types.TextEdit)]
            asked = [one for one in change.edits if isinstance(one, types.AnnotatedTextEdit)]
            found.append((self._name(change.text_document.uri), [*plain, *(asked if confirmed else ())]))
        return found

    def read(self, *places: types.Location) -> list[str]:
        """Places as `file:line text`, lines from 1."""
        read = []
        for place in places:
            name = self._name(place.uri)
            text = self._texts.get(name) or (self.folder / name).read_bytes().decode()
            lines = Lines(text, self.session.documents.encoding)
            stretch = text[lines.offset(place.range.start) : lines.offset(place.range.end)]
            read.append(f"{name}:{place.range.start.line + 1} {stretch}")
        return read

    def told(self, name: str = "") -> list[str]:
        """The findings about a file as `line: code`, lines from 1."""
        found = self.shown.get(name or self.name, [])
        return [f"{one.range.start.line + 1}: {one.code}" for one in found]


def placed(text: str, encoding: str) -> tuple[str, types.Position]:
    """A text without its cursor, and the place of that."""
    before, _, after = text.partition("|")
    return before + after, end_of(before, encoding)


def end_of(text: str, encoding: str) -> types.Position:
    """The place behind a text."""
    codec, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    last = re.split("\r\n|\n|\r", text)
    return types.Position(len(last) - 1, len(last[-1].encode(codec, "surrogatepass")) // width)


def edited(text: str, edits: Iterable[types.TextEdit | types.AnnotatedTextEdit], encoding: str) -> str:
    """A text after edits, all in places of the text before them."""
    lines = Lines(text, encoding)
    places = [(lines.offset(one.range.start), lines.offset(one.range.end), one.new_text) for one in edits]
    for start, end, new in sorted(places, key=lambda place: place[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _valid(message: Any, kind: Any) -> None:
    """What goes over the wire can be read back as what the protocol says that it is."""
    read = _CONVERTER.structure(_CONVERTER.unstructure(message, kind), kind)
    assert _CONVERTER.unstructure(read, kind) == _CONVERTER.unstructure(message, kind)
