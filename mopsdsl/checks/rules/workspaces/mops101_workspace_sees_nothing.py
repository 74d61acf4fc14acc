"""MOPS101: a workspace with no partition."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule("MOPS101", "workspace-sees-nothing", Severity.ERROR, "A workspace with no partition.")


def check(context: Context) -> Iterator[Finding]:
    for workspace in context.model.workspaces.values():
        if not context.sight.partitions[workspace.name]:
            yield RULE.finding(
                workspace.span,
                f"Workspace {workspace.title} sees no partition, so nobody could ever be found, mailed or routed there.",
                "Say which people it works with: `sees NAME`, or `sees all`. A center of excellence sees an empty partition.",
                subject=workspace.id,
            )
