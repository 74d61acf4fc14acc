"""A real client, and a server as people start it: `python -m mopsdsl lsp`, on standard input and output.

Every message, of both sides, is kept as it went over the wire and has to be what the protocol says (`valid`).
"""

import asyncio
import copy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client
from pytest_lsp.protocol import LanguageClientProtocol

from mopsdsl.lsp.features.counting import SHOW
from tests.lsp.editor import everything, placed

REFRESHES = (
    types.WORKSPACE_CODE_LENS_REFRESH,
    types.WORKSPACE_INLAY_HINT_REFRESH,
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
)
COMMAND = [sys.executable, "-m", "mopsdsl", "lsp"]
_CONVERTER = default_converter()


class Recording(LanguageClientProtocol):
    """The protocol, with all that was said: `heard` from the server, `told` by the client."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.heard: list[dict[str, Any]] = []
        self.told: list[dict[str, Any]] = []

    def structure_message(self, data: dict[str, Any]) -> Any:
        if "jsonrpc" in data:
            self.heard.append(copy.deepcopy(data))
        return super().structure_message(data)

    def _send_data(self, data: Any) -> None:
        self.told.append(self._converter.unstructure(data))
        super()._send_data(data)


class Client(LanguageClient):
    """A client with one folder open. Its texts are what it has told the server, by the name of the file."""

    protocol: Recording

    def __init__(self) -> None:
        super().__init__(protocol_cls=Recording, converter_factory=default_converter)
        client.register_lsp_features(self)
        self.registered: list[types.Registration] = []
        self.encoding = ""
        self.folder = Path()
        self.texts: dict[str, str] = {}
        self.complaints: asyncio.Task[bytes]

        self.refreshed: list[str] = []
        for method in REFRESHES:
            self.feature(method)(lambda _, method=method: self.refreshed.append(method))

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self.registered += params.registrations

    async def start_io(self, cmd: str, *given: Any, **named: Any) -> None:
        """Start the server; what it says on standard error are its `complaints`."""
        await super().start_io(cmd, *given, **named)
        assert self._stderr_forwarder is not None
        assert self._server is not None
        assert self._server.stderr is not None
        self._stderr_forwarder.cancel()
        self.complaints = asyncio.create_task(self._server.stderr.read())

    async def begin(self, folder: Path, encoding: str) -> types.InitializeResult:
        self.folder, self.encoding = folder.resolve(), encoding
        folders = [types.WorkspaceFolder(self.folder.as_uri(), self.folder.name)]
        can = everything(encoding)
        can.experimental = {"commands": {"commands": [SHOW]}}
        asked = types.InitializeParams(capabilities=can, workspace_folders=folders)
        return await self.initialize_session(asked)

    async def end(self) -> None:
        """Say good-bye; the server has to go in peace."""
        await self.shutdown_session()
        assert self._server is not None
        assert self._server.returncode == 0
        assert (await self.complaints).decode() == ""

    # What somebody does

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    def show(self, name: str, text: str) -> None:
        """Open a file with a text that may not be saved."""
        self.texts[name] = text
        item = types.TextDocumentItem(self.uri(name), "mops", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def hide(self, name: str) -> None:
        del self.texts[name]
        self.text_document_did_close(types.DidCloseTextDocumentParams(self.document(name)))

    def at(self, name: str, around: str) -> types.Position:
        """The place of the `|` in a stretch of an open text that is there once."""
        before, _, after = around.partition("|")
        text = self.texts[name]
        assert text.count(before + after) == 1
        where = text.index(before + after) + len(before)
        return placed(f"{text[:where]}|{text[where:]}", self.encoding)[1]

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait for something that the server is to tell."""
        async with asyncio.timeout(60):
            while not holds():
                await asyncio.sleep(0.005)

    def findings(self, name: str) -> list[str] | None:
        """The findings about a file as `line:column code`, both from 0; None as long as nothing was said."""
        shown = self.diagnostics.get(self.uri(name))
        if shown is None:
            return None
        return [f"{one.range.start.line}:{one.range.start.character} {one.code}" for one in shown]


def valid(messages: list[dict[str, Any]], asked: list[dict[str, Any]]) -> None:
    """Each message can be read as what the protocol says that it is, and written back there is neither more nor less in it.

    `asked` are those of the other side: an answer does not say to which question.
    """
    questions = {one["id"]: one["method"] for one in asked if "method" in one and "id" in one}
    for message in messages:
        if "error" in message:
            kind: Any = types.ResponseErrorMessage
        elif "method" in message:
            kind = types.METHOD_TO_TYPES[message["method"]][0]
        else:
            kind = types.METHOD_TO_TYPES[questions[message["id"]]][1]
        read = _CONVERTER.structure(copy.deepcopy(message), kind)
        assert _CONVERTER.unstructure(read, kind) == message
