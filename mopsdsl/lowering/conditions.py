"""Conditions and events: from what is written to what is meant."""

from typing import Any

from mopsdsl.diagnostics.finding import BAD_VALUE
from mopsdsl.lowering.place import Place
from mopsdsl.lowering.reading import Reading
from mopsdsl.model import conditions as model
from mopsdsl.model.assets import Event
from mopsdsl.syntax import tree

OPERATORS = {
    "is_value": "is", "is_not_value": "is not", "at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<",
    "contains": "contains", "not_contains": "does not contain", "starts_with": "starts with", "ends_with": "ends with",
}  # fmt: skip

EVENT_ABOUT = {
    "fills": "form", "visits": "landing_page|program", "attends": "program|channel", "joins": "program|channel", "opens": "email",
    "clicks": "email|landing_page", "added to": "static_list|program", "removed from": "static_list|program",
    "stage changes to": "stage", "changes": "field",
}  # fmt: skip

EVENT_WHAT = {
    "person is created": "created", "inactive for": "inactive", "is requested": "requested", "stage changes to": "stage changes",
    "status changes to": "status changes", "": "marketo",
}  # fmt: skip


def literal(place: Place, node: tree.Token | tree.Money) -> model.Literal:
    """A value as written: text, number, date, money; a bare word is a text, `true` and `yes` and their like included."""
    span = place.span(node)
    if isinstance(node, tree.Money):
        money = place.money(node)
        return model.Literal(money.amount, span, currency=money.currency)
    if node.kind == "<number>":
        return model.Literal(place.number(node), span, percent=node.text.endswith("%"))
    if node.kind == "<date>":
        return model.Literal(place.date(node) or node.text, span)
    return model.Literal(place.text(node), span)


def literals(place: Place, values: tree.Values | None) -> tuple[model.Literal, ...]:
    return tuple(literal(place, item) for item in values.items) if values is not None else ()


def condition(reading: Reading, node: Any, field: str = "field") -> model.Condition:
    """The condition that a tree means; `field` is the kind that its fields are of ("field|measure" for thresholds)."""
    place = reading.place
    span = place.span(node)
    if isinstance(node, tree.Chain):
        parts = tuple(condition(reading, part, field) for part in node.parts)
        return model.All(parts, span) if node.word == "and" else model.AnyOf(parts, span)
    if isinstance(node, tree.Negation):
        return model.Not(condition(reading, node.part, field), span)
    return _test(reading, node, field)


def _test(reading: Reading, node: tree.Test, field: str) -> model.Condition:
    place, word, span = reading.place, node.word, reading.place.span(node)
    subject: Any = node.parts[0]
    if word in ("member_of", "in_segment"):
        kind = "segment" if word == "in_segment" else "smart_list|static_list|program"
        return model.InAsset(reading.must(kind, subject, "asks"), span)
    if word.startswith("stage"):
        tokens = subject.tokens if isinstance(subject, tree.Names) else (subject,)
        scope = "" if "." in reading.scope else reading.scope  # an asset's is a path: it asks any lifecycle
        stages = tuple(reading.must("stage", token, "asks", scope) for token in tokens)
        return model.InStage(stages, "not" in word, span)
    if word.startswith("status"):
        statuses = (
            literals(place, subject) if isinstance(subject, tree.Values) else (literal(place, subject),)
        )
        return model.HasStatus(statuses, "not" in word, span)
    asked = reading.must(field, subject, "asks", "")
    if word == "flag":
        return model.Flag(asked, span)
    if word in ("is_empty", "is_not_empty"):
        return model.Empty(asked, word == "is_not_empty", span)
    value: Any = node.parts[1]
    if word in ("in_values", "not_in_values"):
        listed = isinstance(value, tree.Values)
        found = () if listed else reading.must("list", value, "asks", "")
        negated = word == "not_in_values"
        return model.Membership(asked, literals(place, value) if listed else (), found or None, negated, span)
    if word in ("older_than", "within"):
        duration = place.duration(value)
        assert duration is not None
        return model.Age(asked, word == "older_than", duration, span)
    return model.Comparison(asked, OPERATORS[word], literal(place, value), span)


def event(reading: Reading, node: tree.Event) -> Event:
    """What happens, and to what."""
    place, about = reading.place, node.about
    reference, text, duration = None, "", None
    if isinstance(about, tree.Duration):
        duration = place.duration(about)
    elif about is not None and node.words in EVENT_ABOUT:
        kind = EVENT_ABOUT[node.words]
        reference = reading.must(
            kind, about, node.words.removesuffix(" to"), "" if kind in ("field", "stage") else None
        )
    elif about is not None:
        text = place.text(about)
    what = EVENT_WHAT.get(node.words, node.words)
    if what == "marketo" and not text.strip():
        place.report(
            BAD_VALUE,
            node,
            "A trigger in Marketo's own words can't be empty.",
            "Write its name, as in Marketo.",
        )
    return Event(what, reference, text, duration, place.span(node))
