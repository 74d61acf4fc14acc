"""Who gets the lead, what is counted and forecast, and what the business knows beyond people."""

from typing import ClassVar

from mopsdsl._value import value
from mopsdsl.model.base import Amount, Declaration, Duration, Money, Reference
from mopsdsl.model.conditions import Condition
from mopsdsl.source.text import Span


@value
class Queue:
    """Where leads wait for a team. `capacity` leads `capacity_per` rep and period ("rep per week"). `otherwise`: takes the rest."""

    name: str
    team: Reference | None
    when: Condition | None
    otherwise: bool
    capacity: int | None
    capacity_unit: str
    capacity_period: str
    rota: Reference | None
    span: Span
    extent: Span


@value
class Weight:
    """Points for which rep gets the lead: for a condition, or for one of the factors `account meeting`, `same segment`."""

    points: int
    factor: str
    within: Duration | None
    when: Condition | None
    span: Span


@value
class Distribution(Declaration):
    """Which rep gets a person who reaches a stage."""

    kind: ClassVar[str] = "distribution"
    lifecycle: Reference | None
    stage: Reference | None
    queues: tuple[Queue, ...]
    weights: tuple[Weight, ...]


@value
class Target:
    amount: Amount
    percent: bool
    currency: str
    period: str
    span: Span


@value
class Count:
    """What a metric counts. `what`: entries to, exits from, people in, conversions, or words (free text)."""

    what: str
    stages: tuple[Reference, ...]
    text: str
    span: Span


@value
class Metric(Declaration):
    kind: ClassVar[str] = "metric"
    owners: tuple[Reference, ...]
    counts: Count | None
    targets: tuple[Target, ...]
    reported: str


@value
class Assumption(Declaration):
    """A rate or number, and who vouches for it."""

    kind: ClassVar[str] = "assume"
    amount: Amount
    percent: bool
    source: str


@value
class Rate:
    """How many of one stage reach the next: a number, or a named assumption; `lag` later."""

    start: Reference
    end: Reference
    amount: Amount | None
    assumption: Reference | None
    lag: Duration | None
    source: str
    span: Span


@value
class Forecast(Declaration):
    kind: ClassVar[str] = "forecast"
    lifecycle: Reference | None
    revenue: Money | None
    revenue_period: str
    average_deal: Money | None
    rates: tuple[Rate, ...]


@value
class Cadence(Declaration):
    """A meeting that repeats: `every` day, week, month, quarter or year; `day` 0 (Monday) to 6; `clock` in minutes after midnight."""

    kind: ClassVar[str] = "cadence"
    every: str
    day: int | None
    clock: int | None
    teams: tuple[Reference, ...]
    reviews: tuple[Reference, ...]


@value
class BusinessObject(Declaration):
    """Something the business knows beyond people: companies, accounts, buying centres."""

    kind: ClassVar[str] = "object"
    identified_by: tuple[str, ...]
    parents_of: tuple[Reference, ...]
    links_people: bool


@value
class Threshold(Declaration):
    """When a business object is ready to be handed over."""

    kind: ClassVar[str] = "threshold"
    object: Reference
    lifecycle: Reference | None
    when: Condition | None
    hands_over_to: Reference | None


@value
class Content(Declaration):
    kind: ClassVar[str] = "content"
    stages: tuple[Reference, ...]
    personas: tuple[str, ...]
    language: str
    owner: Reference | None
