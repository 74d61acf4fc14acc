"""A fence beside its lifecycle: what the rules about the two compare, and what they have to say."""

from functools import cached_property

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import elsewhere
from mopsdsl.diagnostics.finding import Related, Severity
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.base import Reference
from mopsdsl.model.lifecycle import Fence, Stage
from mopsdsl.source.text import Span


@value
class Contradiction:
    """Where a fence says something else than its lifecycle, what, and how to mend it."""

    span: Span
    message: str
    help: str
    related: tuple[Related, ...] = ()
    severity: Severity | None = None


class Fenced:
    """A fence and its lifecycle. `handed_over` and `accepted` are stages of that, None where the fence does not name one."""

    def __init__(self, context: Context, fence: Fence, course: Course) -> None:
        self.context = context
        self.fence = fence
        self.course = course
        self.title = course.lifecycle.title
        self.handed_over = self.stage(fence.handover.stage) if fence.handover is not None else None
        self.accepted = self.stage(fence.acceptance.stage) if fence.acceptance is not None else None

    def stage(self, reference: Reference) -> Stage | None:
        return self.course.stages.get(self.course.key(reference) or "")

    @cached_property
    def moved(self) -> set[str]:
        """The stages to which campaigns take people."""
        return {one.stage for one in elsewhere(self.context, self.course) if one.campaign is not None}

    def reached_from(self, *stages: Stage | None) -> set[str]:
        """The stages to which people of some stages can come; all of them where none is named."""
        starts = [stage.name for stage in stages if stage is not None]
        return self.course.could_reach(starts) | self.moved if starts else set(self.course.stages)
