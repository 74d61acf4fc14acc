"""MOPS104: any way across a wall."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.walls import Breach, breaches
from mopsdsl.model.access import Workspace

RULE = Rule(
    "MOPS104",
    "wall-breached",
    Severity.ERROR,
    "A way across a wall: somebody can see or act on people of both its sides.",
)

MILD = ("idle", "list", "alert")
"""Ways on which nobody gets at people of both sides as things stand; the promise is touched all the same."""


def check(context: Context) -> Iterator[Finding]:
    doubtful = {wall.id for wall, reference in context.references.missing if reference.verb == "excepts"}
    for breach in breaches(context.model, context.names, context.sight):
        if breach.wall.id in doubtful:
            continue
        yield RULE.finding(
            breach.decisive,
            f"{_crosses(breach)}, which wall {breach.wall.name} keeps apart.{_here(breach)}",
            _help(breach),
            related=tuple(_places(breach)),
            subject=breach.who.id,
            severity=Severity.WARNING if breach.way in MILD else None,
        )


def _crosses(breach: Breach) -> str:
    name, both = breach.who.name, f"{breach.left} and of {breach.right}"
    match breach.way:
        case "sight" | "idle":
            return f"Workspace {name} sees people of {both}"
        case "grants":
            return f"The grants of team {name}, taken together, reach people of {both}"
        case "members":
            return f"{breach.login} is a member of several teams, which together reach people of {both}"
        case "handover":
            return f"Through campaign {name}, one campaign acts on people of {both}"
        case "list":
            return f"{name} asks for people who are not its own, across {breach.left} and {breach.right}"
        case "alert":
            return f"Campaign {name} tells of people on one side to a team on the other, across {breach.left} and {breach.right}"
        case "lifecycle":
            return f"Lifecycle {name} moves people of {both}"
        case _:
            return f"Campaign {name} moves people across, between {breach.left} and {breach.right}"


def _here(breach: Breach) -> str:
    """The hop that the finding points at, so that none is missing from the path."""
    label = next((hop.label for hop in breach.path if hop.span is breach.decisive), "")
    return f" Here {label}." if label else ""


def _help(breach: Breach) -> str:
    name, wall = breach.who.name, breach.wall.name
    match breach.way:
        case "sight" | "idle" if isinstance(breach.who, Workspace) and breach.who.implied:
            return (
                f"Every instance has a workspace Default, which sees everybody as long as it is not declared to see less. "
                f"Say `except workspace Default` in wall {wall} if that is meant."
            )
        case "sight":
            return f"Take one of the two out of `sees`, or say `except workspace {name}` in wall {wall} if it may see both."
        case "grants":
            return (
                f"Take one of the grants back, or say `except team {name}` in wall {wall} if it may see both."
            )
        case "members":
            return f"Leave them in one of the teams, or say `except team {name}` in wall {wall} if they may see both."
        case "list":
            return (
                "It counts only people whom its own workspace sees, so what is kept on the other side finds nobody or lets the "
                "other side decide about this one. Keep the list on its own side, or in a workspace that the wall excepts."
            )
        case "alert":
            return f"Tell a team of the same side, or say `except team NAME` in wall {wall}."
        case "lifecycle":
            return "Keep a lifecycle for each side, or keep it in a workspace that the wall excepts."
        case _:
            return (
                "Let a campaign of a workspace that the wall excepts do this: request that campaign, "
                "and move people from one side to the other only there."
            )


def _places(breach: Breach) -> Iterator[Related]:
    """Every hop in order, but the one that the finding itself points at, and the wall."""
    for hop in breach.path:
        if hop.span is not breach.decisive:
            yield Related(hop.span, hop.label)
    if breach.wall.span is not breach.decisive:
        yield Related(breach.wall.span, f"wall {breach.wall.name}")
