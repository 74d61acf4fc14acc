"""Whom each campaign can mail: the people who may come to its steps that do, by themselves or handed on by other campaigns."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.graphs.carriers import calls, campaigns, moved_to
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.logic.effects import NO_EFFECTS, Effects, before
from mopsdsl.model.assets import Asset, FlowStep, Program, SmartCampaign
from mopsdsl.model.conditions import Condition

OPERATIONAL = "operational"
"""The `purpose` of an email that Marketo sends as operational: no marketing, so whoever asked for it gets it."""


@value
class Entry:
    """A way into a campaign: the conditions that people meet on it, as they were before any step, and what steps have changed.

    `callers` handed them on, the first of them first; `partitions` are theirs (all of the campaigns see them).
    """

    callers: tuple[SmartCampaign, ...]
    partitions: frozenset[str]
    conditions: tuple[Condition, ...]
    effects: Effects


@value
class Mailing:
    """People who come to a step that mails them."""

    campaign: SmartCampaign
    step: FlowStep
    entry: Entry


class Mailings:
    """All mailings of a model."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.callers: dict[str, list[tuple[SmartCampaign, FlowStep]]] = {}
        for campaign in campaigns(context.model):
            for call in calls(campaign, context.names):
                self.callers.setdefault(call.campaign.name, []).append((campaign, call.step))

    def of(self, campaign: SmartCampaign) -> Iterator[Mailing]:
        """Each step of a campaign that mails, once for every way into the campaign. May raise `effects.Unforeseen`."""
        sends = [step for step in lasting(campaign) if self._is_marketing(step)]
        if sends:
            for entry in self._entries(campaign, ()):
                for step in sends:
                    yield Mailing(campaign, step, self._until(campaign, step, entry))

    def _is_marketing(self, step: FlowStep) -> bool:
        """Whether it mails people: with an email that is not operational, or by making them members of an engagement program."""
        found = self.context.names.find(step.about) if step.about is not None else None
        if step.action == "add to":
            return isinstance(found, Program) and found.type == "engagement"
        return step.action == "send" and not (isinstance(found, Asset) and found.purpose == OPERATIONAL)

    def _entries(self, campaign: SmartCampaign, met: tuple[str, ...]) -> Iterator[Entry]:
        """The ways in: its own triggers or its batch; those by callers where it only ever runs when it is called."""
        called = self.callers.get(campaign.name, ())
        if not (campaign.executable or (called and _waits_to_be_called(campaign))):
            conditions = (campaign.when,) if campaign.when is not None else ()
            seen = self.context.peopled.get(campaign.workspace.name, NOTHING)
            yield Entry((), seen, conditions, NO_EFFECTS)
            return
        for caller, step in called:
            if caller.name not in met and any(step is one for one in lasting(caller)):
                for entry in self._entries(caller, (*met, campaign.name)):
                    yield self._handed_on(campaign, caller, self._until(caller, step, entry))

    def _handed_on(self, campaign: SmartCampaign, caller: SmartCampaign, entry: Entry) -> Entry:
        conditions = entry.conditions
        if campaign.when is not None:
            conditions = (
                *conditions,
                before(campaign.when, entry.effects, self.context.decider.space.rewriter),
            )
        seen = self.context.peopled.get(campaign.workspace.name, NOTHING)
        return Entry((*entry.callers, caller), entry.partitions & seen, conditions, entry.effects)

    def _until(self, campaign: SmartCampaign, step: FlowStep, entry: Entry) -> Entry:
        """The same people when they have come to a step."""
        effects, partitions = entry.effects, entry.partitions
        for one in campaign.flow:
            if one is step:
                break
            effects = effects.after(one, self.context.model, self.context.names.find)
            target = moved_to(one)
            partitions = frozenset({target.name}) if target is not None else partitions
        return Entry(entry.callers, partitions, entry.conditions, effects)


def _waits_to_be_called(campaign: SmartCampaign) -> bool:
    """Whether it runs on nobody by itself: it waits for requests, or says nothing at all of when and for whom it runs."""
    if not campaign.triggers:
        return campaign.when is None
    return all(event.what == "requested" for event in campaign.triggers)


def lasting(campaign: SmartCampaign) -> tuple[FlowStep, ...]:
    """The steps that people come to: none after the one that ends their way."""
    for place, step in enumerate(campaign.flow):
        if step.action in ("stop", "delete person"):
            return campaign.flow[:place]
    return campaign.flow
