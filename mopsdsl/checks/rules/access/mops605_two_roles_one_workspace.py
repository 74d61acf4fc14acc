"""MOPS605: one team with two roles in one workspace."""

from collections.abc import Iterator

from mopsdsl.checks.admins import administers, role_of
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.access import Grant

RULE = Rule(
    "MOPS605",
    "two-roles-one-workspace",
    Severity.WARNING,
    "One team with two roles in one workspace: Marketo takes the more restrictive one.",
)


def check(context: Context) -> Iterator[Finding]:
    for team, accesses in context.sight.accesses.items():
        grants: dict[str, list[Grant]] = {}
        for access in accesses:
            grants.setdefault(access.workspace, []).append(access.grant)
        clashes: dict[tuple[str, str], tuple[Grant, Grant, list[str]]] = {}
        for workspace, held in sorted(grants.items()):
            pair = _two_roles(context, held)
            if pair is not None:
                clashes.setdefault((pair[0].id, pair[1].id), (*pair, []))[2].append(workspace)
        for first, second, workspaces in clashes.values():
            yield _finding(context, team, first, second, workspaces)


def _two_roles(context: Context, held: list[Grant]) -> tuple[Grant, Grant] | None:
    """The first two grants of different roles. `admin TEAM` and the role that lets them administer say one thing."""
    for n, first in enumerate(held):
        for second in held[n + 1 :]:
            if any(not grant.as_admin and role_of(context.model, grant) is None for grant in (first, second)):
                continue
            both_admin = administers(context.model, first) and administers(context.model, second)
            if _role(first) != _role(second) and not both_admin:
                return first, second
    return None


def _role(grant: Grant) -> str:
    return "admin" if grant.as_admin or grant.role is None else grant.role.name


def _finding(context: Context, team: str, first: Grant, second: Grant, workspaces: list[str]) -> Finding:
    title = context.model.teams[team].title
    return RULE.finding(
        second.span,
        f"{title} is both {_role(first)} and {_role(second)} in {', '.join(workspaces)}; "
        "Marketo goes by the one that allows less.",
        "Keep one role for each team and workspace, and give that one what they need.",
        related=(Related(first.span, f"{_role(first)} comes from here"),),
        subject=f"team:{team}",
    )
