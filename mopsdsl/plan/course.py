"""A lifecycle as it is set up: with all that it takes over from those it extends, and for whom it is."""

from mopsdsl._value import value
from mopsdsl.graphs.sight import NOTHING, chosen
from mopsdsl.model.base import Everything, Reference
from mopsdsl.model.lifecycle import Lifecycle, Stage, Transition
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import literals_text


@value
class Course:
    """`stages` in their order, by name; `program` is the title of the program that keeps them, `people` the filter for whom it is
    (empty: everybody whom the workspace sees); `label` the strand of its steps."""

    lifecycle: Lifecycle
    stages: dict[str, Stage]
    transitions: tuple[Transition, ...]
    path: tuple[str, ...]
    workspace: str
    program: str
    people: str
    label: str

    def stage(self, reference: Reference) -> Stage | None:
        return self.stages.get(reference.name.rpartition(".")[2])

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


def course_of(drafts: Drafts, lifecycle: Lifecycle) -> Course:
    line = drafts.names.lineage(lifecycle.name)
    moves: dict[tuple[str, str, str], Transition] = {}
    for one in reversed(line):
        for move in one.transitions:
            key = (move.source.name, move.target.name, _manner(move))
            moves[key if move.overrides or key not in moves else (*key[:2], f"{key[2]} {len(moves)}")] = move
    path = next((one.success_path for one in line if one.success_path), ())
    workspace = drafts.stages.home(lifecycle.name)
    return Course(
        lifecycle=lifecycle,
        stages={stage.name: stage for one in reversed(line) for stage in one.stages},
        transitions=tuple(moves.values()),
        path=tuple(stage.name for stage in path),
        workspace=workspace,
        program=lifecycle.title,
        people=_people(drafts, lifecycle, workspace),
        label=f"Lifecycle {lifecycle.title}",
    )


def _manner(move: Transition) -> str:
    return "after" if move.after is not None else "by" if move.by is not None else "when"


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
