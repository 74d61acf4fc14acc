"""Whatever the text and wherever the cursor, an answer or one plain sentence: nothing raises, and no stretch leaves its text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from mopsdsl.lsp.refusal import Refusal
from tests.lsp.editor import Editor

TEXT = """\
instance I "\U0001f600" { naming program "{code}-{Region}-{name}" }
list Region "Ré" = ("EU", "NA")
partition EU "Europe" formerly Europe { people 5 }
workspace W "West" { sees all except EU; primary EU; admin Ops }
team Ops "Ops" { side marketing }
each x of (W) {
  assets in <x> {
    folder Intro_<x> shared with W { email Welcome; segmentation S { segment A "a" when Score > 1 } }
    program P { uses Intro_<x>.Welcome, W.Intro_W.Welcome }
  }
}
lifecycle L { stage New inventory owned by Ops; stage Old end; New -> L.Old by Ops }
site "acme.com" tracked by W
grant Marketing_User to Ops in W
protect folder W.Intro_W
approve removal of partition Gone because "it is gone"
metric M owned by Ops { counts entries to L.Old }
"""


def ask(editor: Editor, position: types.Position) -> Iterator[Any]:
    """Everything about one place."""
    document = types.TextDocumentIdentifier(editor.uri())
    editor.cursor = position
    yield editor.ask(types.TEXT_DOCUMENT_DEFINITION)
    yield editor.ask(types.TEXT_DOCUMENT_REFERENCES)
    yield editor.ask(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    try:
        yield editor.ask(types.TEXT_DOCUMENT_PREPARE_RENAME)
        yield editor.ask(types.TEXT_DOCUMENT_RENAME, types.RenameParams(document, position, "Fresh"))
    except Refusal as refused:
        yield refused.message[-1] == "."
    for item in editor.ask(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY):
        yield editor.ask(types.CALL_HIERARCHY_INCOMING_CALLS, types.CallHierarchyIncomingCallsParams(item))
        yield editor.ask(types.CALL_HIERARCHY_OUTGOING_CALLS, types.CallHierarchyOutgoingCallsParams(item))


def whole(editor: Editor) -> None:
    document = types.TextDocumentIdentifier(editor.uri())
    editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(document))
    editor.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams("e"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_at_every_place_of_a_text(tmp_path: Path, encoding: str) -> None:
    editor = Editor(tmp_path, encoding=encoding)
    editor.open("a.mops", TEXT)
    answers = 0
    for line, text in enumerate(TEXT.split("\n")):
        for column in range(len(text) + 3):
            answers += sum(bool(answer) for answer in ask(editor, types.Position(line, column)))
    whole(editor)
    assert answers > 500
    editor.close_all()


@given(
    st.integers(0, len(TEXT)),
    st.integers(0, len(TEXT)),
    st.sampled_from(["", "{", "}", '"', "<", ".", "EU", "each x of (a) {", "\r", "\U0001f600", "#"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_texts_that_are_cut_and_broken(tmp_path: Path, one: int, other: int, put: str) -> None:
    start, end = sorted((one, other))
    text = TEXT[:start] + put + TEXT[end:]
    editor = Editor(tmp_path)
    editor.open("a.mops", text, wait=False)
    lines = text.count("\n") + 1
    for line in (0, text.count("\n", 0, start), lines // 2, lines):
        for column in (0, 5, 12, 22, 38, 10_000):
            list(ask(editor, types.Position(line, column)))
    whole(editor)
    editor.close_all()


def test_documents_that_are_not_open(editor: Editor) -> None:
    editor.name = "nowhere.mops"
    document = types.TextDocumentIdentifier(editor.uri())
    for method in (
        types.TEXT_DOCUMENT_DEFINITION, types.TEXT_DOCUMENT_REFERENCES, types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT,
        types.TEXT_DOCUMENT_PREPARE_RENAME, types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY,
    ):  # fmt: skip
        assert editor.ask(method) is None
    assert editor.ask(types.TEXT_DOCUMENT_RENAME, types.RenameParams(document, editor.cursor, "X")) is None
    assert editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(document)) is None
    assert editor.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams("")) == []
