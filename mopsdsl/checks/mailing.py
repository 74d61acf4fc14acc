"""Whom each campaign can mail: the people who may come to its steps that do, by themselves or handed on by other campaigns."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.checks.entries import Entries, Entry, lasting
from mopsdsl.model.assets import Asset, FlowStep, Program, SmartCampaign

OPERATIONAL = "operational"
"""The `purpose` of an email that Marketo sends as operational: no marketing, so whoever asked for it gets it."""


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
        self.entries = Entries(context)

    def of(self, campaign: SmartCampaign) -> Iterator[Mailing]:
        """Each step of a campaign that mails, once for every way into the campaign.

        May raise `effects.Unforeseen`, and `entries.TooManyWays` after some of them.
        """
        sends = [step for step in lasting(campaign) if self._is_marketing(step)]
        if sends:
            for entry in self.entries.of(campaign):
                for step in sends:
                    yield Mailing(campaign, step, self.entries.until(campaign, step, entry))

    def _is_marketing(self, step: FlowStep) -> bool:
        """Whether it mails people: with an email that is not operational, or by making them members of an engagement program."""
        found = self.context.names.find(step.about) if step.about is not None else None
        if step.action == "add to":
            return isinstance(found, Program) and found.type == "engagement"
        return step.action == "send" and not (isinstance(found, Asset) and found.purpose == OPERATIONAL)
