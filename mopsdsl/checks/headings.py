"""Where the heading of a declaration ends, so that a fix can add a phrase to it."""

import re

from mopsdsl.source.text import Span

_STRING = re.compile(r'[ \t]*"(?:\\.|[^"\\\n])*"')


def after_heading(name: Span) -> Span | None:
    """Behind a declaration's name and its title, if it has one; None where one text stands for several declarations, or there is none."""
    if name.round or not name.source.text:
        return None
    heading = _STRING.match(name.source.text, name.end)
    at = heading.end() if heading else name.end
    return Span(name.source, at, at)
