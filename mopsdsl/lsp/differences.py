"""What leads from a text to another way of laying it out, in small edits: folds and cursors elsewhere stay where they are."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from mopsdsl.diagnostics.finding import Edit
from mopsdsl.lsp.findings import shared
from mopsdsl.source.text import Source, Span

_PARTS = re.compile(r"\s+|[(){},;]|[^\s(){},;]+")
_BETWEEN = frozenset("(){},;")

Change = tuple[int, int, str]
"""Start and end in a text, and what stands there in the other."""


class _OtherWords(Exception):
    """The words of two texts are not the same, or not in the same order."""


def differences(source: Source, after: str) -> list[Edit]:
    """The edits of a text that make another of it, by place.

    Mostly only what stands between the words differs. Where words do, the lines that hold them are put in place of each other.
    """
    if source.text == after:
        return []
    try:
        changes = list(_between_words(source.text, after))
    except _OtherWords:
        changes = list(_by_lines(source.text, after))
    return [_closely(source, *change) for change in changes]


def _between_words(text: str, after: str) -> Iterator[Change]:
    start = end = 0  # of what differs, up to where the texts have been gone through
    put = ""
    for gone, come in _pairs(_PARTS.findall(text), _PARTS.findall(after)):
        if gone != come:
            end, put = end + len(gone), put + come
            continue
        if start < end or put:
            yield start, end, put
        start = end = end + len(gone)
        put = ""
    if start < end or put:
        yield start, end, put


def _pairs(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """The parts of two texts side by side; one of them empty where only the other has something between its words."""
    one = other = 0
    while one < len(before) or other < len(after):
        gone = before[one] if one < len(before) else ""
        come = after[other] if other < len(after) else ""
        if gone != come and not (gone.isspace() and come.isspace()):
            if come.isspace() or come in (",", ";"):
                gone = ""
            elif gone.isspace() or gone in _BETWEEN:
                come = ""
            elif come in _BETWEEN:
                gone = ""
            else:
                raise _OtherWords
        yield gone, come
        one, other = one + bool(gone), other + bool(come)


def _by_lines(text: str, after: str) -> Iterator[Change]:
    from difflib import SequenceMatcher

    before, now = text.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = list(accumulate(map(len, before), initial=0))
    for kind, first, last, begin, end in SequenceMatcher(None, before, now).get_opcodes():
        if kind != "equal":
            start, stop, written = starts[first], starts[last], "".join(now[begin:end])
            try:
                inside: Iterable[Change] = list(_between_words(text[start:stop], written))
            except _OtherWords:
                inside = [(0, stop - start, written)]
            yield from ((start + one, start + other, put) for one, other, put in inside)


def _closely(source: Source, start: int, end: int, written: str) -> Edit:
    """An edit without what is the same at both its ends. No place parts a CR from its LF: the protocol has none there."""
    text = source.text
    same, kept = shared(text[start:end], written)
    if same and text[start + same - 1 : start + same + 1] == "\r\n":
        same -= 1
    if kept and text[end - kept - 1 : end - kept + 1] == "\r\n":
        kept -= 1
    return Edit(Span(source, start + same, end - kept), written[same : len(written) - kept])
