"""MOPS808: hours in which a promise runs and nobody on the rota is there.

A promise in business time runs in the calendar of the team that owes it, and somebody has to be there while it does. One that runs round
the clock is asked for less: that nobody is away for as long as it lasts.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.checks.promises import Promise, calendar_of, hours_known, lasting, promises, rotas_of
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.durations import bounds
from mopsdsl.logic.forecast import stage_name
from mopsdsl.model.growth import Queue
from mopsdsl.model.people import Rota

if TYPE_CHECKING:
    from mopsdsl.clock.cover import Uncovered

RULE = Rule(
    "MOPS808",
    "rota-uncovered",
    Severity.ERROR,
    "Hours in which a promise runs and nobody on the rota is there (holidays and leave counted); the first such day.",
)


@value
class Turn:
    """A rota that answers for a promise."""

    promise: Promise
    rota: Rota


def check(context: Context) -> Iterator[Finding]:
    if not context.model.rotas:
        return
    # Many promises run at the same time: there is one answer for all of them, and one finding.
    gaps: dict[tuple[str, int, str, int], Uncovered | None] = {}
    found: dict[tuple[str, datetime, datetime], tuple[Uncovered, list[Turn]]] = {}
    for turn in _turns(context):
        rota, within = turn.rota, turn.promise.within
        key = (
            rota.name,
            len(rota.covers),
            turn.promise.team.name,
            0 if within.business else bounds(within).low,
        )
        if key not in gaps:
            gaps[key] = _first_gap(context, turn) if _is_known(context, turn) else None
        gap = gaps[key]
        if gap is not None:
            found.setdefault((rota.name, gap.starts, gap.ends), (gap, []))[1].append(turn)
    for gap, turns in found.values():
        yield _finding(context, gap, turns)


def _turns(context: Context) -> Iterator[Turn]:
    """The rotas of the queues at the place where a lead waits; without any, the team's own rotas, taken as one."""
    for promise in promises(context):
        if promise.is_duty:
            continue
        rotas = [
            rota
            for queue in _queues(context, promise)
            if (rota := _rota(context, queue, promise)) is not None
        ]
        for rota in rotas or _together(rotas_of(context, promise.team)):
            yield Turn(promise, rota)


def _queues(context: Context, promise: Promise) -> Iterator[Queue]:
    for distribution in context.model.distributions.values():
        on, at = distribution.lifecycle, distribution.stage
        home = context.names.lifecycle_of(at) if at is not None else None
        place = (
            on.name if on is not None else home.name if home is not None else "",
            stage_name(at) if at is not None else "",
        )
        if place == promise.stage:
            yield from distribution.queues


def _rota(context: Context, queue: Queue, promise: Promise) -> Rota | None:
    """The rota of a queue of the team that owes the promise."""
    if queue.rota is None or (queue.team is not None and queue.team.name != promise.team.name):
        return None
    return context.model.rotas.get(queue.rota.name)


def _together(rotas: list[Rota]) -> list[Rota]:
    if len(rotas) < 2:
        return rotas
    from attrs import evolve

    covers = tuple(cover for rota in rotas for cover in rota.covers)
    members = tuple(member for rota in rotas for member in rota.members)
    return [evolve(rotas[0], covers=covers, members=members)]


def _first_gap(context: Context, turn: Turn) -> "Uncovered | None":
    """The first from today on; one that has begun before only where no other follows, since its beginning is not known here.

    In years of which no public holidays are known yet, the first of those of which they are: hours that are missing are missing always.
    """
    from mopsdsl.clock.zones import zone

    today, calendar = context.today, calendar_of(context, turn.promise.team)
    if today.year not in calendar.years:
        return _gap(context, turn, None)
    since = datetime(today.year, today.month, today.day, tzinfo=zone(calendar.zone))
    gap = _gap(context, turn, since)
    return _gap(context, turn, gap.ends) or gap if gap is not None and gap.starts == since else gap


def _gap(context: Context, turn: Turn, since: datetime | None) -> "Uncovered | None":
    from mopsdsl.clock.cover import Uncovered, first_uncovered, round_the_clock

    promise, rota = turn.promise, turn.rota
    runs, own = calendar_of(context, promise.team), calendar_of(context, rota.team)
    if promise.within.business:
        found = first_uncovered(runs, rota, own, since)
    else:
        found = first_uncovered(round_the_clock(runs), rota, own, since, at_least=bounds(promise.within).low)
    return found if isinstance(found, Uncovered) else None


def _is_known(context: Context, turn: Turn) -> bool:
    """Whether the spec says when the promise runs, and when the rota is there: nothing is made of hours that are only assumed."""
    promise, rota = turn.promise, turn.rota
    runs = not promise.within.business or hours_known(context, promise.team)
    return runs and (bool(rota.covers) or hours_known(context, rota.team))


def _finding(context: Context, gap: "Uncovered", turns: list[Turn]) -> Finding:
    promise, rota = turns[0].promise, turns[0].rota
    places = {(turn.promise.span.source.name, turn.promise.span.start): turn.promise for turn in turns}
    minutes = int((gap.ends - gap.starts).total_seconds()) // 60
    why = {
        "hours": "the rota's hours leave that out",
        "holiday": f"{rota.team.name} has the day off",
        "leave": f"{some(list(gap.away))} {'is' if len(gap.away) == 1 else 'are all'} away",
    }[gap.why]
    return RULE.finding(
        rota.span,
        f"{promise.words} runs, and nobody on rota {rota.title} is there for {lasting(minutes)} from {gap.starts:%a %Y-%m-%d %H:%M} "
        f"({calendar_of(context, promise.team).zone}): {why}.",
        "Cover these hours, let somebody stand in, or promise less.",
        related=tuple(Related(one.span, f"{one.within.text} are promised here") for one in places.values()),
        subject=rota.id,
    )
