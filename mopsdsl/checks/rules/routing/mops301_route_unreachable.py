"""MOPS301: a route that earlier ones always take from. The first choice that holds takes the person (experienceleague:
assigning-person-partitions-with-assignment-rules)."""

from collections.abc import Iterator

from mopsdsl.checks.answers import witness
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown
from mopsdsl.checks.ordered import Shadow, shadow
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.model.routing import Route, Routing

RULE = Rule("MOPS301", "route-unreachable", Severity.ERROR, "A rule that earlier ones always take from.")


def check(context: Context) -> Iterator[Finding]:
    for routing in context.model.routings.values():
        routes = [route for route in routing.routes if route.when is not None]
        rules = context.routes[routing.name]
        for place, route in enumerate(routes):
            found = shadow(context, rules, place)
            if found is not None:
                yield _finding(routing, route, routes, found)


def _finding(routing: Routing, route: Route, routes: list[Route], found: Shadow) -> Finding:
    target = route.target.name
    if found.undecided:
        return RULE.finding(
            route.span,
            f"Whether this rule of routing {routing.name} still takes somebody to {target} can't be decided: {found.undecided}.",
            "Ask it in simpler words.",
            subject=routing.id,
            severity=Severity.ADVICE,
        )
    takers = [routes[place] for place in found.takers]
    why = "its condition holds of nobody"
    if found.fitting is not None:
        one = len(takers) == 1
        why = f"the rule{'' if one else 's'} above for {some(list(dict.fromkeys(each.target.name for each in takers)))} "
        why += f"{'takes' if one else 'take'} everybody first whom it fits: {witness(found.fitting)}, for one"
    return RULE.finding(
        route.span,
        f"This rule of routing {routing.name} never takes anybody to {target}: {why}.",
        "Move it above the rule that takes its people, or take it out."
        if takers
        else "Mend the condition, or take the rule out.",
        related=shown(Related(each.span, f"asked first, for {each.target.name}") for each in takers),
        subject=routing.id,
        severity=Severity.WARNING if found.told else None,
    )
