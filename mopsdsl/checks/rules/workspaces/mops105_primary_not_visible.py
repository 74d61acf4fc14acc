"""MOPS105: a primary partition that the workspace does not see."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity

RULE = Rule(
    "MOPS105",
    "primary-not-visible",
    Severity.ERROR,
    "A workspace's `primary` partition that it does not see.",
)


def check(context: Context) -> Iterator[Finding]:
    for workspace in context.model.workspaces.values():
        seen, primary = context.sight.partitions[workspace.name], workspace.primary
        if primary is None or not seen or primary.name in seen:
            continue
        partition = context.model.partitions.get(primary.name)
        if partition is not None:
            yield RULE.finding(
                primary.span,
                f"People who come in through workspace {workspace.name} land in {partition.name}, which it does not see: "
                "they would be gone from its sight at once.",
                f"Choose one of the partitions that it sees ({', '.join(sorted(seen))}), or add {partition.name} to `sees`.",
                related=(Related(workspace.span, f"workspace {workspace.name}"),),
                subject=workspace.id,
            )
