"""The Pygments lexer: every character comes out, and every word has the colour of what the parser takes it for."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Error, Keyword, Operator

from mopsdsl.highlighting.lexer import MopsLexer
from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import parse_tokens
from mopsdsl.syntax.scanner import scan
from mopsdsl.syntax.words import groups, taken

ROOT = Path(__file__).parents[2]
SPECS = sorted(ROOT.glob("specs/*/**/*.mops"))
FORMS = (ROOT / "tests" / "syntax" / "forms.mops").read_text("utf-8")
BROKEN = sorted((ROOT / "tests" / "formatter" / "corpus").iterdir())


def _shown(text: str) -> list[tuple[str, str]]:
    """(type, text) of all that is no space."""
    tokens = MopsLexer().get_tokens_unprocessed(text)
    return [(str(kind).removeprefix("Token."), part) for _, kind, part in tokens if not part.isspace()]


def _assert_whole(text: str) -> None:
    end = 0
    for start, _, part in MopsLexer().get_tokens_unprocessed(text):
        assert (start, bool(part)) == (end, True)
        assert text.startswith(part, start)
        end += len(part)
    assert end == len(text)


_PIECES = st.sampled_from(
    [*FORMS.split(), "\r\n", "\n", " ", "😀", "“", "<region>", "#", '"', "{", "}", "(", ";"]
)


@given(st.text() | st.lists(_PIECES, max_size=60).map(" ".join) | st.lists(_PIECES, max_size=60).map("".join))
def test_no_character_is_lost(text: str) -> None:
    _assert_whole(text)


@settings(max_examples=30)  # a whole file each
@given(st.integers(0, len(FORMS)), st.integers(0, 300), st.text(max_size=5))
def test_no_character_is_lost_in_what_is_half_written(at: int, gone: int, typed: str) -> None:
    _assert_whole(FORMS[:at] + typed + FORMS[at + gone :])


@pytest.mark.parametrize("path", [*BROKEN, *SPECS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_character_of_a_file_is_lost(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    _assert_whole(text)
    _assert_whole(text.replace("\n", "\r\n"))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: str(path.relative_to(ROOT)))
def test_words_have_the_colour_of_what_the_parser_takes_them_for(path: Path) -> None:
    source = Source(path.name, path.read_text("utf-8"))
    tokens = scan(source)
    file, _ = parse_tokens(source, tokens)
    words = {tokens.starts[at] for at in taken(tokens, file)}
    lexed = list(MopsLexer().get_tokens_unprocessed(source.text))
    coloured = {
        start
        for start, kind, _ in lexed
        if (kind in Keyword and kind is not Keyword.Type) or kind is Operator.Word
    }
    assert coloured == words
    assert [part for _, kind, part in lexed if kind is Error] == []


def test_every_word_of_the_language_is_coloured_somewhere() -> None:
    texts = [FORMS, *(path.read_text("utf-8") for path in SPECS)]
    shown = [one for text in texts for one in _shown(text)]
    coloured = {part for kind, part in shown if kind.startswith(("Keyword", "Operator.Word"))}
    assert groups().all - coloured == set()


def test_what_a_marketer_sees() -> None:
    shown = _shown(
        '## Doc\nthreshold <r>_Hot "Title" { formerly EMEA.Intro; # why\n'
        "  when not Last within 2 business days\n}\nfield S text\n"
    )
    assert shown == [
        ("Literal.String.Doc", "## Doc"),
        ("Keyword.Declaration", "threshold"),
        ("Name.Variable", "<r>"),
        ("Name.Class", "_Hot"),
        ("Literal.String.Double", '"Title"'),
        ("Punctuation", "{"),
        ("Keyword", "formerly"),
        ("Name", "EMEA.Intro"),
        ("Punctuation", ";"),
        ("Comment.Single", "# why"),
        ("Keyword", "when"),
        ("Operator.Word", "not"),
        ("Name", "Last"),
        ("Operator.Word", "within"),
        ("Literal.Number", "2"),
        ("Keyword.Constant", "business"),
        ("Keyword.Type", "days"),
        ("Punctuation", "}"),
        ("Keyword.Declaration", "field"),
        ("Name.Class", "S"),
        ("Keyword.Constant", "text"),
    ]


def test_a_word_that_serves_as_a_name_is_one() -> None:
    kinds = Counter(_shown("workspace email { purpose email }"))
    assert kinds["Name.Class", "email"] == kinds["Name", "email"] == 1


def test_pygments_finds_it() -> None:
    assert isinstance(get_lexer_by_name("mops"), MopsLexer)
    assert isinstance(get_lexer_for_filename("specs/acme/people.mops"), MopsLexer)


def test_the_command_of_pygments_shows_a_spec() -> None:
    command = [sys.executable, "-m", "pygments", "-l", "mops", "-f", "html", str(SPECS[0])]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert '<span class="kd">' in run.stdout


def test_names_are_no_keywords() -> None:
    assert [kind for kind, part in _shown("team Ops { side marketing }") if part == "marketing"] == ["Name"]
