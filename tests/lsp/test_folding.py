"""What of a text belongs together."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from mopsdsl.lsp.features.folding import _growing as growing
from mopsdsl.lsp.view import Written
from mopsdsl.source.text import Source
from tests.lsp.editor import Editor

SPEC = """\
# What this is,
# and why.

## One people.
partition EU  # all
list Nordics = (
  "SE",
  "NO",
)
assets in West { folder Intro {
    smart_list Known {
      when Country in ("SE",
        "NO")
    }
  }
}
partition US { people 5 }
"""


def folded(editor: Editor) -> list[str]:
    params = types.FoldingRangeParams(types.TextDocumentIdentifier(editor.uri()))
    found = editor.ask(types.TEXT_DOCUMENT_FOLDING_RANGE, params)
    return [
        f"{one.start_line + 1}-{one.end_line + 1}{' ' + one.kind.value if one.kind else ''}" for one in found
    ]


def test_blocks_lists_and_remarks_fold(editor: Editor) -> None:
    editor.open("a.mops", SPEC)
    assert folded(editor) == ["1-2 comment", "6-8", "10-15", "11-13", "12-13"]


def test_text_that_is_broken_folds_where_it_can(editor: Editor) -> None:
    editor.open("a.mops", "workspace W {\n sees (\n primary P\n}\n)\n}\npartition P {\n people 1\n")
    assert folded(editor) == ["1-3"]


def test_no_more_than_the_client_wants(editor: Editor) -> None:
    assert editor.session.capabilities.text_document
    wanted = types.FoldingRangeClientCapabilities(range_limit=2)
    editor.session.capabilities.text_document.folding_range = wanted
    editor.open("a.mops", SPEC)
    assert folded(editor) == ["1-2 comment", "6-8"]


def selected(editor: Editor, text: str) -> list[str]:
    """What is selected step by step."""
    editor.open("a.mops", text)
    document = types.TextDocumentIdentifier(editor.uri())
    params = types.SelectionRangeParams(document, [editor.cursor])
    (found,) = editor.ask(types.TEXT_DOCUMENT_SELECTION_RANGE, params)
    read = []
    while found is not None:
        read += [one.partition(" ")[2] for one in editor.read(types.Location(editor.uri(), found.range))]
        found = found.parent
    return read


def test_more_and_more_is_selected(editor: Editor) -> None:
    text = "workspace W { sees EU; primary U|S }\n"
    assert selected(editor, text) == [
        "US",
        "primary US",
        "sees EU; primary US",
        "{ sees EU; primary US }",
        "workspace W { sees EU; primary US }",
        "workspace W { sees EU; primary US }\n",
    ]


def test_a_name_of_a_path_and_the_inside_of_a_text_come_first(editor: Editor) -> None:
    assert selected(editor, "protect asset EMEA.In|tro.Welcome")[:2] == ["Intro", "EMEA.Intro.Welcome"]
    assert selected(editor, 'partition EU "Eu|rope"')[:2] == ["Europe", '"Europe"']
    assert selected(editor, "partition EU # a re|mark\n")[0] == "# a remark"


def test_several_places_are_answered_one_by_one(editor: Editor) -> None:
    editor.open("a.mops", SPEC)
    places = [types.Position(4, 11), types.Position(0, 0), types.Position(99, 99)]
    document = types.TextDocumentIdentifier(editor.uri())
    found = editor.ask(types.TEXT_DOCUMENT_SELECTION_RANGE, types.SelectionRangeParams(document, places))
    assert len(found) == 3


@given(st.integers(0, len(SPEC)), st.integers(0, len(SPEC)), st.integers(0, len(SPEC)))
def test_each_selection_holds_the_one_before(start: int, end: int, at: int) -> None:
    text = SPEC[start:end]
    at = min(at, len(text))
    steps = list(growing(Written(Source("a.mops", text)), at))
    assert steps[0][0] <= at <= steps[0][1]
    assert steps[-1] == (0, len(text))
    for (first, last), (begin, finish) in pairwise(steps):
        assert begin <= first
        assert last <= finish
        assert (first, last) != (begin, finish)
