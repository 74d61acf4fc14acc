"""People as they can be: who belongs in a partition, and which stage and status go together."""

from collections.abc import Iterable

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.logic.decide import Answer, Undecided
from mopsdsl.logic.person import Person
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import AnyOf, Condition, HasStatus, InStage, Literal
from mopsdsl.model.routing import Routing
from mopsdsl.source.text import Span


@value
class Group:
    """People of whom all of some conditions hold, and none of others."""

    all_of: tuple[Condition, ...] = ()
    none_of: tuple[Condition, ...] = ()


def living_in(context: Context, partitions: frozenset[str]) -> list[Group]:
    """The people who belong in one of the partitions, a group for each route that leads there; everybody where routing is silent."""
    routings = list(context.model.routings.values())
    if not any(route.target.name in partitions for routing in routings for route in routing.routes):
        return [Group()]
    return [group for routing in routings for group in _routed(routing, partitions)]


def _routed(routing: Routing, partitions: frozenset[str]) -> Iterable[Group]:
    earlier: tuple[Condition, ...] = ()
    for route in routing.routes:
        if route.target.name in partitions:
            yield Group(() if route.when is None else (route.when,), earlier)
        if route.when is None:
            return
        earlier = (*earlier, route.when)
    yield Group((), earlier)  # whom no rule takes stays where they are: anywhere


def in_stages(course: Course) -> list[Condition]:
    """What holds of everybody in a lifecycle: they are in one of its stages, and status and stage mean the same."""
    span = course.lifecycle.span
    having: dict[str, list[str]] = {}
    found: list[Condition] = [in_stage(course, course.stages, span)]
    for name, stage in course.stages.items():
        if stage.statuses:
            has = HasStatus(stage.statuses, False, span)
            found.append(AnyOf((in_stage(course, [name], span, negated=True), has), span))
        for status in stage.statuses:
            having.setdefault(str(status.value).casefold(), []).append(name)
    for means, names in having.items():
        has_not = HasStatus((Literal(means, span),), True, span)
        found.append(AnyOf((has_not, in_stage(course, names, span)), span))
    return found


def in_stage(course: Course, names: Iterable[str], span: Span, negated: bool = False) -> Condition:
    scope = course.lifecycle.name
    return InStage(tuple(Reference("stage", name, span, "", scope) for name in names), negated, span)


def somebody(context: Context, groups: Iterable[Group], wanted: Group) -> Answer:
    """The first person of the groups who fits; None for nobody; else why it can't be decided."""
    undecided: Undecided | None = None
    for group in groups:
        found = context.decider.person((*wanted.all_of, *group.all_of), (*wanted.none_of, *group.none_of))
        if isinstance(found, Person):
            return found
        undecided = found or undecided
    return undecided
