"""MOPS311: what routing asks can change, and no routing campaign looks again.

A person stays in a partition until something moves them, also after a CRM merge or a changed field (nation.marketo.com:
understanding-lead-partition-assignment).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Edit, Finding, Fix, Related, Rule, Severity
from mopsdsl.graphs.carriers import carriers, with_callers
from mopsdsl.graphs.conditions import Asked, asked
from mopsdsl.model.assets import Asset, Event, SmartCampaign
from mopsdsl.model.routing import Routing
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS311",
    "routing-not-repeated",
    Severity.WARNING,
    "A field that routing asks can change later, and no routing campaign triggers on that.",
)

JOINING = ("added to", "removed from", "joins", "attends")


def check(context: Context) -> Iterator[Finding]:
    model, names = context.model, context.names
    for routing in model.routings.values():
        if any(names.find(reference) is None for reference in routing.campaigns):
            continue
        started = [carrier.campaign for carrier in carriers(routing, model, names)]
        looking = with_callers(started, model, names)
        triggers = [event for campaign in looking for event in campaign.triggers]
        unnoticed = [each for each in _asked(context, routing) if not _noticed(context, each, triggers)]
        if unnoticed:
            yield _finding(routing, unnoticed, started, _first_to_look(looking))


def _asked(context: Context, routing: Routing) -> list[Asked]:
    """What the routes ask, each once, where it is asked first."""
    found: dict[tuple[str, str], Asked] = {}
    for route in routing.routes:
        for each in asked(route.when, context.names):
            found.setdefault((each.kind, each.name), each)
    return list(found.values())


def _noticed(context: Context, each: Asked, triggers: list[Event]) -> bool:
    match each.kind:
        case "field":
            return _field_noticed(context, each.name, triggers)
        case "stage" | "status":
            return any(event.what == f"{each.kind} changes" for event in triggers)
        case _:
            return any(event.what in JOINING and _speaks_of(context, event, each.name) for event in triggers)


def _speaks_of(context: Context, event: Event, name: str) -> bool:
    """Whether an event is about the list or program of that name; without a name it may be about any."""
    found = context.names.find(event.about) if event.about is not None else None
    return event.about is None or (isinstance(found, Asset) and found.name == name)


def _field_noticed(context: Context, name: str, triggers: list[Event]) -> bool:
    """A change of the field itself, of every field that it is derived of, or a trigger in Marketo's words that speaks of it."""
    field = context.model.fields.get(name)
    if field is None:
        return True
    changing = {event.about.name for event in triggers if event.what == "changes" and event.about is not None}
    sources = {reference.name for reference in field.sources}
    words = [_plain(event.text) for event in triggers if event.what == "marketo"]
    spoken = (_plain(name), _plain(field.title))
    return (
        name in changing
        or (bool(sources) and sources <= changing)
        or any(word in text for text in words for word in spoken if word)
    )


def _plain(text: str) -> str:
    return text.replace("_", " ").lower()


def _first_to_look(looking: list[SmartCampaign]) -> SmartCampaign | None:
    """The campaign to add a trigger to: one that something happening to a person sets off, before one that only is requested."""
    by_itself = (c for c in looking if any(event.what != "requested" for event in c.triggers))
    return next(by_itself, looking[0] if looking else None)


def _finding(
    routing: Routing, unnoticed: list[Asked], started: list[SmartCampaign], first: SmartCampaign | None
) -> Finding:
    asks = [_words(each) for each in unnoticed]
    that = "that changes" if len(asks) == 1 else "one of them changes"
    added = ", ".join(_trigger(each) for each in unnoticed)
    return RULE.finding(
        unnoticed[0].span,
        f"Routing {routing.name} asks {' and '.join(asks)}, and no campaign that carries it out looks again when {that}: "
        "people stay where they were.",
        _help(routing, added, first),
        related=tuple(Related(c.span, f"campaign {c.name} does not trigger on it") for c in started),
        fixes=_fixes(added, first),
        subject=routing.id,
    )


def _help(routing: Routing, added: str, first: SmartCampaign | None) -> str:
    if first is None:
        return (
            f"Let a campaign carry it out that looks again: `trigger {added}; flow {{ route by {routing.name} }}`, in a "
            "workspace that sees all."
        )
    if not first.triggers:
        return f"Give campaign {first.name} a trigger: `trigger {added}`."
    return f"Add to the triggers of campaign {first.name}: `{added}`."


def _fixes(added: str, first: SmartCampaign | None) -> tuple[Fix, ...]:
    if first is None or not first.triggers:
        return ()
    last = first.triggers[-1].span
    end = Span(last.source, last.end, last.end, last.round)
    return (Fix(f"Trigger on `{added}`, too", (Edit(end, f", {added}"),)),)


def _words(each: Asked) -> str:
    return f"membership of {each.name}" if each.kind == "list" else each.name or each.kind


def _trigger(each: Asked) -> str:
    """As the language writes it."""
    if each.kind == "list":
        return f"added to {each.name}, removed from {each.name}"
    return f"{each.name or each.kind} changes"
