"""Model to model: the change plan, put together from what the comparison, the rules and the search for a safe order have found."""

from collections.abc import Iterable

from mopsdsl.changes.moves import Course
from mopsdsl.checks.approvals import Approved
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.dangers import danger_of
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.plan.change_plan import Base, ChangePlan, ChangeStep, Group
from mopsdsl.plan.change_steps import steps_of


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
        base=base,
        changes=changes,
        dangers={id: danger for id, danger in dangers.items() if danger},
        affects={id: counts for id, counts in affects.items() if counts},
        sight=context.sight,
        course=course,
        steps=steps,
        groups=_groups(steps),
        chain=_chain(steps),
        findings=tuple(findings),
        approved=tuple(approved),
        titles={id: node.title for world in context.worlds for id, node in world.things.nodes.items()},
        renames=dict(sorted(context.comparison.renames.ids.items())),
        left=told.left,
    )


def _groups(steps: tuple[ChangeStep, ...]) -> tuple[Group, ...]:
    """Steps that hang together through their needs, each group by its first step."""
    joined: dict[str, str] = {}

    def root(id: str) -> str:
        while joined.get(id, id) != id:
            id = joined[id]
        return id

    place = {one.step.id: number for number, one in enumerate(steps)}
    for one in steps:
        joined.setdefault(one.step.id, one.step.id)
        for need in one.step.needs:
            first, second = sorted((root(one.step.id), root(need)), key=place.__getitem__)
            joined[second] = first
    groups: dict[str, list[str]] = {}
    for one in steps:
        groups.setdefault(root(one.step.id), []).append(one.step.id)
    titles = {one.step.id: one.step.strand for one in steps}
    return tuple(Group(titles[first], tuple(ids)) for first, ids in groups.items())


def _chain(steps: tuple[ChangeStep, ...]) -> tuple[str, ...]:
    """The longest line of steps each of which needs the one before it."""
    longest: dict[str, tuple[str, ...]] = {}
    for one in steps:
        above = max((longest[need] for need in one.step.needs), key=len, default=())
        longest[one.step.id] = (*above, one.step.id)
    return max(longest.values(), key=len, default=())
