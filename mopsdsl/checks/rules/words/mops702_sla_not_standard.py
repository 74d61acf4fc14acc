"""MOPS702: the same hand-over with different times in different places."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.agreements import course_of
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.durations import compare
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.base import Duration, Reference
from mopsdsl.model.lifecycle import Acceptance, Lifecycle
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS702",
    "sla-not-standard",
    Severity.ADVICE,
    "The same hand-over with different times in different places, and no override that says why.",
)


@value
class Promised:
    """A time for a step, with its place; `step` in words, which `root` (the common lifecycle) makes one with others of the name."""

    root: str
    step: str
    time: Duration
    span: Span
    subject: str


def check(context: Context) -> Iterator[Finding]:
    same: dict[tuple[str, str], list[Promised]] = {}
    for one in (*_agreed(context), *_stages(context)):
        same.setdefault((one.root, one.step), []).append(one)
    for _, (first, *others) in sorted(same.items()):
        for other in others:
            if compare(other.time, first.time) != 0:
                yield _finding(first, other)


def _finding(first: Promised, other: Promised) -> Finding:
    return RULE.finding(
        other.span,
        f"Sales has {other.time.text} {other.step} here, and {first.time.text} elsewhere.",
        "Promise the same everywhere; where one market has to differ, `override` the step with `because`. Leads that are worth "
        "different times pass at stages of their own.",
        related=(Related(first.span, f"{first.time.text} here"),),
        subject=other.subject,
    )


def _agreed(context: Context) -> Iterator[Promised]:
    """A hand-over is from one stage to another: a lead that passes elsewhere may be another kind of lead, and worth another time."""
    for fence in context.model.fences.values():
        acceptance, course = fence.acceptance, course_of(context, fence)
        if acceptance is not None and acceptance.within is not None and not _explained(course, acceptance):
            start = _name(fence.handover.stage) if fence.handover is not None else ""
            between = (
                f"between {start} and {_name(acceptance.stage)}" if start else f"to {_name(acceptance.stage)}"
            )
            root = course.lineage[-1].name if course is not None else ""
            yield Promised(root, between, acceptance.within, acceptance.span, fence.id)


def _stages(context: Context) -> Iterator[Promised]:
    for course in context.courses.values():
        for stage in course.lifecycle.stages:
            if stage.sla is not None and not _overridden(course.lifecycle, stage.name):
                root = course.lineage[-1].name
                yield Promised(root, f"for stage {stage.name}", stage.sla, stage.span, course.lifecycle.id)


def _explained(course: Course | None, acceptance: Acceptance) -> bool:
    return course is not None and _overridden(course.lifecycle, _name(acceptance.stage))


def _name(stage: Reference) -> str:
    return stage.name.rpartition(".")[2]


def _overridden(lifecycle: Lifecycle, stage: str) -> bool:
    """Whether an override into or out of the stage says why things are different here."""
    return any(
        transition.overrides
        and transition.because
        and stage in (transition.source.name, transition.target.name)
        for transition in lifecycle.transitions
    )
