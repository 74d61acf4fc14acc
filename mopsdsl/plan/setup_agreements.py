"""Steps for people outside Marketo: fences, queues, calendars, reports, and what the business keeps in other systems."""

from mopsdsl.graphs.wording import amount_text, percent_text
from mopsdsl.model.base import Duration, Reference
from mopsdsl.model.growth import BusinessObject, Cadence, Content, Distribution, Forecast, Metric, Threshold
from mopsdsl.model.lifecycle import Duty, Escalation, Fence
from mopsdsl.model.people import Calendar, Rota
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import literals_text
from mopsdsl.plan.setup_foundation import crm_of
from mopsdsl.plan.words import DAYS, Words, days_text, duration_text, money_text
from mopsdsl.targets.filling import Rows

FENCES, HOURS, NUMBERS, CONTENT = (
    "Fences and queues",
    "Calendars and rotas",
    "Metrics and plans",
    "Objects and content",
)


def gather(drafts: Drafts) -> None:
    model, words = drafts.model, Words(drafts)
    for fence in filter(drafts.live, model.fences.values()):
        _fence(drafts, words, fence)
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


# Fences and queues


def _fence(drafts: Drafts, words: Words, fence: Fence) -> None:
    marketing, sales = drafts.title(fence.marketing), drafts.title(fence.sales)
    uses = drafts.ids_of((fence.lifecycle,)) if fence.lifecycle is not None else ()
    values = {
        "title": fence.title,
        "workspace": drafts.workspace_title(
            drafts.stages.home(fence.lifecycle.name if fence.lifecycle else "")
        ),
        "marketing": marketing,
        "sales": sales,
        "crm": crm_of(drafts),
        "handover": drafts.title(fence.handover.stage) if fence.handover is not None else "",
        "acceptance": _acceptance(drafts, fence),
        "duties": tuple(_duty(drafts, duty) for duty in fence.duties),
        "ways_back": _ways_back(drafts, words, fence),
        "decides": _decides(drafts, words, fence),
        "signers": ", ".join(name for agreement in fence.agreements for name in agreement.by),
        "agreed_on": ", ".join(a.on.isoformat() for a in fence.agreements if a.on is not None),
        "statuses": _statuses(drafts, fence),
        "exclusions": _exclusions(drafts, fence),
        "opportunities": _opportunities(drafts, fence),
        "escalations": _escalations(drafts, words, fence),
        "alerts": tuple((f"Activate {n}", _alert_name(fence, e)) for n, e in enumerate(fence.escalations, 1)),
        "review": duration_text(fence.review),
        "business": drafts.word("notes", "business")
        if any(e.after.business for e in fence.escalations)
        else "",
    }
    signed = drafts.add("sign-fence", fence.name, values, covers=(fence.id,), label=FENCES)
    drafts.add("set-up-fence", fence.name, values, needs=(signed,), about=(fence.id,), label=FENCES)
    if fence.escalations:
        alerts = drafts.add(
            "build-fence-alerts",
            fence.name,
            values,
            needs=(signed,),
            uses=uses,
            about=(fence.id,),
            label=FENCES,
        )
        drafts.add(
            "activate-fence-alerts", fence.name, values, needs=(alerts,), about=(fence.id,), label=FENCES
        )
    if fence.review is not None:
        drafts.add("review-fence", fence.name, values, needs=(signed,), about=(fence.id,), label=FENCES)


def _acceptance(drafts: Drafts, fence: Fence) -> str:
    if fence.acceptance is None:
        return ""
    return f"{drafts.title(fence.acceptance.stage)} {_within(fence.acceptance.within)}".strip()


def _within(duration: Duration | None) -> str:
    return f"within {duration.text}" if duration is not None else ""


def _duty(drafts: Drafts, duty: Duty) -> tuple[str, str]:
    what = duty.text or drafts.title(duty.field)
    times = f" {duty.times} times" if duty.times is not None else ""
    return "Sales must", " ".join(f"{duty.action} {what}{times} {_within(duty.within)}".split())


def _ways_back(drafts: Drafts, words: Words, fence: Fence) -> Rows:
    return tuple(
        (
            f"Back to {drafts.title(way.stage)}",
            f"when stalled for {way.stalled.text}" if way.stalled is not None else words.condition(way.when),
        )
        for way in fence.ways_back
    )


