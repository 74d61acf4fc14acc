"""MOPS908: somebody comes to see people, or to read what is shared."""

from collections.abc import Iterator

from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.seeing import Together, named, place, related, seen, together, walls
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS908",
    "sight-gained",
    Severity.WARNING,
    "Somebody gains sight of people, or an asset gains readers: who, of whom, through what.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for one in together(change.sight, gained=True):
        yield _finding(change, one)


def _finding(change: ChangeContext, one: Together) -> Finding:
    who = named(one.who)
    new = ", which is new," if one.of_new else ""
    verb = "gains sight of" if one.kind == "people" else "can now read"
    near = walls(change, one)
    if one.kind == "people":
        help = (
            "What has been seen or exported can't be taken back. Look whether everybody there may see these people"
            f"{', above all beside what they see already' if near else ''}; if not, take the sight or the grant out of this change."
        )
    else:
        help = "What it reads it can use, not change. If only some of it is meant, put that into a folder of its own and share that one."
    return RULE.finding(
        place(change, one),
        f"{who[:1].upper()}{who[1:]}{new} {verb} {seen(one)}{near}.",
        help,
        related=related(one.changes),
        subject=one.who.id,
    )
