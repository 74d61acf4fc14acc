"""MOPS805: a person at the hand-over stage whom no queue takes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.context import Context
from mopsdsl.checks.coverage import coverages
from mopsdsl.checks.lifecycles import elsewhere
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import leaves
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.conditions import AnyOf, Condition, HasStatus
from mopsdsl.model.growth import Distribution

if TYPE_CHECKING:
    from mopsdsl.logic.decide import Answer
    from mopsdsl.logic.person import Person

RULE = Rule(
    "MOPS805",
    "lead-without-rep",
    Severity.ERROR,
    "A person at the hand-over stage whom no queue takes.",
)


def check(context: Context) -> Iterator[Finding]:
    places: dict[tuple[str, str], list[Distribution]] = {}
    for distribution in context.model.distributions.values():
        course, stage = _place(context, distribution)
        places.setdefault((course.lifecycle.name if course else "", stage), []).append(distribution)
    for distributions in places.values():
        queues = [queue for one in distributions for queue in one.queues]
        if not any(queue.when is None for queue in queues):
            course, stage = _place(context, distributions[0])
            found = _without(
                context, course, stage, [queue.when for queue in queues if queue.when is not None]
            )
            yield from _told(distributions, course, stage, found)


def _place(context: Context, distribution: Distribution) -> tuple[Course | None, str]:
    """The lifecycle and the stage (by its key) at which reps are given their leads, as far as both are known."""
    on, at = distribution.lifecycle, distribution.stage
    home = context.names.lifecycle_of(at) if on is None and at is not None else None
    course = context.courses.get(on.name if on is not None else home.name if home is not None else "")
    stage = course.key(at) if course is not None and at is not None else None
    return course, stage if course is not None and stage in course.stages else ""


def _without(context: Context, course: Course | None, stage: str, taken: list[Condition]) -> "Answer":
    """Somebody who comes to the stage and fits no queue."""
    from mopsdsl.checks.people import Group, in_stage, living_in, somebody

    if course is None or not stage:
        return context.decider.person((), taken)
    moved = next(frozenset(one.claims) for one in coverages(context) if one.lifecycle is course.lifecycle)
    people = Group(
        (in_stage(course, [stage], course.lifecycle.span), *_coming(context, course, stage)), tuple(taken)
    )
    return somebody(context, living_in(context, moved), people) if moved else None


def _coming(context: Context, course: Course, stage: str) -> list[Condition]:
    """What holds of people at the moment when they come to the stage: one of the ways in lets them."""
    ways = [
        context.places.put(way.when, way.source) if way.when is not None else None
        for way in course.ways
        if way.target == stage and way.source != stage
    ]
    ways += [
        one.campaign.when if one.campaign is not None else None
        for one in elsewhere(context, course)
        if one.stage == stage
    ]
    span, statuses = course.lifecycle.span, course.stages[stage].statuses
    asked = [way for way in ways if way is not None]
    found: list[Condition] = [AnyOf(tuple(asked), span)] if ways and len(asked) == len(ways) else []
    if statuses and not any(isinstance(leaf, HasStatus) for way in asked for leaf in leaves(way)):
        found.append(HasStatus(statuses, False, span))
    return found


def _told(
    distributions: list[Distribution], course: Course | None, stage: str, found: "Answer"
) -> Iterator[Finding]:
    from mopsdsl.logic.decide import Undecided
    from mopsdsl.logic.person import Person

    first = distributions[0]
    where = course.stages[stage].title if course is not None and stage else "the hand-over"
    if isinstance(found, Undecided) and not found.mistaken:
        yield RULE.finding(
            first.span,
            f"Whether everybody at {where} has a queue can't be decided: {found.why}.",
            "Add an `otherwise queue NAME for TEAM`: it takes whoever is left.",
            subject=first.id,
            severity=Severity.ADVICE,
        )
    if isinstance(found, Person):
        queues = [queue for one in distributions for queue in one.queues]
        yield RULE.finding(
            first.span,
            f"No queue of {first.title} takes somebody at {where} with {_without_stage(found)}: "
            "the lead is handed over, and no rep has it.",
            "Add an `otherwise queue NAME for TEAM` that takes whoever is left, or widen a queue.",
            related=tuple(Related(queue.span, f"queue {queue.name} does not take them") for queue in queues),
            subject=first.id,
        )


def _without_stage(person: "Person") -> str:
    """The person in words, but for the stage, which the sentence says already."""
    from mopsdsl.logic.person import Person

    text = Person(
        person.values,
        person.lists,
        person.segments,
        None,
        person.status,
        person.now,
        person.ages_of,
        person.titles,
    ).text
    return "any values" if text == "anybody" else text
