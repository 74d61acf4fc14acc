"""MOPS311: what routing asks can change, and no routing campaign looks again.

A person stays in a partition until something moves them, also after a CRM merge or a changed field (nation.marketo.com:
understanding-lead-partition-assignment).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.carriers import carriers, with_callers
from mopsdsl.graphs.conditions import Asked, asked
from mopsdsl.model.assets import Event, SmartCampaign
from mopsdsl.model.routing import Routing

RULE = Rule(
    "MOPS311",
    "routing-not-repeated",
    Severity.WARNING,
    "A field that routing asks can change later, and no routing campaign triggers on that.",
)


def check(context: Context) -> Iterator[Finding]:
    model, names = context.model, context.names
    for routing in model.routings.values():
        if any(names.find(reference) is None for reference in routing.campaigns):
            continue
        started = [carrier.campaign for carrier in carriers(routing, model, names)]
        triggers = [event for c in with_callers(started, model, names) for event in c.triggers]
        unnoticed = [each for each in _asked(context, routing) if not _noticed(context, each, triggers)]
        if unnoticed:
            yield _finding(routing, unnoticed, started)


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
            return any(event.what in ("added to", "removed from", "joins", "attends") for event in triggers)


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


def _finding(routing: Routing, unnoticed: list[Asked], started: list[SmartCampaign]) -> Finding:
    asks = [_words(each) for each in unnoticed]
    triggers = ", ".join(_trigger(each) for each in unnoticed)
    that = "that changes" if len(asks) == 1 else "one of them changes"
    where = f"campaign {started[0].name}" if started else "a campaign that carries it out"
    return RULE.finding(
        unnoticed[0].span,
        f"Routing {routing.name} asks {' and '.join(asks)}, and no campaign that carries it out looks again when {that}: "
        "people stay where they were.",
        f"Let {where} trigger on it: `trigger person is created, {triggers}`.",
        related=tuple(Related(c.span, f"campaign {c.name} does not trigger on it") for c in started),
        subject=routing.id,
    )


def _words(each: Asked) -> str:
    return f"membership of {each.name}" if each.kind == "list" else each.name or each.kind


def _trigger(each: Asked) -> str:
    """As the language writes it."""
    if each.kind == "list":
        return f"added to {each.name}, removed from {each.name}"
    return f"{each.name or each.kind} changes"
