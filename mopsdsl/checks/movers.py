"""Which campaigns move the people who come in by a way, where to, and of whom among them."""

from collections.abc import Iterable, Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.graphs.carriers import (
    HAND_OVERS,
    LONGEST,
    calls,
    campaigns,
    carriers,
    moved_to,
    routing_of,
    with_callers,
)
from mopsdsl.graphs.ways_in import WayIn
from mopsdsl.model.assets import Event, FlowStep, Form, SmartCampaign
from mopsdsl.model.conditions import Condition
from mopsdsl.model.routing import Routing

SURE, MAYBE, NO = 2, 1, 0
"""Whether a campaign is set off by somebody who comes in: certainly, possibly (nobody but Marketo knows), not at all."""

POSSIBLE = {
    "landing_page": ("visits", "visits page"),
    "site": ("visits", "visits page"),
    "import": ("added to",),
    "api": ("added to", "requested"),
}
"""Events that may come with a way in; of which page, list or call the way does not say."""


@value
class Mover:
    """A campaign that takes people from where a way sets them down to `target` (None: wherever the routing says).

    `conditions` must hold of them. `sure` is SURE or MAYBE; `blind` whether it does not see them, or where it takes them.
    """

    campaign: SmartCampaign
    target: str | None
    conditions: tuple[Condition, ...]
    sure: int
    blind: bool


@value
class _HandedOn:
    """People who have come to the last of some campaigns, each of which was called by the one before."""

    by: tuple[SmartCampaign, ...]
    conditions: tuple[Condition, ...]
    blind: bool


class Movers:
    """The movers of one routing, way by way."""

    def __init__(self, context: Context, routing: Routing) -> None:
        self.context = context
        self.routing = routing
        self.targets = {route.target.name for route in routing.routes}
        self.carrying = {one.campaign.name for one in carriers(routing, context.model, context.names)}
        moving = [
            campaign
            for campaign in campaigns(context.model)
            if campaign.name in self.carrying or any(moved_to(step) for step in campaign.flow)
        ]
        self.starting = sorted(
            with_callers(moving, context.model, context.names), key=lambda campaign: campaign.name
        )

    def of(self, way: WayIn, lands: str) -> Iterator[Mover]:
        """Every campaign that may move people of a way, set off by them or called by one that is."""
        for campaign in self.starting:
            sure = set_off(self.context, campaign, way)
            if sure:
                yield from self._moves(campaign, lands, sure)

    def _moves(self, first: SmartCampaign, lands: str, sure: int) -> Iterator[Mover]:
        """What a campaign and those that it calls do; where they are too many, it may move anybody anywhere."""
        waiting = [_HandedOn((first,), (), False)]
        for _ in range(HAND_OVERS):
            if not waiting:
                return
            come = waiting.pop()
            campaign = come.by[-1]
            seen = self.context.sight.partitions.get(campaign.workspace.name, frozenset())
            conditions = (*come.conditions, campaign.when) if campaign.when is not None else come.conditions
            blind = come.blind or lands not in seen
            flow = _until_stop(campaign)
            if campaign.name in self.carrying and (self._routes(flow) or not self._routes(campaign.flow)):
                yield Mover(campaign, None, conditions, sure, blind or not self.targets & seen)
            for step in flow:
                target = moved_to(step)
                if target is not None:
                    yield Mover(campaign, target.name, conditions, sure, blind or target.name not in seen)
            called = [
                one for one in calls(campaign, self.context.names) if any(one.step is step for step in flow)
            ]
            if called and len(come.by) > LONGEST:
                break
            waiting += [
                _HandedOn((*come.by, call.campaign), conditions, blind)
                for call in reversed(called)
                if call.campaign not in come.by
            ]
        else:
            if not waiting:
                return
        yield Mover(first, None, (), MAYBE, False)

    def _routes(self, steps: Iterable[FlowStep]) -> bool:
        return any(routing_of(step, self.context.names) is self.routing for step in steps)


def _until_stop(campaign: SmartCampaign) -> list[FlowStep]:
    """The steps that are ever carried out."""
    stops = [place for place, step in enumerate(campaign.flow) if step.action in ("stop", "delete person")]
    return list(campaign.flow[: stops[0]] if stops else campaign.flow)


def set_off(context: Context, campaign: SmartCampaign, way: WayIn) -> int:
    """Whether somebody who comes in by the way sets the campaign off; a batch runs when somebody runs it."""
    if not campaign.triggers:
        return NO if campaign.executable else MAYBE
    return max(_fires(context, event, way) for event in campaign.triggers)


def _fires(context: Context, event: Event, way: WayIn) -> int:
    match event.what:
        case "created":
            return SURE
        case "fills" if way.kind == "form" and event.about is not None:
            form = context.names.find(event.about)
            return SURE if isinstance(form, Form) and form.name == way.name else NO
        case "marketo" | "changes" | "partition changes":
            # Marketo's own words may mean anything, and whether a first value counts as a change its pages don't say.
            return MAYBE
        case _:
            return MAYBE if event.what in POSSIBLE.get(way.kind, ()) else NO
