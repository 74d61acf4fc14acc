"""MOPS103: the Default workspace does not see everybody.

Adobe advises a Default workspace that sees all partitions (experienceleague: share-segmentations-across-workspaces-and-partitions).
"""

from collections.abc import Iterator

from mopsdsl.checks.central import sight_of
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import few

RULE = Rule(
    "MOPS103", "default-sees-less", Severity.WARNING, "The Default workspace does not see every partition."
)


def check(context: Context) -> Iterator[Finding]:
    default = context.model.workspaces.get("Default")
    if default is None or default.implied:
        return
    seen = context.sight.partitions[default.name]
    missed = [p for p in context.model.partitions.values() if p.name not in seen and not p.empty]
    if missed and seen:
        names = few([partition.name for partition in missed])
        yield RULE.finding(
            sight_of(default),
            f"Workspace Default does not see {names}: no central routing, lifecycle or subscription center can reach those people.",
            "Say `sees all`, which also takes in partitions that are made later.",
            related=shown(Related(p.span, f"partition {p.name}") for p in missed if not p.implied),
            subject=default.id,
        )
