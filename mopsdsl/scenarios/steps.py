"""The steps of a scenario, carried out one after the other."""

from functools import partial
from typing import TYPE_CHECKING

from mopsdsl.clock import zones
from mopsdsl.clock.zones import instant
from mopsdsl.graphs.wording import literal_text
from mopsdsl.model.assets import Asset, Event, SmartCampaign
from mopsdsl.model.base import Duration
from mopsdsl.model.scenario import Moment, PersonValue, ScenarioStep
from mopsdsl.scenarios import arrival, expectations, flow, happenings, opportunities, promises, stages
from mopsdsl.scenarios.causes import Occurrence
from mopsdsl.scenarios.words import event_text, instant_text, moment_text, person_text
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation

_ACTIVE = ("fills", "visits", "visits page", "attends", "joins", "opens", "clicks", "unsubscribes")
"""What a person does themselves, so that they are not inactive."""


def carry_out(sim: "Simulation", step: ScenarioStep, last: ScenarioStep | None) -> None:
    """One step; `last` is the one before it."""
    sim.depth = 1
    if step.expectation is not None:
        sim.depth = 0
        expectations.check(sim, step.expectation)
    elif step.at is not None:
        _at(sim, step.at)
    elif step.person is not None:
        _person(sim, step.person, step.span)
    elif step.after is not None:
        _after(sim, step.after, step.span)
    elif step.event is not None:
        _event(sim, step.event, last.person if last is not None else None)
    sim.pump()
    sim.advance(sim.now)  # a wait of no time goes on before the next step


def at(sim: "Simulation", moment: Moment) -> int:
    """The instant of a moment; one without a zone is of the instance's."""
    zone = moment.timezone if zones.exists(moment.timezone) else sim.own_zone
    return instant(zones.at_clock(zone, moment.day, moment.clock))


def _at(sim: "Simulation", moment: Moment) -> None:
    then = at(sim, moment)
    said = f"at {moment_text(moment)}"
    if sim.subject.partition is None:
        sim.now = then
        sim.tell(said, moment.span, "said", 0)
    elif then < sim.now:
        sim.fail(
            said, f"the clock can't go back; it is {instant_text(sim.now, sim.zone)} already", moment.span
        )
    else:
        sim.tell(said, moment.span, "said", 0)
        sim.advance(then)


def _after(sim: "Simulation", duration: Duration, span: Span) -> None:
    """Business time is counted in the calendar of the team that owns the person's stage, as its timers and promises are."""
    stage = stages.current(sim)
    team = stage.owners[0].name if stage is not None and stage.owners else None
    whose = ""
    if duration.business:
        whose = f", in the calendar of {team}" if team else ", in the calendar of the instance"
    sim.tell(f"after {duration.text}{whose}", span, "said", 0)
    until = sim.due(sim.now, duration, team, span)
    if until is None:
        sim.fail(f"after {duration.text}", "nobody can say when that is", span)
    else:
        sim.advance(until)


def _person(sim: "Simulation", known: tuple[PersonValue, ...], span: Span) -> None:
    """Before the person has come in, what is known of them; afterwards, what has changed."""
    new = sim.subject.partition is None
    sim.tell(
        f"{'the person has' if new else 'of the person is now known:'} {person_text(known)}", span, "said", 0
    )
    for one in known:
        found = flow.held(sim, one.field.name, one.literal)
        if new:
            sim.subject.values[one.field.name] = found
            sim.subject.given.add(one.field.name)
        else:
            text = f"{one.field.name} becomes {literal_text(one.literal)}"
            happenings.set_field(sim, one.field.name, found, text, one.field.span)
            sim.pump()


def _event(sim: "Simulation", event: Event, before: tuple[PersonValue, ...] | None) -> None:
    sim.tell(event_text(event), event.span, "said", 0)
    if sim.subject.deleted:
        sim.tell("nothing follows: the person is deleted", event.span)
        return
    if event.what == "marketo" and promises.said(sim, event.text):
        return
    if sim.subject.partition is None:
        created = arrival.come(sim, event)
        if created:
            happenings.happens(sim, Occurrence("created"))
    elif event.what == "created":
        sim.tell("the person is in the database already", event.span)
        return
    if (
        event.what == "changes"
        and before
        and event.about
        and event.about.name in {one.field.name for one in before}
    ):
        return  # The step before has said what it changed to, and all that follows from it.
    _HAPPENS.get(event.what, _plain)(sim, event)
    if event.what in _ACTIVE:
        sim.subject.active += 1
        _await_silence(sim)