def _decides(drafts: Drafts, words: Words, fence: Fence) -> Rows:
    included = tuple((f"{drafts.title(i.by)} markets to", words.condition(i.when)) for i in fence.inclusions)
    return (*included, *_exclusions(drafts, fence))


def _exclusions(drafts: Drafts, fence: Fence) -> Rows:
    rows = []
    for exclusion in fence.exclusions:
        lasts = f" for {exclusion.lasts.text}" if exclusion.lasts is not None else ""
        reason = ", with a reason" if exclusion.with_reason else ""
        rows.append(
            (
                f"{drafts.title(exclusion.by)} takes people out by",
                f"{drafts.title(exclusion.using)}{lasts}{reason}",
            )
        )
    return tuple(rows)


def _statuses(drafts: Drafts, fence: Fence) -> Rows:
    rows = []
    for status in fence.statuses:
        changes = (
            f"; {drafts.title(status.changed_by)} may change it to {literals_text(status.to)}"
            if status.to
            else ""
        )
        owner = f"belongs to {drafts.title(status.owner)}" if status.owner is not None else ""
        rows.append((f"Status {status.status.value}", f"{owner}{changes}".lstrip("; ")))
    return tuple(rows)


def _opportunities(drafts: Drafts, fence: Fence) -> Rows:
    rows = []
    for rule in fence.opportunities:
        excluded = "not marketed to" if rule.excluded else ""
        stalled = (
            f"after {rule.stalled.text} back to {drafts.title(rule.target)}"
            if rule.stalled is not None
            else ""
        )
        rows.append(("People with an open opportunity", ", ".join(filter(None, (excluded, stalled)))))
    return tuple(rows)


def _escalations(drafts: Drafts, words: Words, fence: Fence) -> Rows:
    """A campaign for each: it counts from the hand-over, first the time of the promise, then the time that it may be broken."""
    program = words.filters.lifecycle(fence.handover.stage if fence.handover is not None else None)
    stage = drafts.title(
        fence.handover.stage if fence.handover is not None else None, "<the stage of the hand-over>"
    )
    promise = fence.acceptance.within if fence.acceptance is not None else None
    stops = f"Remove from Flow: if the status is no longer {stage}"
    rows = []
    for escalation in fence.escalations:
        waits = [promise, escalation.after] if promise is not None else [escalation.after]
        told = ", ".join((*map(drafts.title, escalation.teams), *escalation.people))
        flow = (*(f"Wait: {words.wait(wait, fence.sales)}" for wait in waits), stops, f"Send Alert: {told}")
        rows.append(("Name", _alert_name(fence, escalation)))
        rows.append(("Trigger", f"Program Status is Changed: {program}, new status {stage}"))
        rows += [(f"Flow {number}", step) for number, step in enumerate(flow, 1)]
    return tuple(rows)


def _alert_name(fence: Fence, escalation: Escalation) -> str:
    return f"{fence.title}: {escalation.after.text} late"


def _distribution(drafts: Drafts, words: Words, distribution: Distribution) -> None:
    queues = []
    for queue in distribution.queues:
        capacity = (
            f", at most {queue.capacity} per {queue.capacity_unit} per {queue.capacity_period}"
            if queue.capacity
            else ""
        )
        rota = f", by the rota {drafts.title(queue.rota)}" if queue.rota is not None else ""
        when = "everybody else" if queue.otherwise else words.condition(queue.when) or "everybody"
        queues.append((f"Queue {queue.name}", f"{when} → {drafts.title(queue.team)}{capacity}{rota}"))
    weights = tuple(
        (
            f"{w.points:+} points",
            " ".join(filter(None, (w.factor, words.condition(w.when), _within(w.within)))),
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
    counts = metric.counts
    stages = ", ".join(f"{reference.name}" for reference in counts.stages) if counts is not None else ""
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
        "counts": f"{counts.what} {stages}{counts.text}".strip() if counts is not None else "",
        "targets": ", ".join(targets),
        "reported": metric.reported,
    }
    drafts.add("build-report", metric.name, values, covers=(metric.id,), label=NUMBERS)


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
