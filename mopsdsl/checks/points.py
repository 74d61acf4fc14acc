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

QUESTIONS = 500
"""So many people are looked for to find who gets the most."""
_ONCE = ("created", "unsubscribes")
"""What happens to a person once."""


@value
class Reach:
    """The most that a field can come to, why, and the places that say so.

    `at_once` is the most that one person who does not change fits, and `person` that person, where this is less. `tried` is the most
    that was found for one person: less than `at_once` where nobody could look at all.
    """

    field: Reference
    most: Amount
    why: str
    places: tuple[tuple[Span, str], ...]
    at_once: Amount
    person: "Person | None"
    tried: Amount


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
    best = _Best(context, scores)
    best.go_on(0, [], [])
    if best.person is None or best.points == total:
        return Reach(scores[0].field, total, why, places, total, None, total)
    at_once = best.points if best.left else total
    return Reach(scores[0].field, total, why, places, at_once, best.person, best.points)


class _Best:
    """Looks for the most points that one person gets of all rules, and that person: what can't hold together does not add up.

    Whatever happens to people (events) may happen to anybody, or not. `left` is 0 where it would take too long: then `points` is only
    what was found until then.
    """

    def __init__(self, context: Context, scores: Sequence[Score]) -> None:
        self.context = context
        self.scores = scores
        pairs = [(place, rule) for place, score in enumerate(scores) for rule in score.rules]
        self.asked = sorted(
            (pair for pair in pairs if pair[1].when is not None), key=lambda pair: -abs(pair[1].points)
        )
        sure = [(place, rule.points) for place, rule in pairs if rule.when is None and rule.points > 0]
        self.endless = {place for place, score in enumerate(scores) if _is_endless(context, score)}
        self.sure = [sum(points for at, points in sure if at == place) for place in range(len(scores))]
        self.left = QUESTIONS
        self.points: Amount = 0
        self.person: Person | None = None

    def worth(self, sums: Sequence[Amount]) -> Amount:
        """What so many points in each score come to: none gives more than its limit, and what happens again and again reaches that."""
        total: Amount = 0
        for place, score in enumerate(self.scores):
            cap = score.at_most
            total += sums[place] if cap is None else cap if place in self.endless else min(cap, sums[place])
        return total

    def sums(self, chosen: Sequence[tuple[int, int]]) -> list[Amount]:
        return [
            sure + sum(points for at, points in chosen if at == place) for place, sure in enumerate(self.sure)
        ]

    def go_on(self, place: int, chosen: list[tuple[int, int]], asked: list[tuple[bool, Condition]]) -> None:
        """Try the rules from a place on, with points of `chosen` (score, points) and what was asked for them."""
        rest = [(at, rule.points) for at, rule in self.asked[place:] if rule.points > 0]
        if self.person is not None and self.worth(self.sums([*chosen, *rest])) <= self.points:
            return
        if self.left <= 0:
            return
        self.left -= 1
        person = self.context.decider.person(
            [when for holds, when in asked if holds], [when for holds, when in asked if not holds]
        )
        if not is_person(person):
            if person is not None:
                self.left = 0  # whether there is such a person nobody can say, nor what the most is
            return
        if place == len(self.asked):
            self.points, self.person = self.worth(self.sums(chosen)), person
            return
        at, rule = self.asked[place]
        assert rule.when is not None
        for holds in (True, False) if rule.points > 0 else (False, True):
            more = [(at, rule.points)] if holds else []
            self.go_on(place + 1, [*chosen, *more], [*asked, (holds, rule.when)])


def _most(context: Context, score: Score) -> Amount | None:
    """The most of one score: every rule that can count once counted once; None where one can count again and again without a cap."""
    gains = [rule for rule in score.rules if rule.points > 0]
    once = sum(rule.points for rule in gains)
    if _is_endless(context, score):
        return score.at_most
    return once if score.at_most is None else min(once, score.at_most)


def _is_endless(context: Context, score: Score) -> bool:
    """Whether one of its rules can give points again and again."""
    gains = (rule.event for rule in score.rules if rule.points > 0 and rule.event is not None)
    return any(not _happens_once(context, event) for event in gains)


def _happens_once(context: Context, event: Event) -> bool:
    about = context.names.find(event.about) if event.about is not None else None
    return event.what in _ONCE or (event.what in ("joins", "attends") and isinstance(about, Program))


def _worded(context: Context, score: Score) -> str:
    most = _most(context, score)
    if score.at_most is not None and most == score.at_most:
        return f"at most {score.at_most}"
    points: Iterator[str] = (f"+{rule.points}" for rule in score.rules if rule.points > 0)
    return f"{', '.join(points) or 'no points'}, each once"
