"""MOPS601: somebody who is no admin with several workspaces."""

from collections.abc import Iterator

from mopsdsl.checks.admins import administers, is_central, where
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import few
from mopsdsl.graphs.sight import Access

RULE = Rule(
    "MOPS601", "grant-too-wide", Severity.WARNING, "Somebody who is no admin with several workspaces."
)

_FEW = 4


def check(context: Context) -> Iterator[Finding]:
    for team, accesses in context.sight.accesses.items():
        works_in = [
            access
            for access in accesses
            if not administers(context.model, access.grant) and _reaches_people(context, access)
        ]
        workspaces = sorted({access.workspace for access in works_in})
        if len(workspaces) > 1 and not is_central(context.model, accesses):
            yield _finding(context, team, works_in, workspaces)


def _reaches_people(context: Context, access: Access) -> bool:
    """Whether there is anybody in the workspace: one that sees only empty partitions is for templates, and reaches nobody."""
    nobody = context.sight.partitions[access.workspace] and not context.peopled[access.workspace]
    return not nobody


def _finding(context: Context, team: str, works_in: list[Access], workspaces: list[str]) -> Finding:
    grants = list({access.grant.id: access.grant for access in works_in}.values())
    widest = max(grants, key=lambda grant: sum(access.grant is grant for access in works_in))
    title = context.model.teams[team].title
    return RULE.finding(
        widest.span,
        f"{title} works in {len(workspaces)} workspaces ({few(workspaces, _FEW)}) and is the admin of none of these.",
        "Give each regional or brand team the one workspace that is theirs; what several need is shared with them, and what "
        "spans all of them is for the central admins.",
        related=tuple(
            Related(grant.span, f"and in {where(grant)}") for grant in grants if grant is not widest
        ),
        subject=f"team:{team}",
    )
