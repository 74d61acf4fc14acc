"""The most that the declared score rules can add up to in each field."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.answers import is_person
from mopsdsl.checks.context import Context
from mopsdsl.model.assets import Event, FlowStep, Form, Program, SmartCampaign
from mopsdsl.model.base import Amount, Reference
from mopsdsl.model.conditions import Condition
from mopsdsl.model.lifecycle import Score
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.logic.person import Person

RULES = 12
"""With more rules than that, who gets the most is not worked out."""
_ONCE = ("created", "unsubscribes")
"""What happens to a person once."""


@value
class Reach:
    """The most that a field can come to, why, and the places that say so.

    `at_once` is the most that one person who does not change fits, and `person` that person, where this is less.
    """

    field: Reference
    most: Amount
    why: str
    places: tuple[tuple[Span, str], ...]
    at_once: Amount
    person: "Person | None"


def reaches(context: Context) -> dict[str, Reach]:
    """Field → the most that its scores give; only of fields that nothing else fills and that can't grow without end."""
    scores: dict[str, list[Score]] = {}
    for score in context.model.scores.values():
        scores.setdefault(score.field.name, []).append(score)
    found = {}
    for name, its in scores.items():
        field = context.model.fields.get(name)
        if field is not None and not field.from_crm and not field.derivation and not _filled(context, name):
            reach = _reach(context, name, its)
            if reach is not None:
                found[name] = reach
    return found


def _filled(context: Context, field: str) -> bool:
    """Whether a form asks for the field, or a campaign of its own changes it."""
    for asset in context.model.assets.values():
        if isinstance(asset, Form) and any(reference.name == field for reference in asset.asks):
            return True
        if isinstance(asset, SmartCampaign):
            steps = (step for step in asset.flow if step.about is not None and step.about.name == field)
            if any(_raises(step) for step in steps):
                return True
    return False


def _raises(step: FlowStep) -> bool:
    """Whether a step can bring a field further than its scores do: `set Score to 0` starts again and reaches nothing new."""
    if step.action == "change score":
        return step.amount is not None and step.amount > 0
    held = step.literal.value if step.literal is not None else None
    return step.action == "set" and not (isinstance(held, int) and held <= 0)


def _reach(context: Context, name: str, scores: Sequence[Score]) -> Reach | None:
    total: Amount = 0
    for score in scores:
        most = _most(context, score)
        if most is None:
            return None
        total += most
    field = context.model.fields[name]
    if field.high is not None and field.high < total:
        return None  # the field's own range is the limit, and what lies beyond it no condition may ask
    said = (f"score {score.name} gives {_most(context, score)} at most" for score in scores)
    places = tuple((score.span, f"score {score.name}: {_worded(context, score)}") for score in scores)
    why = f"{' and '.join(said)}" + (f", {total} in all" if len(scores) > 1 else "")
    at_once, person = total, None
    best = best_person(context, scores)
    if best is not None and best[0] < total:
        at_once, person = best
    return Reach(scores[0].field, total, why, places, at_once, person)


def best_person(context: Context, scores: Sequence[Score]) -> "tuple[Amount, Person] | None":
    """The most points that one person gets of all rules, and that person: what can't hold together does not add up.

    Whatever happens to people (events) may happen to anybody, or not. None where it would take too long, or where caps apply.
    """
    rules = [rule for score in scores for rule in score.rules]
    if any(score.at_most is not None for score in scores) or len(rules) > RULES:
        return None
    sure = sum(rule.points for rule in rules if rule.when is None and rule.points > 0)
    asked = sorted((rule for rule in rules if rule.when is not None), key=lambda rule: -abs(rule.points))
    best: tuple[Amount, Person] | None = None

    def go_on(place: int, points: int, fits: list[Condition], fails: list[Condition]) -> None:
        nonlocal best
        most = points + sum(rule.points for rule in asked[place:] if rule.points > 0)
        if best is not None and most <= best[0]:
            return
        person = context.decider.person(fits, fails)
        if not is_person(person):
            return
        if place == len(asked):
            best = (points, person)
            return
        rule = asked[place]
        assert rule.when is not None
        ways = [(rule.points, [*fits, rule.when], fails), (0, fits, [*fails, rule.when])]
        for more, holding, failing in ways if rule.points > 0 else reversed(ways):
            go_on(place + 1, points + more, holding, failing)

    go_on(0, sure, [], [])
    return best


def _most(context: Context, score: Score) -> Amount | None:
    """The most of one score: every rule that can count once counted once; None where one can count again and again without a cap."""
    gains = [rule for rule in score.rules if rule.points > 0]
    once = sum(rule.points for rule in gains)
    endless = any(rule.event is not None and not _happens_once(context, rule.event) for rule in gains)
    if endless:
        return score.at_most
    return once if score.at_most is None else min(once, score.at_most)


def _happens_once(context: Context, event: Event) -> bool:
    about = context.names.find(event.about) if event.about is not None else None
    return event.what in _ONCE or (event.what in ("joins", "attends") and isinstance(about, Program))


def _worded(context: Context, score: Score) -> str:
    most = _most(context, score)
    if score.at_most is not None and most == score.at_most:
        return f"at most {score.at_most}"
    points: Iterator[str] = (f"+{rule.points}" for rule in score.rules if rule.points > 0)
    return f"{', '.join(points) or 'no points'}, each once"
