"""What several rules ask about fences: which lifecycle one stands on, and which of them hold for a lifecycle's people."""

from mopsdsl.checks.context import Context
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.lifecycle import Fence


def course_of(context: Context, fence: Fence) -> Course | None:
    """The lifecycle that a fence stands on; without `on`, the only one that there is."""
    if fence.lifecycle is not None:
        return context.courses.get(fence.lifecycle.name)
    return next(iter(context.courses.values())) if len(context.courses) == 1 else None


def fences_on(context: Context, course: Course) -> list[Fence]:
    """The fences that hold for the people of a lifecycle: its own, or else those of the nearest lifecycle that it extends."""
    for lifecycle in course.lineage:
        found = [
            fence
            for fence in context.model.fences.values()
            if (on := course_of(context, fence)) is not None and on.lifecycle is lifecycle
        ]
        if found:
            return found
    return []


def sides(context: Context, fence: Fence) -> tuple[str, str]:
    """Marketing's side and sales' side, as the teams say it; a team that does not say is what its place makes it."""
    teams = context.model.teams
    first, second = teams.get(fence.marketing.name), teams.get(fence.sales.name)
    return (first.side if first and first.side else "marketing"), (
        second.side if second and second.side else "sales"
    )
