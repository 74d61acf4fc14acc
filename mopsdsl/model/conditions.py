"""Conditions: the same everywhere (routing, lists, segments, transitions, fences, scenarios)."""

from datetime import date

from mopsdsl._value import value
from mopsdsl.model.base import Amount, Duration, Reference
from mopsdsl.source.text import Span


@value
class Literal:
    """A value written in a condition. A percentage is the fraction of one (25% is 1/4); money keeps its currency."""

    value: "str | Amount | date"
    span: Span
    percent: bool = False
    currency: str = ""


@value
class All:
    """Every part holds (`and`)."""

    parts: tuple["Condition", ...]
    span: Span


@value
class AnyOf:
    """At least one part holds (`or`)."""

    parts: tuple["Condition", ...]
    span: Span


@value
class Not:
    """The part does not hold."""

    part: "Condition"
    span: Span


@value
class Comparison:
    """A field against one value. `operator`: is, is not, >=, >, <=, <, contains, starts with, ends with, does not contain."""

    field: Reference
    operator: str
    literal: Literal
    span: Span


@value
class Membership:
    """A field against a list, written out (`literals`) or declared (`list`); `negated` for `not in`."""

    field: Reference
    literals: tuple[Literal, ...]
    list: Reference | None
    negated: bool
    span: Span


@value
class Empty:
    """The field holds nothing (`is empty`), or something (`is not empty`: negated)."""

    field: Reference
    negated: bool
    span: Span


@value
class Flag:
    """A yes-or-no field that says yes: `Unsubscribed`."""

    field: Reference
    span: Span


@value
class Age:
    """How long ago a date is: `older than 30 days`, or `within 30 days` (not older)."""

    field: Reference
    older: bool
    duration: Duration
    span: Span


@value
class InAsset:
    """Membership of a list (`member of X`) or a segment (`in segment X`); `asset` says which kind it wants."""

    asset: Reference
    span: Span


@value
class InStage:
    """The person's lifecycle stage is one of these."""

    stages: tuple[Reference, ...]
    negated: bool
    span: Span


@value
class HasStatus:
    """The lead status is one of these values."""

    statuses: tuple[Literal, ...]
    negated: bool
    span: Span


Condition = All | AnyOf | Not | Comparison | Membership | Empty | Flag | Age | InAsset | InStage | HasStatus
