"""MOPS511: a campaign that waits for somebody to approve its list by hand."""

from collections.abc import Iterator

from mopsdsl.checks.agreements import fences_on
from mopsdsl.checks.context import Context
from mopsdsl.checks.coverage import coverages
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.carriers import campaigns
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.model.assets import SmartCampaign
from mopsdsl.model.lifecycle import Fence

RULE = Rule(
    "MOPS511",
    "manual-approval",
    Severity.ERROR,
    "A campaign that waits for somebody to approve a list, which the fence should decide.",
)


def check(context: Context) -> Iterator[Finding]:
    for campaign in campaigns(context.model):
        if campaign.approved_by_hand or campaign.approval is not None:
            yield _finding(campaign, _fences(context, campaign))


def _fences(context: Context, campaign: SmartCampaign) -> list[Fence]:
    """The fences that hold for the people whom the campaign sees."""
    seen = context.sight.partitions.get(campaign.workspace.name, NOTHING)
    moving = [one.lifecycle.name for one in coverages(context) if seen & frozenset(one.claims)]
    found = {fence.name: fence for name in moving for fence in fences_on(context, context.courses[name])}
    return list(found.values())


def _finding(campaign: SmartCampaign, fences: list[Fence]) -> Finding:
    who = campaign.approval.name if campaign.approval is not None else "somebody"
    instead = f"let {fences[0].title} say" if fences else "let a fence say"
    return RULE.finding(
        campaign.approval.span if campaign.approval is not None else campaign.span,
        f"Campaign {campaign.title} waits for {who} to look through its list before each run: as long as that is needed, the agreement "
        "on who is marketed to is not good enough.",
        f"Find out whom {who} takes off the list, and {instead} it once: in `include ... when` or `exclude by ... using`.",
        related=tuple(Related(fence.span, f"{fence.title} is the agreement here") for fence in fences),
        subject=campaign.id,
    )
