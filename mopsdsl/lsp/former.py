"""`formerly`: what tells Marketo's people that a thing has another name now, and when it is taken out again."""

import re

from mopsdsl.checks.headings import formerly
from mopsdsl.diagnostics.finding import Fix
from mopsdsl.graphs.occurrences import Named
from mopsdsl.model.assets import Segment
from mopsdsl.model.base import Declaration
from mopsdsl.source.text import Span
from mopsdsl.syntax import tree
from mopsdsl.syntax.enclosing import enclosing
from mopsdsl.syntax.parser import parse

_ALONE = re.compile(r"[^\S\n]*(?:\r?\n|\Z)")


def told(thing: Named, old: str) -> Fix | None:
    """Say that it was called `old`; None where it says already what it was called, and where there is no room for it."""
    if isinstance(thing, Segment) or thing.formerly is not None:
        return None
    return formerly(thing.kind if isinstance(thing, Declaration) else "stage", thing.span, old)


def taken_back(thing: Named, name: str) -> Span | None:
    """Where a thing says that it was called `name`, with the space around it: it is to be called so again."""
    if isinstance(thing, Segment) or thing.formerly != name:
        return None
    span = thing.span
    around = enclosing(parse(span.source)[0], span.start, span.end)
    node = next((one for one in reversed(around) if isinstance(one, tree.Declaration)), None)
    said = (*node.phrases, *(node.body or ())) if node else ()
    found = next((one for one in said if isinstance(one, tree.Property) and one.word == "formerly"), None)
    return _with_space(Span(span.source, found.start, found.end, span.round)) if found else None


def _with_space(span: Span) -> Span:
    """The whole line of a statement that stands alone on one; else with the blanks, or the `;`, that part it from the rest."""
    text, start, end = span.source.text, span.start, span.end
    while start and text[start - 1] in " \t":
        start -= 1
    alone = _ALONE.match(text, end)
    if start and text[start - 1] == "\n" and alone:
        return Span(span.source, start, alone.end(), span.round)
    parted = re.compile(r"[^\S\n]*;").match(text, end)
    return Span(span.source, start, parted.end() if parted else end, span.round)
