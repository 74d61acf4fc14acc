"""Lead statuses: where the specs say that there is one, and where they speak of one. They are the values of the CRM's Lead_Status."""

from collections.abc import Iterator

from mopsdsl.checks.conditions import conditions
from mopsdsl.graphs.conditions import leaves
from mopsdsl.model.assets import Event, SmartCampaign
from mopsdsl.model.base import Declaration
from mopsdsl.model.conditions import HasStatus, Literal
from mopsdsl.model.model import Model

LEAD_STATUS = "Lead_Status"
"""The field in which the CRM keeps the status of a lead."""

Said = Iterator[tuple[Declaration, Literal]]


def of_stages(model: Model) -> Said:
    """The statuses that exist, each with the lifecycle whose stage declares it."""
    for lifecycle in model.lifecycles.values():
        for stage in lifecycle.stages:
            yield from ((lifecycle, status) for status in stage.statuses)


def spoken_of(model: Model) -> Said:
    """Every status that something else asks, expects, sets or is about."""
    for declaration, condition in conditions(model):
        for leaf in leaves(condition):
            if isinstance(leaf, HasStatus):
                yield from ((declaration, literal) for literal in leaf.statuses)
    for asset in model.assets.values():
        if isinstance(asset, SmartCampaign):
            yield from ((asset, literal) for event in asset.triggers for literal in _of_event(event))
            for step in asset.flow:
                if step.action == "change status":
                    yield asset, Literal(step.text, step.span)
    for fence in model.fences.values():
        for owned in fence.statuses:
            yield from ((fence, literal) for literal in (owned.status, *owned.to))
    for score in model.scores.values():
        events = (rule.event for rule in score.rules if rule.event is not None)
        yield from ((score, literal) for event in events for literal in _of_event(event))
    for scenario in model.scenarios.values():
        for moment in scenario.steps:
            if moment.event is not None:
                yield from ((scenario, literal) for literal in _of_event(moment.event))
            if moment.expectation is not None and moment.expectation.what == "status":
                yield scenario, Literal(moment.expectation.text, moment.expectation.span)


def _of_event(event: Event) -> Iterator[Literal]:
    if event.what == "status changes" and event.text:
        yield Literal(event.text, event.span)
