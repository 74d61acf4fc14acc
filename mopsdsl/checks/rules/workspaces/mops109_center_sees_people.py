"""MOPS109: a center of excellence that sees people."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import few
from mopsdsl.model.access import Partition, Workspace
from mopsdsl.model.base import Everything

RULE = Rule(
    "MOPS109",
    "center-sees-people",
    Severity.WARNING,
    "A center of excellence whose partition is not empty.",
)
CENTERS = ("center_of_excellence", "centre_of_excellence")


def check(context: Context) -> Iterator[Finding]:
    for workspace in context.model.workspaces.values():
        if workspace.purpose in CENTERS:
            seen = sorted(context.sight.partitions[workspace.name])
            partitions = (context.model.partitions[name] for name in seen)
            peopled = [p for p in partitions if p.people or not (p.empty or p.people == 0)]
            if peopled:
                yield _sees_people(workspace, peopled)
            else:
                yield from _sent_there(context, workspace)


def _sees_people(workspace: Workspace, peopled: list[Partition]) -> Finding:
    names = few([partition.name for partition in peopled])
    spans = {} if isinstance(workspace.sees, Everything) else {r.name: r.span for r in workspace.sees}
    return RULE.finding(
        spans.get(peopled[0].name, workspace.span),
        f"{workspace.title} holds templates for others to clone, but it sees the people of {names}: "
        "what is tried out in it can reach them.",
        "Let it see a partition that nobody is in (`partition Nobody { empty }`). If it is empty already, say `empty`.",
        related=shown(Related(p.span, f"partition {p.name}") for p in peopled if not p.implied),
        subject=workspace.id,
    )


def _sent_there(context: Context, workspace: Workspace) -> Iterator[Finding]:
    """The partition is said to be empty, and a routing fills it."""
    for routing in context.model.routings.values():
        for route in routing.routes:
            if route.target.name in context.sight.partitions[workspace.name]:
                yield RULE.finding(
                    route.target.span,
                    f"Routing {routing.name} sends people to {route.target.name}, where {workspace.title} would see them: "
                    "the partition of a center of excellence stays empty.",
                    "Send them to a partition of a workspace that works with people.",
                    related=(Related(workspace.span, f"workspace {workspace.name}"),),
                    subject=workspace.id,
                )
