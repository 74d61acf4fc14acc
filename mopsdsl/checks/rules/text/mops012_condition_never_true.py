"""MOPS012: a condition that nobody can fulfil, where no other rule asks that.

Routes (MOPS301), segments (MOPS205) and transitions (MOPS415) depend on more than their own condition, and have rules of their own.
"""

from collections.abc import Iterator
from itertools import combinations

from mopsdsl.checks.answers import is_open
from mopsdsl.checks.conditions import conditions
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import told_already
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import asked
from mopsdsl.model.base import Declaration
from mopsdsl.model.conditions import All, Condition

RULE = Rule("MOPS012", "condition-never-true", Severity.ERROR, "A condition that nobody can fulfil.")

_ELSEWHERE = ("routing", "segmentation", "lifecycle")

_SO = {
    "smart_list": "it finds nobody",
    "smart_campaign": "the campaign never takes anybody",
    "score": "these points are never given",
    "distribution": "this line of the distribution never applies",
    "fence": "this part of the agreement never applies",
    "threshold": "it is never reached",
}
"""What follows, by the kind of what the condition stands in."""

MOST_PARTS = 12
"""So many parts of one condition are tried two by two for those that exclude each other."""


def check(context: Context) -> Iterator[Finding]:
    for declaration, condition in conditions(context.model):
        if _kind(declaration) in _ELSEWHERE or not _may_contradict(context, condition):
            continue
        found = context.decider.person([condition])
        if is_open(found):
            yield RULE.finding(
                condition.span,
                f"Whether anybody can fulfil this condition can't be decided: {found.why}.",
                "Ask it in simpler words.",
                subject=declaration.id,
                severity=Severity.ADVICE,
            )
        elif found is None and not told_already(context, condition):
            yield _finding(context, declaration, condition)


def _kind(declaration: Declaration) -> str:
    return str(getattr(declaration, "asset_kind", declaration.kind))


def _may_contradict(context: Context, condition: Condition) -> bool:
    """Parts that ask about different things each can't; most conditions are so, and need no search."""
    things = [(one.kind, one.name) for one in asked(condition, context.names)]
    return len(things) > len(set(things))


def _finding(context: Context, declaration: Declaration, condition: Condition) -> Finding:
    pair = _excluding(context, condition)
    return RULE.finding(
        condition.span,
        f"Nobody can fulfil this condition, so {_SO.get(_kind(declaration), 'it never holds')}"
        f"{': two of its parts exclude each other' if pair else ''}.",
        "Mend one of the two, or ask for either (`or`)." if pair else "Mend the condition, or take it out.",
        related=tuple(
            Related(part.span, "never fits this" if place else "whoever fits this") for place, part in pair
        ),
        subject=declaration.id,
    )


def _excluding(context: Context, condition: Condition) -> list[tuple[int, Condition]]:
    """The first two parts that nobody fits together; nothing where it takes more than two."""
    parts = condition.parts[:MOST_PARTS] if isinstance(condition, All) else ()
    found = (two for two in combinations(parts, 2) if context.decider.person(two) is None)
    return list(enumerate(next(found, ())))
