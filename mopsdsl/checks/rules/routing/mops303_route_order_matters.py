"""MOPS303: two rules with different targets that take the same person, so that their order decides."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from mopsdsl.checks.answers import is_mistaken, is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.routing import Route, Routing

RULE = Rule(
    "MOPS303",
    "route-order-matters",
    Severity.ADVICE,
    "Two rules with different targets take the same person.",
)

if TYPE_CHECKING:
    from mopsdsl.logic.decide import Undecided
    from mopsdsl.logic.ordered import Ordered
    from mopsdsl.logic.person import Person

    Pairs = list[tuple[Route, Person | Undecided]]

SHOWN = 3
"""So many of the earlier rules are looked for that take the same person."""


def check(context: Context) -> Iterator[Finding]:
    for routing in context.model.routings.values():
        routes = [route for route in routing.routes if route.when is not None]
        rules = context.routes[routing.name]
        for place, route in enumerate(routes):
            pairs = list(islice(_overlapping(context, routes, rules, place), SHOWN))
            # Where earlier rules take everybody from it, that is more than a matter of order (MOPS301).
            if pairs and rules.left(place) is not None:
                yield _finding(routing, route, pairs)


def _overlapping(
    context: Context, routes: list[Route], rules: "Ordered", place: int
) -> "Iterator[tuple[Route, Person | Undecided]]":
    """The earlier rules with other targets that one person can fit, too, with that person."""
    for other in rules.before(place):
        if routes[other].target.name != routes[place].target.name:
            person = context.decider.person([rules.conditions[other], rules.conditions[place]])
            if person is not None and not is_mistaken(person):
                yield routes[other], person


def _finding(routing: Routing, route: Route, pairs: "Pairs") -> Finding:
    one, person = next((pair for pair in pairs if is_person(pair[1])), pairs[0])
    targets = f"{one.target.name} and {route.target.name}"
    if is_person(person):
        message = f"{_start(witness(person))} fits two rules of routing {routing.name}, for {targets}: their order decides."
    else:
        message = f"Whether one person fits the rules of routing {routing.name} for {targets} can't be decided; their order matters, then."
    return RULE.finding(
        route.span,
        message,
        "If the order is meant, leave it and say so in a comment; else ask in one rule what sets its people apart.",
        related=tuple(Related(one.span, f"asked first, for {one.target.name}") for one, _ in pairs),
        subject=routing.id,
    )


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]
