"""MOPS415: a transition whose condition nobody can fulfil.

Asked of somebody in the stage; at a gate, of those who can come to it, and whom none of the earlier ways takes.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.answers import is_open, is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import elsewhere, shown, told_already, way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.conditions import AnyOf, Condition

if TYPE_CHECKING:
    from mopsdsl.logic.person import Person

RULE = Rule(
    "MOPS415",
    "transition-never-true",
    Severity.ERROR,
    "A condition nobody can fulfil, given the fields' values and the stage's own conditions.",
)


def check(context: Context) -> Iterator[Finding]:
    seen: set[int] = set()
    for course in context.courses.values():
        for way in course.ways:
            if way.when is not None and id(way.transition) not in seen:
                seen.add(id(way.transition))
                yield from _asked(context, course, way, way.when)


def _asked(context: Context, course: Course, way: Way, when: Condition) -> Iterator[Finding]:
    put = context.places.put(when, way.source)
    found = context.decider.person([put])
    stage = course.stages.get(way.source)
    if is_open(found):
        yield _finding(way, f"can't be decided: {found.why}", severity=Severity.ADVICE)
    elif found is None:
        in_stage = context.decider.person([when]) is not None
        why = (
            f"it asks for people in another stage than {way.source}"
            if in_stage
            else "its condition holds of nobody"
        )
        told = told_already(context, when)
        yield _finding(way, why, severity=Severity.WARNING if told else None)
    elif is_person(found) and stage is not None and stage.type == "gate" and way.kind == "when":
        yield from _at_gate(context, course, way, put, found)


def _at_gate(
    context: Context, course: Course, way: Way, put: Condition, fitting: "Person"
) -> Iterator[Finding]:
    """Nobody stays in a gate: whoever comes to it is who the ways into it let in, and the first way on takes them."""
    ways = course.out[way.source]
    earlier = [one for one in ways[: ways.index(way)] if one.kind == "when" and one.when is not None]
    refused = [context.places.put(one.when, one.source) for one in earlier if one.when is not None]
    found = context.decider.person([put], refused)
    if found is None:
        takers = [one for one in earlier if one.when is not None and _meets(context, put, one)]
        names = " and ".join(dict.fromkeys(one.target for one in takers))
        why = f"{names} {'takes' if len(takers) == 1 else 'take'} everybody first whom it fits: {witness(fitting)}, for one"
        yield _finding(way, why, [Related(one.span, f"asked first: {way_label(one)}") for one in takers])
        return
    coming = _coming(context, course, way.source)
    there = context.decider.person([put, coming], refused) if coming is not None else found
    if is_open(there):
        yield _finding(way, f"can't be decided: {there.why}", severity=Severity.ADVICE)
    elif there is None and is_person(found):
        into = [Related(one.span, way_label(one)) for one in course.ways if one.target == way.source]
        yield _finding(
            way, f"nobody whom it fits comes to {way.source}: {witness(found)} does not, for one", into
        )


def _meets(context: Context, put: Condition, one: Way) -> bool:
    assert one.when is not None
    return context.decider.person([put, context.places.put(one.when, one.source)]) is not None


def _coming(context: Context, course: Course, gate: str) -> Condition | None:
    """What holds of whoever comes to a gate; None where anybody may."""
    if (
        gate == course.first
        or course.may_enter(gate)
        or any(one.stage == gate for one in elsewhere(context, course))
    ):
        return None
    into = [way for way in course.ways if way.target == gate]
    conditions = [context.places.put(way.when, way.source) for way in into if way.when is not None]
    if not into or len(conditions) < len(into):
        return None
    return AnyOf(tuple(conditions), into[0].span)


def _finding(
    way: Way, why: str, places: list[Related] | None = None, severity: Severity | None = None
) -> Finding:
    open_question = severity is Severity.ADVICE
    return RULE.finding(
        way.span,
        f"Whether anybody can ever go from {way.source} to {way.target} {why}."
        if open_question
        else f"Nobody can ever go from {way.source} to {way.target} by this transition: {why}.",
        "Ask it in simpler words." if open_question else "Mend the condition, or take the transition out.",
        related=shown(places or ()),
        subject=way.owner.id,
        severity=severity,
    )
