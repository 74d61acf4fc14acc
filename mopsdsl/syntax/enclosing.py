"""What stands around a place in a tree."""

from typing import Any

from mopsdsl.syntax.tree import File, Node, Token


def enclosing(file: File, start: int, end: int) -> list[Node | Token]:
    """The nodes and the token that a stretch of the text (start, end) lies in, the outermost first."""
    found: list[Node | Token] = []
    parts: tuple[Any, ...] = file.statements
    while True:
        around = next((one for one in _flat(parts) if one.start <= start and end <= one.end), None)
        if around is None:
            return found
        found.append(around)
        if isinstance(around, Token):
            return found
        parts = tuple(getattr(around, field.name) for field in type(around).__attrs_attrs__)


def _flat(parts: Any) -> list[Node | Token]:
    if isinstance(parts, tuple):
        return [one for part in parts for one in _flat(part)]
    return [parts] if isinstance(parts, Node | Token) else []
