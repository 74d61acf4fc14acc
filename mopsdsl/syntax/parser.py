"""Tokens to a tree: a small loop over Lark's LALR tables.

The same language as Lark's own parser (a test holds them together), several times faster: keywords are looked up by their own text in
the state's row, so a word is a keyword only where the language expects one.
"""

from collections.abc import Callable
from typing import Any

from mopsdsl.diagnostics.finding import Finding
from mopsdsl.source.text import Source
from mopsdsl.syntax.makers import MAKERS
from mopsdsl.syntax.recovery import Recovery
from mopsdsl.syntax.scanner import END, Tokens, scan
from mopsdsl.syntax.tables import ACTIONS, GOTOS, REDUCTIONS
from mopsdsl.syntax.tables import END as END_STATE
from mopsdsl.syntax.tree import File, Token

_Keep = tuple[tuple[int, bool, int], ...]
_Make = Callable[[list[Any], int, int], Any]


def _plans() -> tuple[tuple[str, int, _Make], ...]:
    """The reductions as (origin, length, what makes its value of (parts, start, end))."""
    return tuple(
        (origin, length, _plan(length, how, maker, word, keep, after))
        for origin, length, how, maker, word, keep, after in REDUCTIONS
    )


def _plan(length: int, how: int, maker: str, word: str, keep: _Keep, after: int) -> _Make:
    """One function for each way in which parts are picked: this runs a hundred thousand times in a large project."""
    places = [position for position, _, _ in keep]
    plain = not after and not any(splice or nones for _, splice, nones in keep)
    if how == 0:
        place = places[0]
        return lambda parts, start, end: parts[place]
    if how == 1:
        if keep and keep[0] == (0, True, 0) and not after and not any(nones for _, _, nones in keep):
            return lambda parts, start, end: _grown(parts, keep)
        return lambda parts, start, end: _spread(parts, keep, after)
    make = MAKERS[maker]
    if not plain:
        return lambda parts, start, end: make(word, _spread(parts, keep, after), start, end)
    if len(places) == length:
        return lambda parts, start, end: make(word, parts, start, end)
    if len(places) == 1:
        place = places[0]
        return lambda parts, start, end: make(word, [parts[place]], start, end)
    return lambda parts, start, end: make(word, [parts[place] for place in places], start, end)


_PLANS = _plans()


def parse(source: Source) -> tuple[File, list[Finding]]:
    """The tree of one text, and a finding for each independent error; what is broken stands in the tree as `Broken`."""
    return parse_tokens(source, scan(source))


def parse_tokens(source: Source, tokens: Tokens) -> tuple[File, list[Finding]]:
    """The same for a text whose tokens are at hand. Where it is plain what was meant, the kind of a token is set right in them."""
    parser = Parser(source, tokens)
    statements = parser.run()
    recovery = parser.recovery
    return File(source, statements, tuple(tokens.comments), tuple(recovery.stretches)), recovery.findings


class Parser:
    """One run: stacks of states, values and value starts; there is one state more than values."""

    def __init__(self, source: Source, tokens: Tokens) -> None:
        self.tokens = tokens
        self.states = [0]
        self.values: list[Any] = []
        self.starts: list[int] = []
        self.end = 0  # where the last token that was taken in ends
        self.recovery = Recovery(source, tokens)

    def run(self) -> tuple[Any, ...]:
        """The file's statements."""
        kinds, texts, starts = self.tokens.kinds, self.tokens.texts, self.tokens.starts
        states, values, value_starts = self.states, self.values, self.starts
        actions, gotos, plans = ACTIONS, GOTOS, _PLANS
        at = 0
        row = actions[0]
        while True:
            kind = kinds[at]
            if kind == "<name>":
                text = texts[at]
                action = row.get(text)
                keyword = action is not None and text[0] != "<"  # `<name>` is what an `each` fills in
                if not keyword:
                    action = row.get(kind)
            else:
                action = row.get(kind)
                keyword = kind[0] != "<"
            if action is None:
                if kind == END and states[-1] == END_STATE:
                    statements: tuple[Any, ...] = values[-1]
                    return statements
                at = self.recovery.resume(self, at)
                row = actions[states[-1]]
            elif action >= 0:
                start, text = starts[at], texts[at]
                if text:
                    values.append(text if keyword else Token(kind, text, start))
                    self.end = start + len(text)
                else:  # a separator, which no node keeps
                    values.append(kind)
                value_starts.append(start)
                states.append(action)
                row = actions[action]
                at += 1
            else:  # the same as `reduce`, which is a quarter of the run when it is called
                origin, length, make = plans[-action - 1]
                if length:
                    parts, start = values[-length:], value_starts[-length]
                    del values[-length:], value_starts[-length:], states[-length:]
                    end = self.end
                else:
                    parts, start = [], starts[at]
                    end = start
                values.append(make(parts, start, end))
                value_starts.append(start)
                state = gotos[states[-1]][origin]
                states.append(state)
                row = actions[state]

    def reduce(self, number: int, at: int) -> None:
        """Replace the parts of a production on the stacks by what they make; `at` is where an empty one stands."""
        origin, length, make = _PLANS[number]
        parts, start = (self.values[-length:], self.starts[-length]) if length else ([], at)
        self.cut(len(self.states) - length)
        self.values.append(make(parts, start, max(self.end, start) if length else start))
        self.starts.append(start)
        self.states.append(GOTOS[self.states[-1]][origin])

    # For the recovery

    def feed(self, kind: str, text: str, start: int) -> None:
        """Take in a token that does not stand in the text; the caller knows that it fits."""
        while (action := ACTIONS[self.states[-1]][kind]) < 0:
            self.reduce(-action - 1, start)
        self.values.append(Token(kind, text, start) if text else kind)
        self.starts.append(start)
        self.states.append(action)
        self.end = max(self.end, start + len(text)) if text else self.end

    def drop(self) -> None:
        """Take the last value off the stacks."""
        del self.states[-1], self.values[-1], self.starts[-1]

    def cut(self, height: int) -> None:
        """Take values off until `height` states are left."""
        del self.states[height:], self.values[height - 1 :], self.starts[height - 1 :]


def _spread(parts: list[Any], keep: _Keep, after: int) -> list[Any]:
    """The parts that stay, with lists spliced in and None for what was left out."""
    kept: list[Any] = []
    for position, splice, nones in keep:
        if nones:
            kept.extend([None] * nones)
        if splice:
            kept.extend(parts[position])
        else:
            kept.append(parts[position])
    if after:
        kept.extend([None] * after)
    return kept


def _grown(parts: list[Any], keep: _Keep) -> list[Any]:
    """A list and more: the list itself grows, or long lists would cost their length squared."""
    grown: list[Any] = parts[0]
    for position, splice, _ in keep[1:]:
        if splice:
            grown.extend(parts[position])
        else:
            grown.append(parts[position])
    return grown


__all__ = ["Parser", "parse", "parse_tokens"]
