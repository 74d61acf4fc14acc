"""Results for people: what passed, the whole story of what did not, and what nobody has looked at."""

from collections.abc import Iterator, Sequence

from mopsdsl.diagnostics.render.report import printable
from mopsdsl.scenarios.reports import Place, ProjectResults, place, story
from mopsdsl.scenarios.story import Failure, Outcome
from mopsdsl.scenarios.untouched import KINDS

_COLOURS = {"failed": "1;31", "expected": "32", "unknown": "33", "moment": "1", "cut": "2"}


class _Style:
    """What a terminal can show."""

    def __init__(self, colour: bool, unicode: bool) -> None:
        self.colour = colour
        self.marks = {
            "expected": "✓ " if unicode else "+ ",
            "failed": "✗ " if unicode else "x ",
            "unknown": "? ",
        }

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def render(
    tested: Sequence[ProjectResults], *, verbose: bool, part: bool, colour: bool, unicode: bool
) -> str:
    """The projects one after the other, and a last line with the counts; `verbose` with every story and all names.

    `part`: only some scenarios were run, so that what they leave untouched says nothing.
    """
    style = _Style(colour, unicode)
    lines = [line for one in tested for line in _project(one, verbose, style)]
    if not part:
        lines += [line for one in tested for line in _untouched(one, verbose)]
    lines += [""] if lines and lines[-1] else []
    return "".join(f"{line}\n" for line in [*lines, _summary(tested, style)])


def _project(one: ProjectResults, verbose: bool, style: _Style) -> Iterator[str]:
    for outcome in one.results.outcomes:
        yield _head(outcome, one.path, style)
        if not outcome.passed or verbose:
            yield from _told(outcome, one.path, style)


def _head(outcome: Outcome, path: Place, style: _Style) -> str:
    name = printable(outcome.scenario.name)
    if not outcome.passed:
        return (
            f"{style.paint('FAILED', '1;31')}  {style.paint(name, '1')}{place(outcome.scenario.span, path)}"
        )
    many = len(outcome.unknown)
    unknown = (
        f"  ({many} {'thing' if many == 1 else 'things'} in it can't be known; --verbose tells)"
        if many
        else ""
    )
    return f"{style.paint('ok', '32')}      {name}{unknown}"


def _told(outcome: Outcome, path: Place, style: _Style) -> Iterator[str]:
    for failure in outcome.failures:
        yield ""
        yield from failed(failure, path)
    if any(entry.kind == "said" for entry in outcome.story):
        yield from _story(outcome, path, style)
    yield ""


def _story(outcome: Outcome, path: Place, style: _Style) -> Iterator[str]:
    yield ""
    yield f"  The whole story, by the clocks of {outcome.zone}:"
    for kind, text in story(outcome, path):
        if kind == "moment":
            yield ""
        mark = "" if kind in ("moment", "cut") else "  " + style.marks.get(kind, "  ")
        yield "  " + style.paint(mark + printable(text), _COLOURS.get(kind, ""))


def failed(failure: Failure, path: Place) -> Iterator[str]:
    """An expectation that did not come true, what came instead, and what helps to see why."""
    yield f"  {printable(failure.expected)}{place(failure.span, path)}"
    came = failure.came if failure.came.endswith(".") else f"{failure.came}."
    yield f"    But {printable(came)}"
    yield from (f"    - {printable(line.text)}{place(line.span, path)}" for line in failure.lines)


def _untouched(one: ProjectResults, verbose: bool) -> Iterator[str]:
    """What no scenario touches: how many of each kind, or which."""
    counts = []
    for kind in KINDS if one.results.outcomes else ():
        parts = [part for part in one.results.parts if part.kind == kind]
        left = [part for part in parts if not part.touched]
        if left:
            counts.append((kind, left, len(parts)))
    if not counts:
        return
    yield ""
    if verbose:
        yield f"No scenario of {printable(one.project)} touches"
        for kind, left, many in counts:
            yield f"  {len(left)} of {_counted(many, kind)}:"
            yield from (f"    {printable(part.name)}{place(part.span, one.path)}" for part in left)
        return
    said = ", ".join(f"{len(left)} of {_counted(many, kind)}" for kind, left, many in counts)
    yield f"No scenario of {printable(one.project)} touches {said}; --verbose names them."


def _counted(many: int, word: str) -> str:
    plural = word if many == 1 else f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{many} {plural}"


def _summary(tested: Sequence[ProjectResults], style: _Style) -> str:
    outcomes = [outcome for one in tested for outcome in one.results.outcomes]
    where = tested[0].project if len(tested) == 1 else _counted(len(tested), "project")
    if not outcomes:
        return f"No scenario in {printable(where)}: nothing was tested."
    bad = sum(not outcome.passed for outcome in outcomes)
    good = len(outcomes) - bad
    if bad:
        return style.paint(
            f"{_counted(bad, 'scenario')} failed, {good} passed in {printable(where)}.", "1;31"
        )
    verb = "passes" if good == 1 else "pass"
    return style.paint(
        f"{'The' if good == 1 else 'All'} {_counted(good, 'scenario')} {verb} in {printable(where)}.", "32"
    )
