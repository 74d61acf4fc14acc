"""MOPS802: a team of marketing or sales that owns no metric, where others do."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.model.people import Team

RULE = Rule("MOPS802", "team-without-metric", Severity.WARNING, "A team that owns none.")


def check(context: Context) -> Iterator[Finding]:
    teams = context.model.teams
    owning = {owner.name for metric in context.model.metrics.values() for owner in metric.owners}
    if not owning:
        return
    answering = {person for name in sorted(owning & teams.keys()) for person in _people(teams[name])}
    for team in teams.values():
        asked = team.side in ("marketing", "sales") and not team.external and team.deprecated is None
        if asked and team.name not in owning and not _answers(team, answering):
            yield RULE.finding(
                team.span,
                f"{team.title} owns no metric, so nobody can say how well it does its part.",
                f"Give it the one number that it can move: `metric NAME owned by {team.name}`.",
                subject=team.id,
            )


def _people(team: Team) -> tuple[str, ...]:
    return (team.lead, *team.members) if team.lead else team.members


def _answers(team: Team, answering: set[str]) -> bool:
    """Whether all its people answer for a metric as the lead or a member of another team: a head of sales is one with it."""
    return bool(team.members) and set(team.members) <= answering
