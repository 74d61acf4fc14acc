"""Run scenarios: an outcome for each, and what none of them has touched."""

from collections.abc import Iterable

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.model.scenario import Scenario
from mopsdsl.scenarios import steps, untouched
from mopsdsl.scenarios.simulation import Simulation
from mopsdsl.scenarios.story import Halt, Outcome
from mopsdsl.scenarios.untouched import Part
from mopsdsl.scenarios.words import expectation_text, instant_text
from mopsdsl.scenarios.world import World


@value
class Results:
    """The outcomes in the order of the scenarios, and every part of the model with whether a scenario has touched it."""

    outcomes: tuple[Outcome, ...]
    parts: tuple[Part, ...]


def run(context: Context, scenarios: Iterable[Scenario]) -> Results:
    """Run these scenarios of one model; each has a person and a clock of its own."""
    world = World(context)
    touched: set[object] = set()
    outcomes = []
    for scenario in scenarios:
        sim = Simulation(world, scenario)
        outcomes.append(_outcome(sim))
        touched |= sim.touched
    return Results(tuple(outcomes), tuple(untouched.parts(context.model, touched)))


def _outcome(sim: Simulation) -> Outcome:
    scenario = sim.scenario
    if not any(step.at is not None for step in scenario.steps) and any(step.event for step in scenario.steps):
        sim.tell(
            f"no `at` is said, so the clock begins at {instant_text(sim.now, sim.zone)}",
            scenario.span,
            "said",
            0,
        )
    for place, step in enumerate(scenario.steps):
        try:
            steps.carry_out(sim, step, scenario.steps[place - 1] if place else None)
        except Halt as halt:
            left = sum(one.expectation is not None for one in scenario.steps[place:])
            after = (
                f" {left} expectation{'s' * (left > 1)} from here on could not be looked at." if left else ""
            )
            said = expectation_text(step.expectation) if step.expectation else "the story can't go on"
            sim.fail_for_good(said, f"{halt}{after}", step.span, halt.lines)
            break
    if not any(step.expectation for step in scenario.steps):
        sim.unknown("anything: the scenario expects nothing", scenario.span)
    return Outcome(scenario, sim.zone, tuple(sim.story), tuple(sim.failures))
