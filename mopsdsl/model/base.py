"""What every declaration has in common, and the small values that declarations are made of."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from mopsdsl._value import value
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from fractions import Fraction

    Amount = int | Fraction
else:
    Amount = object


@value
class Reference:
    """A name that stands for a declaration.

    `kind` is the kind that is wanted here ("partition"), or several joined by "|" ("smart_list|static_list").
    `verb` is what the declaration does with it ("sees", "uses"); the graphs label their edges with it.
    `scope` is where a relative name starts: the path of the enclosing asset ("EMEA.Intro"), or the lifecycle of a stage.
    """

    kind: str
    name: str
    span: Span
    verb: str = ""
    scope: str = ""


@value
class Allowance:
    """`allow CODE because REASON until DATE`: an exception that somebody answers for."""

    code: str
    because: str
    until: date | None
    span: Span


MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10_080}
"""How many minutes a unit has that is always as long."""

MONTHS = {"months": 1, "quarters": 3, "years": 12}
"""How many months the longer units have."""


@value
class Duration:
    """A length of time. `unit` is minutes, hours, days, weeks, months, quarters or years; `business` counts in the owner's calendar."""

    amount: int
    unit: str
    business: bool = False

    @property
    def text(self) -> str:
        """As a marketer says it: "4 business hours", "1 day"."""
        unit = self.unit if self.amount != 1 else self.unit.removesuffix("s")
        return f"{self.amount} business {unit}" if self.business else f"{self.amount} {unit}"


@value
class Money:
    """An amount of a currency (ISO 4217 code)."""

    currency: str
    amount: Amount


@value
class Hours:
    """Opening hours on some days of the week: `days` 0 (Monday) to 6; `opens` and `closes` in minutes after midnight."""

    days: tuple[int, ...]
    opens: int
    closes: int


@value
class Days:
    """A stretch of calendar days, both ends included."""

    first: date
    last: date


@value
class Everything:
    """`all`, `all except A, B`: also takes in what is declared later."""

    except_: tuple[Reference, ...] = ()


@value
class Deprecation:
    """Kept for now, not to be used by anything new."""

    since: date | None


class _Kind:
    """The kind word of a class of declarations, as the language writes it."""

    kind: ClassVar[str]


@value
class Declaration(_Kind):
    """The part that all declarations share.

    `name` is the identity (a path from the workspace for assets), `title` what Marketo shows, `span` the name's place,
    `extent` the whole declaration's. `references` are all names that it uses, in the order of the text.
    """

    kind: ClassVar[str] = ""

    name: str
    title: str
    span: Span
    extent: Span
    documentation: str
    formerly: str | None
    deprecated: Deprecation | None
    allowances: tuple[Allowance, ...]
    references: tuple[Reference, ...]

    @property
    def id(self) -> str:
        """`kind:name`, as `why`, `show` and the JSON formats write it; every asset is `asset:path`."""
        return f"{self.kind}:{self.name}"
