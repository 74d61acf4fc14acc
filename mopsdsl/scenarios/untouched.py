"""Which parts of a model no scenario has touched."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.graphs.carriers import campaigns
from mopsdsl.graphs.wording import condition_text, transition_text
from mopsdsl.model.model import Model
from mopsdsl.scenarios.words import duty_text, event_text
from mopsdsl.source.text import Span


@value
class Part:
    """Something that a scenario can touch. `kind`: route, transition, campaign, duty or score rule."""

    kind: str
    name: str
    span: Span
    touched: bool


KINDS = ("route", "transition", "campaign", "duty", "score rule")


def parts(model: Model, touched: set[object]) -> list[Part]:
    """Every part, in the order of KINDS and then of the model."""
    return [Part(kind, name, span, thing in touched) for kind, name, span, thing in _parts(model)]


def _parts(model: Model) -> Iterator[tuple[str, str, Span, object]]:
    for routing in model.routings.values():
        for route in routing.routes:
            when = f"when {condition_text(route.when)}" if route.when is not None else "otherwise"
            yield "route", f"{routing.name}: {when} -> {route.target.name}", route.span, route
    for lifecycle in model.lifecycles.values():
        for way in lifecycle.transitions:
            said = f"{way.source.name} -> {way.target.name} {transition_text(way)}".rstrip()
            yield "transition", f"{lifecycle.name}: {said}", way.span, way
    for campaign in campaigns(model):
        yield "campaign", campaign.name, campaign.span, campaign
    for fence in model.fences.values():
        if fence.acceptance is not None:
            yield (
                "duty",
                f"{fence.name}: accept at {fence.acceptance.stage.name}",
                fence.acceptance.span,
                fence.acceptance,
            )
        for duty in fence.duties:
            yield "duty", f"{fence.name}: {duty_text(duty)}", duty.span, duty
    for score in model.scores.values():
        for rule in score.rules:
            why = (
                event_text(rule.event)
                if rule.event is not None
                else condition_text(rule.when)
                if rule.when
                else ""
            )
            yield "score rule", f"{score.name}: {rule.points:+} when {why}", rule.span, rule
