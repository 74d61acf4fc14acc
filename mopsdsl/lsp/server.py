"""The server: pygls speaks the protocol, the session knows the projects, the modules of `features` answer."""

import gc
import logging
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from mopsdsl import __version__
from mopsdsl.lsp import features
from mopsdsl.lsp.documents import path_of
from mopsdsl.lsp.protocol import Protocol
from mopsdsl.lsp.refusal import is_mistake, unlinked
from mopsdsl.lsp.session import Session

WATCHED = "**/{*.mops,mops.toml}"


def serve() -> bool:
    """Serve one editor on standard input and output, until it says good-bye (True) or just goes away."""
    given, taken = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what anything prints would break the protocol
    logging.basicConfig(level=logging.ERROR, format="mopsdsl: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(is_mistake)
    gc.enable()  # the command line turns it off for its short runs
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    made = server()
    made.start_io(given, taken)
    return isinstance(made.protocol, Protocol) and made.protocol.ended


def server() -> LanguageServer:
    """A server with everything that it can answer."""
    made = LanguageServer("mopsdsl", __version__, protocol_cls=Protocol)
    session = Session(made.text_document_publish_diagnostics)
    session.warn = partial(_warn, made)
    session.refresh = partial(_refresh, made, session)
    _listen(made, session)
    for module in iter_modules(features.__path__):
        feature = import_module(f"{features.__name__}.{module.name}")
        options = getattr(feature, "OPTIONS", {})
        for method, answer in feature.ANSWERS.items():
            made.feature(method, options.get(method))(_asked(session, answer))
    return made


def _asked(session: Session, answer: Callable[[Session, Any], Any]) -> Callable[[Any], Any]:
    def handler(params: Any) -> Any:
        return answer(session, params)

    return handler


def _warn(server: LanguageServer, said: str) -> None:
    server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, unlinked(said)))


def _refresh(server: LanguageServer, session: Session) -> None:
    """Let the client ask again for what stands between the lines: a change in one file changes the counts of another."""
    can = session.capabilities.workspace
    if can is None:
        return
    if can.code_lens and can.code_lens.refresh_support:
        server.workspace_code_lens_refresh(None)
    if can.inlay_hint and can.inlay_hint.refresh_support:
        server.workspace_inlay_hint_refresh(None)
    if can.semantic_tokens and can.semantic_tokens.refresh_support:
        server.workspace_semantic_tokens_refresh(None)


def _listen(server: LanguageServer, session: Session) -> None:
    """Follow what the client tells of its documents and folders."""

    @server.feature(types.INITIALIZE)
    def begin(params: types.InitializeParams) -> None:
        session.capabilities = params.capabilities
        session.documents.encoding = types.PositionEncodingKind(
            server.workspace.position_encoding or "utf-16"
        ).value
        uris = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        session.folders = [path for uri in uris if (path := path_of(uri))]

    @server.feature(types.INITIALIZED)
    def watch(_: types.InitializedParams) -> None:
        about_files = (
            session.capabilities.workspace and session.capabilities.workspace.did_change_watched_files
        )
        if about_files and about_files.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            watched = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([watched]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def open_document(params: types.DidOpenTextDocumentParams) -> None:
        session.opened(params.text_document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def change_document(params: types.DidChangeTextDocumentParams) -> None:
        session.changed(params)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def close_document(params: types.DidCloseTextDocumentParams) -> None:
        session.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def save_document(params: types.DidSaveTextDocumentParams) -> None:
        session.disk_changed([path_of(params.text_document.uri) or ""])

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def change_files(params: types.DidChangeWatchedFilesParams) -> None:
        session.disk_changed([path_of(change.uri) or "" for change in params.changes])

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def change_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {path_of(folder.uri) for folder in params.event.removed}
        new = [path for folder in params.event.added if (path := path_of(folder.uri))]
        session.folders = [*(folder for folder in session.folders if folder not in gone), *new]
        session.settings_changed()
