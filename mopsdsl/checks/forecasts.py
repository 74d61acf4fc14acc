"""A forecast with all that rules ask of it: where its rates begin and end, and how many people each stage takes."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from mopsdsl.checks.context import Context
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.graphs.wording import amount_text, percent_text
from mopsdsl.logic import forecast as reckoning
from mopsdsl.model.growth import Forecast

if TYPE_CHECKING:
    from fractions import Fraction


def plans(context: Context) -> Iterator["Plan"]:
    """Every forecast of which it is known what lifecycle it is about."""
    for forecast in context.model.forecasts.values():
        course = context.courses.get(lifecycle_of(context, forecast))
        if course is not None and course.first is not None:
            yield Plan(context, forecast, course)


def lifecycle_of(context: Context, forecast: Forecast) -> str:
    """The lifecycle that a forecast is on; without `on`, the one that its first rate's stage is of."""
    if forecast.lifecycle is not None:
        return forecast.lifecycle.name
    home = context.names.lifecycle_of(forecast.rates[0].start) if forecast.rates else None
    return home.name if home is not None else ""


class Plan:
    """One forecast. People begin at `first` and the plan counts those who come to `won`: the ends of the success path.

    Without a success path, `first` is where people start, and `won` is the one end that the rates lead to ("" where that is not clear).
    """

    def __init__(self, context: Context, forecast: Forecast, course: Course) -> None:
        self.context = context
        self.forecast = forecast
        self.course = course
        self.steps = reckoning.steps(forecast, context.model)
        self.path = tuple(key for key in map(course.key, course.path) if key is not None)
        self.first = self.path[0] if self.path else str(course.first)

    @cached_property
    def won(self) -> str:
        if self.path:
            return self.path[-1]
        ends = {step.end for step in self.steps} - {step.start for step in self.steps}
        return next(iter(ends)) if len(ends) == 1 else ""

    @cached_property
    def needs(self) -> "dict[str, Fraction]":
        """How many have to come to each stage in the revenue's period; empty where that can't be said."""
        wins = reckoning.deals(self.forecast)
        return (
            reckoning.needs(self.steps, self.first, self.won, wins) if wins is not None and self.won else {}
        )

    def arithmetic(self, stage: str) -> str:
        """How the need of a stage comes about: from the revenue back, a step at a time."""
        revenue, deal, wins = (
            self.forecast.revenue,
            self.forecast.average_deal,
            reckoning.deals(self.forecast),
        )
        if revenue is None or deal is None or wins is None:
            return ""
        a = f" a {self.forecast.revenue_period}" if self.forecast.revenue_period else ""
        said = (
            f"{revenue.currency} {_number(revenue.amount)}{a} ÷ {deal.currency} {_number(deal.amount)} a deal"
            f" = {reckoning.shown(wins)} {self.title(self.won)}"
        )
        if stage == self.won:
            return said
        ways = reckoning.only_way(self.steps, stage, self.won)
        if not ways:
            return f"{said}; by all the ways that the rates lead, {reckoning.shown(self.needs[stage])} {self.title(stage)}"
        people = wins
        for step in reversed(ways):
            people /= step.rate
            said += f"; ÷ {percent_text(step.rate)} = {reckoning.shown(people)} {self.title(step.start)}"
        return said

    def ahead(self, stage: str) -> str:
        """How long before the win people come to a stage: "4 months"; "" for no time."""
        return reckoning.ahead_text(reckoning.ahead(reckoning.way(self.steps, stage, self.won)))

    def title(self, stage: str) -> str:
        found = self.course.stages.get(stage)
        return found.title if found is not None else stage


def is_stage_of(plan: Plan, name: str) -> bool:
    """Whether a stage as it is written (`Global.MQL`) counts this plan's people: of the lifecycle that the forecast is on."""
    lifecycle, _, stage = name.rpartition(".")
    return stage in plan.course.stages and lifecycle in ("", plan.course.lifecycle.name)


def _number(amount: object) -> str:
    return f"{amount:,}" if isinstance(amount, int) else amount_text(amount)
