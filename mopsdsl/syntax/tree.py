"""The syntax tree: what the text says, before anything is known of what it means.

Every node knows its stretch of the text, `start` to `end` in code points. The grammar's aliases name the classes.
"""

from typing import Any

from mopsdsl._value import value
from mopsdsl.source.text import Source


class Token:
    """A name, path, string, number, date, clock or stretch of broken text, as written; `kind` is the terminal's ("<name>")."""

    __slots__ = ("kind", "start", "text")

    def __init__(self, kind: str, text: str, start: int) -> None:
        self.kind = kind
        self.text = text
        self.start = start

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def __repr__(self) -> str:
        return f"Token({self.kind}, {self.text!r})"


@value
class Node:
    """The part that all nodes share."""

    start: int
    end: int


@value
class Declaration(Node):
    """`kind Name "Title" phrases { body }`; `name` is a text for kinds that are named by one; `body` None where there is none."""

    kind: str
    name: Token
    title: Token | None
    phrases: "tuple[Statement, ...]"
    body: "tuple[Statement, ...] | None"


@value
class Property(Node):
    """A statement of words and values: `word` are its leading words, `values` what is said, None where left out."""

    word: str
    values: tuple[Any, ...]  # Parts; which, the grammar says of each form


@value
class Mark(Node):
    """Words that say yes by standing there: `success`, `business`, `with reason`, a kind."""

    word: str


@value
class Broken(Node):
    """Text that could not be read."""

    text: str


@value
class Grant(Node):
    role: Token
    team: Token
    workspaces: "Names | Everything"
    until: "Property | None"
    body: "tuple[Statement, ...] | None"


@value
class Protect(Node):
    of: Mark
    target: Token
    because: Token | None


@value
class Approve(Node):
    action: Token
    of: Mark
    target: Token
    because: Token
    by: "Names | None"


@value
class Allow(Node):
    code: Token
    because: Token
    until: Token | None


@value
class Assets(Node):
    workspace: Token
    body: "tuple[Statement, ...]"


@value
class EachOne(Node):
    """`region of (AMER, EMEA)`."""

    name: Token
    words: tuple[Token, ...]


@value
class EachMany(Node):
    """`(region, countries) of (AMER, Americas), (EMEA, Europe)`."""

    names: tuple[Token, ...]
    rows: tuple[tuple[Token, ...], ...]


@value
class Each(Node):
    parts: tuple[EachOne | EachMany, ...]
    body: "tuple[Statement, ...]"


@value
class Assume(Node):
    name: Token
    quantity: "Token | Money"
    source: Token | None
    body: "tuple[Statement, ...] | None"


# Values


@value
class Names(Node):
    """One or more names, paths or texts in a row."""

    tokens: tuple[Token, ...]


@value
class Everything(Node):
    """`all`, `all workspaces`, `all except ...`."""

    except_: Names | None


@value
class Duration(Node):
    amount: Token
    business: Mark | None
    unit: Token


@value
class Money(Node):
    currency: Token
    amount: Token


@value
class Values(Node):
    """A list written out: `("DE", "FR")`."""

    items: "tuple[Value, ...]"


@value
class DayRange(Node):
    first: Token
    last: Token


@value
class Stretch(Node):
    first: Token
    last: Token | None


@value
class HolidaySet(Node):
    country: Token
    subdivision: Token | None


@value
class Moment(Node):
    day: Token
    clock: Token
    timezone: Token | None


# Conditions


@value
class Chain(Node):
    """Conditions joined by one word, `and` or `or`."""

    word: str
    parts: "tuple[Condition, ...]"


@value
class Negation(Node):
    part: "Condition"


@value
class Test(Node):
    """One question about a person: `subject` (a field, list, segment) where there is one, `word` as in the grammar's alias."""

    word: str
    parts: "tuple[Token | Money | Values | Names | Duration, ...]"


# What happens


@value
class Event(Node):
    """All its words joined ("visits page"), and what it is about."""

    words: str
    about: Token | Duration | None


@value
class FlowStep(Node):
    words: str
    values: "tuple[Token | Money | Duration, ...]"


@value
class Count(Node):
    words: str
    about: tuple[Token, ...]


@value
class Transition(Node):
    source: Token
    target: Token
    clauses: "tuple[Property, ...]"
    overrides: bool


@value
class ScoreRule(Node):
    points: Token
    when: "Event | Condition"


@value
class FunnelStep(Node):
    title: Token
    stages: Names


@value
class StalledFor(Node):
    duration: Duration


@value
class Factor(Node):
    """`account meeting within 14 days`, `same segment`."""

    words: str
    within: Duration | None


@value
class Weight(Node):
    points: Token
    factor: "Factor | Condition"


@value
class Rate(Node):
    source: Token
    target: Token
    amount: Token
    clauses: tuple[Property, ...]


@value
class Expectation(Node):
    """`TEAM reaches THING because WORKSPACE`, `TEAM cannot reach THING`; the others are properties."""

    word: str
    team: Token
    target: Token
    because: Token | None


@value
class PersonValue(Node):
    field: Token
    value: "Value"


@value
class File:
    """A file's declarations in the order of the text, its comments (each without the line end), and the stretches of text
    (start, end) that could not be read."""

    source: Source
    statements: "tuple[Statement, ...]"
    comments: tuple[Token, ...]
    broken: tuple[tuple[int, int], ...] = ()


Value = Token | Money
Condition = Chain | Negation | Test | Token
Statement = (
    Declaration | Property | Broken | Grant | Protect | Approve | Allow | Assets | Each | Assume | Event | FlowStep | Transition
    | ScoreRule | FunnelStep | Weight | Rate | Expectation | PersonValue
)  # fmt: skip
Part = (
    Token | Mark | Names | Everything | Duration | Money | Values | DayRange | Stretch | HolidaySet | Moment | Chain | Negation
    | Test | Event | Count | StalledFor | Factor | Mark | tuple[Statement, ...] | None
)  # fmt: skip
