"""A routing as ordered choices, of which the first that holds decides: each without what the ones before it have taken already."""

from mopsdsl._value import value
from mopsdsl.model.conditions import All, AnyOf, Condition, HasStatus, InAsset, InStage, Not
from mopsdsl.model.routing import Route, Routing
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import one_choice

Taken = tuple[Condition, frozenset[str]]
"""What an earlier row takes, and what it asks for."""


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
    known: list[Choice] | None = drafts.answers.get((routing.name, entered_only))
    if known is None:
        known = drafts.answers[routing.name, entered_only] = _worked_out(drafts, routing, entered_only)
    return known


def _worked_out(drafts: Drafts, routing: Routing, entered_only: bool) -> list[Choice]:
    found: list[Choice] = []
    taken: list[Taken] = []
    drafts.decider.learn([route.when for route in routing.routes if route.when is not None])
    for route in routing.routes:
        if route.when is not None:
            condition = _without_taken(drafts, route.when, taken)
            choice = Choice(route, condition, _rows(condition))
            found.append(choice)
            if choice.rows or not entered_only:
                taken.append((condition, _asked(condition)))
    return found


def _rows(condition: Condition) -> tuple[Condition, ...]:
    """Whoever fits one part of an "or" is taken by the row of that part."""
    parts = condition.parts if isinstance(condition, AnyOf) else (condition,)
    return parts if all(map(one_choice, parts)) else ()


def _without_taken(drafts: Drafts, condition: Condition, taken: list[Taken]) -> Condition:
    """The condition without the parts that hold of everybody who is left and fits the others; what can't be decided stays.

    Only what asks for the same field is held against a part: that may keep a part too many, and is quick with a thousand routes.
    """
    if not isinstance(condition, All):
        return condition
    parts = list(condition.parts)
    for part in reversed(condition.parts):
        asked = _asked(part)
        related = [one for one, asks in taken if not asked.isdisjoint(asks)]
        others = [other for other in parts if other is not part]
        if others and related and drafts.decider.person(others, [*related, part]) is None:
            parts = others
    return parts[0] if len(parts) == 1 else All(tuple(parts), condition.span)


def _asked(condition: Condition) -> frozenset[str]:
    """The fields, lists, stages and so on that a condition asks for."""
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            return frozenset().union(*map(_asked, parts))
        case Not(part=part):
            return _asked(part)
        case InAsset(asset=asset):
            return frozenset((f"asset {asset.name}",))
        case InStage():
            return frozenset(("stage",))
        case HasStatus():
            return frozenset(("status",))
        case _:
            return frozenset((condition.field.name,))
