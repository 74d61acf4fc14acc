"""The results of one project, as the forms of output take them."""

from collections.abc import Callable

from mopsdsl._value import value
from mopsdsl.diagnostics.render.report import printable
from mopsdsl.scenarios.run import Results
from mopsdsl.scenarios.story import Entry, Outcome, shortened
from mopsdsl.scenarios.words import instant_text
from mopsdsl.source.text import Span

Place = Callable[[Span], str]
"""How a form writes a file's path."""

_LONGEST = 200
"""Lines of a story that people are shown."""


@value
class ProjectResults:
    """A project and what came of its scenarios. `path` gives a span's file as people open it from where they are."""

    project: str
    results: Results
    path: Place


def story(outcome: Outcome, path: Place) -> list[tuple[str, str]]:
    """The story line by line, as (kind, text): one line with each moment, kind "moment", and what happened then below it.

    A long story is cut in its middle, kind "cut".
    """
    lines: list[tuple[str, str]] = []
    shown = ""
    for entry in outcome.story:
        moment = instant_text(entry.at, outcome.zone)
        if moment != shown:
            shown = moment
            lines.append(("moment", moment))
        lines.append((entry.kind, _line(entry, path)))
    return shortened(
        lines, _LONGEST, lambda more: ("cut", f"... {more:,} more lines; --format json has them ...")
    )


def _line(entry: Entry, path: Place) -> str:
    text = f"not known: {entry.text}" if entry.kind == "unknown" else entry.text
    return f"{'  ' * entry.depth}{text}{place(entry.span, path)}"


def place(span: Span | None, path: Place) -> str:
    """The place behind a line, if there is one; anybody names files, so what a terminal would obey is not in it."""
    if span is None or not span.source.text:
        return ""
    round = f", {span.round}" if span.round else ""
    return printable(f"  ({path(span)}:{span.line}{round})")
