"""Opportunities: whether the person has an open one, and what becomes of it when nothing happens to it.

A scenario tells of one in the words of Marketo's triggers: "Added to Opportunity", "Opportunity is Updated", "Removed from Opportunity"
(experienceleague: smart-list-triggers).
"""

from functools import partial
from typing import TYPE_CHECKING

from mopsdsl.model.assets import Event
from mopsdsl.model.lifecycle import Fence, OpportunityRule
from mopsdsl.scenarios import stages

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation

_ALIVE = ("added to opportunity", "opportunity is updated")
_GONE = "removed from opportunity"


def said(sim: "Simulation", event: Event) -> bool:
    """Take in what a scenario says of an opportunity; returns whether its words are of one."""
    words = event.text.strip().casefold()
    if words in _ALIVE:
        sim.tell("has an open opportunity", event.span)
        sim.subject.opportunity = sim.now
        for fence in stages.fences(sim):
            for rule in fence.opportunities:
                _open(sim, fence, rule)
    elif words == _GONE:
        sim.subject.opportunity = None
        sim.tell("has no open opportunity any more", event.span)
    return words in (*_ALIVE, _GONE)


def _open(sim: "Simulation", fence: Fence, rule: OpportunityRule) -> None:
    if rule.excluded:
        sim.tell(f"out of marketing's reach by fence {fence.name} while the opportunity is open", rule.span)
    if rule.stalled is not None and rule.target is not None:
        until = sim.due(sim.now, rule.stalled, fence.sales.name, rule.span)
        if until is not None:
            sim.later(until, partial(_stalled, sim, rule, sim.now))


def _stalled(sim: "Simulation", rule: OpportunityRule, since: int) -> None:
    """Nothing has happened to the opportunity since then."""
    stage, course = stages.current(sim), sim.subject.course
    if sim.subject.opportunity != since or rule.target is None or rule.stalled is None:
        return
    target = course.key(rule.target) if course is not None else None
    if stage is not None and target not in (None, stage.name) and stage.type != "end":
        text = f"goes from {stage.name} to {target}: the opportunity has stalled for {rule.stalled.text}"
        stages.enter(sim, str(target), text, rule.span)