# What each event does to the person


def _plain(sim: "Simulation", event: Event) -> None:
    about = sim.names.find(event.about) if event.about is not None else None
    happenings.happens(sim, Occurrence(event.what, about, event.text))


def _created(sim: "Simulation", event: Event) -> None:
    """Said on arrival."""


def _changes(sim: "Simulation", event: Event) -> None:
    if event.about is not None:
        happenings.happens(sim, Occurrence("changes", event.about.name))


def _member(sim: "Simulation", event: Event) -> None:
    about = sim.names.find(event.about) if event.about is not None else None
    if isinstance(about, Asset):
        what = "removed from" if event.what == "removed from" else "added to"
        if event.what != what:
            sim.subject.lists[about.name] = True
            happenings.happens(sim, Occurrence(event.what, about))
        else:
            flow.membership(sim, about, what, f"is {what} {about.name}", event.span)


def _unsubscribes(sim: "Simulation", event: Event) -> None:
    happenings.happens(sim, Occurrence("unsubscribes"))
    happenings.set_field(sim, "Unsubscribed", True, "Unsubscribed changes to yes", event.span)


def _stage(sim: "Simulation", event: Event) -> None:
    if event.about is None:
        happenings.happens(sim, Occurrence("stage changes", sim.subject.stage))
    else:
        stages.change(sim, event.about, f"is put into stage {event.about.name}", event.span)


def _status(sim: "Simulation", event: Event) -> None:
    stages.change_status(sim, event.text, f'the lead status becomes "{event.text}"', event.span)


def _requested(sim: "Simulation", event: Event) -> None:
    sim.unknown("which campaign is requested, the step does not say", event.span)


def _runs(sim: "Simulation", event: Event) -> None:
    """Somebody schedules a campaign, and it comes to the person."""
    campaign = sim.names.find(event.about) if event.about is not None else None
    if isinstance(campaign, SmartCampaign):
        flow.scheduled(sim, campaign, event.span)


def _marketo(sim: "Simulation", event: Event) -> None:
    """Words of Marketo's own set off the triggers with the same words; more is known only of opportunities."""
    if not opportunities.said(sim, event):
        sim.unknown(f'what "{event.text}" means beyond the triggers that use the same words', event.span)
    happenings.happens(sim, Occurrence("marketo", None, event.text))


def _inactive(sim: "Simulation", event: Event) -> None:
    """Nothing is done for so long."""
    if event.duration is not None:
        _await_silence(sim)
        until = sim.due(sim.now, event.duration, None, event.span)
        if until is not None:
            sim.pump()
            sim.advance(until)


_HAPPENS = {
    "created": _created, "changes": _changes, "attends": _member, "joins": _member, "added to": _member, "removed from": _member,
    "unsubscribes": _unsubscribes, "stage changes": _stage, "status changes": _status, "requested": _requested,
    "marketo": _marketo, "inactive": _inactive, "runs": _runs,
}  # fmt: skip


def _await_silence(sim: "Simulation") -> None:
    """Set off what waits for the person to do nothing for a time, unless they do something before."""
    turn = sim.subject.active
    waiting = [trigger.event for trigger in sim.world.triggers.get("inactive", ())]
    waiting += [rule.event for _, rule in sim.world.rules.get("inactive", ()) if rule.event is not None]
    for event in waiting:
        until = sim.due(sim.now, event.duration, None, event.span) if event.duration is not None else None
        if until is not None:
            sim.later(until, partial(_silent, sim, event, turn))


def _silent(sim: "Simulation", event: Event, turn: int) -> None:
    if sim.subject.active == turn:
        sim.tell(event_text(event), event.span)
        happenings.happens(sim, Occurrence("inactive", None, "", event))
