"""MOPS306: people who are in one partition and fill in a form of a workspace that does not see it.

By default Marketo knows one person an email in the whole instance. When a known person fills in a form of a workspace that
can't see their partition, the record is updated and stays where it is: that workspace's campaigns don't act, and its
marketers don't see who came (nation.marketo.com: understanding-lead-partition-assignment).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.ways_in import WayIn
from mopsdsl.model.people import Instance

RULE = Rule(
    "MOPS306",
    "duplicates-collide",
    Severity.WARNING,
    "Ways in of workspaces that cannot see each other's people, with duplicates by Email.",
)
SHOWN = 10


def check(context: Context) -> Iterator[Finding]:
    instance = context.model.instance
    if any(reference.name != "Email" for reference in instance.duplicates_by):
        return
    doors = _doors(context)
    blind = [home for home in doors if any(_blind(context, doors, home, other) for other in doors)]
    if blind:
        forms = [way for home in blind for way in doors[home]]
        yield RULE.finding(
            forms[0].span,
            f"Somebody who came in through one of {', '.join(blind)} and fills in a form of another stays where they are, "
            "since duplicates go by Email: their record changes, and the workspace whose form it was neither sees them nor "
            "acts on them.",
            "Keep forms for everybody in a workspace that sees all, and let campaigns there answer; or let one see the other's "
            "partition.",
            related=tuple(_places(instance, forms)),
            subject=instance.id,
        )


def _doors(context: Context) -> dict[str, list[WayIn]]:
    """Workspace → its forms (its pages, where it has no form), in which people of a partition that is not empty come in."""
    doors: dict[str, list[WayIn]] = {}
    for kind in ("form", "landing_page"):
        with_forms = set(doors) if kind == "landing_page" else set()
        for way in context.ways_in:
            partition = context.model.partitions.get(way.lands or "")
            if (
                way.kind == kind
                and partition is not None
                and not partition.empty
                and way.workspace not in with_forms
            ):
                doors.setdefault(way.workspace, []).append(way)
    return dict(sorted(doors.items()))


def _blind(context: Context, doors: dict[str, list[WayIn]], one: str, other: str) -> bool:
    """Whether neither sees where the other's people land."""
    seen = context.sight.partitions
    return doors[other][0].lands not in seen[one] and doors[one][0].lands not in seen[other]


def _places(instance: Instance, forms: list[WayIn]) -> Iterator[Related]:
    for way in forms[1:SHOWN]:
        yield Related(way.span, f"{way.kind.replace('_', ' ')} {way.name} sets people down in {way.lands}")
    if len(forms) > SHOWN:
        yield Related(forms[SHOWN].span, f"and {len(forms) - SHOWN} more")
    for reference in instance.duplicates_by[:1]:
        yield Related(reference.span, "one person an email, in the whole instance")
