"""MOPS804: a forecast whose rates do not lead from the first stage to won."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.forecasts import Plan, plans
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.logic.forecast import rate_of, stage_name

RULE = Rule(
    "MOPS804",
    "rate-missing",
    Severity.ERROR,
    "A forecast whose rates do not lead from the first stage to won.",
)


def check(context: Context) -> Iterator[Finding]:
    for plan in plans(context):
        if plan.course.sound:
            yield from _impossible(context, plan)
            yield from _gap(plan)


def _impossible(context: Context, plan: Plan) -> Iterator[Finding]:
    """Rates that can't be reckoned with: of nobody, or of more than everybody."""
    for rate in plan.forecast.rates:
        amount = rate_of(rate, context.model)
        if amount is not None and not 0 < amount <= 1:
            assumption = (
                context.model.assumptions.get(rate.assumption.name) if rate.assumption is not None else None
            )
            related = (Related(assumption.span, "the number stands here"),) if assumption is not None else ()
            whole = f" Did you mean {amount}%?" if 1 < amount <= 100 and isinstance(amount, int) else ""
            yield RULE.finding(
                rate.span,
                f"A rate says how many of those in one stage come to the next: above 0% and at most 100%, "
                f"and this is {float(amount * 100):g}%.",
                f"Write the share of people.{whole}",
                related=related,
                subject=plan.forecast.id,
            )


def _gap(plan: Plan) -> Iterator[Finding]:
    # A rate that can't be reckoned with is told by itself; here it joins its stages all the same.
    joins = {(stage_name(rate.start), stage_name(rate.end)) for rate in plan.forecast.rates}
    found, waiting = {plan.first}, [plan.first]
    while waiting:
        stage = waiting.pop()
        ends = sorted(end for start, end in joins if start == stage and end not in found)
        found.update(ends)
        waiting += ends
    won = plan.path[-1] if plan.path else ""
    if won in found or (
        not won
        and any(plan.course.stages[stage].type == "end" for stage in found & plan.course.stages.keys())
    ):
        return
    forecast, title = plan.forecast, plan.course.lifecycle.title
    yield RULE.finding(
        forecast.span,
        f"The rates of {forecast.title} don't lead from {plan.title(plan.first)} to {_goal(plan, won)}: {_missing(plan, found)}. "
        "So nothing follows from the revenue for marketing.",
        "Add a rate for each step, with where it comes from: "
        f'`rate {_example(plan, found, won)} 10% from "CRM report"`.',
        related=(Related(plan.course.lifecycle.span, f"the stages of {title} are here"),),
        subject=forecast.id,
    )


def _goal(plan: Plan, won: str) -> str:
    return plan.title(won) if won else "an end"


def _missing(plan: Plan, found: set[str]) -> str:
    """The steps of the success path for which there is no rate."""
    after = _breaks(plan, found)
    if not after:
        return f"they lead no further than {', '.join(plan.title(stage) for stage in sorted(found))}"
    return f"nothing says how many of {plan.title(after[0])} come to {plan.title(after[1])}"


def _breaks(plan: Plan, found: set[str]) -> tuple[str, str] | None:
    """Where on the success path the rates stop: the last stage that they lead to, and the one after it."""
    places = [place for place, stage in enumerate(plan.path[:-1]) if stage in found]
    return (plan.path[places[-1]], plan.path[places[-1] + 1]) if places else None


def _example(plan: Plan, found: set[str], won: str) -> str:
    start, end = _breaks(plan, found) or (plan.first, won or "WON")
    return f"{start} -> {end}"
