"""Steps for lifecycles: a channel and a program that keep the stages, the start of their campaigns, a mirror for reports."""

from typing import Any

from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Everything
from mopsdsl.model.lifecycle import Lifecycle, Stage
from mopsdsl.plan.course import Kept, kept
from mopsdsl.plan.draft import Drafts, plain
from mopsdsl.plan.filters import literals_text
from mopsdsl.plan.setup_assets import IN_PROGRAM
from mopsdsl.plan.setup_moves import Campaigns, campaigns, gates, move_title
from mopsdsl.plan.setup_scores import started
from mopsdsl.plan.stages import stage_list
from mopsdsl.plan.words import Words
from mopsdsl.targets.filling import Rows

EQUAL_STEP = 1


def gather(drafts: Drafts) -> None:
    words = Words(drafts)
    for lifecycle in drafts.model.lifecycles.values():
        if drafts.live(lifecycle):
            _lifecycle(drafts, words, kept(drafts, lifecycle))


def _lifecycle(drafts: Drafts, words: Words, course: Kept) -> None:
    lifecycle = course.lifecycle
    program = _program(drafts, course)
    _shared_stages(drafts, course, program)
    made = campaigns(drafts, words, course, program)
    activated = _activation(drafts, course, made)
    _placing(drafts, course, activated)
    if lifecycle.extends is None:
        _mirror(drafts, course, program)


def _program(drafts: Drafts, course: Kept) -> str:
    """The step that makes the program whose statuses are the stages: the project's own, where it declares one."""
    lifecycle, workspace = course.lifecycle, drafts.workspace_title(course.workspace)
    declared, channel = (
        found.get(lifecycle.name) for found in (drafts.stages.programs, drafts.stages.channels)
    )
    if declared is not None and drafts.stands(declared):
        step = drafts.ready.get(declared.id, "")
        if step:
            drafts.cover(step, lifecycle.id)
        return step
    tree = drafts.target.trees[IN_PROGRAM]
    values: dict[str, Any] = {
        "title": lifecycle.title,
        "workspace": workspace,
        "description": plain(lifecycle.documentation),
        "partitions": _partitions(drafts, lifecycle),
        "channel": channel.title if channel is not None else lifecycle.title,
        "parent_id": f"<id of {tree} in {workspace}>",
        "under": f"{tree} > {workspace}",
    }
    made = () if channel is not None else (_channel(drafts, course),)
    return drafts.add(
        "create-lifecycle-program", lifecycle.name, values, needs=made,
        uses=(f"workspace:{course.workspace}", *([channel.id] if channel is not None else [])),
        covers=(lifecycle.id,), label=workspace,
        phase="sharing" if lifecycle.name in drafts.stages.asked_elsewhere else "",
    )  # fmt: skip


def _channel(drafts: Drafts, course: Kept) -> str:
    values = {"title": course.lifecycle.title, "statuses": _statuses(course)}
    return drafts.add(
        "create-lifecycle-channel",
        course.lifecycle.name,
        values,
        about=(course.lifecycle.id,),
        label=course.label,
    )


def _shared_stages(drafts: Drafts, course: Kept, program: str) -> None:
    """Smart lists of the stages that assets of other workspaces ask for: lists can be shared, programs can't."""
    asked = drafts.stages.asked_elsewhere.get(course.lifecycle.name, {})
    readers = sorted({reader for readers in asked.values() for reader in readers})
    lists = tuple(
        (f"Smart list {stage_list(course.program, stage.title)}", f"Member of Program in {course.program}, status is {stage.title}")
        for stage in course.stages.values()
        if stage.name in asked
    )  # fmt: skip
    if lists:
        values = {
            "title": course.program,
            "folder": f"Stages of {course.program}",
            "workspace": drafts.workspace_title(course.workspace),
            "lists": lists,
            "readers": ", ".join(map(drafts.workspace_title, readers)),
        }
        uses = tuple(f"workspace:{reader}" for reader in readers)
        label = drafts.workspace_title(course.workspace)
        drafts.add(
            "share-stages",
            course.lifecycle.name,
            values,
            needs=(program,),
            uses=uses,
            about=(course.lifecycle.id,),
            label=label,
        )


