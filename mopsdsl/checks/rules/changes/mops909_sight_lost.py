"""MOPS909: somebody no longer sees people, or can no longer read what was shared."""

from collections.abc import Iterator

from mopsdsl.changes.sight import SightChange
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.seeing import Together, going, named, place, related, seen, stopped, together
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.diagnostics.wording import some

RULE = Rule(
    "MOPS909",
    "sight-lost",
    Severity.WARNING,
    "Somebody loses sight of people, or an asset its readers: what stops working.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for changes in going(change.sight).values():
        yield _gone(change, changes)
    for one in together(change.sight, gained=False):
        yield _lost(change, one)


def _gone(change: ChangeContext, changes: tuple[SightChange, ...]) -> Finding:
    """What is removed, once for all who saw it."""
    what = changes[0].what
    people = f" ({changes[0].people:,} people)" if changes[0].people else ""
    whos = some([named(one.who) for one in changes])
    verb = "no longer see" if len(changes) > 1 else "no longer sees"
    read = "its people" if changes[0].kind == "people" else "what was shared in it"
    return RULE.finding(
        what.span,
        f"{_capital(what.word)} {what.title}{people} goes, so {whos} {verb} {read}{stopped(change, changes[0].kind, changes)}.",
        "Look whether what stands there is still needed, and who looks after these people wherever they are moved to.",
        related=related(changes),
        subject=what.id,
    )


def _lost(change: ChangeContext, one: Together) -> Finding:
    verb = "loses sight of" if one.kind == "people" else "can no longer read"
    return RULE.finding(
        place(change, one),
        f"{_capital(named(one.who))} {verb} {seen(one)}{stopped(change, one.kind, one.changes)}.",
        _help(one),
        related=related(one.changes),
        subject=one.who.id,
    )


def _help(one: Together) -> str:
    if one.kind == "asset":
        return "Give what uses it something else first, or clone it there; then end the sharing."
    if one.who.kind == "team":
        return (
            "Tell them before, and hand over what they look after among these people. "
            "If they still need them, keep a grant that reaches them."
        )
    return (
        "Look through what stands there first: campaigns and lists do not fail, they reach fewer people. "
        "If some of it is still to reach these, keep the sight."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
