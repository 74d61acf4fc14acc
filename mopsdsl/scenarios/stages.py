"""Lifecycles: who moves the person, what takes them from stage to stage, and what runs while they are there."""

from typing import TYPE_CHECKING

from mopsdsl.graphs.conditions import leaves
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.graphs.wording import condition_text, transition_text
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import All, Condition, HasStatus
from mopsdsl.model.lifecycle import Fence, Stage
from mopsdsl.scenarios import ages, happenings, promises, queues, scoring
from mopsdsl.scenarios.causes import Occurrence
from mopsdsl.scenarios.story import Halt, Line
from mopsdsl.scenarios.subject import Leaving
from mopsdsl.scenarios.words import instant_text
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation

_ROUNDS = 3


def place(sim: "Simulation") -> None:
    """The lifecycle of the person's partition takes over. One that varies the last keeps the stage, any other starts at its first."""
    subject, partition = sim.subject, sim.subject.partition or ""
    movers = sim.world.movers.get(partition, [])
    course = movers[0] if movers else None
    if len(movers) > 1:
        names = " and ".join(one.lifecycle.name for one in movers)
        sim.unknown(
            f"{names} both move people of {partition}; here it is {movers[0].lifecycle.name}",
            movers[0].lifecycle.span,
        )
    if course is subject.course:
        return
    old, subject.course = subject.course, course
    if course is None:
        sim.tell(f"no lifecycle moves people of partition {partition}", None)
        subject.stage, subject.leaving = "", []
        promises.lapse(sim, "no lifecycle moves the person any more")
    elif old is not None and _akin(old, course) and subject.stage in course.stages:
        sim.tell(
            f"lifecycle {course.lifecycle.name} takes over, in stage {subject.stage}", course.lifecycle.span
        )
        subject.leaving = _leaving(sim, course)
    elif course.first is None:
        subject.stage, subject.leaving = "", []
    else:
        enter(
            sim,
            course.first,
            f"starts in stage {course.first} of lifecycle {course.lifecycle.name}",
            course.lifecycle.span,
        )


def current(sim: "Simulation") -> Stage | None:
    """The stage that the person is in."""
    course = sim.subject.course
    return course.stages.get(sim.subject.stage) if course is not None else None


def fences(sim: "Simulation") -> list[Fence]:
    """The fences along the lifecycle that moves the person."""
    return sim.world.fences(sim.subject.course) if sim.subject.course is not None else []


def _akin(one: Course, other: Course) -> bool:
    return bool(one.lineage and other.lineage) and one.lineage[-1] is other.lineage[-1]


def settle(sim: "Simulation") -> None:
    """Give and move whatever has come to be true, until nothing has. Raises Halt where that would never end."""
    subject = sim.subject
    if subject.partition is None or subject.deleted:
        return
    scoring.conditions(sim)
    taken: list[Leaving] = []
    rounds: dict[int, int] = {}
    while way := next((one for one in subject.leaving if _open(sim, one)), None):
        taken.append(way)
        key = id(way.way or way)
        rounds[key] = rounds.get(key, 0) + 1
        if rounds[key] > _ROUNDS:
            lines = tuple({one.text: Line(one.text, one.span) for one in taken}.values())
            raise Halt(
                "The person goes from stage to stage in a circle that takes no time and never ends.", lines
            )
        if way.way is not None:
            sim.touch(way.way.transition)
        enter(sim, way.target, f"goes {way.text}", way.span)
        scoring.conditions(sim)


def _open(sim: "Simulation", way: Leaving) -> bool:
    return (way.due is None or way.due <= sim.now) and sim.holds(way.when)


def enter(sim: "Simulation", target: str, text: str, span: Span) -> None:
    """Put the person into a stage. Its lead status, its timers, what is promised there and who gets the person follow."""
    subject, course = sim.subject, sim.subject.course
    if course is not None and target not in course.stages and "." in target:
        course = subject.course = sim.world.courses.get(target.rpartition(".")[0], course)
        target = target.rpartition(".")[2]
    stage = course.stages.get(target) if course is not None else None
    if course is None or stage is None:
        return
    subject.stage, subject.entered = target, sim.now
    sim.tell(text, span)
    _take_status(sim, stage)
    subject.leaving = _leaving(sim, course)
    promises.entered(sim, course, stage)
    queues.entered(sim, course, stage)
    happenings.happens(sim, Occurrence("stage changes", target))


def _take_status(sim: "Simulation", stage: Stage) -> None:
    """A stage's first status stands for it, unless the person has one of its statuses already."""
    statuses = [str(status.value) for status in stage.statuses]
    if statuses and sim.subject.status.casefold() not in {one.casefold() for one in statuses}:
        sim.subject.status = statuses[0]
        sim.tell(f'the lead status becomes "{statuses[0]}"', stage.statuses[0].span)
        happenings.happens(sim, Occurrence("status changes", None, statuses[0]))


# What leads on from a stage without anybody's decision


def _leaving(sim: "Simulation", course: Course) -> list[Leaving]:
    stage = course.stages[sim.subject.stage]
    found = [one for way in course.out.get(stage.name, ()) if (one := _way_on(sim, course, stage, way))]
    found += promises.ways_back(sim, course, stage)
    for one in found:
        if one.due is not None:
            sim.tick(one.due)
    return found


