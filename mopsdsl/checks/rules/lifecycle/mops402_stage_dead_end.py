"""MOPS402: a stage that is no end and that nothing leaves."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import Elsewhere, elsewhere, shown
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course

RULE = Rule("MOPS402", "stage-dead-end", Severity.ERROR, "A stage that is no end and that nothing leaves.")


def check(context: Context) -> Iterator[Finding]:
    for course in context.courses.values():
        yield from _dead_ends(context, course)


def _dead_ends(context: Context, course: Course) -> Iterator[Finding]:
    others = list(elsewhere(context, course))
    for name, stage in course.stages.items():
        leaves = course.may_leave(name) or any(way.target != name for way in course.out[name])
        if stage.type != "end" and not leaves and course.homes[name] is course.lifecycle:
            taken = [other for other in others if other.stage != name and _acts_on(context, other, name)]
            yield RULE.finding(
                stage.span,
                f"Nothing leaves stage {name} of lifecycle {course.lifecycle.name}, and it is no end: whoever comes to it stays "
                "for ever."
                + (" Only a campaign takes people out, which the lifecycle does not show." if taken else ""),
                f"Write what lets people go on (`{name} -> STAGE when ...`), or say that they have arrived: `stage {name} end`.",
                related=shown(
                    Related(other.span, other.label.replace("there", f"to {other.stage}")) for other in taken
                ),
                subject=course.lifecycle.id,
                severity=Severity.ADVICE if taken else None,
            )


def _acts_on(context: Context, other: Elsewhere, stage: str) -> bool:
    """Whether a campaign can act on somebody in the stage: not if its condition asks for people in others."""
    if other.campaign is None:
        return False
    when = other.campaign.when
    return when is None or context.decider.person([context.places.put(when, stage)]) is not None
