"""Distributions: whose queue a person comes to when they reach a stage."""

from typing import TYPE_CHECKING

from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.growth import Distribution, Queue
from mopsdsl.model.lifecycle import Stage

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


def _queue(sim: "Simulation", distribution: Distribution) -> Queue | None:
    """Queues with a condition come before the one for the rest, wherever that is written."""
    ordered = sorted(distribution.queues, key=lambda queue: queue.otherwise)
    return next((queue for queue in ordered if queue.otherwise or sim.holds(queue.when)), None)
