"""Tokens to a tree: a small loop over Lark's LALR tables.

The same language as Lark's own parser (a test holds them together), several times faster: keywords are looked up by their own text in
the state's row, so a word is a keyword only where the language expects one.
"""

from typing import Any

from mopsdsl.diagnostics.finding import Finding
from mopsdsl.source.text import Source
from mopsdsl.syntax.makers import MAKERS, Maker
from mopsdsl.syntax.recovery import Recovery
from mopsdsl.syntax.scanner import END, Tokens, scan
from mopsdsl.syntax.tables import ACTIONS, GOTOS, REDUCTIONS
from mopsdsl.syntax.tables import END as END_STATE
from mopsdsl.syntax.tree import File, Token

_Keep = tuple[tuple[int, bool, int], ...]
_Plan = tuple[str, int, int, Maker, str, _Keep, int]

_AS_IT_IS, _SOME, _SPREAD, _GROW, _PASS = range(5)


def _plans() -> tuple[_Plan, ...]:
    """The reductions with their makers: (origin, length, way, maker, word, keep, after)."""
    plans = []
    for origin, length, how, maker, word, keep, after in REDUCTIONS:
        plain = not after and not any(splice or nones for _, splice, nones in keep)
        if (
            how == 1
            and keep
            and keep[0] == (0, True, 0)
            and not after
            and not any(nones for _, _, nones in keep)
        ):
            way = _GROW
        elif how == 0:
            way = _PASS
        elif plain:
            way = _AS_IT_IS if len(keep) == length else _SOME
        else:
            way = _SPREAD
        plans.append((origin, length, way, MAKERS[maker] if how == 2 else _list, word, keep, after))
    return tuple(plans)


def _list(word: str, parts: list[Any], start: int, end: int) -> list[Any]:
    return parts


_PLANS = _plans()


def parse(source: Source) -> tuple[File, list[Finding]]:
    """The tree of one text, and a finding for each independent error; what is broken stands in the tree as `Broken`."""
    tokens = scan(source)
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
        self.end = 0  # where the last token taken in ends
        self.recovery = Recovery(source, tokens)

    def run(self) -> tuple[Any, ...]:
        """The file's statements."""
        kinds, texts, starts = self.tokens.kinds, self.tokens.texts, self.tokens.starts
        states, values, value_starts = self.states, self.values, self.starts
        reduce = self.reduce
        at = 0
        while True:
            kind = kinds[at]
            row = ACTIONS[states[-1]]
            action = row.get(texts[at]) if kind == "<name>" else None
            keyword = action is not None or kind[0] != "<"
            if action is None:
                action = row.get(kind)
            if action is None:
                if kind == END and states[-1] == END_STATE:
                    statements: tuple[Any, ...] = values[-1]
                    return statements
                at = self.recovery.resume(self, at)
            elif action >= 0:
                start, text = starts[at], texts[at]
                values.append(text if keyword else Token(kind, text, start))
                value_starts.append(start)
                states.append(action)
                if text:
                    self.end = start + len(text)
                at += 1
            else:
                reduce(-action - 1, starts[at])

    def reduce(self, number: int, at: int) -> None:
        """Replace the parts of a production on the stacks by what they make; `at` is where an empty one stands."""
        origin, length, way, make, word, keep, after = _PLANS[number]
        states, values, starts = self.states, self.values, self.starts
        if length:
            parts, start = values[-length:], starts[-length]
            del values[-length:], starts[-length:], states[-length:]
        else:
            parts, start = [], at
        if way == _AS_IT_IS:
            pass
        elif way == _SOME:
            parts = [parts[position] for position, _, _ in keep]
        elif way == _SPREAD:
            parts = _spread(parts, keep, after)
        elif way == _GROW:
            parts = _grown(parts, keep)
        if way == _PASS:
            values.append(parts[keep[0][0]])
        else:
            end = self.end
            values.append(make(word, parts, start, end if end > start else start))
        starts.append(start)
        states.append(GOTOS[states[-1]][origin])

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


__all__ = ["Parser", "parse"]
