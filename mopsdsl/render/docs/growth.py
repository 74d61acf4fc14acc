"""Scores, who gets the lead, what is counted, what is forecast, and what the business knows beyond people."""

from collections.abc import Iterator
from functools import partial

from mopsdsl.model.base import Amount
from mopsdsl.model.growth import Cadence, Forecast, Metric, Rate, Target
from mopsdsl.render.docs.beyond import beyond_people
from mopsdsl.render.docs.guide import Guide, anchor
from mopsdsl.render.docs.leads import distribution_section, score_section
from mopsdsl.render.docs.page import (
    Block,
    Cell,
    Line,
    Page,
    Paragraph,
    Row,
    Section,
    Stack,
    joined,
    table,
)
from mopsdsl.render.docs.prose import first_words, prose
from mopsdsl.render.docs.words import DAYS, clock, money, number, percent


def page(guide: Guide) -> Page:
    blocks: list[Block] = [
        *_group("Scores", "scores", [score_section(guide, one) for one in guide.model.scores.values()]),
        *_group(
            "Who gets the lead",
            "distributions",
            [distribution_section(guide, one) for one in guide.model.distributions.values()],
        ),
        *_metrics(guide),
        *_group("Forecasts", "forecasts", [_forecast(guide, one) for one in guide.model.forecasts.values()]),
        *_assumptions(guide),
        *_cadences(guide),
        *beyond_people(guide),
    ]
    return Page(
        "growth",
        "Scores, metrics and the plan",
        "Scores, metrics, plan",
        "Who is ready for a call, which rep gets them, what is counted and by whom, and what has to happen for the plan to hold.",
        tuple(blocks) or (Paragraph("Nothing of this is declared."),),
    )


def _group(title: str, place: str, sections: list[Section]) -> Iterator[Section]:
    if sections:
        yield Section(title, place, tuple(sections))


# Metrics, forecasts, cadences


def _metrics(guide: Guide) -> Iterator[Section]:
    if guide.model.metrics:
        rows = tuple(
            _metric(guide, metric)
            for metric in sorted(guide.model.metrics.values(), key=partial(_along, guide))
        )
        columns = ("Metric", "What it says", "Counts", "Target", "Answered for by", "Reported")
        yield Section("What is counted", "metrics", (table("Metrics", columns, rows),))


def _along(guide: Guide, metric: Metric) -> tuple[int, int, str]:
    """Metrics stand in the order of the stages that they count."""
    stage = metric.counts.stages[0].name if metric.counts is not None and metric.counts.stages else ""
    lifecycle, _, name = stage.rpartition(".")
    order = [one.name for one in guide.lifecycles]
    stages = list(guide.names.stages_of(lifecycle))
    return (
        order.index(lifecycle) if lifecycle in order else len(order),
        stages.index(name) if name in stages else len(stages),
        metric.name,
    )


def _metric(guide: Guide, metric: Metric) -> Row:
    count = metric.counts
    counted: Line = ""
    if count is not None:
        stages = [guide.ref(stage) for stage in count.stages]
        arrow = joined(stages, " → ") if count.what == "conversions" else joined(stages)
        what = {"entries to": "everybody who comes to ", "exits from": "everybody who leaves ", "people in": "everybody in ",
                "conversions": "who gets from "}.get(count.what, "")  # fmt: skip
        where = (
            stages
            and len(guide.lifecycles) > 1
            and guide.model.lifecycles.get(count.stages[0].name.rpartition(".")[0])
        )
        of: list[Line] = [" of ", (guide.link("lifecycle", where.name),)] if where else []
        counted = joined([what, arrow, *of], "") if what else count.text
    return Row(
        (
            guide.title(metric),
            Stack(tuple(block.line for block in prose(metric.documentation) if isinstance(block, Paragraph))),
            counted,
            Stack(tuple(map(_target, metric.targets))),
            guide.refs(metric.owners),
            metric.reported,
        ),
        anchor("metric", metric.name),
    )


def _target(target: Target) -> str:
    amount = (
        percent(target.amount) if target.percent else f"{target.currency} {number(target.amount)}".strip()
    )
    return f"{amount} per {target.period}" if target.period else amount


