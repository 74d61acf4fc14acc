"""MOPS803: a target that the forecast's own rates say is not enough, or is far too much."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.context import Context
from mopsdsl.checks.forecasts import Plan, is_stage_of, plans
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.wording import percent_text
from mopsdsl.logic.forecast import only_way, per, reached, rounded, shown, stage_name
from mopsdsl.model.growth import Metric, Target

if TYPE_CHECKING:
    from fractions import Fraction

RULE = Rule(
    "MOPS803",
    "target-misses-forecast",
    Severity.WARNING,
    "A target that the forecast's own rates say is not enough, or is far too much; the arithmetic.",
)
FAR_TOO_MUCH = 2


def check(context: Context) -> Iterator[Finding]:
    for plan in plans(context):
        counted = list(_counted(context, plan))
        unreckoned = _unreckoned(plan)
        if unreckoned and counted:
            yield _open(plan, counted[0][2], unreckoned)
        for stage, period, targets in counted:
            yield from _amounts(plan, stage, period, targets)
        for metric in context.model.metrics.values():
            yield from _conversions(plan, metric)


Targets = list[tuple[Metric, Target]]


def _counted(context: Context, plan: Plan) -> Iterator[tuple[str, str, Targets]]:
    """For each stage and period, all targets for entries to it: several metrics may each count a part of them."""
    found: dict[tuple[str, str], Targets] = {}
    for metric in context.model.metrics.values():
        counts = metric.counts
        if counts is None or counts.what != "entries to" or not is_stage_of(plan, counts.stages[0].name):
            continue
        for target in metric.targets:
            if not target.percent and not target.currency:
                key = stage_name(counts.stages[0]), target.period
                found.setdefault(key, []).append((metric, target))
    yield from ((stage, period, targets) for (stage, period), targets in found.items())


def _unreckoned(plan: Plan) -> str:
    """Why nothing follows from a forecast's revenue for its stages; "" where it does, or where it gives no revenue at all."""
    revenue, deal = plan.forecast.revenue, plan.forecast.average_deal
    if revenue is None or deal is None:
        return ""
    if revenue.currency != deal.currency:
        return f"its revenue is in {revenue.currency} and its average deal in {deal.currency}"
    if not plan.forecast.revenue_period:
        return "its revenue does not say for what time (`per year`)"
    if plan.won in reached(plan.steps, plan.first):
        return "" if plan.needs else "its rates lead round in circles that don't add up, or are too many"
    ends = {step.end for step in plan.steps} - {step.start for step in plan.steps}
    return "" if plan.won or len(ends) < 2 else f"no success path says which of {some(sorted(ends))} is won"


def _open(plan: Plan, targets: Targets, why: str) -> Finding:
    metric, target = targets[0]
    return RULE.finding(
        target.span,
        f"Whether the target of {metric.title} is enough can't be reckoned from {plan.forecast.title}: {why}.",
        "Complete the forecast, so that its arithmetic can be held against the targets.",
        related=(Related(plan.forecast.span, "the forecast is here"),),
        subject=metric.id,
        severity=Severity.ADVICE,
    )


def _amounts(plan: Plan, stage: str, period: str, targets: Targets) -> Iterator[Finding]:
    need = plan.needs.get(stage)
    wanted = per(need, plan.forecast.revenue_period, period) if need is not None else None
    if wanted is None:
        return
    together = sum(target.amount for _, target in targets)
    if together < rounded(wanted):
        yield _finding(plan, stage, targets, wanted, "not enough", together)
    elif len(targets) == 1 and together >= FAR_TOO_MUCH * wanted > 0:
        yield _finding(plan, stage, targets, wanted, "far too much", together)


def _finding(
    plan: Plan, stage: str, targets: Targets, wanted: "Fraction", verdict: str, together: object
) -> Finding:
    metric, target = targets[0]
    title, forecast = plan.title(stage), plan.forecast
    a = f" a {target.period}" if target.period else ""
    whose = f"The target of {metric.title} is {_said(together)}{a}"
    if len(targets) > 1:
        whose = f"The targets of {some([metric.title for metric, _ in targets])} are {_said(together)}{a} together"
    ahead = plan.ahead(stage)
    before = f", {ahead} before the deals" if ahead else ""
    places = tuple(
        Related(target.span, f"{_said(target.amount)}{a} by {metric.title}") for metric, target in targets[1:]
    )
    return RULE.finding(
        target.span,
        f"{whose}, and {forecast.title} takes {shown(wanted)} {title}{a}{before}: {verdict}. "
        f"{plan.arithmetic(stage)}{_scaled(plan, wanted, a)}.",
        "Set the target to what the plan takes, or change the plan's rates or revenue, with the source that says so.",
        related=(*places, Related(forecast.span, f"{forecast.title} is reckoned here")),
        subject=metric.id,
    )


def _scaled(plan: Plan, wanted: "Fraction", a: str) -> str:
    period = plan.forecast.revenue_period
    return f" a {period}, {shown(wanted)}{a}" if period and a != f" a {period}" else ""


def _said(amount: object) -> str:
    return shown(amount) if isinstance(amount, int) else shown(amount, 2)  # type: ignore[arg-type]


def _conversions(plan: Plan, metric: Metric) -> Iterator[Finding]:
    """A share of people that is to come from one stage to another, below what the plan counts on."""
    counts = metric.counts
    if counts is None or counts.what != "conversions" or len(counts.stages) != 2:
        return
    if not all(is_stage_of(plan, stage.name) for stage in counts.stages):
        return
    start, end = map(stage_name, counts.stages)
    path = only_way(plan.steps, start, end)
    if not path:
        return
    rate = path[0].rate
    for step in path[1:]:
        rate *= step.rate
    for target in metric.targets:
        if target.percent and target.amount < rate:
            chain = " × ".join(percent_text(step.rate) for step in path)
            reckoned = f"{chain} = {percent_text(rate)}" if len(path) > 1 else chain
            yield RULE.finding(
                target.span,
                f"The target of {metric.title} is {percent_text(target.amount)}, and {plan.forecast.title} counts on {reckoned} "
                f"from {plan.title(start)} to {plan.title(end)}: not enough.",
                "Aim at what the plan counts on, or plan with what is aimed at.",
                related=tuple(
                    Related(step.written.span, f"{percent_text(step.rate)} is counted on here")
                    for step in path
                ),
                subject=metric.id,
            )
