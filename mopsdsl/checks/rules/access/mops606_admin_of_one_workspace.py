"""MOPS606: the built-in Admin role granted in anything but all workspaces."""

from collections.abc import Iterator

from mopsdsl.checks.admins import is_built_in_admin
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.model.access import Grant
from mopsdsl.model.base import Everything

RULE = Rule(
    "MOPS606",
    "admin-of-one-workspace",
    Severity.ERROR,
    "The built-in Admin role granted in anything but all workspaces.",
)


def check(context: Context) -> Iterator[Finding]:
    for grant in context.model.grants.values():
        if is_built_in_admin(context.model, grant) and not _everywhere(grant):
            yield RULE.finding(
                grant.role.span if grant.role is not None else grant.span,
                "Marketo's own Admin role is for the whole instance; it can't be given in single workspaces.",
                "For the admin of one workspace write `admin TEAM` in it, or declare a role that `can administer`; "
                f"otherwise write `grant Admin to {grant.team.name} in all workspaces`.",
                subject=grant.id,
            )


def _everywhere(grant: Grant) -> bool:
    return isinstance(grant.workspaces, Everything) and not grant.workspaces.except_
