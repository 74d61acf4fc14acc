"""The small values of a snapshot: texts, numbers, days and references, each held to what the language can say."""

from datetime import date
from typing import Any

from mopsdsl.graphs.things import KINDS
from mopsdsl.lowering.conditions import OPERATORS
from mopsdsl.lowering.place import MAX_DIGITS, UNITS
from mopsdsl.model.assets import ASSET_KINDS
from mopsdsl.model.base import Everything, Reference
from mopsdsl.snapshot.encode import as_number
from mopsdsl.snapshot.stages import Stages
from mopsdsl.snapshot.unreadable import Wrong
from mopsdsl.snapshot.wanted import ANY, LIST_OR_SEGMENT
from mopsdsl.source.text import Span

_MOST = 10**MAX_DIGITS
_ASSET_WORDS = frozenset((*ASSET_KINDS, "folder", "asset"))

WORDS: dict[str, frozenset[str]] = {
    "Asset.asset_kind": _ASSET_WORDS - {"asset"},
    "Duration.unit": frozenset(UNITS.values()),
    "Comparison.operator": frozenset(OPERATORS.values()),
}
"""Texts that are one of a few words, by "Class.attribute": what reads the model relies on them."""

BOUNDS: dict[str, int] = {
    "Hours.days": 6,
    "Hours.opens": 24 * 60,
    "Hours.closes": 24 * 60,
    "Cadence.day": 6,
    "Cadence.clock": 24 * 60,
    "Moment.clock": 24 * 60,
    "Duration.amount": _MOST,
}
"""Whole numbers from 0 to this one, by "Class.attribute"."""


class State:
    """What is known while one declaration is read.

    `references` are those that it has turned out to hold. `textual`: the values that come next belong to a text, so that one that looks
    like a day is none. `measures`: its conditions can ask what is measured of a business object. `word` is the one beside a reference
    that tells what is wanted. `place` is the lifecycle in which its stages are looked up. `depth` is that of conditions inside each other.
    """

    __slots__ = (
        "depth",
        "measures",
        "place",
        "references",
        "span",
        "stages",
        "text_fields",
        "textual",
        "word",
    )

    def __init__(self, span: Span, text_fields: frozenset[str], stages: Stages) -> None:
        self.span = span
        self.text_fields = text_fields
        self.stages = stages
        self.begin()

    def begin(self, measures: bool = False, textual: bool = False, place: str = "") -> None:
        """Forget the declaration before."""
        self.place = place
        self.references: list[Reference] = []
        self.depth = 0
        self.measures = measures
        self.textual = textual
        self.word: Any = None


def whole(item: int, state: State) -> int:
    _hold(item)
    return item


def _hold(number: float) -> None:
    """Refuse what a spec can't say: infinity is among it."""
    if not -_MOST < number < _MOST:
        raise Wrong(f"a number has at most {MAX_DIGITS} digits, and this one has more")


def bounded(most: int) -> Any:
    """Reads whole numbers from 0 to `most`."""

    def read(item: int, state: State) -> int:
        if 0 <= item <= most:
            return item
        raise Wrong(f"{item} is no number from 0 to {most}")

    return read


def one_of(words: frozenset[str]) -> Any:
    """Reads texts that are one of a few words."""

    def read(item: str, state: State) -> str:
        if item in words:
            return item
        raise Wrong(f"{_quoted(item)} is none of {', '.join(sorted(words))}")

    return read


def decimal(item: float, state: State) -> Any:
    """The exact number that its shortest digits say."""
    from fractions import Fraction

    _hold(item)
    exact = Fraction(repr(item))
    return int(exact) if exact.denominator == 1 else exact


def fraction(item: str, state: State) -> Any:
    """An exact number that JSON has no digits for: "numerator/denominator"."""
    if (exact := _fraction(item)) is None:
        raise Wrong(f"{_quoted(item)} is no number")
    return exact


def _fraction(item: str) -> Any:
    """The number that is written so, or None: what a float can hold never is, nor is what no decimal digits can say."""
    upper, slash, lower = item.partition("/")
    if not slash or len(item) > 3 * MAX_DIGITS or not (upper.removeprefix("-") + lower).isdecimal():
        return None
    from fractions import Fraction

    exact = Fraction(int(upper), int(lower) or 1)
    decimal_digits = 10 ** (2 * MAX_DIGITS) % exact.denominator == 0
    return exact if decimal_digits and as_number(exact) == item else None


def day(item: str, state: State) -> date:
    if (found := _day(item)) is None:
        raise Wrong(f"{_quoted(item)} is no day, written as 2026-12-31")
    return found


def _day(item: str) -> date | None:
    if len(item) != len("2026-12-31"):
        return None
    try:
        found = date.fromisoformat(item)
    except ValueError:
        return None
    return found if found.isoformat() == item else None


def literal(item: str, state: State) -> Any:
    """The value of a condition that stands as a text: a text, a day or an exact number."""
    if state.textual:
        return item
    return _day(item) or _fraction(item) or item


def reference(kind: str, verb: str) -> Any:
    """Reads ids as references of the wanted kind, and remembers them."""
    accepted = frozenset("asset" if one in _ASSET_WORDS else one for one in kind.split("|")) | {
        *kind.split("|")
    }
    among = " or ".join(dict.fromkeys(kind.replace("_", " ").split("|")))

    def read(item: str, state: State) -> Reference:
        own, _, name = item.partition(":")
        wanted = "measure|field" if state.measures and kind == "field" else kind
        if not name or (own not in accepted and own not in wanted.split("|")):
            raise Wrong(f"{_quoted(item)} is no id of a {among}")
        return remembered(wanted, own, name, verb, state)

    return any_reference(verb) if kind == ANY else read


def any_reference(verb: str) -> Any:
    """Reads ids of every kind."""

    def read(item: str, state: State) -> Reference:
        own, _, name = item.partition(":")
        if not name or (own not in KINDS and own not in _ASSET_WORDS):
            raise Wrong(f'{_quoted(item)} is no id, as "partition:EMEA"')
        return remembered(own, own, name, verb, state)

    return read


def remembered(wanted: str, own: str, name: str, verb: str, state: State) -> Reference:
    """The reference; a list and a segment can stand in the same place, and only the id tells which is wanted."""
    scope = ""
    if own == "stage":
        owner, _, name = name.rpartition(".")
        name, scope = state.stages.written(owner, name, state.place)
    elif wanted == LIST_OR_SEGMENT:
        wanted = own if own == "segment" else wanted.removesuffix("|segment")
    made = Reference(wanted, name, state.span, verb, scope)
    state.textual = own == "field" and name in state.text_fields
    state.references.append(made)
    return made


def everything(verb: str, kind: str) -> Any:
    """Reads `all`: {"all": true, "except": [ids]}."""
    excepted = reference(kind, f"{verb} all except")

    def read(item: dict[str, Any], state: State) -> Everything:
        names = item.get("except", [])
        if item.get("all") is not True or item.keys() - {"all", "except"} or type(names) is not list:
            raise Wrong('all is written as {"all": true, "except": []}')
        if any(type(name) is not str for name in names):
            raise Wrong("what is excepted is written as ids")
        return Everything(tuple(excepted(name, state) for name in names))

    return read


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= 60 else f'"{text[:60]}..."'
