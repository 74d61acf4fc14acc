"""Edits of texts as the protocol has them."""

from collections.abc import Iterable

from lsprotocol import types

from mopsdsl.diagnostics.finding import Edit
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View


def text_edit(view: View, edit: Edit) -> types.TextEdit:
    return types.TextEdit(view.range(edit.span), edit.text)


def workspace_edit(session: Session, view: View, edits: Iterable[Edit]) -> types.WorkspaceEdit:
    """Edits of any files of a project; where the client can, for exactly the versions that it has open."""
    by_uri: dict[str, list[types.TextEdit]] = {}
    for edit in edits:
        by_uri.setdefault(view.uri(edit.span.source.name), []).append(text_edit(view, edit))
    if not in_versions(session):
        return types.WorkspaceEdit(changes=by_uri)
    return types.WorkspaceEdit(
        document_changes=[document_edit(session, uri, made) for uri, made in by_uri.items()]
    )


def document_edit(
    session: Session, uri: str, edits: Iterable[types.TextEdit | types.AnnotatedTextEdit]
) -> types.TextDocumentEdit:
    document = session.documents.get(uri)
    version = types.OptionalVersionedTextDocumentIdentifier(uri, document.version if document else None)
    return types.TextDocumentEdit(version, list(edits))


def in_versions(session: Session) -> bool:
    """Whether the client takes edits of documents in their versions."""
    workspace = session.capabilities.workspace
    return bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)
