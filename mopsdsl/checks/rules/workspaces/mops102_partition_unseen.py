"""MOPS102: a partition that no workspace sees."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule("MOPS102", "partition-unseen", Severity.ERROR, "A partition that no workspace sees.")


def check(context: Context) -> Iterator[Finding]:
    if _is_sight_unknown(context):
        return
    for partition in context.model.partitions.values():
        drained = partition.deprecated is not None and (partition.empty or partition.people == 0)
        if not context.sight.workspaces[partition.name] and not partition.implied and not drained:
            yield RULE.finding(
                partition.span,
                f"No workspace sees partition {partition.name}, so nobody can ever find, mail or move its people.",
                f"Let a workspace see it: `sees {partition.name}`; the Default workspace best says `sees all`.",
                subject=partition.id,
            )


def _is_sight_unknown(context: Context) -> bool:
    """Whether a workspace sees something that nobody knows: it may be meant for any partition."""
    missing = context.references.missing
    return any(one.kind == "workspace" and reference.verb == "sees" for one, reference in missing)
