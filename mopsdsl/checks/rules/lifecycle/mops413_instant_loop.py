"""MOPS413: a circle of transitions that one person can run through without any time passing.

A change of stage by a campaign sets off the next campaign at once; whoever fits all conditions of a circle runs round in it until
somebody switches a campaign off. A stage that has a status sets it for people who come by themselves, so that the next
condition is asked with that status.
"""

from collections.abc import Iterator

from mopsdsl.checks.answers import is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown, way_label
from mopsdsl.checks.loops import Loop, Unfinished, loops
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import asked
from mopsdsl.model.assets import SmartCampaign

RULE = Rule(
    "MOPS413",
    "instant-loop",
    Severity.ERROR,
    "A circle of transitions that one person can run through without any time passing.",
)


def check(context: Context) -> Iterator[Finding]:
    seen: set[frozenset[int]] = set()
    for course in context.courses.values():
        for found in loops(context, course):
            if isinstance(found, Unfinished):
                yield _unfinished(found)
                continue
            key = frozenset(id(way.transition) for way in found.ways)
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
        why, severity = "whether somebody fits every one of them can't be decided", Severity.ADVICE
    changing = _changing(context, loop)
    if changing and severity is None:
        why += "; whether a campaign that listens to the stages changes that in time can't be decided"
        severity = Severity.ADVICE
    places = [Related(way.span, f"then {way_label(way)}") for way in loop.ways[1:]]
    places += [
        Related(campaign.span, f"campaign {campaign.name} may break the circle") for campaign in changing
    ]
    return RULE.finding(
        first.span,
        f"People can run in a circle {round_trip} without any time passing: {why}.",
        "Let one of the conditions exclude the other, or let one of the transitions take time: `after 1 day`.",
        related=shown(places),
        subject=first.owner.id,
        severity=severity,
    )


def _changing(context: Context, loop: Loop) -> list[SmartCampaign]:
    """Campaigns that a stage of the circle sets off, and that change something which its conditions ask."""
    fields = {
        each.name for way in loop.ways for each in asked(way.when, context.names) if each.kind == "field"
    }
    stages = {way.source for way in loop.ways}
    found = []
    for asset in context.model.assets.values():
        if isinstance(asset, SmartCampaign):
            listens = any(
                event.what == "stage changes"
                and (event.about is None or event.about.name.rpartition(".")[2] in stages)
                for event in asset.triggers
            )
            sets = (
                step.about.name
                for step in asset.flow
                if step.action in ("set", "change score") and step.about is not None
            )
            if listens and fields.intersection(sets):
                found.append(asset)
    return found


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
