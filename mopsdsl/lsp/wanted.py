"""What is wanted at a place while it is written: a made-up word is put there, and the language itself says what it would mean.

So completion knows no grammar and no meaning of its own, and a statement that is half written is tried as it could end.
"""

from typing import Any

import attrs

from mopsdsl._value import value
from mopsdsl.lowering.lower import lower_file
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.conditions import HasStatus, Literal
from mopsdsl.model.lifecycle import Stage
from mopsdsl.source.text import Source
from mopsdsl.syntax import expected
from mopsdsl.syntax.enclosing import enclosing
from mopsdsl.syntax.parser import parse_tokens
from mopsdsl.syntax.recovery import shifted
from mopsdsl.syntax.scanner import Tokens, scan
from mopsdsl.syntax.tree import Each, EachOne, File, Node, Token

MADE_UP = "Mopsdsl_is_asked"
"""The word that is put there: nobody writes it."""
WHOLE = 20_000
"""Characters up to which a text is read as a whole."""
_WORDS = ("<name>", "<path>")


@value
class Wanted:
    """What may be written instead of the text from `start` to `end`. `quoted`: it stands between quotes there.

    `words` are words of the language; `reference` a name of the wanted kind, as it would be read, and `owner` the declaration that
    would say it; `field` is the field whose value would stand here; `around` the tree around it, the outermost node first; `slots`
    what the `each`s around give, where a `<` was begun.
    """

    start: int
    end: int
    quoted: bool
    words: tuple[str, ...]
    reference: Reference | None
    field: Reference | None
    around: tuple[Node | Token, ...]
    slots: tuple[str, ...] = ()
    owner: Declaration | None = None


def wanted(source: Source, offset: int) -> Wanted | None:
    """What is wanted where the cursor is; None in a comment, and where nothing could be said."""
    first, last = declarations(source.text, offset, offset)
    found = _wanted(Source(source.name, source.text[first:last]), offset - first)
    return found and attrs.evolve(found, start=found.start + first, end=found.end + first)


def declarations(text: str, start: int, end: int) -> tuple[int, int]:
    """From the start of one declaration to the start of another, around a stretch: of a large text no more is read.

    One begins where a word that does so stands at the very start of a line, as the parser goes by after a `}` that is missing, too.
    """
    if len(text) <= WHOLE:
        return 0, len(text)
    words = expected.beginnings()
    first = start
    while (first := text.rfind("\n", 0, first)) >= 0:
        if _word_at(text, first + 1) in words:
            break
    last = end
    while (last := text.find("\n", last)) >= 0:
        last += 1
        if _word_at(text, last) in words:
            break
    return first + 1, last if last >= 0 else len(text)


def _word_at(text: str, start: int) -> str:
    end = start
    while text[end : end + 1].isalpha() or text[end : end + 1] == "_":
        end += 1
    return text[start:end]


def _wanted(source: Source, offset: int) -> Wanted | None:
    tokens = scan(source)
    if any(one.start < offset <= one.end for one in tokens.comments):
        return None
    start, end, quoted = _stretch(source.text, tokens, offset)
    typed = source.text[start:offset]
    if not quoted and (slot := _slot(source, tokens, start, end)):
        return slot
    path = typed.rpartition(".")[0] if not quoted else ""
    said = f'"{MADE_UP}"' if quoted else f"{path}.{MADE_UP}" if path else MADE_UP
    begin, after = (start - 1, end + 1) if quoted else (start, end)
    text = source.text
    asked = _Asked(Source(source.name, text[:begin] + said + text[after:]), begin)
    states = asked.states
    if states is None:
        return None
    words = () if quoted or path else tuple(expected.words(states))
    if not asked.is_read:
        asked = _as_it_could_end(asked, text[:begin] + said, text[after:]) or asked
    return Wanted(start, end, quoted, words, asked.reference, asked.field, asked.around, owner=asked.owner)


