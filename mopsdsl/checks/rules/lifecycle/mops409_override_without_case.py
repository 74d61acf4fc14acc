"""MOPS409: a local variation without `because`."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.lifecycle import Transition

RULE = Rule("MOPS409", "override-without-case", Severity.ERROR, "A local variation without `because`.")


def check(context: Context) -> Iterator[Finding]:
    for course in context.courses.values():
        parent = context.courses.get(course.lineage[1].name) if len(course.lineage) > 1 else None
        for transition in course.lifecycle.transitions:
            if not transition.because.strip():
                if transition.overrides:
                    yield _override(course, parent, transition)
                elif parent is not None and _is_common(course, parent, transition):
                    yield _addition(course, parent, transition)


def _is_common(course: Course, parent: Course, transition: Transition) -> bool:
    """Whether both ends are the common lifecycle's; with a stage of its own the local one drifts, which is MOPS408."""
    ends = (course.key(transition.source), course.key(transition.target))
    return all(end in parent.stages for end in ends)


def _override(course: Course, parent: Course | None, transition: Transition) -> Finding:
    ends = (course.key(transition.source), course.key(transition.target))
    others = [way for way in parent.ways if (way.source, way.target) == ends] if parent is not None else []
    return RULE.finding(
        transition.span,
        f"Lifecycle {course.lifecycle.name} overrides {transition.source.name} -> {transition.target.name} and does not say why: in a "
        "year nobody will know whether it can go.",
        'Write who agreed to it and why, and until when: `because "..." until 2027-03-31`.',
        related=tuple(Related(way.span, f"the common one: {way_label(way)}") for way in others),
        subject=course.lifecycle.id,
    )


def _addition(course: Course, parent: Course, transition: Transition) -> Finding:
    return RULE.finding(
        transition.span,
        f"Lifecycle {course.lifecycle.name} adds {transition.source.name} -> {transition.target.name} to what it has from "
        f"{parent.lifecycle.name}, and does not say why.",
        'Write the case for it: `because "..."`; with `override` it stands in the place of the common one.',
        subject=course.lifecycle.id,
        severity=Severity.WARNING,
    )
