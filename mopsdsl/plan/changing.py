"""Model to model: the change plan, put together from what the comparison, the rules and the search for a safe order have found."""

from collections.abc import Iterable

from attrs import evolve

from mopsdsl.changes.moves import Course
from mopsdsl.checks.approvals import Approved
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.dangers import danger_of
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.plan.change_done import notes
from mopsdsl.plan.change_plan import Base, ChangePlan
from mopsdsl.plan.change_steps import steps_of
from mopsdsl.plan.grouping import chain, groups


def change_plan(
    context: ChangeContext,
    course: Course,
    project: str,
    base: Base,
    findings: Iterable[Finding],
    approved: Iterable[Approved],
    finished: frozenset[str],
) -> ChangePlan:
    """The plan of a change; `finished` are ids of steps that are carried out already."""
    changes = context.comparison.changes
    told = steps_of(course, context, finished)
    steps = told.steps
    dangers = {change.id: danger_of(change, context) for change in changes}
    affects = {change.id: context.radius.of(change).counts for change in changes}
    return ChangePlan(
        project=project,
        instance=context.comparison.after.instance.title,
        base=evolve(base, notes=(*base.notes, *notes(steps, finished))),
        changes=changes,
        dangers={id: danger for id, danger in dangers.items() if danger},
        affects={id: counts for id, counts in affects.items() if counts},
        sight=context.sight,
        course=course,
        steps=steps,
        groups=groups(steps),
        chain=chain(steps),
        findings=tuple(findings),
        approved=tuple(approved),
        titles={id: node.title for world in context.worlds for id, node in world.things.nodes.items()},
        renames=dict(sorted(context.comparison.renames.ids.items())),
        left=told.left,
    )
