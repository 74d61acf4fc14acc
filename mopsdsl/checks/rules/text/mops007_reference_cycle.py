"""MOPS007: things that need each other in a circle."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.cycles import Hop, circles, needs

RULE = Rule("MOPS007", "reference-cycle", Severity.ERROR, "Things that need each other in a circle.")


def check(context: Context) -> Iterator[Finding]:
    for circle in circles(needs(context.names)):
        first = circle[0]
        way = ", which ".join(f"{hop.verb} {hop.end.name}" for hop in circle)
        yield RULE.finding(
            first.reference.span,
            f"{first.start.name} {way}: a circle without a beginning.",
            _help(circle),
            related=tuple(
                Related(hop.reference.span, f"{hop.start.name} {hop.verb} {hop.end.name}") for hop in circle
            ),
            subject=first.start.id,
        )


def _help(circle: tuple[Hop, ...]) -> str:
    if len(circle) == 1:
        return "Take this out: nothing can stand on itself."
    if circle[0].verb == "calls":
        return "Take one of these out: the campaigns would call each other for ever."
    return "Take one of these out: none of them can be set up before the others are."
