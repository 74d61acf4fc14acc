"""MOPS413: a circle of transitions that one person can run through without any time passing.

A change of stage sets off at once what listens to it, be it a transition or a campaign with a `change stage` of its own; whoever fits
all conditions of a circle runs round in it until somebody switches a campaign off. A stage that has a status sets it for people who
come by themselves, so that the next condition is asked with that status.
"""

from collections.abc import Iterator

from mopsdsl.checks.answers import is_open, is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown, way_label
from mopsdsl.checks.loops import Loop, Unfinished, loops
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.carriers import campaigns
from mopsdsl.graphs.conditions import asked
from mopsdsl.model.assets import FlowStep, SmartCampaign

RULE = Rule(
    "MOPS413",
    "instant-loop",
    Severity.ERROR,
    "A circle of transitions that one person can run through without any time passing.",
)

SETTING = ("set", "change score")


def check(context: Context) -> Iterator[Finding]:
    seen: set[frozenset[tuple[str, str, int]]] = set()
    for course in context.courses.values():
        for found in loops(context, course):
            if isinstance(found, Unfinished):
                yield _unfinished(found)
                continue
            key = frozenset((way.text, way.span.source.name, way.span.start) for way in found.ways)
            if key not in seen:
                seen.add(key)
                yield _finding(context, found)


def _finding(context: Context, loop: Loop) -> Finding:
    first = loop.ways[0]
    round_trip = " -> ".join([*(way.source for way in loop.ways), first.source])
    severity = None
    if is_person(loop.person):
        why = f"{witness(loop.person)} fits every one of them"
    else:
        reason = f": {loop.person.why}" if is_open(loop.person) else ""
        why, severity = f"whether somebody fits every one of them can't be decided{reason}", Severity.ADVICE
    changing = _changing(context, loop)
    if changing and severity is None:
        why += "; whether a campaign that listens to the stages changes that in time can't be decided"
        severity = Severity.ADVICE
    legs = list(zip(loop.ways, loop.campaigns, strict=True))
    places = [Related(way.span, f"then {way_label(way)}{_by(campaign)}") for way, campaign in legs[1:]]
    places += [Related(one.span, f"campaign {one.name} may break the circle") for one in changing]
    moving = next((campaign for campaign in loop.campaigns if campaign is not None), None)
    return RULE.finding(
        first.span,
        f"People can run in a circle {round_trip} without any time passing: {why}.",
        "Let one of the conditions exclude the other, or let one of the transitions take time: `after 1 day`."
        if moving is None
        else f"Leave the stages to the lifecycle's transitions, or let campaign {moving.title} wait before it changes one: `wait 1 day`.",
        related=shown(places),
        subject=first.owner.id if loop.campaigns[0] is None else loop.campaigns[0].id,
        severity=severity,
    )


def _by(campaign: SmartCampaign | None) -> str:
    return f", by campaign {campaign.name}" if campaign is not None else ""


def _changing(context: Context, loop: Loop) -> list[SmartCampaign]:
    """Campaigns that a stage of the circle sets off, and that change something which its conditions ask.

    What a campaign of the circle sets before it changes the stage is part of the circle.
    """
    moving = [one for one in loop.campaigns if one is not None]
    conditions = [*(way.when for way in loop.ways), *(one.when for one in moving)]
    fields = {each.name for when in conditions for each in asked(when, context.names) if each.kind == "field"}
    stages = {way.source for way in loop.ways}
    found = []
    for campaign in campaigns(context.model):
        steps = _after_change(campaign) if campaign in moving else campaign.flow
        sets = (step.about.name for step in steps if step.action in SETTING and step.about is not None)
        if _listens(campaign, stages) and fields.intersection(sets):
            found.append(campaign)
    return found


def _listens(campaign: SmartCampaign, stages: set[str]) -> bool:
    return any(
        event.what == "stage changes"
        and (event.about is None or event.about.name.rpartition(".")[2] in stages)
        for event in campaign.triggers
    )


def _after_change(campaign: SmartCampaign) -> tuple[FlowStep, ...]:
    places = [place for place, step in enumerate(campaign.flow) if step.action == "change stage"]
    return campaign.flow[places[0] + 1 :] if places else campaign.flow


def _unfinished(found: Unfinished) -> Finding:
    first = found.ways[0]
    return RULE.finding(
        first.span,
        f"Whether somebody can run in a circle between {found.stages} stages of lifecycle {first.owner.name} can't be decided: there are "
        "too many ways round to look at all of them.",
        "Let some of these transitions take time (`after 1 day`), or ask simpler conditions.",
        related=shown(Related(way.span, way_label(way)) for way in found.ways[1:]),
        subject=first.owner.id,
        severity=Severity.ADVICE,
    )