def _way_on(sim: "Simulation", course: Course, stage: Stage, way: Way) -> Leaving | None:
    text = f"from {way.source} to {way.target}"
    if way.transition is not None:
        text = f"{text} {transition_text(way.transition)}".rstrip()
    if way.instant:
        return Leaving(way.target, None, way.when, text, way.span, way)
    after = way.transition.after if way.transition is not None else None
    if way.kind != "after" or after is None:
        return None
    owner = stage.owners[0].name if stage.owners else None
    due = sim.due(sim.subject.entered, after, owner, way.span)
    return Leaving(way.target, due, way.when, text, way.span, way) if due is not None else None


def watch(sim: "Simulation") -> None:
    """See to it that the clock stops where a condition about an age may come true."""
    subject = sim.subject
    if subject.deleted:
        return
    for one in subject.leaving:
        if one.when is not None:
            for at in ages.ripen(sim, one.when):
                sim.tick(at)


# What somebody decides


def change(sim: "Simulation", reference: Reference, text: str, span: Span) -> None:
    """Put the person into a stage because somebody or something says so, whether or not a transition leads there."""
    course = sim.subject.course
    target = course.key(reference) if course is not None else None
    if course is None or target is None:
        whose = (
            f"lifecycle {course.lifecycle.name} has no such stage"
            if course
            else "no lifecycle moves the person"
        )
        sim.tell(f"{text}, but {whose}", span)
    elif target == sim.subject.stage:
        sim.tell(f"{text}, where the person is already", span)
    else:
        way = _decided(course, sim.subject.stage, target)
        if way is None:
            text += f" (no transition leads there from {sim.subject.stage})"
        else:
            sim.touch(way.transition)
        enter(sim, target, text, span)


def _decided(course: Course, source: str, target: str) -> Way | None:
    """The transition that somebody's decision takes, one that needs a decision first."""
    ways = [way for way in course.out.get(source, ()) if way.target == target and way.transition is not None]
    return min(ways, key=lambda way: way.kind != "by", default=None)


def change_status(sim: "Simulation", status: str, text: str, span: Span) -> None:
    """The lead status changes, and with it the stage, where a team's decision shows by it."""
    subject, before = sim.subject, sim.subject.status
    if status and status.casefold() == before.casefold():
        sim.tell(f"{text}, as it was", span)
        return
    subject.status = status or before
    sim.tell(text, span)
    promises.may_change(sim, before, status)
    happenings.happens(sim, Occurrence("status changes", None, status))
    course = subject.course
    way = _shown(sim, course, status) if course is not None else None
    if way is not None:
        sim.touch(way.transition)
        told = f" {transition_text(way.transition)}" if way.transition else ""
        enter(sim, way.target, f"goes from {way.source} to {way.target}{told}", way.span)
    else:
        _tell_stays(sim, status)


def _tell_stays(sim: "Simulation", status: str) -> None:
    """Say so where a status that means another stage leads nowhere from this one."""
    stage = current(sim)
    if (
        stage is not None
        and status
        and not _means(stage, status)
        and not any(_open(sim, one) for one in sim.subject.leaving)
    ):
        text = f'stays in {stage.name}: no transition leads on from there at the status "{status}"'
        sim.tell(text, stage.span)


def _shown(sim: "Simulation", course: Course, status: str) -> Way | None:
    """The way that a team has decided for: its condition asks for the status and holds, or the stage it leads to means the status."""
    by = [way for way in course.out.get(sim.subject.stage, ()) if way.kind == "by"]
    asks = [way for way in by if _asks_status(way.when) and sim.holds(way.when)]
    means = [
        way
        for way in by
        if not _asks_status(way.when)
        and way.target in course.stages
        and _means(course.stages[way.target], status)
        and sim.holds(way.when)
    ]
    return next(iter((*asks, *means)), None)


def _asks_status(when: Condition | None) -> bool:
    return any(isinstance(leaf, HasStatus) for leaf in leaves(when))


def _means(stage: Stage, status: str) -> bool:
    return status.casefold() in {str(one.value).casefold() for one in stage.statuses}


def _unmet(sim: "Simulation", condition: Condition | None) -> str:
    """That a condition does not hold; where only some of what it asks does not, those parts."""
    parts = condition.parts if isinstance(condition, All) else ()
    unmet = [condition_text(part, True) for part in parts if not sim.holds(part)]
    if len(unmet) == len(parts):
        return "the condition does not hold"
    return f"{' and '.join(unmet)} {'does' if len(unmet) == 1 else 'do'} not hold"


def next_lines(sim: "Simulation") -> list[Line]:
    """What leads on from here, and what it waits for: for whoever expected another stage."""
    lines = []
    for one in sim.subject.leaving:
        waits = []
        if one.due is not None and one.due > sim.now:
            waits.append(f"not before {instant_text(one.due, sim.zone)}")
        if not sim.holds(one.when):
            waits.append(_unmet(sim, one.when))
        lines.append(Line(f"{one.text}: {', and '.join(waits) or 'next'}", one.span))
    course = sim.subject.course
    for way in course.out.get(sim.subject.stage, ()) if course else ():
        if way.kind == "by" and way.transition is not None:
            lines.append(
                Line(f"from {way.source} to {way.target}: {transition_text(way.transition)}", way.span)
            )
    return lines
