"""MOPS603: a grant past its `until`."""

from collections.abc import Iterator

from mopsdsl.checks.admins import where
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule("MOPS603", "grant-expired", Severity.ERROR, "A grant past its `until`.")


def check(context: Context) -> Iterator[Finding]:
    for grant in context.model.grants.values():
        if grant.until is not None and grant.until.day < context.today:
            role = grant.role.name if grant.role is not None else "admin"
            yield RULE.finding(
                grant.until.span,
                f"{grant.team.name} was to be {role} in {where(grant)} until {grant.until.day}; "
                "that day has passed, and the grant is still here.",
                "Marketo ends no grant by itself: take the access away there, then this line; or agree on a new day.",
                subject=grant.id,
            )
