"""MOPS215: an executable campaign called from another workspace, nested more than three deep, or holding a wait or a webhook.

experienceleague: flow-actions/execute-campaign. A campaign that another one executes is an executable one, said or not.
"""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import FlowStep, SmartCampaign

RULE = Rule(
    "MOPS215",
    "executable-out-of-bounds",
    Severity.ERROR,
    "An executable campaign called from another workspace, nested more than three deep, or holding a wait or a webhook.",
)
DEPTH = 3


@value
class Call:
    """One campaign executes another."""

    caller: SmartCampaign
    step: FlowStep
    called: SmartCampaign


def check(context: Context) -> Iterator[Finding]:
    campaigns = [asset for asset in context.model.assets.values() if isinstance(asset, SmartCampaign)]
    calls = [call for campaign in campaigns for call in _calls(context, campaign)]
    callers: dict[str, list[Call]] = {}
    for call in calls:
        callers.setdefault(call.called.name, []).append(call)
        if call.caller.workspace.name != call.called.workspace.name:
            yield _across(call)
    for campaign in campaigns:
        if campaign.executable or campaign.name in callers:
            yield from _steps(campaign, callers.get(campaign.name, []))
    yield from _nested(campaigns, callers)


def _calls(context: Context, campaign: SmartCampaign) -> Iterator[Call]:
    for step in campaign.flow:
        if step.action == "execute" and step.about is not None:
            called = context.names.find(step.about)
            if isinstance(called, SmartCampaign):
                yield Call(campaign, step, called)


def _across(call: Call) -> Finding:
    there, here = call.called.workspace.name, call.caller.workspace.name
    return RULE.finding(
        call.step.span,
        f"Campaign {call.caller.title} of workspace {here} executes {call.called.title} of workspace {there}; an executable campaign "
        "can be called only within its own workspace.",
        f"Make one in {here}, or move this campaign to {there}.",
        related=(Related(call.called.span, f"{call.called.title} stands in workspace {there}"),),
        subject=call.caller.id,
    )


def _steps(campaign: SmartCampaign, callers: list[Call]) -> Iterator[Finding]:
    for step in campaign.flow:
        if step.action in ("wait", "webhook"):
            what = "waits" if step.action == "wait" else "calls a webhook"
            yield RULE.finding(
                step.span,
                f"Executable campaign {campaign.title} {what}, which Marketo does not allow there: its caller would stand still.",
                "Take the step out, or let the caller `request` the campaign: a requested one runs on its own.",
                related=tuple(
                    Related(call.step.span, f"{call.caller.title} executes it") for call in callers[:3]
                ),
                subject=campaign.id,
            )


def _nested(campaigns: list[SmartCampaign], callers: dict[str, list[Call]]) -> Iterator[Finding]:
    """The calls at which a chain becomes too long."""
    for campaign in campaigns:
        chain = next(_chains(campaign, callers), None)
        if chain is not None:
            last, names = chain[-1], [chain[0].caller.title, *(call.called.title for call in chain)]
            yield RULE.finding(
                last.step.span,
                f"{' → '.join(names)}: executable campaigns are nested more than {DEPTH} deep, and Marketo stops there.",
                "Put the flows together, or `request` one of the campaigns.",
                related=tuple(
                    Related(c.step.span, f"{c.caller.title} executes {c.called.title}") for c in chain[:-1]
                ),
                subject=last.caller.id,
            )


def _chains(campaign: SmartCampaign, callers: dict[str, list[Call]]) -> Iterator[list[Call]]:
    """Chains of calls that end in this campaign and are one level too long, found backwards; circles are MOPS007's."""
    stack = [[call] for call in reversed(callers.get(campaign.name, []))]
    while stack:
        chain = stack.pop()
        first = chain[0].caller
        if any(call.called is first for call in chain):
            continue
        if len(chain) + (first.executable or first.name in callers) > DEPTH:
            yield chain
        else:
            stack.extend([call, *chain] for call in reversed(callers.get(first.name, [])))
