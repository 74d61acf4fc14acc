"""Lifecycles, and the fences that marketing and sales agree along them."""

from datetime import date
from typing import ClassVar

from mopsdsl._value import value
from mopsdsl.model.assets import Event
from mopsdsl.model.base import Amount, Declaration, Duration, Everything, Reference
from mopsdsl.model.conditions import Condition, Literal
from mopsdsl.model.people import Until
from mopsdsl.source.text import Span


@value
class Stage:
    """`type`: inventory, sla, gate, end, or empty. `statuses` are the CRM's lead status values that mean this stage."""

    name: str
    title: str
    type: str
    sla: Duration | None
    owners: tuple[Reference, ...]
    statuses: tuple[Literal, ...]
    means: str
    otherwise: Reference | None
    documentation: str
    formerly: str | None
    span: Span
    extent: Span


@value
class Transition:
    """From a stage to another: by a condition, a team's decision, or time; `reasons` must be given from that list.

    `because` and `until` belong to overrides of another lifecycle's transition.
    """

    source: Reference
    target: Reference
    when: Condition | None
    by: Reference | None
    after: Duration | None
    reasons: tuple[Literal, ...]
    otherwise: bool
    overrides: bool
    because: str
    until: Until | None
    span: Span


@value
class Lifecycle(Declaration):
    """`extends` names the lifecycle that a local one varies; `workspace` where the local one is kept."""

    kind: ClassVar[str] = "lifecycle"
    workspace: Reference | None
    extends: Reference | None
    partitions: tuple[Reference, ...] | Everything | None
    success_path: tuple[Reference, ...]
    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]


@value
class ScoreRule:
    points: int
    event: Event | None
    when: Condition | None
    span: Span


@value
class Score(Declaration):
    """Points that add up in a number field, `at_most` in all."""

    kind: ClassVar[str] = "score"
    field: Reference
    at_most: Amount | None
    rules: tuple[ScoreRule, ...]


@value
class FunnelStep:
    title: str
    stages: tuple[Reference, ...]
    span: Span


@value
class Funnel(Declaration):
    """Another model's words for a lifecycle's stages."""

    kind: ClassVar[str] = "funnel"
    lifecycle: Reference
    steps: tuple[FunnelStep, ...]


@value
class Handover:
    """`hand over at MQL`."""

    stage: Reference
    span: Span


@value
class Acceptance:
    """`accept at SAL within 4 business hours`."""

    stage: Reference
    within: Duration | None
    span: Span


@value
class Duty:
    """What sales must do with every accepted lead. `action`: call, touch, record, or another verb; `times` for touch."""

    action: str
    text: str
    field: Reference | None
    times: int | None
    within: Duration | None
    span: Span


@value
class WayBack:
    """`return to Recycled when stalled for 30 days`."""

    stage: Reference
    stalled: Duration | None
    when: Condition | None
    span: Span


@value
class Inclusion:
    """Who decides whom marketing may market to, and whom that is."""

    by: Reference | None
    when: Condition | None
    span: Span


@value
class Exclusion:
    """How sales takes a person out of marketing: by setting a field, for how long, with a reason or not."""

    by: Reference | None
    using: Reference | None
    lasts: Duration | None
    with_reason: bool
    span: Span


@value
class StatusOwner:
    """A status value, whose it is, and who may change it to what."""

    status: Literal
    owner: Reference | None
    changed_by: Reference | None
    to: tuple[Literal, ...]
    span: Span


@value
class OpportunityRule:
    """What becomes of people with an open opportunity."""

    excluded: bool
    stalled: Duration | None
    target: Reference | None
    span: Span


@value
class Escalation:
    """Who is told when a promise has been broken for a time. `people` are titles in words."""

    after: Duration
    teams: tuple[Reference, ...]
    people: tuple[str, ...]
    span: Span


@value
class Agreement:
    by: tuple[str, ...]
    on: date | None
    span: Span


@value
class Fence(Declaration):
    """The agreement between two teams along a lifecycle: the five agreements, and what keeps them."""

    kind: ClassVar[str] = "fence"
    marketing: Reference
    sales: Reference
    lifecycle: Reference | None
    handover: Handover | None
    acceptance: Acceptance | None
    duties: tuple[Duty, ...]
    ways_back: tuple[WayBack, ...]
    inclusions: tuple[Inclusion, ...]
    exclusions: tuple[Exclusion, ...]
    statuses: tuple[StatusOwner, ...]
    opportunities: tuple[OpportunityRule, ...]
    escalations: tuple[Escalation, ...]
    agreements: tuple[Agreement, ...]
    review: Duration | None
