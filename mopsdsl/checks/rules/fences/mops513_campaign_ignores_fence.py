"""MOPS513: a campaign that can reach people whom the fence excludes.

Whom marketing may mail is what the fence includes, less those whom sales has taken out. Marketo itself mails nobody who has
unsubscribed, unless the email is operational (experienceleague: make-an-email-operational), so that nobody is told to ask for that.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.carriers import campaigns
from mopsdsl.graphs.wording import condition_text
from mopsdsl.model.assets import SmartCampaign

if TYPE_CHECKING:
    from mopsdsl.checks.audience import Audience
    from mopsdsl.checks.mailing import Mailing, Mailings
    from mopsdsl.logic.person import Person
    from mopsdsl.model.conditions import Condition

RULE = Rule(
    "MOPS513",
    "campaign-ignores-fence",
    Severity.ERROR,
    "A campaign that can reach people whom the fence excludes.",
)


def check(context: Context) -> Iterator[Finding]:
    if not context.model.fences:
        return
    from mopsdsl.checks.audience import audiences
    from mopsdsl.checks.mailing import Mailings

    allowed = list(audiences(context))
    context.decider.learn([condition for one in allowed for condition in (one.allowed, *one.holds)])
    context.decider.learn([one.when for one in campaigns(context.model) if one.when is not None])
    mailings = Mailings(context)
    for campaign in campaigns(context.model):
        found = _first(context, mailings, campaign, allowed)
        if found is not None:
            yield found


def _first(
    context: Context, mailings: "Mailings", campaign: SmartCampaign, audiences: "Sequence[Audience]"
) -> Finding | None:
    """The first of a campaign's mailings that is not kept to what a fence allows; else the first that can't be decided."""
    from mopsdsl.checks.audience import outside
    from mopsdsl.checks.entries import TooManyWays
    from mopsdsl.logic.decide import Undecided
    from mopsdsl.logic.effects import Unforeseen
    from mopsdsl.logic.person import Person

    doubtful: Finding | None = None
    for audience in audiences:
        try:
            for mailing in mailings.of(campaign):
                found = outside(context, mailing, audience)
                if isinstance(found, Person):
                    return _finding(context, mailing, audience, found)
                if isinstance(found, Undecided) and not found.mistaken:
                    doubtful = doubtful or _doubt(campaign, found.why)
        except Unforeseen as problem:
            why = f"nobody can foresee what its flow leaves in {problem}"
            doubtful = doubtful or _doubt(campaign, why)
        except TooManyWays:
            why = "other campaigns hand people on to it by too many ways to look at all of them"
            doubtful = doubtful or _doubt(campaign, why)
    return doubtful


def _finding(context: Context, mailing: "Mailing", audience: "Audience", person: "Person") -> Finding:
    campaign, fence = mailing.campaign, audience.fences[0]
    is_out = any(_holds(context, person, out) for _, out in audience.exclusions)
    why = (
        "whom sales has taken out of marketing under"
        if is_out
        else "who is not marketing's to write to under"
    )
    places = [
        Related(
            mailing.step.span,
            "mails them here" if mailing.step.action == "send" else "lets a program mail them",
        )
    ]
    places += [Related(caller.span, f"{caller.title} hands them on") for caller in mailing.entry.callers]
    places += [
        Related(one.span, f"{fence.title} says whom marketing may write to") for one in audience.inclusions
    ]
    places += [
        Related(one.span, f"{fence.title} says how sales takes people out") for one, _ in audience.exclusions
    ]
    return RULE.finding(
        campaign.when.span if campaign.when is not None else campaign.span,
        f"Campaign {campaign.title} can mail somebody with {_said(person)}, {why} {fence.title}.",
        f"Ask for it in the campaign: `when {condition_text(audience.allowed)}`. If everybody has to get this email, whatever they are "
        "to us, make it operational in Marketo and say so: `purpose operational`.",
        related=tuple(places),
        subject=campaign.id,
    )


def _holds(context: Context, person: "Person", out: "Condition") -> bool:
    from mopsdsl.logic.evaluate import holds

    return holds(out, person, context.model, context.names.find)


def _said(person: "Person") -> str:
    """The person in words, without what goes without saying: whoever has unsubscribed is mailed by nobody."""
    from attrs import evolve

    told = {name: held for name, held in person.values.items() if name != "Unsubscribed"}
    return evolve(person, values=told).text


def _doubt(campaign: SmartCampaign, why: str) -> Finding:
    return RULE.finding(
        campaign.span,
        f"Whether campaign {campaign.title} keeps to the fence can't be decided: {why}.",
        "Ask in its `when` for what the fence allows, in the same words.",
        subject=campaign.id,
        severity=Severity.ADVICE,
    )
