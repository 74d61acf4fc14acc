"""Fences: what sales owes for a person and by when, who is told when it is not kept, and what takes the person back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.diagnostics.wording import listed
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.graphs.wording import condition_text
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Duty, Escalation, Exclusion, Fence, Stage, WayBack
from mopsdsl.scenarios import happenings
from mopsdsl.scenarios.subject import Leaving, Promise
from mopsdsl.scenarios.words import duty_text, instant_text
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation


def entered(sim: "Simulation", course: Course, stage: Stage) -> None:
    """The person has come to a stage: what that keeps, what it makes pointless, and what is promised now."""
    for promise in sim.subject.promises:
        if promise.running:
            _settle(sim, course, promise, stage.name)
    opened: list[str] = []
    for fence in sim.world.fences(course):
        accept, handover = fence.acceptance, fence.handover
        if handover is not None and accept is not None and course.key(handover.stage) == stage.name:
            within = accept.within or stage.sla
            label = f"accept at {accept.stage.name}"
            _open(sim, "accept", label, fence.sales.name, within, fence, accept.span)
            sim.touch(accept)
            opened += [within.text] if within else []
        if accept is not None and course.key(accept.stage) == stage.name:
            for duty in fence.duties:
                _owe(sim, fence, duty)
    if stage.sla is not None and stage.sla.text not in opened:
        owner = stage.owners[0].name if stage.owners else ""
        _open(sim, "sla", f"leave stage {stage.name}", owner, stage.sla, None, stage.span)


def _settle(sim: "Simulation", course: Course, promise: Promise, stage: str) -> None:
    """What coming to a stage means for a promise that runs."""
    if promise.kind == "sla":
        _kept(sim, promise)
        return
    accept = promise.fence.acceptance if promise.fence is not None else None
    goal = course.key(accept.stage) if accept is not None else None
    path = [course.key(reference) for reference in course.path]
    beyond = stage == goal or (goal in path and stage in path and path.index(stage) >= path.index(goal))
    if promise.kind == "accept" and beyond:
        _kept(sim, promise)
    elif not beyond:
        _lapse(sim, promise, f"the person is in {stage} now")


def _owe(sim: "Simulation", fence: Fence, duty: Duty) -> None:
    promise = _open(sim, "duty", duty_text(duty), fence.sales.name, duty.within, fence, duty.span)
    promise.left = duty.times or 1
    promise.field = duty.field.name if duty.field is not None else ""
    promise.words = duty.text or duty.action
    sim.touch(duty)


def _open(
    sim: "Simulation",
    kind: str,
    label: str,
    team: str,
    within: Duration | None,
    fence: Fence | None,
    span: Span,
) -> Promise:
    due = sim.due(sim.now, within, team, span) if within is not None else None
    promise = Promise(kind, label, team, within, sim.now, due, fence, span)
    sim.subject.promises.append(promise)
    if due is not None and within is not None:
        has = f"has until {instant_text(due, sim.zone)} to {label} (within {within.text})"
    else:
        has = f"is to {label}; by when is not said"
    sim.tell(f"{team or 'somebody'} {has}", span)
    if due is not None:
        # Kept at the very moment is kept in time.
        sim.later(due + 1, lambda: _break(sim, promise))
        for escalation in fence.escalations if fence is not None else ():
            at = sim.due(due, escalation.after, team, escalation.span)
            if at is not None:
                sim.later(at, lambda told=escalation: _escalate(sim, promise, told))  # type: ignore[misc]
    return promise


def _break(sim: "Simulation", promise: Promise) -> None:
    if promise.state != "open":
        return
    promise.state = "broken"
    sim.tell(f"promise broken: {promise.team or 'nobody'} did not {promise.label} in time", promise.span)
    if promise.kind == "duty" and not promise.field:
        say = f'a step `"{promise.words}"` of the scenario would say so'
        sim.unknown(f"whether {promise.team} did this after all, {promise.label}: {say}", promise.span)


def _escalate(sim: "Simulation", promise: Promise, told: Escalation) -> None:
    if promise.running:
        why = (
            f"{promise.label} is late by {told.after.text}"
            if told.after.amount
            else f"the time to {promise.label} is up"
        )
        notify(sim, [one.name for one in told.teams], f"{why}, so", told.span, list(told.people))


def notify(
    sim: "Simulation", teams: list[str], why: str, span: Span, people: list[str] | None = None
) -> None:
    """Tell teams, and people by their titles."""
    everybody = [*teams, *(people or ())]
    sim.subject.told.update(dict.fromkeys(everybody))
    sim.tell(f"{why} {listed(everybody)} {'is' if len(everybody) == 1 else 'are'} told".lstrip(), span)


def _kept(sim: "Simulation", promise: Promise) -> None:
    late = promise.state == "broken"
    promise.state = "kept"
    sim.tell(f"promise kept{', late' if late else ''}: {promise.label}", promise.span)


def _lapse(sim: "Simulation", promise: Promise, why: str) -> None:
    promise.state = "lapsed"
    sim.tell(f"no longer owed: {promise.label}, as {why}", promise.span)


def lapse(sim: "Simulation", why: str) -> None:
    """Nothing is owed any more."""
    for promise in sim.subject.promises:
        if promise.running:
            _lapse(sim, promise, why)


# What keeps a duty


def recorded(sim: "Simulation", field: str) -> None:
    """A field was set: that keeps the duties to record it, and may begin an exclusion."""
    for promise in sim.subject.promises:
        if promise.running and promise.field == field and sim.value_of(field) is not None:
            _kept(sim, promise)
    course = sim.subject.course
    for fence in sim.world.fences(course) if course is not None else ():
        for exclusion in fence.exclusions:
            if exclusion.using is not None and exclusion.using.name == field and sim.value_of(field) is True:
                _exclude(sim, exclusion, field, fence)


def said(sim: "Simulation", words: str) -> bool:
    """Words of the scenario that say a duty was done; returns whether they mean any."""
    found = [
        p
        for p in sim.subject.promises
        if p.running and p.kind == "duty" and p.words.casefold() == words.strip().casefold()
    ]
    for promise in found:
        promise.left -= 1
        if promise.left <= 0:
            _kept(sim, promise)
        else:
            sim.tell(f"{promise.left} more to go: {promise.label}", promise.span)
    return bool(found)


def _exclude(sim: "Simulation", exclusion: Exclusion, field: str, fence: Fence) -> None:
    sim.tell(f"out of marketing's reach by fence {fence.name}", exclusion.span)
    if exclusion.with_reason:
        sim.unknown("whether a reason was given, as the fence asks", exclusion.span)
    until = sim.due(sim.now, exclusion.lasts, fence.sales.name, exclusion.span) if exclusion.lasts else None
    if until is not None:

        def ends() -> None:
            if sim.value_of(field) is True:
                happenings.set_field(sim, field, False, f"{field} ends", exclusion.span)

        sim.later(until, ends)


def forbidden(sim: "Simulation") -> Iterator[tuple[str, Span]]:
    """What fences say against a marketing mail to the person as they are now."""
    course = sim.subject.course
    for fence in sim.world.fences(course) if course is not None else ():
        said = f"though fence {fence.name} keeps marketing from"
        for exclusion in fence.exclusions:
            if exclusion.using is not None and sim.value_of(exclusion.using.name) is True:
                yield f"{said} whoever has {exclusion.using.name}", exclusion.span
        for rule in fence.opportunities:
            if rule.excluded and sim.subject.opportunity is not None:
                yield f"{said} whoever has an open opportunity", rule.span
        asked = [one for one in fence.inclusions if one.when is not None]
        if asked and not any(sim.holds(one.when) for one in asked):
            whom = listed([condition_text(one.when) for one in asked if one.when is not None], "or")
            yield f"{said} all of whom this does not hold: {whom}", asked[0].span


def may_change(sim: "Simulation", before: str, after: str) -> None:
    """Say where a fence does not provide for a change of status."""
    course = sim.subject.course
    for fence in sim.world.fences(course) if course is not None and before and after else ():
        for rule in fence.statuses:
            allowed = {str(one.value).casefold() for one in rule.to}
            if str(rule.status.value).casefold() == before.casefold() and after.casefold() not in allowed:
                sim.tell(f'fence {fence.name} lets nobody change "{before}" to "{after}"', rule.span)


# The ways back


def ways_back(sim: "Simulation", course: Course, stage: Stage) -> list[Leaving]:
    """What takes a stalled person back from a stage of the fence's sales team."""
    found = []
    for fence in sim.world.fences(course):
        owners = {owner.name for owner in stage.owners}
        if fence.sales.name not in owners or stage.type == "end":
            continue
        for way in fence.ways_back:
            target = course.key(way.stage)
            if target is not None and target != stage.name:
                found += _way_back(sim, fence, way, stage, target)
    return found


