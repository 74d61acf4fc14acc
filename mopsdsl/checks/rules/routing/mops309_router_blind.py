"""MOPS309: a routing campaign in a workspace that does not see both ends of a move.

A campaign acts only on people in partitions that its workspace sees (experienceleague:
understanding-workspaces-and-person-partitions), so it can't fetch anybody from where it does not see.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.carriers import Carrier, campaigns, carriers, moved_to
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.model.assets import SmartCampaign
from mopsdsl.model.routing import Routing

RULE = Rule(
    "MOPS309",
    "router-blind",
    Severity.ERROR,
    "A routing campaign in a workspace that does not see both ends of a move.",
)
DOORS = ("form", "landing_page", "site")


def check(context: Context) -> Iterator[Finding]:
    model = context.model
    for routing in model.routings.values():
        for carrier in carriers(routing, model, context.names):
            yield from _blind_router(context, routing, carrier)
    for campaign in campaigns(model):
        yield from _blind_moves(context, campaign)


def _blind_router(context: Context, routing: Routing, carrier: Carrier) -> Iterator[Finding]:
    campaign = carrier.campaign
    home = campaign.workspace.name
    seen = context.sight.partitions.get(home, NOTHING)
    hidden = {
        r.target.name: r.target.span for r in routing.routes if r.target.name in context.model.partitions
    }
    places = [Related(span, f"sends people to {name}") for name, span in hidden.items() if name not in seen]
    names = [name for name in hidden if name not in seen]
    sure = bool(names)
    for name, place in _landings(context, routing).items():
        if name not in seen:
            names.append(name)
            places.append(place)
    if names and seen:
        workspace = context.model.workspaces[home]
        yield RULE.finding(
            carrier.span,
            f"Campaign {campaign.name} carries out routing {routing.name} in workspace {home}, which does not see "
            f"{', '.join(names)}: it can't move anybody who is there, and loses sight of whom it sends there.",
            "Keep the routing campaign in a workspace that `sees all`, as Default does, and let others request it.",
            related=(*places, Related(workspace.span, f"workspace {home} sees {', '.join(sorted(seen))}")),
            subject=campaign.id,
            # A routing of one region may leave others alone, which the language has no word for.
            severity=None if sure else Severity.WARNING,
        )


def _landings(context: Context, routing: Routing) -> dict[str, Related]:
    """Partitions where a form, page or site sets people down and which no routing has for a target: fetched they must be."""
    targets = {route.target.name for other in context.model.routings.values() for route in other.routes}
    landings: dict[str, Related] = {}
    if all(route.when is not None for route in routing.routes):
        return landings
    for way in context.ways_in:
        partition = context.model.partitions.get(way.lands or "")
        if (
            way.kind in DOORS
            and partition is not None
            and not partition.empty
            and partition.name not in targets
        ):
            label = f"{way.kind.replace('_', ' ')} {way.name} sets people down in {partition.name}"
            landings.setdefault(partition.name, Related(way.span, label))
    return landings


def _blind_moves(context: Context, campaign: SmartCampaign) -> Iterator[Finding]:
    """A single move out of sight may be meant as a farewell, so it is a warning."""
    home = campaign.workspace.name
    seen = context.sight.partitions.get(home, NOTHING)
    for step in campaign.flow:
        target = moved_to(step)
        if (
            target is not None
            and seen
            and target.name in context.model.partitions
            and target.name not in seen
        ):
            yield RULE.finding(
                step.span,
                f"Campaign {campaign.name} moves people to {target.name}, which its workspace {home} does not see: nothing "
                "there can act on them from this step on, or fetch them back.",
                "Do it in a workspace that sees both partitions, such as Default, and request that campaign from here.",
                related=(
                    Related(
                        context.model.workspaces[home].span,
                        f"workspace {home} sees {', '.join(sorted(seen))}",
                    ),
                ),
                subject=campaign.id,
                severity=Severity.WARNING,
            )
