"""What each word is, for colours."""

import pytest
from lsprotocol import types

from mopsdsl.lsp.features.colouring import MODIFIERS, TYPES
from tests.lsp.editor import Editor, everything

SPEC = """\
## People.
partition EU "Europe"  # all of it
partition Old { deprecated }
workspace West { sees EU, Old; primary EU }
workspace Default { sees all; primary EU }
assets in West {
  folder Intro { email Welcome }
  smart_list Known { when Score >= 5 and Country is "SE" }
  smart_campaign Go { flow { send Intro.Welcome; wait 2 days } }
}
"""


def coloured(editor: Editor, lines: range | None = None) -> list[str]:
    """Each word with what it is, as `line: word type modifier`; lines from 1."""
    document = types.TextDocumentIdentifier(editor.uri())
    if lines is None:
        full = types.SemanticTokensParams(document)
        answer = editor.ask(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, full)
    else:
        part = types.Range(types.Position(lines[0] - 1, 0), types.Position(lines[-1], 0))
        params = types.SemanticTokensRangeParams(document, part)
        answer = editor.ask(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, params)
    found, line, column = [], 0, 0
    for at in range(0, len(answer.data), 5):
        down, across, length, kind, marks = answer.data[at : at + 5]
        line, column = line + down, across if down else column + across
        here = types.Range(types.Position(line, column), types.Position(line, column + length))
        (read,) = editor.read(types.Location(editor.uri(), here))
        words = [one.value for bit, one in enumerate(MODIFIERS) if marks >> bit & 1]
        found.append(" ".join([read.partition(":")[2], TYPES[kind].value, *words]))
    return found


def test_words_are_what_they_mean(editor: Editor) -> None:
    editor.open("a.mops", SPEC)
    assert coloured(editor) == [
        "1 ## People. comment documentation",
        "2 partition keyword",
        "2 EU struct declaration",
        '2 "Europe" string',
        "2 # all of it comment",
        "3 partition keyword",
        "3 Old struct declaration deprecated",
        "3 deprecated keyword",
        "4 workspace keyword",
        "4 West namespace declaration",
        "4 sees keyword",
        "4 EU struct",
        "4 Old struct deprecated",
        "4 primary keyword",
        "4 EU struct",
        "5 workspace keyword",
        "5 Default namespace declaration",
        "5 sees keyword",
        "5 all keyword",
        "5 primary keyword",
        "5 EU struct",
        "6 assets keyword",
        "6 in keyword",
        "6 West namespace",
        "7 folder keyword",
        "7 Intro variable declaration",
        "7 email keyword",
        "7 Welcome variable declaration",
        "8 smart_list keyword",
        "8 Known variable declaration",
        "8 when keyword",
        "8 Score property defaultLibrary",
        "8 >= operator",
        "8 5 number",
        "8 and keyword",
        "8 Country property defaultLibrary",
        "8 is keyword",
        '8 "SE" string',
        "9 smart_campaign keyword",
        "9 Go function declaration",
        "9 flow keyword",
        "9 send keyword",
        "9 Intro variable",
        "9 Welcome variable",
        "9 wait keyword",
        "9 2 number",
    ]


def test_a_part_of_a_text_says_the_same_of_it(editor: Editor) -> None:
    editor.open("a.mops", SPEC)
    whole = coloured(editor)
    assert coloured(editor, range(4, 7)) == [one for one in whole if one[0] in "456"]


def test_a_word_of_the_language_can_be_a_name(editor: Editor) -> None:
    editor.open("a.mops", "partition people { people 5 }\n")
    assert coloured(editor) == [
        "1 partition keyword", "1 people struct declaration", "1 people keyword", "1 5 number",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_and_lengths_count_as_the_client_counts(editor: Editor, encoding: str) -> None:
    editor.session.documents.encoding = encoding
    editor.session.capabilities = everything(encoding)
    editor.open("a.mops", 'partition \U0001d4b6 "\U0001f600"; partition B # \U0001f600\n')
    assert coloured(editor) == [
        "1 partition keyword",
        "1 \U0001d4b6 struct declaration",
        '1 "\U0001f600" string',
        "1 partition keyword",
        "1 B struct declaration",
        "1 # \U0001f600 comment",
    ]


def test_nothing_goes_on_over_lines_that_end_in_a_lone_carriage_return(editor: Editor) -> None:
    editor.open("a.mops", "# one\r# two\npartition A\n")
    assert coloured(editor) == [
        "1 # one comment", "2 # two comment", "3 partition keyword", "3 A struct declaration",
    ]  # fmt: skip
