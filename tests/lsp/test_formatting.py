"""The canonical form, as what has to be changed for it."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from mopsdsl.formatter.format import format_text
from mopsdsl.lsp.differences import differences
from mopsdsl.source.text import Source
from tests.formatter.programs import damaged, loosened
from tests.lsp.editor import Editor, edited
from tests.lsp.test_anything import TEXTS

OPTIONS = types.FormattingOptions(tab_size=8, insert_spaces=False)


def edits(editor: Editor, text: str) -> list[types.TextEdit]:
    editor.open("a.mops", text)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(editor.uri()), OPTIONS)
    found: list[types.TextEdit] = editor.ask(types.TEXT_DOCUMENT_FORMATTING, params)
    return found


def test_only_what_differs_is_changed(editor: Editor) -> None:
    text = "partition  A\n\n\n\npartition B { people 5; }\npartition C\n"
    found = edits(editor, text)
    assert edited(text, found, "utf-16") == "partition A\n\npartition B { people 5 }\npartition C\n"
    assert [(one.range.start.line, one.new_text) for one in found] == [(0, ""), (2, ""), (4, "")]


def test_what_is_in_its_form_stays_as_it_is(editor: Editor) -> None:
    assert edits(editor, "partition A\n") == []


def test_the_lines_that_errors_touch_stay_as_they_are(editor: Editor) -> None:
    text = "partition  A\nworkspace  ]\npartition  B\n"
    assert edited(text, edits(editor, text), "utf-16") == "partition A\nworkspace  ]\npartition B\n"


def test_a_text_that_is_refused_is_left_alone_and_why_is_told(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    editor.session.warn = told.append
    monkeypatch.setattr("mopsdsl.formatter.format.difference", lambda before, after: "a comment")
    assert edits(editor, "partition  A\n") == []
    (said,) = told
    assert said.startswith("a.mops is left as it is: in the canonical form a comment would not be the same.")


def test_it_needs_no_project(editor: Editor) -> None:
    (editor.folder / "mops.toml").write_text("edition = [")
    assert len(edits(editor, "partition  A\n")) == 1


def test_a_mops_toml_is_none_of_its_business(editor: Editor) -> None:
    editor.open("mops.toml", "edition  =  1\n")
    document = types.TextDocumentIdentifier(editor.uri())
    params = types.DocumentFormattingParams(document, OPTIONS)
    assert editor.ask(types.TEXT_DOCUMENT_FORMATTING, params) is None


@st.composite
def messy(draw: st.DrawFn) -> str:
    random = Random(draw(st.integers(0, 2**32)))
    text = draw(st.sampled_from(TEXTS))
    text = draw(st.sampled_from([loosened, damaged]))(random, text)
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return text.replace("a", "\U0001d4b6") if draw(st.booleans()) else text


@pytest.fixture(scope="module")
def messy_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("messy")
    (folder / "mops.toml").write_text("")
    editor = Editor(folder)
    editor.open("a.mops", "")
    yield editor
    editor.close_all()


@given(text=messy(), encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_the_edits_make_the_form_of_whatever_text(messy_editor: Editor, text: str, encoding: str) -> None:
    messy_editor.session.documents.encoding = encoding
    messy_editor.type(text.replace("|", "/"), wait=False)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(messy_editor.uri()), OPTIONS)
    found = messy_editor.ask(types.TEXT_DOCUMENT_FORMATTING, params)
    text = text.replace("|", "/")
    assert edited(text, found, encoding) == format_text(Source("", text)).text
    places = [(one.range.start, one.range.end) for one in found]
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@given(st.text("ab\r\n"), st.text("ab\r\n"))
def test_edits_lead_from_any_text_to_any_other(before: str, after: str) -> None:
    found = list(differences(Source("", before), after))
    parts, at = [], 0
    for one in found:
        assert before[one.span.start - 1 : one.span.start + 1] != "\r\n"
        assert before[one.span.end - 1 : one.span.end + 1] != "\r\n"
        parts += [before[at : one.span.start], one.text]
        at = one.span.end
    assert "".join(parts) + before[at:] == after
