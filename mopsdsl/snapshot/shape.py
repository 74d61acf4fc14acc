"""What both directions agree on: the version, and which properties of a value are written under which names."""

from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from mopsdsl.model import conditions
from mopsdsl.source.text import Span

VERSION = 1
EDITION = "2026"

TESTS: dict[type, str] = {cls: cls.__name__ for cls in get_args(conditions.Condition)}
"""What a condition carries as its "test", since the shape alone does not tell it."""

_LEFT_OUT = frozenset(("references", "verb"))
"""What follows from where a reference stands. Places in the text are left out as well: see docs/decisions/0007."""


@cache
def types_of(cls: type) -> dict[str, Any]:
    """Every attribute of a class with its type, in the order in which it is made."""
    attrs.resolve_types(cls)  # some annotations are in quotes
    return {field.name: field.type for field in attrs.fields(cls)}


@cache
def written(cls: type) -> tuple[str, ...]:
    """The attributes of a class that are written, in their order."""
    types = types_of(cls)
    return tuple(name for name in types if name not in _LEFT_OUT and Span not in parts(types[name]))


def parts(annotation: Any) -> tuple[Any, ...]:
    """What a union is made of; anything else alone."""
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
