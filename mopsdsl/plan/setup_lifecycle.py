"""Steps for lifecycles and scores: a channel and a program that keep the stages, campaigns that move people, a mirror for reports."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.model.assets import ChannelStatus
from mopsdsl.model.base import Everything, Reference
from mopsdsl.model.conditions import All as Every
from mopsdsl.model.conditions import AnyOf, Condition, Not
from mopsdsl.model.lifecycle import Lifecycle, Score, Stage, Transition
from mopsdsl.plan.draft import Drafts, plain
from mopsdsl.plan.setup_foundation import DEFAULT
from mopsdsl.plan.words import Words, amount_text, literals_text
from mopsdsl.targets.filling import Rows

EQUAL_STEP = 1


@value
class Course:
    """A lifecycle with all that it takes over from those it extends."""

    lifecycle: Lifecycle
    stages: dict[str, Stage]
    transitions: tuple[Transition, ...]
    path: tuple[str, ...]
    workspace: str

    def title_of(self, reference: Reference) -> str:
        stage = self.stages.get(reference.name.rpartition(".")[2])
        return stage.title if stage is not None else reference.name

    def statuses_of(self, reference: Reference) -> str:
        """The lead status values that mean a stage."""
        stage = self.stages.get(reference.name.rpartition(".")[2])
        return literals_text(stage.statuses) if stage is not None else ""


def gather(drafts: Drafts) -> None:
    words = Words(drafts)
    for lifecycle in drafts.model.lifecycles.values():
        if drafts.live(lifecycle):
            _lifecycle(drafts, words, _course(drafts, lifecycle))
    for score in drafts.model.scores.values():
        if drafts.live(score):
            _score(drafts, words, score)


def _course(drafts: Drafts, lifecycle: Lifecycle) -> Course:
    line = drafts.names.lineage(lifecycle.name)
    stages = {stage.name: stage for one in reversed(line) for stage in one.stages}
    moves: dict[tuple[str, str, str], Transition] = {}
    for one in reversed(line):
        for move in one.transitions:
            key = (move.source.name, move.target.name, _manner(move))
            moves[key if move.overrides or key not in moves else (*key[:2], f"{key[2]} {len(moves)}")] = move
    path = next((one.success_path for one in line if one.success_path), ())
    workspace = lifecycle.workspace.name if lifecycle.workspace is not None else DEFAULT
    return Course(lifecycle, stages, tuple(moves.values()), tuple(stage.name for stage in path), workspace)


def _label(lifecycle: Lifecycle) -> str:
    return f"Lifecycle {lifecycle.title}"


def _manner(move: Transition) -> str:
    return "after" if move.after is not None else "by" if move.by is not None else "when"


# Lifecycles


def _lifecycle(drafts: Drafts, words: Words, course: Course) -> None:
    lifecycle = course.lifecycle
    title, label = lifecycle.title, _label(lifecycle)
    workspace = drafts.workspace_title(course.workspace)
    tree = drafts.target.trees["marketing-activities"]
    values = {
        "title": title,
        "workspace": workspace,
        "description": plain(lifecycle.documentation),
        "partitions": _partitions(drafts, lifecycle),
        "statuses": _statuses(course),
        "parent_id": f"<id of {tree} in {workspace}>",
        "under": f"{tree} > {workspace}",
    }
    channel = drafts.add("create-lifecycle-channel", lifecycle.name, values, label=label)
    program = drafts.add(
        "create-lifecycle-program", lifecycle.name, values,
        needs=(channel,), uses=(f"workspace:{course.workspace}",), covers=(lifecycle.id,), label=workspace,
    )  # fmt: skip
    placing = drafts.add(
        "place-people-in-lifecycle", lifecycle.name, {**values, "placements": _placements(course)},
        needs=(program,), label=label,
    )  # fmt: skip
    _campaigns(drafts, words, course, program, placing)
    if lifecycle.extends is None:
        _mirror(drafts, words, course, program)


def _campaigns(drafts: Drafts, words: Words, course: Course, program: str, placing: str) -> None:
    """The campaigns that move people and tell who is late, and the moment they are all switched on."""
    late = [stage for stage in course.stages.values() if stage.sla is not None]
    made = [_transition(drafts, words, course, move, program) for move in course.transitions]
    made += [_alert(drafts, words, course, stage, program) for stage in late]
    names = (*(_move_title(course, move) for move in course.transitions), *map(_late, late))
    rows = tuple((f"Campaign {number}", name) for number, name in enumerate(names, 1))
    lifecycle = course.lifecycle
    drafts.add(
        "activate-lifecycle", lifecycle.name, {"title": lifecycle.title, "campaigns": rows},
        needs=(placing, *made, *_activated_scores(drafts)), label=_label(lifecycle),
    )  # fmt: skip


def _activated_scores(drafts: Drafts) -> Iterator[str]:
    return (
        f"activate-score-{score.name}" for score in drafts.model.scores.values() if score.deprecated is None
    )


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


def _statuses(course: Course) -> Rows:
    won = course.path[-1] if course.path else next(reversed(course.stages), "")
    statuses = (
        ChannelStatus(stage.title, EQUAL_STEP, stage.name == won, stage.span)
        for stage in course.stages.values()
    )
    return tuple(
        (f"Status {number}", f"{status.title}, step {status.step}{', Success' if status.success else ''}")
        for number, status in enumerate(statuses, 1)
    )


def _placements(course: Course) -> Rows:
    return tuple(
        (stage.title, stage.means or "as its owner says") for stage in reversed(course.stages.values())
    )


def _move_title(course: Course, move: Transition) -> str:
    title = f"{course.title_of(move.source)} → {course.title_of(move.target)}"
    if move.after is not None:
        return f"{title} after {move.after.text}"
    return f"{title} by {move.by.name}" if move.by is not None else title


def _late(stage: Stage) -> str:
    return f"{stage.title} is late"


def _transition(drafts: Drafts, words: Words, course: Course, move: Transition, program: str) -> str:
    lifecycle = course.lifecycle
    manner = (
        f"-after-{move.after.text}"
        if move.after is not None
        else f"-by-{move.by.name}"
        if move.by is not None
        else ""
    )
    used = [*_fields_in(move.when)]
    values = {
        "source": course.title_of(move.source),
        "target": course.title_of(move.target),
        "lifecycle": lifecycle.title,
        "workspace": drafts.workspace_title(course.workspace),
        "name": _move_title(course, move),
        "rules": _rules(drafts, words, course, move, used),
    }
    return drafts.add(
        "build-transition", f"{lifecycle.name}.{move.source.name}-to-{move.target.name}{manner}", values,
        needs=(program,), uses=drafts.ids_of(tuple(used)), label=_label(lifecycle),
    )  # fmt: skip


def _rules(drafts: Drafts, words: Words, course: Course, move: Transition, fields: list[Reference]) -> Rows:
    """List and flow of the campaign that makes a move."""
    program, source, target = (
        course.lifecycle.title,
        course.title_of(move.source),
        course.title_of(move.target),
    )
    changed = "; ".join(dict.fromkeys(map(drafts.title, fields))) or "Lead Status"
    trigger = (
        f"Program Status is Changed: {program}, new status {source}"
        if move.after is not None
        else f"Data Value Changes: {changed}"
    )
    flow = [f"Wait: {words.wait(move.after)}", f"Remove from Flow: if the status is no longer {source}"]
    flow = [
        *(flow if move.after is not None else ()),
        f"Change Program Status: {program}, new status {target}",
    ]
    statuses = course.statuses_of(move.target)
    if statuses and move.by is None:
        flow.append(f"Change Data Value: Lead Status, new value {statuses}")
    decided = f"Lead Status is {statuses}" if statuses and move.by is not None else ""
    rows = [
        ("Trigger", trigger),
        ("Filter", f"Member of Program: {program}, status is {source}"),
        ("Filters", words.condition(move.when) or decided),
        *((f"Flow {number}", step) for number, step in enumerate(flow, 1)),
        ("Decided by", drafts.title(move.by)),
        ("With one of the reasons", literals_text(move.reasons)),
    ]
    return tuple((label, text) for label, text in rows if text)


def _fields_in(condition: Condition | None) -> Iterator[Reference]:
    """The fields that a condition asks for: a change of any of them can make it true."""
    match condition:
        case Every(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _fields_in(part)
        case Not(part=part):
            yield from _fields_in(part)
        case _:
            field = getattr(condition, "field", None)
            if field is not None:
                yield field


def _alert(drafts: Drafts, words: Words, course: Course, stage: Stage, program: str) -> str:
    lifecycle = course.lifecycle
    business = stage.sla is not None and stage.sla.business
    values = {
        "stage": stage.title,
        "lifecycle": lifecycle.title,
        "workspace": drafts.workspace_title(course.workspace),
        "name": _late(stage),
        "sla": words.wait(stage.sla),
        "owners": drafts.titles(stage.owners) or "the owner of the stage",
        "business": drafts.word("notes", "business") if business else "",
    }
    subject = f"{lifecycle.name}.{stage.name}"
    return drafts.add("build-stage-alert", subject, values, needs=(program,), label=_label(lifecycle))


def _mirror(drafts: Drafts, words: Words, course: Course, program: str) -> None:
    lifecycle = course.lifecycle
    first = next(iter(course.stages.values()), None)
    values = {
        "title": lifecycle.title,
        "stages": tuple((f"Stage {stage.title}", _model_stage(stage)) for stage in course.stages.values()),
        "transitions": tuple(
            (f"Move {n}", _move_title(course, move)) for n, move in enumerate(course.transitions, 1)
        ),
        "success_path": " → ".join(
            course.stages[name].title for name in course.path if name in course.stages
        ),
        "first": first.title if first is not None else "the first stage",
    }
    drawn = drafts.add("draw-model", lifecycle.name, values, needs=(program,), label=_label(lifecycle))
    drafts.add("approve-model", lifecycle.name, values, needs=(drawn,), label=_label(lifecycle))


def _model_stage(stage: Stage) -> str:
    if stage.sla is not None:
        return f"SLA, {stage.sla.text}"
    return "gate" if stage.type == "gate" else "inventory"


# Scores


def _score(drafts: Drafts, words: Words, score: Score) -> None:
    rules: Rows = tuple(
        (
            f"Change Score {rule.points:+}",
            words.event(rule.event) if rule.event is not None else words.condition(rule.when),
        )
        for rule in score.rules
    )
    values = {
        "title": score.title,
        "field": drafts.title(score.field),
        "at_most": amount_text(score.at_most) if score.at_most is not None else "",
        "rules": rules,
    }
    uses = drafts.ids_of(score.references)
    built = drafts.add(
        "build-score",
        score.name,
        values,
        uses=uses,
        covers=(score.id,),
        label=f"Score {score.title}",
    )
    drafts.add(
        "activate-score",
        score.name,
        {"title": score.title},
        needs=(built,),
        label=f"Score {score.title}",
    )