def _forecast(guide: Guide, forecast: Forecast) -> Section:
    about: list[Line] = []
    if forecast.revenue is not None:
        period = f" per {forecast.revenue_period}" if forecast.revenue_period else ""
        about.append(f"{money(forecast.revenue)}{period}")
    if forecast.average_deal is not None:
        about.append(f"at {money(forecast.average_deal)} a deal on average{_deals(forecast)}")
    words = joined([joined(about), ", along ", guide.ref(forecast.lifecycle), "."], "")
    needed = _needed(guide, forecast)
    columns: tuple[str, ...] = ("Step", "How many get there", "Later by", "From")
    cells = [_rate(guide, rate) for rate in forecast.rates]
    blocks: list[Block] = [*prose(forecast.documentation), Paragraph(words)]
    if needed:
        columns = (*columns, f"Needed per {forecast.revenue_period or 'period'}")
        cells = [(*row, people) for row, people in zip(cells, needed, strict=True)]
        told = "The last column is worked out backwards from the revenue: so many have to enter the step."
        blocks.append(Paragraph(told + _lead_time(guide, forecast)))
    rows = tuple(map(Row, cells))
    listing = table(
        f"Rates of {guide.title(forecast)}", columns, rows, frozenset({4}) if needed else frozenset()
    )
    return Section(
        guide.title(forecast), anchor("forecast", forecast.name), (*blocks, listing, *guide.remarks(forecast))
    )


def _needed(guide: Guide, forecast: Forecast) -> tuple[str, ...]:
    """How many have to enter the step of each rate, where the rates lead from one stage to one end; else nothing."""
    from mopsdsl.logic.forecast import deals, needs, shown, stage_name, steps

    rates, wins = steps(forecast, guide.model), deals(forecast)
    starts, ends = {step.start for step in rates}, {step.end for step in rates}
    first, won = sorted(starts - ends), sorted(ends - starts)
    if wins is None or len(rates) < len(forecast.rates) or len(first) != 1 or len(won) != 1:
        return ()
    found = needs(rates, first[0], won[0], wins)
    return tuple(shown(found.get(stage_name(rate.start), 0)) for rate in forecast.rates) if found else ()


def _lead_time(guide: Guide, forecast: Forecast) -> str:
    """How much earlier the first people have to come than the revenue; nothing where no rate has a lag, or several ways lead there."""
    from mopsdsl.logic.forecast import ahead, ahead_text, only_way, steps

    rates = steps(forecast, guide.model)
    (first,) = {step.start for step in rates} - {step.end for step in rates}
    (won,) = {step.end for step in rates} - {step.start for step in rates}
    lags = ahead_text(ahead(only_way(rates, first, won)))
    return f" Those who enter the first step do so {lags} before the revenue comes in." if lags else ""


def _deals(forecast: Forecast) -> str:
    """How many deals the revenue takes, in brackets. Part of a deal is shown, since people are worked out from it."""
    from mopsdsl.logic.forecast import deals, shown

    wins = deals(forecast)
    if wins is None:
        return ""
    return f" ({shown(wins, 0 if wins.denominator == 1 else 2)} {'deal' if wins == 1 else 'deals'})"


def _amount(guide: Guide, rate: Rate) -> tuple[Amount | None, str]:
    """The rate, and where it comes from."""
    assumption = guide.model.assumptions.get(rate.assumption.name) if rate.assumption is not None else None
    if assumption is None:
        return rate.amount, rate.source
    return assumption.amount, rate.source or assumption.source


def _rate(guide: Guide, rate: Rate) -> tuple[Cell, ...]:
    amount, source = _amount(guide, rate)
    step = joined([guide.ref(rate.start), " → ", guide.ref(rate.end)], "")
    return (
        step,
        percent(amount) if amount is not None else "",
        rate.lag.text if rate.lag else "at once",
        source,
    )


def _assumptions(guide: Guide) -> Iterator[Section]:
    if guide.model.assumptions:
        rows = tuple(
            Row(
                (guide.title(one), percent(one.amount) if one.percent else number(one.amount), one.source),
                anchor("assume", one.name),
            )
            for one in guide.model.assumptions.values()
        )
        words = Paragraph("Every number that is believed says where it comes from.")
        listing = table("Assumptions", ("Assumption", "Is", "From"), rows, frozenset({1}), True)
        yield Section("Assumptions", "assumptions", (words, listing))


def _cadences(guide: Guide) -> Iterator[Section]:
    if guide.model.cadences:
        rows = tuple(_cadence(guide, one) for one in guide.model.cadences.values())
        columns = ("Meeting", "When", "Teams", "Looks at", "About")
        yield Section("Who looks at it together", "cadences", (table("Meetings", columns, rows),))


def _cadence(guide: Guide, one: Cadence) -> Row:
    at = f" at {clock(one.clock)}" if one.clock is not None else ""
    on = f" on {DAYS[one.day]}" if one.day is not None else ""
    return Row(
        (
            guide.title(one),
            f"every {one.every}{on}{at}",
            guide.refs(one.teams),
            guide.refs(one.reviews),
            first_words(one.documentation),
        ),
        anchor("cadence", one.name),
    )
