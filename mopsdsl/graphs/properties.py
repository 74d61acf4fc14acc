"""What a declaration says of itself, as pairs of words: whatever its class is, without a list to keep up to date."""

from collections.abc import Iterator
from typing import Any

import attrs

from mopsdsl.graphs.wording import condition_text, literal_text, transition_text
from mopsdsl.model.base import Days, Declaration, Duration, Everything, Money, Reference
from mopsdsl.model.conditions import Condition, Literal
from mopsdsl.model.lifecycle import Stage, Transition
from mopsdsl.model.people import Until

_ELSEWHERE = {
    *("name", "title", "span", "extent", "documentation", "allowances", "references"),
    *("implied", "built_in", "standard"),
    *("asset_kind", "workspace", "parent", "shared_span", "scope_span", "carried_out_span"),
}
"""Fields that are shown otherwise, or are only places."""

Property = tuple[str, str | tuple[str, ...]]
"""A property's name in words, and its value, or values, as the language would write them."""


def properties(subject: Declaration | Stage) -> Iterator[Property]:
    """Every property that was set, in the order of the class."""
    for attribute in attrs.fields(type(subject)):
        stated = getattr(subject, attribute.name)
        if attribute.name not in _ELSEWHERE and stated not in (None, "", (), False, {}):
            texts = tuple(text_of(one) for one in stated) if isinstance(stated, tuple) else text_of(stated)
            yield attribute.name.strip("_").replace("_", " "), texts


def text_of(stated: Any) -> str:
    """A value of the model in words; what has no words of its own is quoted from the text it was written in."""
    match stated:
        case True:
            return "yes"
        case Reference():
            return stated.name
        case Everything():
            return f"all except {text_of(stated.except_)}" if stated.except_ else "all"
        case Duration():
            return stated.text
        case Literal():
            return literal_text(stated)
        case Money():
            return f"{stated.currency} {stated.amount}"
        case Days():
            return f"{stated.first} to {stated.last}" if stated.first != stated.last else str(stated.first)
        case Until():
            return str(stated.day)
        case Stage():
            return stated.name
        case Transition():
            return f"{stated.source.name} -> {stated.target.name} {transition_text(stated)}".rstrip()
        case tuple():
            return ", ".join(text_of(one) for one in stated)
        case dict():
            return ", ".join(f"{name} {number}" for name, number in sorted(stated.items()))
        case _:
            pass
    return condition_text(stated) if isinstance(stated, Condition) else _written(stated)


def _written(stated: Any) -> str:
    if not hasattr(stated, "span"):
        name = getattr(stated, "name", None)
        return str(stated) if name is None else str(name)
    span = getattr(stated, "extent", stated.span)
    return " ".join(span.source.text[span.start : span.end].split())
