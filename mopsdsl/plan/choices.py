"""A routing as ordered choices, of which the first that holds decides: each without what the ones before it have taken already."""

from mopsdsl._value import value
from mopsdsl.model.conditions import All, AnyOf, Condition
from mopsdsl.model.routing import Route, Routing
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import one_choice


@value
class Choice:
    """`condition` says, after the choices before it, exactly what the route says; `rows` are conditions that one row can ask for
    each and that say it together, none where that can't be."""

    route: Route
    condition: Condition
    rows: tuple[Condition, ...]


def choices(drafts: Drafts, routing: Routing, *, entered_only: bool) -> list[Choice]:
    """The routes with a condition, in their order. With `entered_only`, what no single row can say is not entered, and so takes
    nobody from the rows after it."""
    found: list[Choice] = []
    taken: list[Condition] = []
    for route in routing.routes:
        if route.when is not None:
            condition = _without_taken(drafts, route.when, taken)
            choice = Choice(route, condition, _rows(condition))
            found.append(choice)
            if choice.rows or not entered_only:
                taken.append(route.when)
    return found


def _rows(condition: Condition) -> tuple[Condition, ...]:
    """Whoever fits one part of an "or" is taken by the row of that part."""
    parts = condition.parts if isinstance(condition, AnyOf) else (condition,)
    return parts if all(map(one_choice, parts)) else ()


def _without_taken(drafts: Drafts, condition: Condition, taken: list[Condition]) -> Condition:
    """The condition without the parts that hold of everybody who is left and fits the others; what can't be decided stays."""
    if not isinstance(condition, All) or not taken:
        return condition
    parts = list(condition.parts)
    for part in reversed(condition.parts):
        others = [other for other in parts if other is not part]
        if others and drafts.decider.person(others, [*taken, part]) is None:
            parts = others
    return parts[0] if len(parts) == 1 else All(tuple(parts), condition.span)
