"""How people come to a step of a campaign: by what sets it off, or handed on by other campaigns, and what has changed until then."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.graphs.carriers import HAND_OVERS, LONGEST, calls, campaigns, moved_to
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.logic.effects import NO_EFFECTS, Effects, before
from mopsdsl.model.assets import FlowStep, SmartCampaign
from mopsdsl.model.conditions import Condition

Caller = tuple[SmartCampaign, FlowStep]
"""A campaign, and its step that hands people on."""


@value
class Entry:
    """A way into a campaign: the conditions that people meet on it, as they were before any step, and what steps have changed.

    `callers` handed them on, the first of them first; `partitions` are theirs (all of the campaigns see them). `waited`: time has passed.
    """

    callers: tuple[SmartCampaign, ...]
    partitions: frozenset[str]
    conditions: tuple[Condition, ...]
    effects: Effects
    waited: bool = False


class TooManyWays(Exception):
    """People come to a campaign by more ways than are looked at."""


class Entries:
    """The ways into all campaigns of a model."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.callers: dict[str, list[Caller]] = {}
        for campaign in campaigns(context.model):
            for call in calls(campaign, context.names):
                self.callers.setdefault(call.campaign.name, []).append((campaign, call.step))
        # Whatever is called without detours is looked at whole, however often it is called.
        self.most = HAND_OVERS + sum(map(len, self.callers.values()))

    def of(self, campaign: SmartCampaign, *, every: bool = False) -> Iterator[Entry]:
        """The ways in: its own triggers or its batch; those by callers where it only ever runs when it is called, or with `every`.

        May raise TooManyWays, after some of them.
        """
        for chain in self._chains(campaign, every):
            first, *others = [*(caller for caller, _ in chain), campaign]
            seen = self.context.peopled.get(first.workspace.name, NOTHING)
            entry = Entry((), seen, (first.when,) if first.when is not None else (), NO_EFFECTS)
            for (caller, step), called in zip(chain, others, strict=True):
                entry = self._handed_on(called, caller, self.until(caller, step, entry))
            yield entry

    def _chains(self, campaign: SmartCampaign, every: bool) -> Iterator[tuple[Caller, ...]]:
        """Who hands people on to a campaign, one after the other, from somebody who starts by themselves."""
        waiting: list[tuple[Caller, ...]] = [()]
        for _ in range(self.most):
            if not waiting:
                return
            chain = waiting.pop()
            first = chain[0][0] if chain else campaign
            called = self.callers.get(first.name, ())
            if not (first.executable or (called and _waits_to_be_called(first))):
                yield chain
                if not every:
                    continue
            if called and len(chain) >= LONGEST:
                break
            met = {one.name for one in (*(caller for caller, _ in chain[1:]), *([campaign] if chain else ()))}
            waiting += [
                ((caller, step), *chain)
                for caller, step in reversed(called)
                if caller.name not in met and any(step is one for one in lasting(caller))
            ]
        else:
            if not waiting:
                return
        raise TooManyWays

    def _handed_on(self, campaign: SmartCampaign, caller: SmartCampaign, entry: Entry) -> Entry:
        conditions = entry.conditions
        if campaign.when is not None:
            conditions = (
                *conditions,
                before(campaign.when, entry.effects, self.context.decider.space.rewriter),
            )
        seen = self.context.peopled.get(campaign.workspace.name, NOTHING)
        return Entry(
            (*entry.callers, caller), entry.partitions & seen, conditions, entry.effects, entry.waited
        )

    def until(self, campaign: SmartCampaign, step: FlowStep, entry: Entry) -> Entry:
        """The same people when they have come to a step."""
        effects, partitions, waited = entry.effects, entry.partitions, entry.waited
        for one in campaign.flow:
            if one is step:
                break
            effects = effects.after(one, self.context.model, self.context.names.find)
            waited = waited or one.action == "wait"
            target = moved_to(one)
            partitions = frozenset({target.name}) if target is not None else partitions
        return Entry(entry.callers, partitions, entry.conditions, effects, waited)


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
