"""Steps for people outside Marketo: fences (`setup_fences`), queues, calendars, reports, and what the business keeps in other systems."""

from mopsdsl.graphs.wording import amount_text, capacity_text, percent_text
from mopsdsl.model.base import Reference
from mopsdsl.model.growth import (
    BusinessObject,
    Cadence,
    Content,
    Count,
    Distribution,
    Forecast,
    Metric,
    Threshold,
)
from mopsdsl.model.people import Calendar, Rota
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.setup_fences import FENCES, add_fence, within
from mopsdsl.plan.setup_foundation import crm_of
from mopsdsl.plan.words import DAYS, Words, days_text, money_text

HOURS, NUMBERS, CONTENT = "Calendars and rotas", "Metrics and plans", "Objects and content"


def gather(drafts: Drafts) -> None:
    model, words = drafts.model, Words(drafts)
    for fence in filter(drafts.live, model.fences.values()):
        add_fence(drafts, words, fence)
    for distribution in filter(drafts.live, model.distributions.values()):
        _distribution(drafts, words, distribution)
    for calendar in filter(drafts.live, model.calendars.values()):
        _calendar(drafts, calendar)
    for rota in filter(drafts.live, model.rotas.values()):
        _rota(drafts, rota)
    for metric in filter(drafts.live, model.metrics.values()):
        _metric(drafts, metric)
    for forecast in filter(drafts.live, model.forecasts.values()):
        _forecast(drafts, forecast)
    for cadence in filter(drafts.live, model.cadences.values()):
        _cadence(drafts, cadence)
    for thing in filter(drafts.live, model.objects.values()):
        _object(drafts, thing)
    for threshold in filter(drafts.live, model.thresholds.values()):
        _threshold(drafts, words, threshold)
    for content in filter(drafts.live, model.contents.values()):
        _content(drafts, content)
    for declared in (*model.funnels.values(), *model.assumptions.values(), *model.scenarios.values()):
        drafts.leave(declared, declared.kind)


# Queues


def _distribution(drafts: Drafts, words: Words, distribution: Distribution) -> None:
    queues = []
    for queue in distribution.queues:
        capacity = f", at most {capacity_text(queue)}" if queue.capacity is not None else ""
        rota = f", by the rota {drafts.title(queue.rota)}" if queue.rota is not None else ""
        when = "everybody else" if queue.otherwise else words.condition(queue.when) or "everybody"
        queues.append((f"Queue {queue.name}", f"{when} → {drafts.title(queue.team)}{capacity}{rota}"))
    weights = tuple(
        (
            f"{w.points:+} points",
            " ".join(filter(None, (w.factor, words.condition(w.when), within(w.within)))),
        )
        for w in distribution.weights
    )
    values = {
        "title": distribution.title,
        "crm": crm_of(drafts),
        "stage": f"a person reaches {drafts.title(distribution.stage)}"
        if distribution.stage is not None
        else "",
        "queues": tuple(queues),
        "weights": weights,
    }
    rotas = drafts.ids_of(tuple(queue.rota for queue in distribution.queues if queue.rota is not None))
    drafts.add(
        "set-up-distribution", distribution.name, values,
        uses=rotas, covers=(distribution.id,), label=FENCES,
    )  # fmt: skip


# Calendars and rotas


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _calendar(drafts: Drafts, calendar: Calendar) -> None:
    values = {
        "title": calendar.title,
        "crm": crm_of(drafts),
        "timezone": calendar.timezone,
        "hours": tuple(
            (days_text(hours.days), f"{_clock(hours.opens)} to {_clock(hours.closes)}")
            for hours in calendar.hours
        ),
        "holidays": ", ".join(" ".join(filter(None, (h.country, h.subdivision))) for h in calendar.holidays),
        "closed": ", ".join(
            days.first.isoformat() if days.first == days.last else f"{days.first} to {days.last}"
            for days in calendar.closed
        ),
    }
    drafts.add("set-up-calendar", calendar.name, values, covers=(calendar.id,), label=HOURS)


def _rota(drafts: Drafts, rota: Rota) -> None:
    covers = tuple(
        (
            f"Staffed {days_text(cover.hours.days)}",
            f"{_clock(cover.hours.opens)} to {_clock(cover.hours.closes)} {cover.timezone}".strip(),
        )
        for cover in rota.covers
    )
    members = []
    for member in rota.members:
        away = ", ".join(f"away {days.first} to {days.last}" for days in member.away)
        members.append((member.name, ", ".join(filter(None, (f"weight {member.weight}", away)))))
    values = {
        "title": rota.title,
        "team": drafts.title(rota.team),
        "covers": covers,
        "members": tuple(members),
    }
    drafts.add("set-up-rota", rota.name, values, covers=(rota.id,), label=HOURS)


