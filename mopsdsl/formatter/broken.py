"""Which lines of a text could not be read, and so stay as they are."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from typing import Any

import attrs

from mopsdsl.diagnostics.finding import Finding
from mopsdsl.syntax.scanner import Tokens
from mopsdsl.syntax.tree import Broken, File, Node


class Lines:
    """The lines (from 1) that something broken touches."""

    def __init__(self, touched: Collection[int] = ()) -> None:
        self._touched = sorted(touched)

    def __bool__(self) -> bool:
        return bool(self._touched)

    def touch(self, first: int, last: int) -> bool:
        """Whether one of the lines `first` to `last` is among them."""
        return self._count(first, last) > 0

    def cover(self, first: int, last: int) -> bool:
        """Whether all of them are."""
        return self._count(first, last) == last - first + 1

    def _count(self, first: int, last: int) -> int:
        return bisect_right(self._touched, last) - bisect_left(self._touched, first)


def braces(
    tokens: Tokens, file: File, findings: Collection[Finding]
) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """(the closing brace of each opening one, stretches of the text in which a brace has none).

    Where something is broken, the parser knows better than a count of braces where the next declaration begins.
    """
    tops = {statement.start for statement in file.statements} if findings else ()
    matched: dict[int, int] = {}
    opened: list[int] = []
    unmatched: list[tuple[int, int]] = []
    end = len(tokens.kinds) - 1
    for at, kind in enumerate(tokens.kinds):
        if opened and (at == end or tokens.starts[at] in tops):
            unmatched.append((tokens.starts[opened[0]], tokens.starts[at - 1] + len(tokens.texts[at - 1])))
            opened.clear()
        if kind == "{":
            opened.append(at)
        elif kind == "}" and opened:
            matched[opened.pop()] = at
    return matched, unmatched


def broken_lines(file: File, findings: Collection[Finding], unmatched: Collection[tuple[int, int]]) -> Lines:
    """The lines with findings, with text that could not be read and with braces that have no other."""
    if not findings and not unmatched:
        return Lines()
    stretches = [*unmatched, *file.broken, *((node.start, node.end) for node in _broken(file.statements))]
    stretches += [(finding.span.start, finding.span.end) for finding in findings]
    touched: set[int] = set()
    for start, end in stretches:
        first, last = (file.source.position(offset)[0] for offset in (start, max(start, end - 1)))
        touched.update(range(first, last + 1))
    return Lines(touched)


def _broken(part: Any) -> Iterator[Broken]:
    """Every stretch in a tree that could not be read."""
    if isinstance(part, Broken):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _broken(one)
    elif isinstance(part, Node):
        for field in attrs.fields(type(part)):
            yield from _broken(getattr(part, field.name))
