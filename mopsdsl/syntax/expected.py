"""What may come at a place in a text that is still being written: the parser is stopped there, and asked."""

from functools import cache

from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import Parser
from mopsdsl.syntax.recovery import Recovery, shifted, wanted
from mopsdsl.syntax.scanner import END, SEPARATOR, Tokens

_HERE = "<here>"
_MOST_TRIED = 3_000
"""Rows of tokens that are tried to find the end of a statement: far more than any statement of the grammar needs."""
WRITTEN = {
    "<name>": "name", "<path>": "path.name", "<string>": '""', "<number>": "1", "<date>": "2000-01-01", "<clock>": "00:00",
    "<hours>": "00:00-01:00",
}  # fmt: skip
"""A token of each kind that is no word or mark, as somebody could write it."""


class _Reached(Exception):
    """The parser has come to the place."""


class _UpToHere(Recovery):
    def resume(self, parser: Parser, at: int) -> int:
        if self.tokens.kinds[at] == _HERE:
            raise _Reached
        return super().resume(parser, at)


def states_before(source: Source, tokens: Tokens, at: int) -> list[int] | None:
    """The states of the parser before the token `at`; None inside of something that can't be read."""
    before = Tokens()
    before.kinds = [*tokens.kinds[:at], _HERE, END]
    before.texts = [*tokens.texts[:at], "", ""]
    before.starts = [*tokens.starts[: at + 1], tokens.starts[at]]
    parser = Parser(source, before)
    parser.recovery = _UpToHere(source, before)
    try:
        parser.run()
    except _Reached:
        return parser.states
    return None


@cache
def beginnings() -> frozenset[str]:
    """The words that a declaration at the top of a file begins with."""
    return frozenset(kind for kind in wanted([0]) if kind[0].isalpha())


def words(states: list[int]) -> list[str]:
    """The words of the language that may come, each with those that can only follow it ("shared with"); sorted."""
    return sorted(_spelled_out(states, kind) for kind in wanted(states) if kind[0].isalpha())


def _spelled_out(states: list[int], word: str) -> str:
    said, after = word, shifted(states, word)
    while after is not None:
        kinds = wanted(after)
        if len(kinds) != 1 or not kinds[0][0].isalpha():
            break
        said, after = f"{said} {kinds[0]}", shifted(after, kinds[0])
    return said


def ending(states: list[int]) -> str | None:
    """The shortest text with which a statement that was begun could end; None where there is no short one."""
    rows: list[tuple[list[int], str]] = [(states, "")]
    seen = {tuple(states)}
    tried = 0
    for stack, text in rows:  # grows while it is gone through
        if (
            any(shifted(stack, end) is not None for end in (SEPARATOR, "}"))
            or shifted(stack, END) is not None
        ):
            return text
        for kind in wanted(stack):
            after = shifted(stack, kind)
            if after is None or tuple(after) in seen:
                continue
            seen.add(tuple(after))
            rows.append((after, f"{text} {WRITTEN.get(kind, kind)}"))
        tried += 1
        if tried > _MOST_TRIED:
            break
    return None
