"""Which campaigns move people between partitions, for whom, and what sets them off."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.graphs.names import Names
from mopsdsl.model.assets import FlowStep, SmartCampaign
from mopsdsl.model.base import Reference
from mopsdsl.model.model import Model
from mopsdsl.model.routing import Routing
from mopsdsl.source.text import Span

HAND_OVERS, LONGEST = 500, 50
"""So many hand-overs from campaign to campaign are followed for one of them, and so many in a row; campaigns that call one another
crosswise make more ways than anybody can look at."""


@value
class Carrier:
    """A campaign that carries out a routing, and where the spec says so: a flow step, or the routing's own line."""

    campaign: SmartCampaign
    span: Span


@value
class Route:
    """One target of a routing as a campaign carries it out; `carried_out` is where the spec says that it does."""

    routing: Routing
    target: Reference
    carried_out: Span


@value
class Call:
    """A flow step that hands people over to another campaign."""

    step: FlowStep
    campaign: SmartCampaign


def campaigns(model: Model) -> Iterator[SmartCampaign]:
    """Every smart campaign, sorted by path."""
    for asset in model.assets.values():
        if isinstance(asset, SmartCampaign):
            yield asset


def routing_of(step: FlowStep, names: Names) -> Routing | None:
    """The routing that a flow step carries out (`route by Home`), if it is such a step."""
    found = names.find(step.about) if step.action == "route" and step.about is not None else None
    return found if isinstance(found, Routing) else None


def carriers(routing: Routing, model: Model, names: Names) -> list[Carrier]:
    """The campaigns that carry out a routing: those whose flow says so, then those that only the routing names."""
    found: dict[str, Carrier] = {}
    for campaign in campaigns(model):
        for step in campaign.flow:
            if routing_of(step, names) is routing:
                found.setdefault(campaign.name, Carrier(campaign, step.span))
    for reference in routing.campaigns:
        named = names.find(reference)
        if isinstance(named, SmartCampaign):
            found.setdefault(named.name, Carrier(named, reference.span))
    return list(found.values())


def routes_of(model: Model, names: Names) -> dict[str, list[Route]]:
    """Campaign → every route that it carries out, in the order of the routings."""
    routes: dict[str, list[Route]] = {}
    for routing in model.routings.values():
        for carrier in carriers(routing, model, names):
            carried = (Route(routing, route.target, carrier.span) for route in routing.routes)
            routes.setdefault(carrier.campaign.name, []).extend(carried)
    return routes


def calls(campaign: SmartCampaign, names: Names) -> Iterator[Call]:
    """The campaigns that a campaign requests or executes."""
    for step in campaign.flow:
        if step.action in ("request", "execute") and step.about is not None:
            called = names.find(step.about)
            if isinstance(called, SmartCampaign):
                yield Call(step, called)


def with_callers(started: list[SmartCampaign], model: Model, names: Names) -> list[SmartCampaign]:
    """The campaigns, and all that request or execute them, directly or through others: what sets them off, too."""
    found = {campaign.name: campaign for campaign in started}
    callers: dict[str, list[SmartCampaign]] = {}
    for campaign in campaigns(model):
        for call in calls(campaign, names):
            callers.setdefault(call.campaign.name, []).append(campaign)
    waiting = list(found)
    while waiting:
        for caller in callers.get(waiting.pop(), ()):
            if caller.name not in found:
                found[caller.name] = caller
                waiting.append(caller.name)
    return list(found.values())


def moved_to(step: FlowStep) -> Reference | None:
    """The partition that a flow step moves people to, by its name."""
    return step.about if step.action == "move to partition" else None
