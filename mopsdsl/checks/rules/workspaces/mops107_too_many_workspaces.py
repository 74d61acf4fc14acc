"""MOPS107: more workspaces than one global admin can look after.

Marketo publishes no maximum. Practice calls more than 20 unwieldy (the largest published set-up has 23 countries), and fifteen
that come of record type times country a pitfall (marketingrockstarguides.com, "Using Workspaces and Lead Partitions in
Marketo", 2017). `limit workspaces 40` in the instance sets another number.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.dimensions import Multiplied, multiplied
from mopsdsl.model.access import Workspace
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS107", "too-many-workspaces", Severity.ADVICE, "More workspaces than one global admin can look after."
)
MANY = 20
MANY_MULTIPLIED = 12


def check(context: Context) -> Iterator[Finding]:
    instance = context.model.instance
    workspaces = [w for w in context.model.workspaces.values() if w.deprecated is None]
    declared = [w for w in workspaces if not w.implied]
    limit = instance.limits.get("workspaces")
    groups = [
        group for group in multiplied(declared) if limit is not None or len(group.members) >= MANY_MULTIPLIED
    ]
    if declared and (len(workspaces) > (limit or MANY) or (limit is None and groups)):
        yield RULE.finding(
            _first(groups[0]) if groups else _home(declared).span,
            f"{len(workspaces)} workspaces are many for one global admin{_because(groups)}.",
            "Let one workspace serve several of them, and tell people apart by a field, folders and lists. If all are needed, "
            "say how many: `limit workspaces N` in the instance.",
            related=tuple(Related(_first(group), _product(group)) for group in groups[1:]),
            subject=instance.id,
        )


def _home(declared: list[Workspace]) -> Workspace:
    """Default, where a global admin works, if it is declared."""
    return next((w for w in declared if w.name == "Default"), declared[0])


def _first(group: Multiplied) -> Span:
    """Where the first of them is written."""
    return min((member.span for member in group.members), key=lambda span: span.written)


def _because(groups: list[Multiplied]) -> str:
    if not groups:
        return ""
    return f": {_product(groups[0])}, so that the next value of one costs a workspace for each of the other"


def _product(group: Multiplied) -> str:
    """`5 by country times 3 by type make 15`."""
    parts = " times ".join(f"{size} by {name}" for name, size in group.dimensions)
    return f"{parts} make {len(group.members)}"
