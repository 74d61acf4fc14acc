"""Distribution, metrics, forecasts, cadences, business objects, thresholds and content."""

from typing import Any

from mopsdsl.diagnostics.finding import DUPLICATE_NAME, Related
from mopsdsl.lowering.conditions import condition
from mopsdsl.lowering.people import start, title
from mopsdsl.lowering.place import Place
from mopsdsl.lowering.reading import Reading
from mopsdsl.model import growth as model
from mopsdsl.model.base import Reference
from mopsdsl.syntax import tree

PERIODS = ("day", "week", "month", "quarter", "year")


def distribution(place: Place, node: tree.Declaration) -> model.Distribution:
    reading = start(place, node)
    on = reading.referred("on", "lifecycle", "stands on")
    reading.scope = on.name if on else ""
    at = reading.referred("at", "stage", "takes people at")
    queues: dict[str, model.Queue] = {}
    for other in reading.others:
        if isinstance(other, tree.Declaration):
            queue = _queue(reading, other)
            if queue.name in queues:
                message = f"Queue {queue.name} is declared twice in {reading.name}."
                related = (Related(queues[queue.name].span, "declared first here"),)
                place.report(DUPLICATE_NAME, other.name, message, "Rename one of them.", related)
            queues.setdefault(queue.name, queue)
    weights = tuple(_weight(reading, other) for other in reading.others if isinstance(other, tree.Weight))
    return model.Distribution(
        **reading.common(place.span(node.name), title(place, node)),
        lifecycle=on,
        stage=at,
        queues=tuple(queues.values()),
        weights=weights,
    )


def _queue(outer: Reading, node: tree.Declaration) -> model.Queue:
    reading = start(outer.place, node, scope=outer.scope)
    place, when, capacity = reading.place, reading.value("when"), reading.one("capacity")
    outer.allowances.extend(reading.allowances)
    team = reading.referred("for", "team", "waits for")
    rota = reading.referred("rota", "rota", "takes turns by")
    holds = condition(reading, when) if when else None
    outer.references.extend(reading.references)
    number, unit, period = capacity.values if capacity else (None, None, None)
    if unit is not None and period is None:  # `capacity 40 per week`: the queue's, not a rep's
        unit, period = None, unit
    return model.Queue(
        name=reading.name,
        team=team,
        when=holds,
        otherwise=node.kind.startswith("otherwise"),
        capacity=place.whole(number, "A capacity") if number else None,
        capacity_unit=place.name(unit) if unit else "",
        capacity_period=place.word(period, "period", PERIODS) if period else "",
        rota=rota,
        span=place.span(node.name),
        extent=place.span(node),
    )


def _weight(reading: Reading, node: tree.Weight) -> model.Weight:
    place, factor = reading.place, node.factor
    points = place.whole(node.points, "A weight") or 0
    if isinstance(factor, tree.Factor):
        words = factor.words.removesuffix(" within")
        return model.Weight(points, words, place.duration(factor.within), None, place.span(node))
    return model.Weight(points, "", None, condition(reading, factor), place.span(node))


def metric(place: Place, node: tree.Declaration) -> model.Metric:
    reading = start(place, node)
    owners = reading.listed("owned by", "team", "is owned by")
    counts = reading.value("counts")
    counted = _count(reading, counts) if counts else None
    return model.Metric(
        **reading.common(place.span(node.name), title(place, node)),
        owners=owners,
        counts=counted,
        targets=tuple(_target(place, found) for found in reading.all("target", "target per")),
        reported=reading.said("reported"),
    )


def _count(reading: Reading, node: Any) -> model.Count:
    text = ""
    stages: tuple[Reference, ...] = ()
    if node.words:
        stages = tuple(reading.must("stage", token, "counts") for token in node.about)
    else:
        text = reading.place.text(node.about[0])
    return model.Count(node.words.removesuffix(" from to") or "words", stages, text, reading.place.span(node))


def _target(place: Place, node: Any) -> model.Target:
    quantity, period = node.values
    money = place.money(quantity) if isinstance(quantity, tree.Money) else None
    return model.Target(
        money.amount if money else place.number(quantity),
        money is None and quantity.text.endswith("%"),
        money.currency if money else "",
        place.word(period, "period", PERIODS) if period else "",
        place.span(node),
    )


