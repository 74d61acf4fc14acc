"""Places as the protocol has them: a line and a column from 0, the column in UTF-16, UTF-8 or UTF-32 code units.

Lines end at LF, CRLF or CR and nowhere else (Language Server Protocol 3.17, "Text Documents"); a spec's own places are offsets in code
points, and its lines end at LF. So both are kept apart, and only this module knows both.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from lsprotocol import types

_ENDS = re.compile("\r\n|\n|\r")
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}

STEP = 256
"""Characters between the places of a text whose units are known."""


class Lines:
    """The lines of one text. `encoding` is the protocol's word for the units of columns: utf-8, utf-16 or utf-32."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self._starts = [0, *(end.end() for end in _ENDS.finditer(text))]
        self._codec, self._width = _CODECS[encoding], _WIDTHS[encoding]
        self._plain = text.isascii() or self._width == 4

    @cached_property
    def _marks(self) -> list[int]:
        """Units before every STEPth character: nothing long is counted twice, however long a line is."""
        steps = range(0, len(self.text), STEP)
        return [*accumulate((self._units(self.text[at : at + STEP]) for at in steps), initial=0)]

    def position(self, offset: int) -> types.Position:
        """The place of an offset in code points."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        return types.Position(line, self._between(start, offset))

    def range(self, start: int, end: int) -> types.Range:
        return types.Range(self.position(start), self.position(end))

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """What of a stretch stands on each line, without line ends: the line, the column and the length in units."""
        for line in range(bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1)):
            begun = self._starts[line]
            first, last = max(begun, start), min(self._end(line), end)
            if first < last:
                yield line, self._between(begun, first), self._between(first, last)

    def offset(self, position: types.Position) -> int:
        """The offset of a place; one that does not exist means the nearest before it: a line's or the text's end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[position.line], self._end(position.line)
        if self._plain:
            return min(start + position.character, end)
        wanted = self._before(start) + position.character
        mark = bisect_right(self._marks, wanted) - 1
        units = self._marks[mark]
        for at in range(mark * STEP, end):
            units += self._units(self.text[at])
            if units > wanted:
                return at
        return end

    def _end(self, line: int) -> int:
        """Where a line ends, its line end left out."""
        if line + 1 == len(self._starts):
            return len(self.text)
        end = self._starts[line + 1]
        return end - 2 if self.text.endswith("\r\n", 0, end) else end - 1

    def _between(self, start: int, end: int) -> int:
        return end - start if self._plain else self._before(end) - self._before(start)

    def _before(self, offset: int) -> int:
        """The units of the text before an offset."""
        mark = offset // STEP
        return self._marks[mark] + self._units(self.text[mark * STEP : offset])

    def _units(self, text: str) -> int:
        return len(text.encode(self._codec, "surrogatepass")) // self._width


def changed(text: str, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: str) -> str:
    """A text after the client's changes, one after the other, each in the places of the text before it."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            lines = Lines(text, encoding)
            start, end = lines.offset(change.range.start), lines.offset(change.range.end)
            text = text[:start] + change.text + text[max(start, end) :]
        else:
            text = change.text
    return text
