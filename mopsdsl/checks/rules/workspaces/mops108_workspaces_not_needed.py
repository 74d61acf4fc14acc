"""MOPS108: workspaces in a database or a team so small that folders or a field would do.

The numbers are this project's own, from practice: below 50,000 people, or up to five marketers in all, the upkeep of
workspaces (sharing, routing, grants) outweighs what they keep apart. A wall is a reason that no folder can replace.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.model.model import Model

RULE = Rule(
    "MOPS108",
    "workspaces-not-needed",
    Severity.ADVICE,
    "Workspaces for a small database or a small team, where folders or a field would do.",
)
FEW_PEOPLE = 50_000
FEW_MARKETERS = 5


def check(context: Context) -> Iterator[Finding]:
    model = context.model
    peopled = [
        w
        for w in model.workspaces.values()
        if not w.implied and w.deprecated is None and _has_people(model, context.sight.partitions[w.name])
    ]
    small = _small(context)
    if len(peopled) > 1 and small and not model.walls:
        yield RULE.finding(
            min((w.span for w in peopled), key=lambda span: span.written),
            f"{small}, and {len(peopled)} workspaces to keep them in: folders, a field and lists would do.",
            "One workspace saves the sharing, the routing and the double grants. If something has to be kept apart, write it "
            "down as a wall.",
            subject=model.instance.id,
        )


def _has_people(model: Model, partitions: frozenset[str]) -> bool:
    return any(not model.partitions[name].empty for name in partitions)


def _small(context: Context) -> str:
    """What is small, in words; empty where nothing is, or where nobody said how large it is."""
    people = _people(context.model)
    if people is not None:
        return f"{people:,} people" if people < FEW_PEOPLE else ""
    sizes = [team.size for name, team in context.model.teams.items() if context.sight.accesses[name]]
    if sizes and all(size is not None for size in sizes):
        marketers = sum(size for size in sizes if size is not None)
        return f"{marketers} marketers" if 0 < marketers <= FEW_MARKETERS else ""
    return ""


def _people(model: Model) -> int | None:
    """The size of the database, or the sum of its partitions where each one's is known."""
    if model.instance.people is not None:
        return model.instance.people
    counts = [0 if p.empty else p.people for p in model.partitions.values() if not p.implied]
    return sum(c for c in counts if c is not None) if counts and None not in counts else None
