"""The proof that a text still says what it said: the same tree but for places, the same findings, the same comments."""

from operator import attrgetter
from typing import Any

import attrs

from mopsdsl.formatter.reading import Reading
from mopsdsl.syntax.tree import Token

_PLACES = frozenset(("start", "end"))


def difference(before: Reading, after: Reading) -> str:
    """What is not the same, in words; nothing where all is."""
    if [finding.message for finding in before.findings] != [finding.message for finding in after.findings]:
        return "the errors"
    if not _same(before.file.statements, after.file.statements):
        return "what it says"
    return "the comments" if before.comments() != after.comments() else ""


_fields: dict[type, Any] = {}
"""How to take the parts of a node that are no places, by its class."""


def _same(first: Any, second: Any) -> bool:
    """Whether two trees differ in nothing but places."""
    todo = [(first, second)]
    while todo:
        one, other = todo.pop()
        kind = type(one)
        if kind is not type(other):
            return False
        if kind is Token:
            if one.text != other.text or one.kind != other.kind:
                return False
        elif kind is tuple:
            if len(one) != len(other):
                return False
            todo.extend(zip(one, other, strict=True))
        elif attrs.has(kind):
            take = _fields.get(kind) or _parts(kind)
            todo.extend(zip(take(one), take(other), strict=True))
        elif one != other:
            return False
    return True


def _parts(kind: type) -> Any:
    names = [field.name for field in attrs.fields(kind) if field.name not in _PLACES]
    getter = attrgetter(*names) if names else lambda node: ()
    take = getter if len(names) != 1 else lambda node: (getter(node),)
    _fields[kind] = take
    return take
