"""MOPS418: a success path whose stages no transitions join in that order."""

from collections.abc import Iterator
from itertools import pairwise

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown, way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.base import Reference

RULE = Rule(
    "MOPS418",
    "path-broken",
    Severity.ERROR,
    "A success path whose stages no transitions join in that order.",
)


def check(context: Context) -> Iterator[Finding]:
    for course in context.courses.values():
        if course.lifecycle.success_path:
            on_path = {course.key(reference) for reference in course.path}
            for one, other in pairwise(course.path):
                start, end = course.key(one), course.key(other)
                if start is not None and end is not None:
                    yield from _between(course, start, end, other, on_path)


def _between(
    course: Course, start: str, end: str, other: Reference, on_path: set[str | None]
) -> Iterator[Finding]:
    def is_beside(way: Way) -> bool:
        return way.target == end or way.target not in on_path

    beside = course.reached([start], is_beside)
    if start == end or end not in beside:
        if start != end and end in course.could_reach([start], is_beside):
            return
        around = course.reached([start])
        ways = course.path_to(end, around) if end in around and start != end else []
        through = (
            f": from {start} people come to {end} only by {some([way.target for way in ways[:-1]])}"
            if ways
            else ""
        )
        yield RULE.finding(
            other.span,
            f"The success path of lifecycle {course.lifecycle.name} is broken: no transition leads from {start} to {end}{through}.",
            f"Write the transition (`{start} -> {end} when ...`), or put the path in the order in which people go.",
            related=shown(Related(way.span, way_label(way)) for way in ways or course.out.get(start, [])),
            subject=course.lifecycle.id,
        )
        return
    ways = course.path_to(end, beside)
    held = [
        way.target
        for way in ways[:-1]
        if way.target not in course.stages or course.stages[way.target].type != "gate"
    ]
    if held:
        yield RULE.finding(
            other.span,
            f"From {start} to {end} people come by {some(held)}, which the success path of {course.lifecycle.name} does not name.",
            f"Name it on the path, or write a transition {start} -> {end}.",
            related=shown(Related(way.span, way_label(way)) for way in ways),
            subject=course.lifecycle.id,
            severity=Severity.ADVICE,
        )