def _way_back(sim: "Simulation", fence: Fence, way: WayBack, stage: Stage, target: str) -> list[Leaving]:
    text = f"from {stage.name} to {target} by fence {fence.name}"
    if way.stalled is not None:
        due = sim.due(sim.subject.entered, way.stalled, fence.sales.name, way.span)
        text = f"{text}, when stalled for {way.stalled.text}"
        return [Leaving(target, due, way.when, text, way.span, None)] if due is not None else []
    if way.when is None:
        return []
    return [Leaving(target, None, way.when, f"{text}, when {condition_text(way.when)}", way.span, None)]


def owed(sim: "Simulation") -> list[Promise]:
    """What has still to be kept, what is due first coming first."""
    running = [promise for promise in sim.subject.promises if promise.running and promise.due is not None]
    return sorted(running, key=lambda promise: (promise.due or 0, promise.label))


def counted(sim: "Simulation", promise: Promise) -> str:
    """How the end of a promise came about: from when, and by whose calendar."""
    calendar = sim.world.calendar(promise.team)
    team = sim.model.teams.get(promise.team)
    named = (
        f"calendar {team.calendar.name}"
        if team is not None and team.calendar is not None
        else "the instance's calendar"
    )
    within = promise.within.text if promise.within is not None else "no time"
    since = instant_text(promise.made, sim.zone)
    return (
        f"{promise.team or 'nobody'} owes this within {within} from {since} on, by {named} ({calendar.zone})"
    )
