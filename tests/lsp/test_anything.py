"""What is shown never fails, whatever the text: any spec, cut off anywhere, asked about anywhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from tests.lsp.editor import Editor

SPECS = Path(__file__).parents[2] / "specs"
TEXTS = sorted(path.read_text("utf-8") for path in SPECS.rglob("*.mops") if path.stat().st_size < 6_000)
WHOLE = types.Range(types.Position(0, 0), types.Position(10_000, 0))


def asked(document: types.TextDocumentIdentifier, cursor: types.Position) -> dict[str, Any]:
    """Method → what it is asked."""
    return {
        types.TEXT_DOCUMENT_HOVER: types.HoverParams(document, cursor),
        types.TEXT_DOCUMENT_INLAY_HINT: types.InlayHintParams(document, WHOLE),
        types.TEXT_DOCUMENT_CODE_LENS: types.CodeLensParams(document),
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: types.SemanticTokensParams(document),
        types.TEXT_DOCUMENT_FOLDING_RANGE: types.FoldingRangeParams(document),
        types.TEXT_DOCUMENT_SELECTION_RANGE: types.SelectionRangeParams(document, [cursor]),
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: types.SemanticTokensRangeParams(
            document, types.Range(types.Position(0, 0), cursor)
        ),
    }


@st.composite
def cut(draw: st.DrawFn) -> str:
    """A part of a spec with a cursor in it, at times with letters that count for two, and strange line ends."""
    text = draw(st.sampled_from(TEXTS)).replace("|", "/")
    start = draw(st.integers(0, len(text)))
    text = text[start : start + draw(st.integers(0, 2_000))]
    if draw(st.booleans()):
        text = text.replace("a", "\U0001d4b6").replace("\n", draw(st.sampled_from(["\r\n", "\r", "\u2028"])))
    at = draw(st.integers(0, len(text)))
    return f"{text[:at]}|{text[at:]}"


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("anything")
    (folder / "mops.toml").write_text("")
    editor = Editor(folder)
    editor.open("a.mops", "")
    yield editor
    editor.close_all()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=cut())
def test_it_can_be_asked_anywhere_in_any_text(anywhere: Editor, text: str) -> None:
    anywhere.type(text, wait=False)
    for method, params in asked(types.TextDocumentIdentifier(anywhere.uri()), anywhere.cursor).items():
        anywhere.ask(method, params)
