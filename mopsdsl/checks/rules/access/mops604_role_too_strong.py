"""MOPS604: an external team that may approve or administer."""

from collections.abc import Iterator

from mopsdsl.checks.admins import is_built_in_admin, role_of
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.access import Grant

RULE = Rule(
    "MOPS604", "role-too-strong", Severity.WARNING, "An `external` team that may approve or administer."
)

_TOO_STRONG = ("administer", "approve")


def check(context: Context) -> Iterator[Finding]:
    for grant in context.model.grants.values():
        team = context.model.teams.get(grant.team.name)
        if team is not None and team.external:
            powers = _powers(context, grant)
            if powers:
                yield RULE.finding(
                    grant.span,
                    f"{team.title} is external and may {' and '.join(powers)} here.",
                    "Let them prepare and somebody of your own approve: give them a role that can edit and read.",
                    related=(Related(team.span, f"{team.name} is declared external here"),),
                    subject=grant.id,
                )


def _powers(context: Context, grant: Grant) -> list[str]:
    """What is too much; Marketo's other roles can't be changed, so only Admin counts among them."""
    if grant.as_admin or is_built_in_admin(context.model, grant):
        return ["administer"]
    role = role_of(context.model, grant)
    if role is None or role.built_in:
        return []
    return [power for power in _TOO_STRONG if power in role.capabilities]
