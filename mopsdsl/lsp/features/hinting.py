"""What a spec means in numbers, shown behind its lines: how many people a condition can mean at most, and when a promise runs out."""

from collections.abc import Callable, Iterator
from functools import partial

from lsprotocol import types

from mopsdsl._value import value
from mopsdsl.checks.conditions import conditions
from mopsdsl.checks.context import Context
from mopsdsl.checks.headcount import Headcount, Headcounts
from mopsdsl.checks.promises import Promise, calendar_of, lasting, promises, years_since
from mopsdsl.clock.calendar import Wait
from mopsdsl.diagnostics.wording import some
from mopsdsl.logic.decide import Decider
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View
from mopsdsl.model.assets import Segmentation, SmartCampaign, SmartList
from mopsdsl.model.model import Model
from mopsdsl.source.text import Source, Span
from mopsdsl.syntax.tree import Duration
from mopsdsl.syntax.words import parts_of

HASTE = 200
"""Steps after which a question about people is given up: nobody waits for a hint."""
MOST_CONDITIONS = 300
"""Conditions of a text; with more, none gets a hint."""
WEEK = 7
"""Days in which a weekday says which day is meant."""


@value
class Hint:
    """What is shown at an offset, and what it says to whom looks closer."""

    at: int
    label: str
    tooltip: str


def hints(session: Session, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """Those of the lines that are shown."""
    place = session.place(params.text_document.uri, params.range.start)
    if place is None:
        return None
    view, source = place.view, place.source
    lines = view.lines(source)
    first, last = place.offset, lines.offset(params.range.end)
    return [
        types.InlayHint(lines.position(one.at), one.label, tooltip=one.tooltip, padding_left=True)
        for one in view.once(_all_of, view, source)
        if first <= one.at <= last
    ]


def _all_of(view: View, source: Source) -> list[Hint]:
    found = [*_of_conditions(view, source), *_of_promises(view, source)]
    return sorted(found, key=lambda one: (one.at, one.label))


# How many people


def _of_conditions(view: View, source: Source) -> Iterator[Hint]:
    """The rounds of an `each` share a condition: what holds for all of them is the largest count."""
    damage = view.loaded.damage
    if damage.ids or damage.words:
        return  # what could not be read may be what lets more people in
    here = view.once(_conditions, view).get(source.name, ())
    counts = Headcounts(view.once(_hasty, view))
    found: dict[int, list[Headcount | None]] = {}
    for span, count in here if len(here) <= MOST_CONDITIONS else ():
        found.setdefault(span.end, []).append(count(counts))
    for at, rounds in found.items():
        known = [one for one in rounds if one is not None]
        if len(known) == len(rounds):
            yield _of_people(at, max(known, key=lambda one: one.people))


Counting = Callable[[Headcounts], Headcount | None]


def _conditions(view: View) -> dict[str, list[tuple[Span, Counting]]]:
    """The name of a text → the conditions in it that mean people, each with how they are counted."""
    found: dict[str, list[tuple[Span, Counting]]] = {}
    for span, counting in _counted(view.context.model):
        found.setdefault(span.source.name, []).append((span, counting))
    return found


def _counted(model: Model) -> Iterator[tuple[Span, Counting]]:
    for asset in model.assets.values():
        if isinstance(asset, SmartList | SmartCampaign) and asset.when is not None:
            yield asset.when.span, partial(Headcounts.of_asset, asset=asset, condition=asset.when)
        elif isinstance(asset, Segmentation):
            for segment in asset.segments:
                yield segment.when.span, partial(Headcounts.of_segment, asset=asset, segment=segment)
    for routing in model.routings.values():
        asked = ((route, route.when) for route in routing.routes if route.when is not None)
        for place, (route, when) in enumerate(asked):
            yield when.span, partial(Headcounts.of_route, routing=routing, route=route, place=place)


def _of_people(at: int, count: Headcount) -> Hint:
    if not count.people:
        return Hint(at, "nobody", "Nobody can fit this.")
    noun = "person" if count.people == 1 else "people"
    said = f"As many as {some(count.partitions)} {'have' if len(count.partitions) > 1 else 'has'}."
    if count.left_out:
        said += f" Nobody fits who belongs in {some(count.left_out, 'or')}, as routing says."
    return Hint(at, f"at most {count.people:,} {noun}", said)


def _hasty(view: View) -> Context:
    """The same model with a decider of its own, which gives up early."""
    known = view.context
    context = Context(known.model, known.today)
    context.names, context.sight, context.references = known.names, known.sight, known.references
    context.decider = Decider(known.model, known.names.find, effort=HASTE)
    context.decider.learn([condition for _, condition in conditions(known.model)])
    return context


# When a promise runs out


def _of_promises(view: View, source: Source) -> Iterator[Hint]:
    lengths = [one for one in parts_of(view.written(source).file.statements) if isinstance(one, Duration)]
    found: dict[int, set[tuple[str, str]]] = {}
    for promise in view.once(_promises, view).get(source.name, ()):
        area = _area(view, promise)
        length = next((one for one in lengths if area.start <= one.start and one.end <= area.end), None)
        if length is not None and (said := _said(view, promise)):
            found.setdefault(length.end, set()).add(said)
    for at, rounds in found.items():
        if len(rounds) == 1:  # the rounds of an each mean the same
            yield Hint(at, *rounds.pop())


def _promises(view: View) -> dict[str, list[Promise]]:
    found: dict[str, list[Promise]] = {}
    for promise in promises(view.context):
        found.setdefault(promise.span.source.name, []).append(promise)
    return found


def _area(view: View, promise: Promise) -> Span:
    """Where the promise is written: its clause, or the stage whose SLA it is."""
    lifecycle = view.context.model.lifecycles.get(promise.stage[0])
    stages = lifecycle.stages if lifecycle is not None and promise.subject == lifecycle.id else ()
    return next((one.extent for one in stages if one.span == promise.span), promise.span)


def _said(view: View, promise: Promise) -> tuple[str, str] | None:
    """For somebody who comes late before the weekend; and how long it can take at worst."""
    calendar, within = calendar_of(view.context, promise.team), promise.within
    found = calendar.before_the_weekend(within)
    if found is None:
        return None
    made, ends = found
    days = (ends.date() - made.date()).days
    later = f", {days} days later" if days >= WEEK else ""
    label = f"{made:%a %H:%M} → {ends:%a %H:%M}{later}"
    said = f"{promise.words} runs out then for a lead that comes before the weekend, by the hours of {promise.team.name} ({calendar.zone})."
    if not within.business:
        return label, f"{said} It runs round the clock."
    years = years_since(calendar, promise.since)
    worst = calendar.worst_wait(within, years)
    if not isinstance(worst, Wait):
        return label, said
    stretch = f"{worst.starts:%a %Y-%m-%d %H:%M} to {worst.ends:%a %Y-%m-%d %H:%M}"
    return (
        f"{label}, at worst {lasting(worst.minutes)}",
        f"{said} The longest wait of {years[0]} to {years[-1]} is from {stretch}.",
    )


ANSWERS = {types.TEXT_DOCUMENT_INLAY_HINT: hints}
OPTIONS = {types.TEXT_DOCUMENT_INLAY_HINT: types.InlayHintOptions(resolve_provider=False)}
