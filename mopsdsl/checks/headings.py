"""Where the heading of a declaration ends, so that a fix can add a phrase to it: that it had another name."""

import re

from mopsdsl.diagnostics.finding import Edit, Fix
from mopsdsl.model.model import NAMELESS
from mopsdsl.source.text import Span

_WITHOUT = NAMELESS | {"assume", "instance", "scenario", "segment", "site"}
"""Kinds that have no room for `formerly` in their headings, or no need of it: there is one instance, and a site is its address."""

_STRING = re.compile(r'[ \t]*"(?:\\.|[^"\\\n])*"')


def after_heading(name: Span) -> Span | None:
    """Behind a declaration's name and its title, if it has one; None where one text stands for several declarations, or there is none."""
    if name.round or not name.source.text:
        return None
    heading = _STRING.match(name.source.text, name.end)
    at = heading.end() if heading else name.end
    return Span(name.source, at, at)


def formerly(kind: str, name: Span, old: str) -> Fix | None:
    """Say that something was called otherwise; `kind` as the language writes it, `old` as `formerly` wants it."""
    at = None if kind in _WITHOUT else after_heading(name)
    return Fix(f"Say that it was called {old}", (Edit(at, f" formerly {old}"),)) if at is not None else None