def _activation(drafts: Drafts, course: Kept, made: Campaigns) -> str:
    lifecycle = course.lifecycle
    rows = (
        *((f"Activate {number}", name) for number, name in enumerate(reversed(made.names), 1)),
        *((f"Schedule {number}", name) for number, name in enumerate(made.daily, 1)),
    )
    return drafts.add(
        "activate-lifecycle", lifecycle.name, {"title": lifecycle.title, "campaigns": rows},
        needs=(*made.steps, *started(drafts)), about=(lifecycle.id,), label=course.label,
    )  # fmt: skip


def _placing(drafts: Drafts, course: Kept, activated: str) -> None:
    """People are placed once they have all come in and stand in their partitions, and once the moves listen."""
    come_in = (f"start-crm-sync-{crm.product}" for crm in drafts.model.instance.crms)
    moved = (f"move-people-{routing}" for routing in drafts.model.routings)
    drafts.add(
        "place-people-in-lifecycle", course.lifecycle.name,
        {
            "title": course.lifecycle.title, "program": course.program, "workspace": drafts.workspace_title(course.workspace),
            "people": course.people, "placements": _placements(course),
        },
        needs=(activated, *come_in, *moved), about=(course.lifecycle.id,), label=course.label,
    )  # fmt: skip


def _partitions(drafts: Drafts, lifecycle: Lifecycle) -> str:
    match lifecycle.partitions:
        case None:
            return ""
        case Everything(except_=excepted) if excepted:
            return f"all partitions but {drafts.titles(excepted)}"
        case Everything():
            return "all partitions"
        case references:
            return drafts.titles(references)


def _statuses(course: Kept) -> Rows:
    won = course.path[-1] if course.path else next(reversed(course.stages), "")
    return tuple(
        (f"Status {number}", f"{stage.title}, step {EQUAL_STEP}{', Success' if stage.name == won else ''}")
        for number, stage in enumerate(course.stages.values(), 1)
    )


def _placements(course: Kept) -> Rows:
    """Every stage that holds people, the last first; the first takes the rest."""
    holding = [stage for stage in course.stages.values() if stage.type != "gate"]
    later = ((stage.title, _belongs(stage)) for stage in reversed(holding[1:]))
    return (*later, *((stage.title, "everybody else") for stage in holding[:1]))


def _belongs(stage: Stage) -> str:
    if not stage.statuses:
        return stage.means or "as its owner says"
    return f"Lead Status is {literals_text(stage.statuses)}{f' ({stage.means})' if stage.means else ''}"


# The mirror


def _mirror(drafts: Drafts, course: Kept, program: str) -> None:
    lifecycle = course.lifecycle
    moves = [move_title(drafts, course, move) for move in course.transitions if not move.otherwise]
    rest = [
        f"{gate.title} → {course.title_of(end)}, the gate's default transition"
        for gate, _, end in gates(course)
        if end is not None
    ]
    declared = _declared_model(drafts, course)
    values = {
        "title": lifecycle.title,
        "program": course.program,
        "model": declared.title if declared is not None else lifecycle.title,
        "stages": tuple((f"Stage {stage.title}", _model_stage(stage)) for stage in course.stages.values()),
        "transitions": tuple((f"Move {n}", move) for n, move in enumerate((*moves, *rest), 1)),
        "success_path": " → ".join(course.stages[name].title for name in course.path),
        "first": course.first.title if course.first is not None else "the first stage",
    }
    uses = (declared.id,) if declared is not None else ()
    about, label = (lifecycle.id,), course.label
    drawn = drafts.add(
        "draw-model", lifecycle.name, values, needs=(program,), uses=uses, about=about, label=label
    )
    placed = f"place-people-in-lifecycle-{lifecycle.name}"
    drafts.add("approve-model", lifecycle.name, values, needs=(drawn, placed), about=about, label=label)


def _declared_model(drafts: Drafts, course: Kept) -> Asset | None:
    """The project's own revenue model, where there is one and it can only mirror this lifecycle."""
    own = drafts.own_model
    return own if own is not None and own.workspace.name == course.workspace else None


def _model_stage(stage: Stage) -> str:
    if stage.sla is not None:
        return f"SLA, {stage.sla.text}"
    return "gate" if stage.type == "gate" else "inventory"
