"""MOPS909: somebody no longer sees people, or can no longer read what was shared."""

from collections.abc import Iterator

from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.seeing import Together, place, related, seen, stopped, together
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS909",
    "sight-lost",
    Severity.WARNING,
    "Somebody loses sight of people, or an asset its readers: what stops working.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for one in together(change.sight, gained=False):
        yield _finding(change, one)


def _finding(change: ChangeContext, one: Together) -> Finding:
    who = one.who.label
    gone = ", which goes altogether" if one.of_gone else ""
    verb = "loses sight of" if one.kind == "people" else "can no longer read"
    stops = stopped(change, one)
    if one.kind == "people" and one.who.kind == "team":
        help = (
            "Tell them before, and hand over what they look after among these people. "
            "If they still need them, keep a grant that reaches them."
        )
    elif one.kind == "people":
        help = (
            "Look through what stands there first: campaigns and lists do not fail, they reach fewer people. "
            "Let another workspace take them over, or keep the sight."
        )
    else:
        help = "Give what uses it something else first, or clone it there; then end the sharing."
    return RULE.finding(
        place(change, one),
        f"{who[:1].upper()}{who[1:]} {verb} {seen(one)}{gone}{stops}.",
        help,
        related=related(one),
        subject=one.who.id,
    )
