"""A lifecycle as it is set up: what is in force in it, the program that keeps it, and for whom it is."""

from attrs import evolve

from mopsdsl._value import value
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.graphs.sight import NOTHING, chosen
from mopsdsl.model.base import Everything, Reference
from mopsdsl.model.lifecycle import Lifecycle, Stage, Transition
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import literals_text


@value
class Kept:
    """A lifecycle's `course`, and the program that keeps it.

    `stages` in their order, by name, each called like its program status; `transitions` those in force. `program` is the title of the
    program, `people` the filter for whom it is (empty: everybody whom the workspace sees); `label` the strand of its steps.
    """

    course: Course
    stages: dict[str, Stage]
    transitions: tuple[Transition, ...]
    workspace: str
    program: str
    people: str
    label: str

    @property
    def lifecycle(self) -> Lifecycle:
        return self.course.lifecycle

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(name for name in map(self.course.key, self.course.path) if name in self.stages)

    def stage(self, reference: Reference) -> Stage | None:
        return self.stages.get(self.course.key(reference) or "")

    def title_of(self, reference: Reference) -> str:
        stage = self.stage(reference)
        return stage.title if stage is not None else reference.name

    def owner_of(self, reference: Reference) -> Reference | None:
        """The team that owes the promises of a stage."""
        stage = self.stage(reference)
        return stage.owners[0] if stage is not None and stage.owners else None

    @property
    def first(self) -> Stage | None:
        """Where people start."""
        return next(iter(self.stages.values()), None)


def kept(drafts: Drafts, lifecycle: Lifecycle) -> Kept:
    stages, name = drafts.stages, lifecycle.name
    course = stages.courses[name]
    workspace = stages.home(name)
    return Kept(
        course=course,
        stages={
            stage.name: evolve(stage, title=stages.status(name, stage)) for stage in course.stages.values()
        },
        transitions=tuple(way.transition for way in course.ways if way.transition is not None),
        workspace=workspace,
        program=stages.program_title(name),
        people=_people(drafts, lifecycle, workspace),
        label=f"Lifecycle {lifecycle.title}",
    )


def _people(drafts: Drafts, lifecycle: Lifecycle, workspace: str) -> str:
    """The filter that a lifecycle needs where its workspace sees people who are not its business."""
    partitions = drafts.model.partitions
    seen = drafts.sight.partitions.get(workspace, NOTHING)
    if lifecycle.partitions is None or seen <= set(chosen(lifecycle.partitions, partitions)):
        return ""
    everything = isinstance(lifecycle.partitions, Everything)
    named = (
        lifecycle.partitions.except_ if isinstance(lifecycle.partitions, Everything) else lifecycle.partitions
    )
    titles = [
        partitions[one.name].title for one in named
        if one.name in partitions and partitions[one.name].deprecated is None
    ]  # fmt: skip
    return f"Person Partition Name is {'not ' if everything else ''}{'; '.join(titles)}" if titles else ""


def lead_status(stage: Stage | None) -> str:
    """The value that means a stage where somebody enters it: of several, the first."""
    return literals_text(stage.statuses[:1]) if stage is not None else ""
