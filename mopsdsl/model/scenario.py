"""Tests of the spec itself: a person, what happens to them, and what is expected."""

from datetime import date
from typing import ClassVar

from mopsdsl._value import value
from mopsdsl.model.assets import Event
from mopsdsl.model.base import Declaration, Duration, Reference
from mopsdsl.model.conditions import Literal
from mopsdsl.source.text import Span


@value
class Moment:
    """A date and clock (minutes after midnight) in a time zone (empty: the instance's)."""

    day: date
    clock: int
    timezone: str
    span: Span


@value
class PersonValue:
    field: Reference
    literal: Literal


@value
class Expectation:
    """`what`: partition, stage, due, campaigns, no campaigns, reaches, cannot reach, status, notified, queue.

    `subject` is the team of reaches; `about` what is expected; `because` the workspace that a reach goes through.
    """

    what: str
    subject: Reference | None
    about: tuple[Reference, ...]
    because: Reference | None
    moment: Moment | None
    text: str
    span: Span


@value
class ScenarioStep:
    """Exactly one of: set the clock (`at`), describe the person, something happens, time passes, something is expected."""

    at: Moment | None
    person: tuple[PersonValue, ...] | None
    event: Event | None
    after: Duration | None
    expectation: Expectation | None
    span: Span


@value
class Scenario(Declaration):
    """The steps, in order."""

    kind: ClassVar[str] = "scenario"
    steps: tuple[ScenarioStep, ...]
