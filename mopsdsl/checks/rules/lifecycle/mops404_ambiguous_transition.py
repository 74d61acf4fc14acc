"""MOPS404: two transitions out of one stage that the same person fits at once.

What a team decides is a choice and not ambiguous; nor is a timer beside a condition, for whichever comes first takes the person. A
gate asks its ways on in their order, as one flow step with choices does (experienceleague: add-a-flow-step-choice).
"""

from collections.abc import Iterator
from itertools import combinations

from mopsdsl.checks.answers import is_open, is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import asked
from mopsdsl.graphs.durations import compare
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.conditions import Condition

RULE = Rule(
    "MOPS404",
    "ambiguous-transition",
    Severity.ERROR,
    "Two transitions out of one stage that the same person fits at once.",
)

MANY = 250
"""How many ways on from one stage are held against each other, which is some 31,000 pairs."""


def check(context: Context) -> Iterator[Finding]:
    seen: set[tuple[int, int]] = set()
    for course in context.courses.values():
        for ways in course.out.values():
            for one, other in combinations(ways[:MANY], 2):
                pair = (id(one.transition), id(other.transition))
                if one.target != other.target and pair not in seen and _same_moment(context, one, other):
                    seen.add(pair)
                    yield from _both(context, course, one, other)
            if len(ways) > MANY and ways[MANY].owner is course.lifecycle:
                yield _too_many(course, ways)


def _too_many(course: Course, ways: list[Way]) -> Finding:
    first = ways[MANY]
    return RULE.finding(
        first.span,
        f"{len(ways):,} transitions lead out of stage {first.source}. Whether somebody fits two of them at once is looked at for the "
        f"first {MANY} only: with more, every one would be held against every other.",
        "Let a gate ask for what most of them have in common, and write the rest as ways out of further stages.",
        subject=course.lifecycle.id,
        severity=Severity.ADVICE,
    )


def _same_moment(context: Context, one: Way, other: Way) -> bool:
    """Whether both can take somebody at one moment: two conditions, two defaults, two timers of one length, two signs of a decision."""
    if one.kind != other.kind:
        return False
    first, second = one.transition, other.transition
    if one.kind == "after" and first is not None and second is not None:
        return (
            first.after is not None and second.after is not None and compare(first.after, second.after) == 0
        )
    if one.kind == "by" and first is not None and second is not None:
        return _one_sign(context, one, other)
    return one.instant


def _one_sign(context: Context, one: Way, other: Way) -> bool:
    """Whether two decisions of one team show in the same field: then the status does not tell which of them was taken."""
    first, second = one.transition, other.transition
    if first is None or second is None or first.reasons or second.reasons or not first.by or not second.by:
        return False
    shows = (any(each.kind == "status" for each in asked(way.when, context.names)) for way in (one, other))
    return first.by.name == second.by.name and all(shows)


def _both(context: Context, course: Course, one: Way, other: Way) -> Iterator[Finding]:
    conditions = [context.places.put(way.when, way.source) for way in (one, other) if way.when is not None]
    found = context.decider.person(conditions)
    if is_person(found):
        ordered = course.stages[one.source].type == "gate" if one.source in course.stages else False
        if one.kind == "by":
            why = f"the status does not tell which of the two {_team(one)} has decided, for {witness(found)} for one"
            yield _finding(course, one, other, why, Severity.ADVICE)
        elif not ordered or one.kind == "otherwise":
            yield _finding(course, one, other, f"{witness(found)} fits both at once")
        elif not _covered(context, conditions):
            yield _finding(
                course,
                one,
                other,
                f"{witness(found)} fits both, and the gate takes the first",
                Severity.ADVICE,
            )
    elif is_open(found):
        yield _finding(
            course, one, other, f"whether somebody fits both can't be decided: {found.why}", Severity.ADVICE
        )


def _team(way: Way) -> str:
    return way.transition.by.name if way.transition is not None and way.transition.by is not None else ""


def _covered(context: Context, conditions: list[Condition]) -> bool:
    """Whether everybody who fits the later fits the earlier, which is a transition that is never true (MOPS415)."""
    return context.decider.person(conditions[1:], conditions[:1]) is None


def _finding(course: Course, one: Way, other: Way, why: str, severity: Severity | None = None) -> Finding:
    """At the later of the two, or the local one of a common lifecycle's and a local one's."""
    first, second = sorted(
        (one, other),
        key=lambda way: (way.owner is course.lifecycle, way.span.source.name, way.span.start),
    )
    return RULE.finding(
        second.span,
        f"Out of stage {one.source} people can go to {one.target} and to {other.target}: {why}.",
        "Say in one of them what tells the two apart, or make one of them a team's decision (`by TEAM`)."
        if severity is None
        else "If that is meant, leave it; else say in one of them what tells the two apart.",
        related=(Related(first.span, way_label(first)),),
        subject=second.owner.id,
        severity=severity,
    )
