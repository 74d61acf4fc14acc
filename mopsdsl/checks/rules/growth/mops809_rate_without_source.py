"""MOPS809: a rate that nobody vouches for, or outside every cited range."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.context import Context
from mopsdsl.checks.forecasts import lifecycle_of
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.wording import percent_text
from mopsdsl.logic.forecast import rate_of, stage_name
from mopsdsl.model.growth import Assumption, Forecast, Rate
from mopsdsl.model.lifecycle import Stage

if TYPE_CHECKING:
    from mopsdsl.targets.practice import Range

RULE = Rule(
    "MOPS809",
    "rate-without-source",
    Severity.WARNING,
    "A rate that nobody vouches for, or outside every cited range.",
)


def check(context: Context) -> Iterator[Finding]:
    for forecast in context.model.forecasts.values():
        for rate in forecast.rates:
            named = rate.assumption
            assumption = context.model.assumptions.get(named.name) if named is not None else None
            if named is None or assumption is not None:
                yield from _unsourced(forecast, rate, assumption)
                yield from _unheard_of(context, forecast, rate, assumption)


def _unsourced(forecast: Forecast, rate: Rate, assumption: Assumption | None) -> Iterator[Finding]:
    if rate.source or (assumption is not None and assumption.source):
        return
    number = percent_text(assumption.amount if assumption is not None else rate.amount)
    yield RULE.finding(
        rate.span,
        f"Nobody vouches for the {number} from {stage_name(rate.start)} to {stage_name(rate.end)} in {forecast.title}: "
        "when the plan fails, nobody "
        "can say what was wrong about it.",
        'Say where it is from: `from "CRM report 2026-Q2"`.',
        related=(Related(assumption.span, "assumed here without a source"),)
        if assumption is not None
        else (),
        subject=forecast.id,
    )


def _unheard_of(
    context: Context, forecast: Forecast, rate: Rate, assumption: Assumption | None
) -> Iterator[Finding]:
    amount, published = rate_of(rate, context.model), _published(context, forecast, rate)
    if amount is None or not published or not 0 < amount <= 1:
        return
    if any(one.low <= amount * 100 <= one.high for one in published):
        return
    low, high = min(one.low for one in published), max(one.high for one in published)
    cited = "; ".join(f"{_range(one)} ({one.source})" for one in published)
    yield RULE.finding(
        rate.span,
        f"{forecast.title} counts on {percent_text(amount)} from {stage_name(rate.start)} to {stage_name(rate.end)}, which is "
        f"{_where(amount * 100, low, high)} everything that is published: {cited}.",
        "Look at the number and at what the two stages mean. "
        "If you have measured it, keep it with an `allow MOPS809 because` that says so.",
        related=(Related(assumption.span, "the number stands here"),) if assumption is not None else (),
        subject=forecast.id,
    )


def _published(context: Context, forecast: Forecast, rate: Rate) -> "tuple[Range, ...]":
    from mopsdsl.targets.practice import conversions

    course = context.courses.get(lifecycle_of(context, forecast))
    ends = [context.names.stage(stage) for stage in (rate.start, rate.end)] if course is not None else []
    called = [(stage.name, stage.title) for stage in ends if isinstance(stage, Stage)]
    return conversions().of(*called) if len(called) == 2 else ()


def _range(one: "Range") -> str:
    return f"{one.low}%" if one.low == one.high else f"{one.low} to {one.high}%"


def _where(percent: object, low: int, high: int) -> str:
    if percent < low:  # type: ignore[operator]
        return "below"
    return "above" if percent > high else "outside"  # type: ignore[operator]
