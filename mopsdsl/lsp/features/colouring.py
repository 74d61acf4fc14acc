"""What each word of a text is, for colours: a word of the language, or a name by what it means."""

from collections.abc import Iterable, Iterator

from lsprotocol import types

from mopsdsl.graphs.occurrences import Named, Occurrence
from mopsdsl.lsp.positions import Lines
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View
from mopsdsl.model.assets import Asset, Segment
from mopsdsl.model.base import Declaration
from mopsdsl.model.lifecycle import Stage
from mopsdsl.source.text import Source

_Kind = types.SemanticTokenTypes
_Mark = types.SemanticTokenModifiers

TYPES = (
    _Kind.Keyword, _Kind.Comment, _Kind.String, _Kind.Number, _Kind.Operator, _Kind.Namespace, _Kind.Struct, _Kind.Class,
    _Kind.Interface, _Kind.Property, _Kind.Enum, _Kind.EnumMember, _Kind.Function, _Kind.Variable, _Kind.Type,
)  # fmt: skip
MODIFIERS = (_Mark.Declaration, _Mark.Deprecated, _Mark.DefaultLibrary, _Mark.Documentation)
"""The protocol's own words only, so that every theme has colours for them."""

_NUMBERS = {_kind: index for index, _kind in enumerate(TYPES)}
_BITS = {_mark: 1 << index for index, _mark in enumerate(MODIFIERS)}

_WRITTEN = {
    "<string>": _Kind.String,
    **dict.fromkeys(("<number>", "<date>", "<clock>", "<hours>"), _Kind.Number),
    **dict.fromkeys(("->", ">=", "<=", ">", "<", "=", ".."), _Kind.Operator),
}
_MEANT = {
    "workspace": _Kind.Namespace,
    "partition": _Kind.Struct,
    "team": _Kind.Class,
    "role": _Kind.Interface,
    "field": _Kind.Property,
    "list": _Kind.Enum,
    "channel": _Kind.Enum,
}
"""The kinds of names that are told apart; any other declaration is a type."""

Coloured = tuple[int, int, types.SemanticTokenTypes, int]
"""Start and end in a text, what stands there, and the modifiers' bits."""


def all_of_it(session: Session, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    place = session.place(params.text_document.uri, types.Position(0, 0))
    if place is None:
        return None
    coloured = place.view.once(_coloured, place.view, place.source)
    return types.SemanticTokens(_encoded(coloured, place.view.lines(place.source)))


def part_of_it(session: Session, params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
    place = session.place(params.text_document.uri, params.range.start)
    if place is None:
        return None
    lines = place.view.lines(place.source)
    end = lines.offset(params.range.end)
    coloured = place.view.once(_coloured, place.view, place.source)
    return types.SemanticTokens(
        _encoded((one for one in coloured if one[1] > place.offset and one[0] < end), lines)
    )


def _encoded(coloured: Iterable[Coloured], lines: Lines) -> list[int]:
    """Five numbers each: lines and columns after the one before, length, type, modifiers. What goes on over lines is one a line."""
    found: list[int] = []
    last_line = last_column = 0
    for start, end, kind, marks in coloured:
        for line, column, length in lines.stretches(start, end):
            after = column - last_column if line == last_line else column
            found += (line - last_line, after, length, _NUMBERS[kind], marks)
            last_line, last_column = line, column
    return found


def _coloured(view: View, source: Source) -> list[Coloured]:
    comments = (
        (one.start, one.end, _Kind.Comment, _BITS[_Mark.Documentation] if one.text.startswith("##") else 0)
        for one in view.written(source).tokens.comments
    )
    return sorted((*_words(view, source), *comments), key=lambda one: one[0])


def _words(view: View, source: Source) -> Iterator[Coloured]:
    written = view.written(source)
    tokens, words = written.tokens, written.words
    named = {one.span.start: one for one in reversed(view.occurrences.in_file(source.name))}
    for at, (kind, text, start) in enumerate(zip(tokens.kinds, tokens.texts, tokens.starts, strict=True)):
        end = start + len(text)
        if kind in ("<name>", "<path>") and at not in words:
            yield from _names(named, start, end)
        elif at in words:
            yield start, end, _Kind.Keyword, 0
        elif kind in _WRITTEN:
            yield start, end, _WRITTEN[kind], 0


def _names(named: dict[int, Occurrence], start: int, end: int) -> Iterator[Coloured]:
    """The names in a word: in a path there are several."""
    while start < end:
        one = named.get(start)
        if one is not None and one.span.end <= end:
            yield start, one.span.end, _kind(one.found), _marks(one)
            start = one.span.end
        else:
            start += 1


def _kind(found: Named) -> types.SemanticTokenTypes:
    if isinstance(found, Stage | Segment):
        return _Kind.EnumMember
    if isinstance(found, Asset):
        return _Kind.Function if found.asset_kind == "smart_campaign" else _Kind.Variable
    return _MEANT.get(found.kind, _Kind.Type)


def _marks(one: Occurrence) -> int:
    found = one.found
    marks = _BITS[_Mark.Declaration] if one.reference is None else 0
    if isinstance(found, Declaration):
        marks |= _BITS[_Mark.Deprecated] if found.deprecated is not None else 0
        marks |= 0 if found.span.source.text else _BITS[_Mark.DefaultLibrary]
    return marks


_LEGEND = types.SemanticTokensLegend([one.value for one in TYPES], [one.value for one in MODIFIERS])

ANSWERS = {
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: all_of_it,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: part_of_it,
}
OPTIONS = dict.fromkeys(ANSWERS, _LEGEND)
