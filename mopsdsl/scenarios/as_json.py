"""Results for scripts: every story, every failure, and every part with whether a scenario touches it."""

from collections.abc import Sequence
from typing import Any

from mopsdsl.clock import zones
from mopsdsl.scenarios.reports import ProjectResults
from mopsdsl.scenarios.story import Entry, Failure, Line, Outcome
from mopsdsl.source.text import Span

VERSION = 1


def render(tested: Sequence[ProjectResults]) -> str:
    """One object, as `render/schemas/test.v1.json` describes it."""
    from json import dumps

    outcomes = [outcome for one in tested for outcome in one.results.outcomes]
    failed = sum(not outcome.passed for outcome in outcomes)
    document = {
        "version": VERSION,
        "scenarios": [_scenario(one.project, outcome) for one in tested for outcome in one.results.outcomes],
        "parts": [
            {
                "project": one.project,
                "kind": part.kind,
                "name": part.name,
                "touched": part.touched,
                **_place(part.span),
            }
            for one in tested
            for part in one.results.parts
        ],
        "summary": {
            "projects": len(tested),
            "scenarios": len(outcomes),
            "passed": len(outcomes) - failed,
            "failed": failed,
        },
    }
    return dumps(document, ensure_ascii=False, indent=2) + "\n"


def _scenario(project: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "project": project,
        "name": outcome.scenario.name,
        **_place(outcome.scenario.span),
        "passed": outcome.passed,
        "timezone": outcome.zone,
        "failures": [_failure(failure) for failure in outcome.failures],
        "unknown": [_line(entry) for entry in outcome.unknown],
        "story": [_entry(outcome, entry) for entry in outcome.story],
    }


def _failure(failure: Failure) -> dict[str, Any]:
    lines = [_line(line) for line in failure.lines]
    return {"expected": failure.expected, "came": failure.came, **_place(failure.span), "lines": lines}


def _entry(outcome: Outcome, entry: Entry) -> dict[str, Any]:
    at = zones.moment(entry.at, outcome.zone).isoformat()
    return {"at": at, "kind": entry.kind, "depth": entry.depth, **_line(entry)}


def _line(line: Line | Entry) -> dict[str, Any]:
    return {"text": line.text, **_place(line.span)}


def _place(span: Span | None) -> dict[str, Any]:
    """`file` and `line`, null where there is none; `round` inside an `each`."""
    if span is None or not span.source.text:
        return {"file": None, "line": None}
    return {"file": span.source.name, "line": span.line, **({"round": span.round} if span.round else {})}
