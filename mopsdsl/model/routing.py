"""Routing: which partition each person belongs in."""

from typing import ClassVar

from mopsdsl._value import value
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.conditions import Condition
from mopsdsl.source.text import Span


@value
class Route:
    """One rule; the first whose condition holds takes the person. `when` is None for `otherwise`."""

    when: Condition | None
    target: Reference
    span: Span


@value
class Routing(Declaration):
    """`by_assignment_rules`: Marketo's own rules, which place only what the CRM sync creates; `campaigns` move people any time."""

    kind: ClassVar[str] = "routing"
    by_assignment_rules: bool
    campaigns: tuple[Reference, ...]
    carried_out_span: Span | None
    routes: tuple[Route, ...]
