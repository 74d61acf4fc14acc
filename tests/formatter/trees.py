"""Trees compared by a second hand: as nested lists of what they hold, without places."""

from collections.abc import Iterator
from typing import Any

import attrs

from mopsdsl.syntax.tree import Node, Statement, Token

_STATEMENTS = Statement.__args__


def same(one: Any, other: Any) -> bool:
    return bool(shape(one) == shape(other))


def shape(part: Any) -> Any:
    """A tree as lists and texts."""
    if isinstance(part, Token):
        return [part.kind, part.text]
    if isinstance(part, tuple):
        return [shape(one) for one in part]
    if isinstance(part, Node):
        names = [field.name for field in attrs.fields(type(part)) if field.name not in ("start", "end")]
        return [type(part).__name__, *(shape(getattr(part, name)) for name in names)]
    return part


def statements(part: Any) -> Iterator[Node]:
    """Every statement of a tree, those of bodies included, in the order of the text."""
    if isinstance(part, tuple):
        for one in part:
            if isinstance(one, _STATEMENTS):
                yield one
            yield from statements(one)
    elif isinstance(part, Node):
        for field in attrs.fields(type(part)):
            yield from statements(getattr(part, field.name))
