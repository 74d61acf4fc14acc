"""MOPS401: a stage that no path leads to."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import elsewhere, shown
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course

RULE = Rule("MOPS401", "stage-unreachable", Severity.ERROR, "A stage no path leads to.")


def check(context: Context) -> Iterator[Finding]:
    for course in context.courses.values():
        if course.first is not None:
            yield from _unreachable(context, course)


def _unreachable(context: Context, course: Course) -> Iterator[Finding]:
    abroad = {way.source for way in course.ways if way.source not in course.stages}
    reached = course.could_reach([course.first or "", *sorted(abroad)])
    others = list(elsewhere(context, course))
    besides = course.reached([*sorted(reached), *(other.stage for other in others)])
    for name, stage in course.stages.items():
        if name not in reached and course.homes[name] is course.lifecycle:
            leading = [way for way in course.ways if way.target == name != way.source]
            places = [
                Related(way.span, f"{way.source} leads there, and nobody gets to it") for way in leading
            ]
            places += [Related(other.span, other.label) for other in others if other.stage == name]
            yield RULE.finding(
                stage.span,
                f"No path leads to stage {name} of lifecycle {course.lifecycle.name}: "
                + (
                    f"only {' and '.join(dict.fromkeys(way.source for way in leading))} leads there, which nobody gets to."
                    if leading
                    else f"people start at {course.first}, and no transition leads to it."
                )
                + (" Only something besides the transitions takes people there." if name in besides else ""),
                f"Write who comes to it and when (`STAGE -> {name} when ...`), or take the stage out.",
                related=shown(places),
                subject=course.lifecycle.id,
                # A campaign or a fence that takes people there is a path, if one that the lifecycle does not show.
                severity=Severity.ADVICE if name in besides else None,
            )