def _stretch(text: str, tokens: Tokens, offset: int) -> tuple[int, int, bool]:
    """What is replaced, and whether that is the inside of a text in quotes."""
    for kind, word, start in zip(tokens.kinds, tokens.texts, tokens.starts, strict=True):
        end = start + len(word)
        if kind == "<string>" and start < offset < end:
            return start + 1, end - 1, True
        if word == '"' and start < offset and text.find("\n", start, offset) < 0:  # it is not closed yet
            line = text.find("\n", offset)
            return start + 1, line if line >= 0 else len(text), True
        if (kind in _WORDS or kind[0].isalpha()) and start <= offset <= end:
            return start, end, False
        if word == "." and end == offset:
            before = tokens.starts[tokens.starts.index(start) - 1]
            return (before, offset, False) if text[before:start].strip() else (start, offset, False)
        if start > offset:
            break
    return offset, offset, False


class _Asked:
    """A text with the made-up word in it, read."""

    def __init__(self, source: Source, at: int) -> None:
        self.source = source
        self.at = at
        tokens = scan(source)
        place = next(
            (one for one, start in enumerate(tokens.starts) if start == at and tokens.texts[one]), None
        )
        self.states = None if place is None else expected.states_before(source, tokens, place)
        self.kind = "" if place is None else tokens.kinds[place]
        self.file, _ = parse_tokens(source, tokens)
        self.around = tuple(enclosing(self.file, at, at + len(MADE_UP)))
        self.reference: Reference | None = None
        self.field: Reference | None = None
        self.owner: Declaration | None = None
        self._read()

    @property
    def is_read(self) -> bool:
        """Whether the word has a place in the tree."""
        return bool(self.around) and isinstance(self.around[-1], Token)

    def _read(self) -> None:
        if not self.is_read:
            return
        lowered = lower_file(File(self.source, (self.around[0],), ()))  # type: ignore[arg-type]
        for item in lowered.items:
            if isinstance(item, Declaration):
                found = next((one for one in item.references if MADE_UP in one.name), None)
                if self.reference is None and found is not None:
                    self.reference, self.owner = found, item
                self.field = self.field or _field_of(item)


def _as_it_could_end(asked: _Asked, until: str, rest: str) -> _Asked | None:
    """The same with the shortest end of the statement instead of what is left of the line."""
    states = shifted(asked.states or [], asked.kind) if asked.kind in (*_WORDS, "<string>") else None
    end = expected.ending(states) if states is not None else None
    if end is None:
        return None
    line = rest.find("\n")
    return _Asked(Source(asked.source.name, f"{until}{end}{rest[line:] if line >= 0 else ''}"), asked.at)


def _field_of(part: Any) -> Reference | None:
    """The field that the made-up word is a value of: the one that stands in the same part of the model."""
    if isinstance(part, HasStatus | Stage) and any(map(_is_asked, part.statuses)):
        return Reference("field", "Lead_Status", part.span)
    if isinstance(part, tuple):
        return next((found for one in part if (found := _field_of(one)) is not None), None)
    if not attrs.has(type(part)) or isinstance(part, Source | Reference):
        return None
    inner = [getattr(part, field.name) for field in attrs.fields(type(part))]
    if any(_is_asked(one) for said in inner for one in (said if isinstance(said, tuple) else (said,))):
        return next((one for one in inner if isinstance(one, Reference) and one.kind == "field"), None)
    return next((found for one in inner if (found := _field_of(one)) is not None), None)


def _is_asked(part: Any) -> bool:
    return isinstance(part, Literal) and part.value == MADE_UP


def _slot(source: Source, tokens: Tokens, start: int, end: int) -> Wanted | None:
    """What is wanted after a `<`, inside of an `each`."""
    text = source.text
    begin = start if text.startswith("<", start) else start - 1
    slots = _slots(source, tokens, begin) if text[begin : begin + 1] == "<" else ()
    if begin < start:
        end += text.startswith(">", end)
    return Wanted(begin, end, False, (), None, None, (), slots) if slots else None


def _slots(source: Source, tokens: Tokens, at: int) -> tuple[str, ...]:
    """The names that the `each`s around a place give."""
    file, _ = parse_tokens(source, tokens)
    parts = (part for node in enclosing(file, at, at) if isinstance(node, Each) for part in node.parts)
    return tuple(
        token.text for part in parts for token in ((part.name,) if isinstance(part, EachOne) else part.names)
    )
