"""Texts with `{names}` in them, and values put in their place: inserted, never looked into."""

from functools import cache
from typing import Any

Rows = tuple[tuple[str, str], ...]
"""What to enter: the label on the screen, and the value."""


class Pattern(str):
    """A text with names, in the form that `%` fills in quickly."""

    __slots__ = ()


class Place(str):
    """The name of a value that is taken as it is: a list stays a list."""

    __slots__ = ()


class Values(dict[str, Any]):
    """Values by name; a name without a value leaves nothing."""

    def __missing__(self, name: str) -> str:
        return ""


@cache
def template(text: str) -> str:
    """A text for `fill`; one without names is itself."""
    import re

    return Pattern(re.sub(r"\{(\w+)\}", r"%(\1)s", text.replace("%", "%%"))) if "{" in text else text


def heading(text: str) -> str:
    """The text with a gap where each value would stand."""
    import re

    return re.sub(r"\{\w+\}", "…", text)


def body_template(body: Any) -> Any:
    """A request's body for `fill_body`: a text that is one name alone is a place, others are templates."""
    if isinstance(body, dict):
        return {name: body_template(part) for name, part in body.items()}
    if isinstance(body, list):
        return [body_template(part) for part in body]
    if not isinstance(body, str):
        return body
    alone = body.startswith("{") and body.find("}") == len(body) - 1
    return Place(body[1:-1]) if alone else template(body)


def fill(text: str, values: Values) -> str:
    """The text with every name replaced by its value."""
    return text % values if isinstance(text, Pattern) else text


def fill_rows(enter: tuple[tuple[str, str], ...], values: Values) -> Rows:
    """What to enter, label by label. A row without a label stands for rows that come along; one without a value is left out."""
    rows: list[tuple[str, str]] = []
    for label, text in enter:
        if isinstance(text, Place):
            rows += values[text]
        elif filled := fill(text, values):
            rows.append((label, filled))
    return tuple(rows)


def fill_body(body: Any, values: Values) -> Any:
    """A request's body with its values; members that come out empty are left out."""
    kind = type(body)
    if kind is Pattern:
        return body % values
    if kind is Place:
        return values[body]
    if kind is dict:
        filled = [(name, fill_body(part, values)) for name, part in body.items()]
        return {name: part for name, part in filled if part not in ("", [])}
    return [fill_body(part, values) for part in body] if kind is list else body
