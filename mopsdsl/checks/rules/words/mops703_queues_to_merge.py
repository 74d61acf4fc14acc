"""MOPS703: queues with the same team and overlapping conditions."""

from collections.abc import Iterator
from itertools import combinations

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.wording import condition_text
from mopsdsl.model.conditions import All, Comparison, Condition, Membership
from mopsdsl.model.growth import Distribution, Queue

RULE = Rule(
    "MOPS703", "queues-to-merge", Severity.ADVICE, "Queues with the same team and overlapping conditions."
)


def check(context: Context) -> Iterator[Finding]:
    places: dict[tuple[str, str], list[tuple[Distribution, Queue]]] = {}
    for distribution in context.model.distributions.values():
        lifecycle = distribution.lifecycle.name if distribution.lifecycle is not None else ""
        stage = distribution.stage.name if distribution.stage is not None else ""
        waiting = ((distribution, queue) for queue in distribution.queues if not queue.otherwise)
        places.setdefault((lifecycle, stage), []).extend(waiting)
    for queues in places.values():
        for (_, first), (distribution, second) in combinations(queues, 2):
            if _same_team(first, second) and _overlap(context, first.when, second.when):
                yield RULE.finding(
                    second.span,
                    f"Queues {first.name} and {second.name} hold the same leads for the same team.",
                    "Make one queue of them: whoever takes leads should have to look in one place.",
                    related=(Related(first.span, f"{first.name} is here"),),
                    subject=distribution.id,
                )


def _same_team(first: Queue, second: Queue) -> bool:
    return first.team is not None and second.team is not None and first.team.name == second.team.name


def _overlap(context: Context, first: Condition | None, second: Condition | None) -> bool:
    """Whether one surely takes people whom the other takes, too: no condition at all, or each part of one is in the other.

    Cautious on purpose: conditions that only might overlap are not reported.
    """
    a, b = _parts(context, first), _parts(context, second)
    return all(_met(part, b) for part in a) or all(_met(part, a) for part in b)


Part = tuple[str, frozenset[str] | None]
"""A field and the values that it may have; or any other question in words, and None."""


def _parts(context: Context, condition: Condition | None) -> list[Part]:
    match condition:
        case None:
            return []
        case All():
            return [part for inner in condition.parts for part in _parts(context, inner)]
        case Comparison() if condition.operator == "is":
            return [(condition.field.name, frozenset({str(condition.literal.value)}))]
        case Membership() if not condition.negated:
            declared = context.model.lists.get(condition.list.name) if condition.list is not None else None
            literals = declared.literals if declared is not None else condition.literals
            return [(condition.field.name, frozenset(str(literal.value) for literal in literals))]
        case _:
            return [(condition_text(condition), None)]


def _met(wanted: Part, given: list[Part]) -> bool:
    """Whether whoever fits `given` can fit `wanted`: the same question, or values in common."""
    question, values = wanted
    return any(
        other == question and (values is None or theirs is None or bool(values & theirs))
        for other, theirs in given
    )
