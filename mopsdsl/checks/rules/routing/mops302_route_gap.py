"""MOPS302: no `otherwise`, and a person whom no rule takes."""

from collections.abc import Iterator

from mopsdsl.checks.answers import is_open, is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.model.routing import Routing

RULE = Rule("MOPS302", "route-gap", Severity.ERROR, "No `otherwise`, and a person whom no rule takes.")


def check(context: Context) -> Iterator[Finding]:
    for routing in context.model.routings.values():
        whens = [route.when for route in routing.routes if route.when is not None]
        if whens and len(whens) == len(routing.routes):
            found = context.decider.person(none_of=whens)
            if is_open(found):
                yield _open(routing, found.why)
            elif is_person(found):
                yield RULE.finding(
                    routing.span,
                    f"Routing {routing.name} does not take everybody: for {witness(found)} no rule holds, and there is no `otherwise`. "
                    "Such people stay where they landed.",
                    "Write last where the rest belong: `otherwise -> Default`.",
                    subject=routing.id,
                )


def _open(routing: Routing, why: str) -> Finding:
    return RULE.finding(
        routing.span,
        f"Whether the rules of routing {routing.name} take everybody can't be decided: {why}.",
        "Write last where the rest belong: `otherwise -> Default`.",
        subject=routing.id,
        severity=Severity.ADVICE,
    )