# Metrics and plans


def _metric(drafts: Drafts, metric: Metric) -> None:
    targets = []
    for target in metric.targets:
        amount = (
            percent_text(target.amount)
            if target.percent
            else f"{target.currency} {amount_text(target.amount)}".strip()
        )
        targets.append(f"{amount} per {target.period}" if target.period else amount)
    values = {
        "title": metric.title,
        "owners": drafts.titles(metric.owners) or "Whoever reports it",
        "counts": _counted(drafts, metric.counts) if metric.counts is not None else "",
        "targets": ", ".join(targets),
        "reported": metric.reported,
    }
    drafts.add("build-report", metric.name, values, covers=(metric.id,), label=NUMBERS)


def _counted(drafts: Drafts, count: Count) -> str:
    """What a report counts: how people move, with the stages by their titles and the lifecycle, or what the spec says in words."""
    if not count.stages:
        return count.text
    lifecycle = count.stages[0].name.rpartition(".")[0]
    of = f" of {drafts.stages.program_title(lifecycle)}" if lifecycle else ""
    if count.what == "conversions":
        return f"conversions from {' to '.join(map(drafts.title, count.stages))}{of}"
    return f"{count.what} {drafts.titles(count.stages)}{of}"


def _forecast(drafts: Drafts, forecast: Forecast) -> None:
    rates = []
    for rate in forecast.rates:
        assumed = drafts.model.assumptions.get(rate.assumption.name) if rate.assumption is not None else None
        amount = rate.amount if rate.amount is not None else assumed.amount if assumed is not None else None
        said = percent_text(amount) if amount is not None else ""
        source = rate.source or (assumed.source if assumed is not None else "")
        lag = f", {rate.lag.text} later" if rate.lag is not None else ""
        label = f"{drafts.title(rate.start)} → {drafts.title(rate.end)}"
        rates.append((label, f"{said}{lag}{f' (from {source})' if source else ''}"))
    period = f" per {forecast.revenue_period}" if forecast.revenue_period else ""
    values = {
        "title": forecast.title,
        "revenue": f"{money_text(forecast.revenue)}{period}" if forecast.revenue is not None else "",
        "deal": money_text(forecast.average_deal),
        "rates": tuple(rates),
    }
    drafts.add("agree-forecast", forecast.name, values, covers=(forecast.id,), label=NUMBERS)


def _cadence(drafts: Drafts, cadence: Cadence) -> None:
    day = f" on {DAYS[cadence.day]}" if cadence.day is not None else ""
    clock = f" at {_clock(cadence.clock)}" if cadence.clock is not None else ""
    values = {
        "title": cadence.title,
        "teams": drafts.titles(cadence.teams) or "everybody concerned",
        "when": f"every {cadence.every}{day}{clock}",
        "reviews": drafts.titles(cadence.reviews),
    }
    uses = drafts.ids_of(cadence.reviews)
    drafts.add("invite-cadence", cadence.name, values, uses=uses, covers=(cadence.id,), label=NUMBERS)


# Objects and content


def _object(drafts: Drafts, thing: BusinessObject) -> None:
    values = {
        "title": thing.title,
        "crm": crm_of(drafts),
        "identified_by": ", ".join(thing.identified_by),
        "parents_of": drafts.titles(thing.parents_of),
        "links": "yes" if thing.links_people else "",
    }
    drafts.add("set-up-object", thing.name, values, covers=(thing.id,), label=CONTENT)


def _threshold(drafts: Drafts, words: Words, threshold: Threshold) -> None:
    values = {
        "title": threshold.title,
        "object": drafts.title(threshold.object),
        "when": words.condition(threshold.when),
        "team": drafts.title(threshold.hands_over_to, "the team"),
    }
    uses = drafts.ids_of((threshold.object,))
    drafts.add(
        "set-up-threshold",
        threshold.name,
        values,
        uses=uses,
        covers=(threshold.id,),
        label=CONTENT,
    )


def _content(drafts: Drafts, content: Content) -> None:
    values = {
        "title": content.title,
        "owner": _owner(drafts, content.owner),
        "stages": drafts.titles(content.stages),
        "personas": ", ".join(content.personas),
        "language": content.language,
    }
    drafts.add("provide-content", content.name, values, covers=(content.id,), label=CONTENT)


def _owner(drafts: Drafts, owner: Reference | None) -> str:
    return drafts.title(owner, "Content owner")
