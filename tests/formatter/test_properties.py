"""Whatever the text: its form says the same, keeps every comment in its place, is its own form, and leaves errors alone."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl.formatter.broken import braces, broken_lines
from mopsdsl.formatter.format import Formatted, format_text
from mopsdsl.formatter.proof import difference
from mopsdsl.formatter.reading import Reading
from mopsdsl.lowering.place import Comments
from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import parse
from mopsdsl.syntax.scanner import scan
from mopsdsl.syntax.tree import Declaration, Node
from tests.formatter.programs import damaged, loosened, tokens, written
from tests.formatter.trees import same, statements

ROOT = Path(__file__).parents[2]
CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
SPECS = sorted(
    (
        *ROOT.glob("specs/**/*.mops"),
        *ROOT.glob("tests/cases/*.mops"),
        ROOT / "tests" / "syntax" / "forms.mops",
    )
)
TEXTS = [path.read_bytes().decode("utf-8") for path in SPECS]
SOUND = [text for text in TEXTS if not parse(Source("", text))[1]]
SCRAPS = (
    "workspace", "assets", "folder", "smart_list", "fence", "after", "accept", "each", "of", "in", "when", "and", "or", "not", "A",
    "B.C", "5", '"x"', '"', "{", "}", "(", ")", ",", ";", "->", "..", "#", "##", "\n", "\n\n\n", "\r", "\x00", "\u2028",
)  # fmt: skip
SEEDS = st.integers(0, 2**32)


def formatted(text: str) -> Formatted:
    """The form of a text that may be broken, with all that holds of any."""
    once = format_text(Source("spec.mops", text))
    again = format_text(Source("spec.mops", once.text))
    assert again.text == once.text
    assert [comment.text for comment in scan(Source("", once.text)).comments] == [
        comment.text for comment in scan(Source("", text)).comments
    ]
    if not once.refused and not Reading(Source("", text)).is_given_up:
        assert once.text == "" or once.text[-1] == "\n"
        assert not once.text.endswith("\n\n")
    return once


def sound(text: str) -> str:
    """The form of a text without errors, with all that holds of such."""
    form = formatted(text)
    assert (form.refused, form.broken) == ("", False)
    assert same(parse(Source("", text))[0].statements, parse(Source("", form.text))[0].statements)
    assert _documentation(text) == _documentation(form.text)
    assert _places_of_comments(text) == _places_of_comments(form.text)
    assert all(line == line.rstrip(" \t\r") for line in form.text.split("\n"))
    assert "\n\n\n" not in form.text
    return form.text


def _documentation(text: str) -> list[str]:
    """What `##` says of each declaration that it stands above."""
    source = Source("", text)
    file, _ = parse(source)
    comments = Comments(source, file.comments)
    declared = (node for node in statements(file.statements) if isinstance(node, Declaration))
    return [comments.above(node.start) for node in declared]


def _places_of_comments(text: str) -> list[tuple[str, int, int]]:
    """(words, how many statements begin before, how many end before) of each comment: above, inside or behind which it stands."""
    file, _ = parse(Source("", text))
    nodes: list[Node] = list(statements(file.statements))
    starts, ends = [node.start for node in nodes], [node.end for node in nodes]
    return [
        (
            comment.text,
            sum(start < comment.start for start in starts),
            sum(end <= comment.start for end in ends),
        )
        for comment in file.comments
    ]


@settings(max_examples=200, deadline=None)
@given(SEEDS, st.sampled_from((0.0, 0.02, 0.2)))
def test_random_programs(seed: int, comments: float) -> None:
    """Any program of the grammar, written as nobody would."""
    random = Random(seed)
    sound(written(random, tokens(random), comments))


@settings(max_examples=100, deadline=None)
@given(SEEDS, st.sampled_from(SOUND))
def test_one_form(seed: int, text: str) -> None:
    """However blank and wide a spec is written, with more blank lines and comments, it says the same in its form."""
    sound(loosened(Random(seed), text))


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_the_form_depends_on_words_and_line_ends_only(seed: int) -> None:
    """The same words without comments on one line each statement, in whatever width: one form."""
    words = tokens(Random(seed))
    if (",", ";") not in itertools.pairwise(words):  # there a line end would not end the statement
        narrow, wide = (
            blank.join("\n" if word == ";" else word for word in words) for blank in (" ", " \t ")
        )
        assert sound(narrow) == sound(wide)


@settings(max_examples=300, deadline=None)
@given(SEEDS, st.sampled_from(TEXTS))
def test_damage(seed: int, text: str) -> None:
    """Dropped lines, swapped words, cut files, control characters: what is broken stays as it is, byte for byte."""
    random = Random(seed)
    for _ in range(random.randrange(1, 4)):
        text = damaged(random, text)
    form = formatted(text)
    if not form.refused:
        assert list(_broken_lines(text)) == list(_broken_lines(form.text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=3), max_size=60), st.sampled_from(("", " ", "\n")))
def test_anything_at_all(words: list[str], between: str) -> None:
    """What is no spec by any reading: not a byte of a line with anything on it changes, be it a lone \\r, U+2028 or NUL."""
    text = between.join(words)
    form = formatted(text)
    if not form.refused:
        before, after = (filter(str.strip, _broken_lines(each)) for each in (text, form.text))
        assert list(before) == list(after)


def _broken_lines(text: str) -> Iterator[str]:
    """The lines that could not be read. A `;` that ends nothing may go, and a comment below them find its indent."""
    source = Source("", text)
    reading = Reading(source)
    _, unmatched = braces(reading.tokens, reading.file, reading.findings)
    lines = broken_lines(reading.file, reading.findings, unmatched)
    for number in range(1, len(source.line_starts) + 1):
        line = source.line(number)
        if lines.touch(number, number) and line.strip(" ;"):
            yield line.strip() if line.lstrip().startswith("#") else line


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus(path: Path) -> None:
    """All that ever broke it. Found by the properties above; a new one goes in as a file."""
    text = path.read_bytes().decode("utf-8")
    form = formatted(text)
    assert form.refused == ""
    if not form.broken:
        sound(text)
    assert list(_broken_lines(text)) == list(_broken_lines(form.text))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("partition B\n", "what it says"),
        ("partition A\npartition A\n", "what it says"),
        ("partition A {}\n", "what it says"),
        ("partition A  # words\n", "the comments"),
        ("partition = A\n", "the errors"),
    ],
)
def test_the_proof_sees_a_difference(text: str, what: str) -> None:
    before, after = Reading(Source("", "partition A\n")), Reading(Source("", text))
    assert difference(before, after) == what
    assert difference(after, before) == what
    assert difference(after, Reading(Source("", f"\n {text}"))) == ""


def test_the_proof_sees_a_comment_that_moves_to_another_statement() -> None:
    before, after = (
        Reading(Source("", text))
        for text in ("partition A # a\npartition B\n", "partition A\npartition B # a\n")
    )
    assert difference(before, after) == "the comments"
