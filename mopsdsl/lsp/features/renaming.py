"""Renaming everywhere at once, and `formerly` for what is in Marketo already."""

from collections.abc import Callable, Iterator
from typing import Any

from lsprotocol import types

from mopsdsl.diagnostics.finding import Edit
from mopsdsl.graphs.occurrences import Named
from mopsdsl.lsp import former, renames
from mopsdsl.lsp.edits import document_edit, in_versions, text_edit, workspace_edit
from mopsdsl.lsp.refusal import Refusal
from mopsdsl.lsp.renaming import Refused, Subject, edits, subject
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.shared import also_read
from mopsdsl.lsp.view import Place, View


def prepared(session: Session, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """The stretch of text that would be typed anew."""
    place = session.place(params.text_document.uri, params.position)
    if place is None:
        return None
    about = _subject(place)
    return types.PrepareRenamePlaceholder(place.view.range(place.occurrences[0].span), about.name)


def renamed(session: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """All edits of a rename, proved to change nothing else; where the client can ask, with the question whether to say `formerly`."""
    place = session.place(params.text_document.uri, params.position)
    if place is None:
        return None
    about, view, name = _subject(place), place.view, params.new_name
    if name == about.name:
        return None
    try:
        made = edits(view, about, name)
    except Refused as reason:
        raise Refusal(str(reason)) from None
    shared = also_read(session, view, {edit.span.source.name for edit in made})
    if shared is not None:
        raise Refusal(
            f"{shared[0]} is a part of project {shared[1]}, too, which would keep the old name. Change it in both by hand, and let "
            "`mopsdsl check` look."
        )
    renames.remember(session, view, about.things, about.name, name)
    offers = list(_offers(about)) if _can_ask(session) else []
    return _with_offers(session, view, made, offers) if offers else workspace_edit(session, view, made)


def _subject(place: Place) -> Subject:
    try:
        return subject(place)
    except Refused as reason:
        raise Refusal(str(reason)) from None


def _can_ask(session: Session) -> bool:
    """Whether the client asks about single edits of many."""
    workspace = session.capabilities.workspace
    client = workspace.workspace_edit if workspace else None
    return in_versions(session) and bool(client and client.change_annotation_support)


def _offers(about: Subject) -> Iterator[tuple[Named, Edit]]:
    for thing in about.things:
        fix = former.told(thing, about.name)
        if fix is not None:
            yield from ((thing, edit) for edit in fix.edits)


def _with_offers(
    session: Session, view: View, made: list[Edit], offers: list[tuple[Named, Edit]]
) -> types.WorkspaceEdit:
    """The edits with some that somebody is asked about before they are made."""
    by_uri: dict[str, list[types.TextEdit | types.AnnotatedTextEdit]] = {}
    asked: dict[str, types.ChangeAnnotation] = {}
    for edit in made:
        by_uri.setdefault(view.uri(edit.span.source.name), []).append(text_edit(view, edit))
    for thing, edit in offers:
        id = f"formerly {len(asked) + 1}"
        old = edit.text.split()[-1]
        asked[id] = types.ChangeAnnotation(f"Say that it was called {old}", True, renames.why(thing, old))
        by_uri[view.uri(edit.span.source.name)].append(
            types.AnnotatedTextEdit(id, view.range(edit.span), edit.text)
        )
    changes = [document_edit(session, uri, ones) for uri, ones in by_uri.items()]
    return types.WorkspaceEdit(document_changes=changes, change_annotations=asked)


ANSWERS: dict[str, Callable[[Session, Any], Any]] = {
    types.TEXT_DOCUMENT_PREPARE_RENAME: prepared,
    types.TEXT_DOCUMENT_RENAME: renamed,
}
