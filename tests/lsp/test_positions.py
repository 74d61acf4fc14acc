"""Places in units of the protocol, held to counting letter by letter."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from mopsdsl.lsp.positions import STEP, Lines

WIDTHS: dict[str, Callable[[str], int]] = {
    "utf-8": lambda letter: len(letter.encode("utf-8")),
    "utf-16": lambda letter: 1 + (letter > "\uffff"),
    "utf-32": len,
}
TEXTS = st.lists(
    st.sampled_from(["a", "é", "漢", "\U0001d4b6", "\n", "\r\n", "\r", "x" * (STEP - 1), "é" * STEP])
)


@pytest.mark.parametrize("encoding", WIDTHS)
@given(parts=TEXTS)
def test_a_place_is_its_line_and_the_units_before_it(encoding: str, parts: list[str]) -> None:
    text, width = "".join(parts), WIDTHS[encoding]
    lines = Lines(text, encoding)
    for offset in {0, len(text), *(len("".join(parts[:count])) for count in range(len(parts)))}:
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # the protocol has no place there
        *before, last = re.split("\r\n|\n|\r", text[:offset])
        place = types.Position(len(before), sum(map(width, last)))
        assert lines.position(offset) == place
        assert lines.offset(place) == offset


def test_there_is_nothing_behind_the_end_of_a_line() -> None:
    lines = Lines("é" * 2 * STEP + "\nü\n", "utf-16")
    assert lines.offset(types.Position(0, 100 * STEP)) == 2 * STEP
    assert lines.offset(types.Position(1, 100 * STEP)) == 2 * STEP + 2
    assert lines.offset(types.Position(9, 0)) == 2 * STEP + 3


def test_a_place_inside_a_letter_is_before_it() -> None:
    lines = Lines("a\U0001d4b6b", "utf-16")
    assert [lines.offset(types.Position(0, column)) for column in range(5)] == [0, 1, 1, 2, 3]


def test_a_long_line_is_counted_once() -> None:
    lines = Lines("é " * 1_000_000, "utf-16")
    for offset in range(0, 2_000_000, 10):
        assert lines.position(offset) == types.Position(0, offset)
