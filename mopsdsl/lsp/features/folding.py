"""What of a text belongs together: for folding it away, and for selecting more and more of it."""

from collections.abc import Iterator

from lsprotocol import types

from mopsdsl.lsp.positions import Lines
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View, Written
from mopsdsl.source.text import Source
from mopsdsl.syntax.enclosing import enclosing
from mopsdsl.syntax.scanner import Tokens

_CLOSES = {"{": "}", "(": ")"}

Stretch = tuple[int, int]
"""Start and end in a text."""


# Folding


def folds(session: Session, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    """Blocks, lists and remarks of several lines; the line with the closing bracket stays in sight."""
    place = session.place(params.text_document.uri, types.Position(0, 0))
    if place is None:
        return None
    asked = session.capabilities.text_document and session.capabilities.text_document.folding_range
    most = asked.range_limit if asked else None
    return list(_folds(place.view, place.source))[:most]


def _folds(view: View, source: Source) -> Iterator[types.FoldingRange]:
    """Of several that begin on one line the largest."""
    lines, tokens = view.lines(source), view.written(source).tokens
    ends: dict[int, tuple[int, types.FoldingRangeKind | None]] = {}
    for first, last in _blocks(source, lines, tokens):
        ends[first] = max(last, ends.get(first, (last, None))[0]), None
    for first, last in _remarks(source, lines, tokens):
        ends.setdefault(first, (last, types.FoldingRangeKind.Comment))
    for first, (last, kind) in sorted(ends.items()):
        yield types.FoldingRange(first, last, kind=kind)


def _blocks(source: Source, lines: Lines, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """First and last line of what stands between brackets."""
    for start, end in brackets(tokens):
        first, last = lines.position(start).line, lines.position(end - 1).line
        line_starts = lines.offset(types.Position(last, 0))
        if not source.text[line_starts : end - 1].strip():
            last -= 1
        if last > first:
            yield first, last


def _remarks(source: Source, lines: Lines, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """First and last line of remarks that follow each other, each on a line of its own."""
    alone = []
    for one in tokens.comments:
        at = lines.position(one.start)
        if not source.text[lines.offset(types.Position(at.line, 0)) : one.start].strip():
            alone.append(at.line)
    begun = 0
    for index, line in enumerate(alone):
        if index + 1 == len(alone) or alone[index + 1] != line + 1:
            if index > begun:
                yield alone[begun], line
            begun = index + 1


def brackets(tokens: Tokens) -> Iterator[Stretch]:
    """Each pair of brackets, the brackets included; the inner ones first."""
    opened: list[tuple[str, int]] = []
    for kind, start in zip(tokens.kinds, tokens.starts, strict=True):
        if kind in _CLOSES:
            opened.append((_CLOSES[kind], start))
        elif any(kind == closes for closes, _ in opened):
            while opened[-1][0] != kind:  # what was opened since is never closed
                opened.pop()
            yield opened.pop()[1], start + 1


# Selecting


def selections(session: Session, params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
    """For each place what is selected step by step: the word, the value, the statement, the block, the file."""
    found = []
    for position in params.positions:
        place = session.place(params.text_document.uri, position)
        if place is None:
            return None
        written = place.view.written(place.source)
        around: types.SelectionRange | None = None
        for start, end in reversed(list(_growing(written, place.offset))):
            around = types.SelectionRange(place.view.lines(place.source).range(start, end), around)
        assert around is not None, "the file is around everything"
        found.append(around)
    return found


def _growing(written: Written, at: int) -> Iterator[Stretch]:
    """Stretches around a place, each within the next and smaller."""
    last = (at, at)
    for start, end in sorted(_around(written, at), key=lambda one: one[1] - one[0]):
        if start <= last[0] and last[1] <= end and (start, end) != last:
            last = start, end
            yield last
    if last == (at, at):  # a text without a letter
        yield last


def _around(written: Written, at: int) -> Iterator[Stretch]:
    text = written.source.text
    yield from _words(written.tokens, at)
    for node in enclosing(written.file, at, at):
        yield node.start, node.end
    for start, end in brackets(written.tokens):
        if start <= at <= end:
            yield start, end
        inside = text[start + 1 : end - 1]
        if start < at < end and inside.strip():
            first = start + 1 + len(inside) - len(inside.lstrip())
            yield first, first + len(inside.strip())
    yield 0, len(text)


def _words(tokens: Tokens, at: int) -> Iterator[Stretch]:
    """The word or remark at a place; of a path the one name, of a text what stands between its quotes."""
    for comment in tokens.comments:
        if comment.start <= at <= comment.end:
            yield comment.start, comment.end
    for kind, word, start in zip(tokens.kinds, tokens.texts, tokens.starts, strict=True):
        end = start + len(word)
        if word and start <= at <= end:
            yield start, end
            if kind == "<string>" and start < at < end:
                yield start + 1, end - 1
            elif kind == "<path>":
                before, after = word.rfind(".", 0, at - start), word.find(".", at - start)
                yield start + before + 1, start + after if after >= 0 else end


ANSWERS = {
    types.TEXT_DOCUMENT_FOLDING_RANGE: folds,
    types.TEXT_DOCUMENT_SELECTION_RANGE: selections,
}
