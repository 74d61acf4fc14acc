"""The instance itself, the fields and lists it knows people by, and the people who work with it."""

from datetime import date
from typing import ClassVar

from mopsdsl._value import value
from mopsdsl.model.base import Amount, Days, Declaration, Hours, Reference
from mopsdsl.model.conditions import Literal
from mopsdsl.source.text import Span


@value
class NamingPattern:
    """How titles of one kind of asset are built: `naming program "{code}-{region}-{name}"`."""

    kind: str
    pattern: str
    span: Span


@value
class RequiredTag:
    """A tag that every asset of a kind must carry."""

    tag: str
    kind: str
    span: Span


@value
class Crm:
    """The one CRM that the instance syncs with: `salesforce`, `dynamics`, ...; `address` where it was given.

    `split_by` is the field by whose values the CRM keeps records apart: who may open those with one value may not open those with
    another. `split_into` are lists of values that belong together; without any, each value stands alone.
    """

    product: str
    address: str
    span: Span
    split_by: Reference | None = None
    split_into: tuple[Reference, ...] = ()


@value
class Instance(Declaration):
    """The Marketo instance. `limits` maps a limit's name to the number set for this instance.

    `timezone_span` is where its time zone is written, None where it is not.
    """

    kind: ClassVar[str] = "instance"
    timezone: str
    people: int | None
    crms: tuple[Crm, ...]
    duplicates_by: tuple[Reference, ...]
    limits: dict[str, int]
    naming: tuple[NamingPattern, ...]
    required_tags: tuple[RequiredTag, ...]
    users_managed_by: str
    timezone_span: Span | None = None


@value
class ValueList(Declaration):
    """A named list of values: `list Europe = ("DE", "FR")`."""

    kind: ClassVar[str] = "list"
    literals: tuple[Literal, ...]


@value
class Field(Declaration):
    """A person field. `type`: text, number, flag, date, money, or empty when derived.

    `choices` are the only values it may have (None: any); `choice_list` where they are a declared list; `low` and `high` bound a
    number; `derivation` is larger, smaller or first known, of `sources`.
    """

    kind: ClassVar[str] = "field"
    type: str
    choices: tuple[Literal, ...] | None
    choice_list: Reference | None
    low: Amount | None
    high: Amount | None
    from_crm: bool
    known_at_creation: bool
    derivation: str
    sources: tuple[Reference, ...]
    standard: bool = False


@value
class Team(Declaration):
    """People who work together. `side` is marketing or sales (or empty); `size` how many, where known."""

    kind: ClassVar[str] = "team"
    side: str
    lead: str
    calendar: Reference | None
    external: bool
    size: int | None
    members: tuple[str, ...]


@value
class RotaMember:
    """One who takes turns, `weight` times as often as weight 1, but for the days away."""

    name: str
    weight: int
    away: tuple[Days, ...]
    span: Span


@value
class Cover:
    """When a rota is staffed."""

    hours: Hours
    timezone: str
    span: Span


@value
class Rota(Declaration):
    """Who of a team takes the next lead, and when somebody is there."""

    kind: ClassVar[str] = "rota"
    team: Reference
    covers: tuple[Cover, ...]
    members: tuple[RotaMember, ...]


@value
class HolidaySet:
    """The public holidays of a country (ISO 3166-1) or one of its subdivisions."""

    country: str
    subdivision: str
    span: Span


@value
class Calendar(Declaration):
    """When a team works. `timezone_span` as in Instance."""

    kind: ClassVar[str] = "calendar"
    timezone: str
    hours: tuple[Hours, ...]
    holidays: tuple[HolidaySet, ...]
    closed: tuple[Days, ...]
    timezone_span: Span | None = None


@value
class Until:
    """An end that somebody set, with its place."""

    day: date
    span: Span
