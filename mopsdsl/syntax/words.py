"""The words of the language, out of the parser's tables, and which words of a text the parser took as such.

A word is a keyword only where the language expects one: elsewhere the same word may be a name. What can ask the parser asks `taken`;
what knows nothing but patterns, as the highlighting of most editors does, goes by `groups`.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from mopsdsl._value import value
from mopsdsl.syntax.scanner import SEPARATOR, Tokens
from mopsdsl.syntax.tables import ACTIONS, GOTOS, REDUCTIONS
from mopsdsl.syntax.tree import File, Node, Token

CONDITION_RULES = frozenset(("condition", "conjunction", "negation", "test"))
"""The rules of grammar/conditions.lark that have words: the tables know rules, and no files."""

_DECLARE = frozenset(("declaration", "otherwise_queue", "unnamed"))
"""What the grammar makes of a statement that declares something."""

_NAMES = frozenset(("<name>", "<path>"))


@value
class Groups:
    """The words, by what they do. A word is in every group that it serves in; which one holds is a matter of the place.

    `declarations` begin a declaration, and behind the `named` its name stands; `statements` begin anything else in a block. `inside` stand
    further on in a statement, and `operators` in conditions. `constants` are all that is said where they stand (`text`, `gate`,
    `external`). After `before_names` comes a name, whatever its letters. Units of time, and `yes` and `no`, are no words of the
    grammar: it takes any name there, and later stages look it up.
    """

    declarations: frozenset[str]
    named: frozenset[str]
    statements: frozenset[str]
    inside: frozenset[str]
    operators: frozenset[str]
    constants: frozenset[str]
    before_names: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every word of the language."""
        return self.declarations | self.statements | self.inside

    @property
    def openers(self) -> frozenset[str]:
        """The words that begin a statement, and behind which no name is declared."""
        return self.statements | (self.declarations - self.named)


@value
class _Use:
    """A place of a word: in a production of `length` symbols for the rule `origin`, from which `maker` makes a node.

    `leading` is how many words the production begins with.
    """

    at: int
    length: int
    leading: int
    origin: str
    maker: str


@cache
def groups() -> Groups:
    """All words of the language, in their groups."""
    uses = _uses()

    def such(wanted: Any) -> frozenset[str]:
        return frozenset(word for word, places in uses.items() if wanted(places))

    starts = _statement_starts()
    openers = _words(ACTIONS[state] for state in starts)
    named = such(lambda places: any(map(_declares, places)))
    declarations = _words(ACTIONS[:1]) | named
    return Groups(
        declarations,
        named,
        openers - declarations,
        _words(row for state, row in enumerate(ACTIONS) if state not in starts),
        such(lambda places: any(_rule(place.origin) in CONDITION_RULES for place in places)),
        such(lambda places: all(place.length == 1 for place in places)) - declarations,
        frozenset(word for word in uses if all(_NAMES.issuperset(row) for row in _rows_after(word))),
    )


def behind(word: str) -> frozenset[str]:
    """The words that may stand behind this one where it does not begin a statement, as `is` behind `stage`."""
    return _words(_rows_after(word)) if word in groups().inside else frozenset()


def _declares(use: _Use) -> bool:
    """Whether the name that is declared stands behind it."""
    return use.at == use.leading - 1 and (use.maker in _DECLARE or use.origin == "asset_kind")


def _rule(origin: str) -> str:
    """The rule that a production belongs to: Lark calls the repetitions in a rule `__rule_star_1`."""
    return origin.removeprefix("__").partition("_star_")[0]


def _words(rows: Iterable[dict[str, int]]) -> frozenset[str]:
    """The words that are taken in by a state with one of these rows."""
    return frozenset(symbol for row in rows for symbol in row if symbol[0].isalpha() and row[symbol] >= 0)


def _statement_starts() -> set[int]:
    """The states in which a statement may begin."""
    opened = {row[mark] for row in ACTIONS for mark in ("{", SEPARATOR) if row.get(mark, -1) >= 0}
    return {0, *opened}


def _rows_after(word: str) -> list[dict[str, int]]:
    return [ACTIONS[row[word]] for row in ACTIONS if row.get(word, -1) >= 0]


def _uses() -> dict[str, list[_Use]]:
    """Every word with its places, read off the automaton backwards: the steps that lead to a reduction spell its production."""
    before = _steps_by_target()
    uses: dict[str, list[_Use]] = {}
    for state, row in enumerate(ACTIONS):
        for number in {-action - 1 for action in row.values() if action < 0}:
            origin, length, _, maker, leading, *_ = REDUCTIONS[number]
            ends = {state}
            for at in reversed(range(length)):
                steps = [step for end in ends for step in before.get(end, ())]
                for word in {symbol for _, symbol in steps if symbol}:
                    uses.setdefault(word, []).append(_Use(at, length, len(leading.split()), origin, maker))
                ends = {start for start, _ in steps}
    return uses


def _steps_by_target() -> dict[int, set[tuple[int, str]]]:
    """The states from which one comes to each state, and the word that leads there, if it is one."""
    steps: dict[int, set[tuple[int, str]]] = {}
    for state, row in enumerate(ACTIONS):
        for symbol, target in row.items():
            if target >= 0:
                steps.setdefault(target, set()).add((state, symbol if symbol[0].isalpha() else ""))
        for target in GOTOS[state].values():
            steps.setdefault(target, set()).add((state, ""))
    return steps


def taken(tokens: Tokens, file: File) -> frozenset[int]:
    """Which of the tokens (their positions in the lists) the parser took for words of the language.

    `file` is the tree of these tokens: it holds every name, and no keyword. What could not be read has no tree; there every word of
    the language counts as one.
    """
    names = {part.start for part in parts_of(file.statements) if isinstance(part, Token)}
    words = groups().all
    return frozenset(
        at
        for at, (kind, text, start) in enumerate(zip(tokens.kinds, tokens.texts, tokens.starts, strict=True))
        if kind[0].isalpha() or (kind == "<name>" and text in words and start not in names)
    )


def parts_of(part: Any) -> Iterator[Node | Token]:
    """All nodes and tokens of a tree, from the outside in."""
    if isinstance(part, tuple):
        for one in part:
            yield from parts_of(one)
    elif isinstance(part, Token):
        yield part
    elif isinstance(part, Node):
        yield part
        for field in type(part).__attrs_attrs__:
            yield from parts_of(getattr(part, field.name))
