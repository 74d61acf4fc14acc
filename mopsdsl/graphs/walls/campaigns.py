"""Campaigns that take people across: by handing them on, by moving them, by carrying out a routing."""

from collections.abc import Iterator

from mopsdsl.graphs.carriers import Route, calls, campaigns, moved_to, routes_of
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.walls.sides import OPPOSITE, Breach, Hop, Sides
from mopsdsl.model.assets import SmartCampaign

Path = tuple[Hop, ...]


def by_campaigns(sides: Sides, names: Names) -> Iterator[Breach]:
    routes = routes_of(sides.model, names)
    for campaign in campaigns(sides.model):
        side = sides.side(campaign.workspace.name)
        if side in OPPOSITE:
            yield from Journey(sides, names, routes, campaign, side).breaches()


class Journey:
    """Where the people of one campaign, whose workspace sees one side, can get to.

    They are followed through every campaign that they are handed on to, breadth first, each once. What a campaign of an
    excepted workspace does with them is no breach; one that sees the same side, or both, is told of by itself.
    """

    def __init__(
        self, sides: Sides, names: Names, routes: dict[str, list[Route]], first: SmartCampaign, side: str
    ) -> None:
        self.sides = sides
        self.names = names
        self.routes = routes
        self.first = first
        self.other = OPPOSITE[side]
        self.here = sides.seen(first.workspace.name, side)
        self.met = {first.name}
        self.waiting: list[tuple[SmartCampaign, Path]] = [
            (first, (sides.sees(first.workspace.name, self.here),))
        ]

    def breaches(self) -> Iterator[Breach]:
        while self.waiting:
            campaign, path = self.waiting.pop(0)
            yield from self.moved(campaign, path)
            yield from self.routed(campaign, path)
            yield from self.handed_on(campaign, path)

    def moved(self, campaign: SmartCampaign, path: Path) -> Iterator[Breach]:
        for step in campaign.flow:
            target = moved_to(step)
            if target is not None and target.name in self.sides.of(self.other):
                hop = Hop(f"{campaign.name} moves them to {target.name}", step.span)
                yield self.across("move", target.name, (*path, hop))

    def routed(self, campaign: SmartCampaign, path: Path) -> Iterator[Breach]:
        crossing = (
            r for r in self.routes.get(campaign.name, ()) if r.target.name in self.sides.of(self.other)
        )
        route = next(crossing, None)
        if route is not None:
            sends = Hop(
                f"routing {route.routing.name} sends people to {route.target.name}", route.target.span
            )
            carries = Hop(f"{campaign.name} carries out routing {route.routing.name}", route.carried_out)
            yield self.across("route", route.target.name, (*path, sends, carries))

    def handed_on(self, campaign: SmartCampaign, path: Path) -> Iterator[Breach]:
        for call in calls(campaign, self.names):
            called, workspace = call.campaign, call.campaign.workspace.name
            side = self.sides.side(workspace)
            if called.name in self.met or side not in (self.other, "neither"):
                continue
            self.met.add(called.name)
            hands_on = Hop(f"{campaign.name} hands them on to {called.name}", call.step.span)
            if side == "neither":
                self.waiting.append((called, (*path, hands_on)))
            else:
                there = self.sides.seen(workspace, self.other)
                yield self.across("handover", there, (*path, self.sides.sees(workspace, there), hands_on))

    def across(self, way: str, there: str, path: Path) -> Breach:
        """The last hop is the step that crosses: the line to change."""
        left, right = (self.here, there) if self.other == "right" else (there, self.here)
        return Breach(self.sides.wall, way, self.first, left, right, path[-1].span, path)
