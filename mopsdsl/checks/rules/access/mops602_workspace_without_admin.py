"""MOPS602: a workspace that no local admin looks after."""

from collections.abc import Iterator

from mopsdsl.checks.admins import administers
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.graphs.sight import chosen
from mopsdsl.model.base import Everything

RULE = Rule(
    "MOPS602", "workspace-without-admin", Severity.WARNING, "A workspace that no local admin looks after."
)


def check(context: Context) -> Iterator[Finding]:
    looked_after = _looked_after(context)
    if looked_after is None:
        return
    for workspace in context.model.workspaces.values():
        if workspace.name not in looked_after and not workspace.implied and workspace.deprecated is None:
            yield RULE.finding(
                workspace.span,
                f"No team is the admin of workspace {workspace.title}: its users, its order and its questions are nobody's.",
                "Name the team on the spot that looks after it: `admin TEAM`.",
                subject=workspace.id,
            )


def _looked_after(context: Context) -> set[str] | None:
    """The workspaces with an admin of their own; None where an admin's workspace is unknown, since it may be any.

    Admins of all workspaces are the Default one's, and nobody's neighbours.
    """
    found: set[str] = set()
    for grant in context.model.grants.values():
        if administers(context.model, grant):
            everywhere = isinstance(grant.workspaces, Everything)
            names = chosen(grant.workspaces, context.model.workspaces)
            if isinstance(grant.workspaces, tuple) and len(names) < len(grant.workspaces):
                return None
            found.update(["Default"] if everywhere else names)
    return found
