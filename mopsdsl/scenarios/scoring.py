"""Scores: points for what a person does and is."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from mopsdsl.graphs.wording import amount_text, condition_text
from mopsdsl.model.lifecycle import Score, ScoreRule
from mopsdsl.scenarios import happenings
from mopsdsl.scenarios.causes import Occurrence
from mopsdsl.scenarios.words import event_text

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation


def happens(sim: "Simulation", occurrence: Occurrence) -> None:
    """Give the points for something that has happened."""
    for score, rule in sim.world.rules.get(occurrence.what, ()):
        if rule.event is not None and happenings.fits(sim, rule.event, occurrence):
            _soon(sim, score, rule)


def conditions(sim: "Simulation") -> None:
    """Give the points for what has come to be true of a person, once."""
    for score, rule in sim.world.rules.get("", ()):
        if id(rule) not in sim.subject.counted and rule.when is not None and sim.holds(rule.when):
            sim.subject.counted.add(id(rule))
            _soon(sim, score, rule)


def arrive(sim: "Simulation") -> None:
    """A score that the scenario gives is taken at its word: what is true of the person on arrival is already in it."""
    for score, rule in sim.world.rules.get("", ()):
        if score.field.name in sim.subject.given and rule.when is not None and sim.holds(rule.when):
            sim.subject.counted.add(id(rule))


def _soon(sim: "Simulation", score: Score, rule: ScoreRule) -> None:
    cause = sim.because(rule, f"score {score.name} gives {rule.points:+} points", rule.span)
    sim.soon(lambda: _give(sim, score, rule), cause)


def _give(sim: "Simulation", score: Score, rule: ScoreRule) -> None:
    """Points count up to the most that the score gives in all."""
    given: Any = sim.subject.points.get(score.name, 0)
    most = score.at_most
    points: Any = rule.points if most is None else min(rule.points, most - given)
    sim.subject.points[score.name] = given + points
    sim.touch(rule)
    why = event_text(rule.event) if rule.event else condition_text(rule.when) if rule.when else ""
    cut = (
        ""
        if points == rule.points
        else f", cut to {amount_text(points)} (at most {amount_text(most)} in all)"
    )
    add(sim, score.field.name, points, f"score {score.name}: {rule.points:+} for {why}{cut}", rule.span)


def add(sim: "Simulation", name: str, points: Any, text: str, span: Any) -> None:
    """Add points to a number field, which holds 0 where it held nothing."""
    held = sim.value_of(name)
    before = held if isinstance(held, int | Fraction) and not isinstance(held, bool) else 0
    happenings.set_field(
        sim, name, before + points, f"{text}; {name} becomes {amount_text(before + points)}", span
    )
    field = sim.model.fields.get(name)
    low, high = (field.low, field.high) if field else (None, None)
    after: Any = before + points
    if (low is not None and after < low) or (high is not None and after > high):
        sim.tell(f"{name} is now outside of what the field may hold", field.span if field else span)