def assume(place: Place, node: tree.Assume) -> model.Assumption:
    reading = Reading(place, node, place.name(node.name, new=True), node.body or ())
    quantity = node.quantity
    amount = place.money(quantity).amount if isinstance(quantity, tree.Money) else place.number(quantity)
    percent = isinstance(quantity, tree.Token) and quantity.text.endswith("%")
    source = place.text(node.source) if node.source else ""
    return model.Assumption(
        **reading.common(place.span(node.name)), amount=amount, percent=percent, source=source
    )


def forecast(place: Place, node: tree.Declaration) -> model.Forecast:
    reading = start(place, node)
    on = reading.referred("on", "lifecycle", "stands on")
    reading.scope = on.name if on else ""
    revenue, deal = reading.one("revenue", "revenue per"), reading.value("average deal")
    rates = tuple(_rate(reading, other) for other in reading.others if isinstance(other, tree.Rate))
    return model.Forecast(
        **reading.common(place.span(node.name), title(place, node)),
        lifecycle=on,
        revenue=place.money(revenue.values[0]) if revenue else None,
        revenue_period=place.word(revenue.values[1], "period", PERIODS)
        if revenue and revenue.values[1]
        else "",
        average_deal=place.money(deal) if deal else None,
        rates=rates,
    )


def _rate(outer: Reading, node: tree.Rate) -> model.Rate:
    place = outer.place
    first, last = (
        outer.must("stage", node.source, "leads on from"),
        outer.must("stage", node.target, "leads to"),
    )
    named = node.amount.kind != "<number>"
    clauses = Reading(place, node, f"{first.name} -> {last.name}", node.clauses)
    return model.Rate(
        first,
        last,
        None if named else place.number(node.amount),
        outer.must("assume", node.amount, "assumes", "") if named else None,
        place.duration(clauses.value("lag")),
        clauses.said("from"),
        place.span(node),
    )


def cadence(place: Place, node: tree.Declaration) -> model.Cadence | None:
    reading = start(place, node)
    every = next(
        (
            found
            for word in sorted(reading.properties)
            if word.startswith("every")
            for found in reading.all(word)
        ),
        None,
    )
    if every is None:
        reading.missing("rhythm", "Say how often: `cadence NAME every week on Mon 10:00`.")
        return None
    period, day, clock = every.values
    teams = reading.listed("teams", "team", "brings together")
    reviews = reading.listed("reviews", "metric|forecast|fence", "reviews")
    return model.Cadence(
        **reading.common(place.span(node.name), title(place, node)),
        every=place.word(period, "period", PERIODS),
        day=place.day(day) if day else None,
        clock=place.clock(clock) if clock else None,
        teams=teams,
        reviews=reviews,
    )


def business_object(place: Place, node: tree.Declaration) -> model.BusinessObject:
    reading = start(place, node)
    parents = reading.listed("parent of", "object", "is parent of")
    return model.BusinessObject(
        **reading.common(place.span(node.name), title(place, node)),
        identified_by=tuple(
            place.name(token) for found in reading.all("identified by") for token in found.values[0].tokens
        ),
        parents_of=parents,
        links_people=reading.has("links people"),
    )


def threshold(place: Place, node: tree.Declaration) -> model.Threshold | None:
    reading = start(place, node)
    on = reading.referred("on", "object", "measures")
    if on is None:
        reading.missing("object", "Say what it measures: `threshold NAME on OBJECT in LIFECYCLE`.")
        return None
    inside = reading.referred("in", "lifecycle", "stands in")
    when = reading.value("when")
    holds = condition(reading, when, "measure|field") if when else None
    to = reading.referred("hands over to", "team", "hands over to")
    return model.Threshold(
        **reading.common(place.span(node.name), title(place, node)),
        object=on,
        lifecycle=inside,
        when=holds,
        hands_over_to=to,
    )


def content(place: Place, node: tree.Declaration) -> model.Content:
    reading = start(place, node)
    stages = reading.listed("stage", "stage", "is for")
    owner = reading.referred("owner", "team", "is owned by")
    return model.Content(
        **reading.common(place.span(node.name), title(place, node)),
        stages=stages,
        personas=tuple(
            place.name(token) for found in reading.all("persona") for token in found.values[0].tokens
        ),
        language=reading.said("language"),
        owner=owner,
    )
