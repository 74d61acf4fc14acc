"""Rules that are asked in their order, where the first that holds takes the person: whom a later one still gets."""

from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.answers import is_open, is_person
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import told_already

if TYPE_CHECKING:
    from mopsdsl.logic.ordered import Ordered
    from mopsdsl.logic.person import Person


@value
class Shadow:
    """Why nobody is left for a rule: the places of earlier rules that together take its people (none: its condition holds of nobody).

    `fitting` is somebody who fits it, and so is taken earlier; `told` whether another rule says of the condition what is wrong;
    `undecided` why there is no answer.
    """

    takers: tuple[int, ...] = ()
    fitting: "Person | None" = None
    told: bool = False
    undecided: str = ""


def shadow(context: Context, rules: "Ordered", place: int) -> Shadow | None:
    """What keeps everybody from a rule; None where somebody is left for it, or where its condition is mistaken."""
    decider, condition = context.decider, rules.conditions[place]
    found, takers, fitting = rules.asked(place)
    if is_open(found):
        return Shadow(undecided=found.why)
    if found is not None:
        return None
    if not is_person(fitting):
        return Shadow(told=told_already(context, condition))
    alone = (
        one
        for one in rules.taking(fitting, place)
        if decider.implies(condition, rules.conditions[one]) is True
    )
    first = next(alone, None)
    return Shadow(tuple(takers) if first is None else (first,), fitting)
