"""MOPS806: more hand-overs forecast than the queues can take."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.forecasts import Plan, is_stage_of, plans
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.logic.forecast import capacity, per, shown, stage_name, teams_of_unknown_size
from mopsdsl.model.growth import Distribution

RULE = Rule(
    "MOPS806",
    "capacity-exceeded",
    Severity.WARNING,
    "More hand-overs forecast than the queues can take.",
)


def check(context: Context) -> Iterator[Finding]:
    places: dict[tuple[str, str], list[Distribution]] = {}
    for distribution in context.model.distributions.values():
        if distribution.stage is not None:
            on = distribution.lifecycle.name if distribution.lifecycle is not None else ""
            places.setdefault((on, distribution.stage.name), []).append(distribution)
    for plan in plans(context):
        for (lifecycle, stage), distributions in places.items():
            if is_stage_of(plan, stage) and lifecycle in ("", plan.course.lifecycle.name):
                yield from _exceeded(context, plan, distributions)


def _exceeded(context: Context, plan: Plan, distributions: list[Distribution]) -> Iterator[Finding]:
    first = distributions[0]
    stage = stage_name(first.stage) if first.stage is not None else ""
    need = plan.needs.get(stage)
    a_year = per(need, plan.forecast.revenue_period, "year") if need is not None else None
    queues = [queue for one in distributions for queue in one.queues]
    can = capacity(queues, context.model)
    unknown = teams_of_unknown_size(queues, context.model)
    if a_year is not None and unknown:
        yield RULE.finding(
            first.span,
            f"{plan.forecast.title} hands over {shown(a_year)} {plan.title(stage)} a year, and whether the queues can take them can't be "
            f"said: a capacity is given per rep, and nobody says how many {some(unknown)} {'has' if len(unknown) == 1 else 'have'}.",
            "Say it in the team (`members 6`), or give the queue one capacity for all.",
            subject=first.id,
            severity=Severity.ADVICE,
        )
    if a_year is None or can is None or a_year <= can.a_year:
        return
    a_week = per(a_year, "year", "week"), per(can.a_year, "year", "week")
    yield RULE.finding(
        first.span,
        f"{plan.forecast.title} hands over {shown(a_year)} {plan.title(stage)} a year, {_shown(a_week[0])} a week, and the queues take "
        f"{shown(can.a_year)}, {_shown(a_week[1])} a week ({'; '.join(can.parts)}). {plan.arithmetic(stage)}.",
        "Plan more reps before the leads come, or hand over fewer and better ones: a lead that waits is a lead lost.",
        related=(
            Related(plan.forecast.span, "the forecast is here"),
            *(Related(queue.span, f"queue {queue.name}") for one in distributions for queue in one.queues),
        ),
        subject=first.id,
    )


def _shown(amount: object) -> str:
    return shown(amount)  # type: ignore[arg-type]
