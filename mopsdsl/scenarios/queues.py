"""Distributions: whose queue a person comes to when they reach a stage."""

from datetime import datetime
from typing import TYPE_CHECKING

from mopsdsl.clock import zones
from mopsdsl.clock.cover import next_staffed
from mopsdsl.diagnostics.wording import listed
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.graphs.wording import capacity_text
from mopsdsl.model.growth import Distribution, Queue
from mopsdsl.model.lifecycle import Stage
from mopsdsl.model.people import Rota
from mopsdsl.scenarios.words import instant_text

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation


def entered(sim: "Simulation", course: Course, stage: Stage) -> None:
    """The first queue whose condition holds takes the person, else the one for the rest."""
    for distribution in sim.world.distributions(course, stage.name):
        queue = _queue(sim, distribution)
        if queue is None:
            sim.tell(f"no queue of {distribution.name} takes the person", distribution.span)
            continue
        sim.subject.queue = queue.name
        team = f" of {queue.team.name}" if queue.team is not None else ""
        sim.tell(f"comes to the queue {queue.name}{team}", queue.span)
        if queue.capacity is not None:
            sim.tell(
                f"whether there is room ({capacity_text(queue)}) is not asked: a scenario has one person",
                queue.span,
            )
        rota = sim.model.rotas.get(queue.rota.name) if queue.rota is not None else None
        if rota is not None:
            _take_turns(sim, rota)


def _queue(sim: "Simulation", distribution: Distribution) -> Queue | None:
    """Queues with a condition come before the one for the rest, wherever that is written."""
    ordered = sorted(distribution.queues, key=lambda queue: queue.otherwise)
    return next((queue for queue in ordered if queue.otherwise or sim.holds(queue.when)), None)


def _take_turns(sim: "Simulation", rota: Rota) -> None:
    """Who of a rota may get the person, or when somebody is there again."""
    calendar = sim.world.calendar(rota.team.name)
    now = zones.moment(sim.now, calendar.zone)
    there = next_staffed(rota, calendar, now)
    if not isinstance(there, datetime):
        text = f"when somebody of rota {rota.name} is there: nobody is until the end of {there.last}, and later days are not known"
        sim.unknown(text, rota.span)
    elif there > now:
        text = f"nobody of rota {rota.name} is there before {instant_text(zones.instant(there), sim.zone)}"
        sim.tell(text, rota.span)
    else:
        away = [
            one for one in rota.members if any(days.first <= now.date() <= days.last for days in one.away)
        ]
        able = [one.name for one in rota.members if one not in away]
        if able:
            gone = listed([one.name for one in away])
            left = f"; {gone} {'is' if len(away) == 1 else 'are'} away" if away else ""
            sim.tell(f"rota {rota.name} gives the person to {listed(able, 'or')}{left}", rota.span)
