"""Campaigns: their flows, step by step, and what each step does to the person."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.graphs.carriers import routing_of
from mopsdsl.graphs.wording import condition_text, literal_text
from mopsdsl.logic.person import Value
from mopsdsl.model.assets import Asset, FlowStep, Program, SmartCampaign
from mopsdsl.model.conditions import Literal
from mopsdsl.model.routing import Routing
from mopsdsl.scenarios import arrival, happenings, promises, scoring, stages
from mopsdsl.scenarios.causes import Cause, Occurrence
from mopsdsl.scenarios.story import Line
from mopsdsl.scenarios.words import instant_text
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation

_YES = ("yes", "true")


@value
class Run:
    """A campaign at work on the person, from the step numbered `index` on."""

    campaign: SmartCampaign
    index: int
    cause: Cause


def begin(sim: "Simulation", campaign: SmartCampaign, why: str, span: Span, at_once: bool = False) -> None:
    """Let a campaign run for the person; `at_once` before everything else that waits."""
    cause = sim.because(campaign, f"{campaign.name} runs ({why})", span)

    def first_step() -> None:
        sim.depth = 1
        text = f"campaign {campaign.name} runs ({why})"
        sim.subject.starts.append((campaign.name, Line(text, span)))
        sim.touch(campaign)
        sim.tell(text, span)
        _carry_out(sim, Run(campaign, 0, cause))

    sim.soon(first_step, cause, first=at_once)


def _carry_out(sim: "Simulation", run: Run) -> None:
    """The steps, until one waits, hands over or ends the flow."""
    flow, blind = run.campaign.flow, False
    for index in range(run.index, len(flow)):
        sim.depth = 2
        blind = blind or _gone_blind(sim, run.campaign, flow[index])
        if _ends(sim, Run(run.campaign, index, run.cause), flow[index]):
            return
        stages.settle(sim)
    _route_unsaid(sim, run.campaign)
    sim.depth = 1


def _gone_blind(sim: "Simulation", campaign: SmartCampaign, step: FlowStep) -> bool:
    """Whether the person has left what the campaign's workspace sees. What Marketo does then is written nowhere; here it goes on."""
    partition = sim.subject.partition or ""
    if sim.world.sees(campaign, partition):
        return False
    where = f"its workspace {campaign.workspace.name} does not see {partition}, where the person is now"
    sim.unknown(f"whether {campaign.name} goes on with them from here: {where}. Here it does", step.span)
    return True


def _route_unsaid(sim: "Simulation", campaign: SmartCampaign) -> None:
    """A routing may name a campaign whose flow doesn't say itself how it moves people."""
    if any(step.action in ("route", "move to partition") for step in campaign.flow):
        return
    done: list[Routing] = []
    for route in sim.world.routes.get(campaign.name, ()):
        if route.routing not in done:
            done.append(route.routing)
            sim.depth = 2
            route_by(sim, route.routing, route.carried_out)


def _ends(sim: "Simulation", run: Run, step: FlowStep) -> bool:
    """Do one step; whether the flow goes no further for now."""
    if step.action == "wait":
        _wait(sim, run, step)
        return True
    if step.action in ("request", "execute"):
        return _call(sim, run, step)
    if step.action in ("stop", "delete person"):
        sim.tell("the flow stops here" if step.action == "stop" else "the person is deleted", step.span)
        if step.action == "delete person":
            sim.gone()
        return True
    _STEPS.get(step.action, _unknown)(sim, run, step)
    return False


def _wait(sim: "Simulation", run: Run, step: FlowStep) -> None:
    until = sim.due(sim.now, step.duration, None, step.span) if step.duration is not None else None
    if until is None:
        sim.unknown(f"when {run.campaign.name} goes on after its wait", step.span)
        return
    sim.tell(f"waits until {instant_text(until, sim.zone)}", step.span)

    text = f"campaign {run.campaign.name} goes on after its wait"
    # What comes round after some time is no endless circle: a reminder every week is one.
    cause = run.cause if until == sim.now else Cause(run.campaign, text, step.span, None)

    def resume() -> None:
        sim.cause = cause
        sim.tell(text, step.span, depth=1)
        _carry_out(sim, Run(run.campaign, run.index + 1, cause))

    sim.later(until, resume)


def _call(sim: "Simulation", run: Run, step: FlowStep) -> bool:
    called = sim.names.find(step.about) if step.about is not None else None
    if not isinstance(called, SmartCampaign):
        return False
    execute = step.action == "execute"
    said = f"{step.action}s {called.name}"
    refused = _refused(sim, called)
    if not refused:
        sim.tell(said, step.span)
        if execute:
            rest = Run(run.campaign, run.index + 1, run.cause)
            sim.soon(partial(_carry_out, sim, rest), run.cause, first=True)
        why = f"{'executed' if execute else 'requested'} by {run.campaign.name}"
        begin(sim, called, why, step.span, at_once=execute)
        return execute
    text = f"{said}, which {refused}"
    sim.tell(text, step.span)
    sim.declined[called.name] = Line(text, step.span)
    return False


def _refused(sim: "Simulation", campaign: SmartCampaign) -> str:
    """Why a campaign that is called or scheduled does not act on the person; empty where it does."""
    partition = sim.subject.partition or ""
    if not sim.world.sees(campaign, partition):
        return f"does not run: its workspace {campaign.workspace.name} does not see partition {partition}"
    if campaign.when is not None and not sim.holds(campaign.when):
        return f"does not take this person, as this does not hold: {condition_text(campaign.when)}"
    return ""


def scheduled(sim: "Simulation", campaign: SmartCampaign, span: Span) -> None:
    """Let a campaign without triggers run because somebody schedules it; one with triggers can't be scheduled."""
    refused = (
        "can't be scheduled: it waits for its triggers" if campaign.triggers else _refused(sim, campaign)
    )
    if not refused:
        begin(sim, campaign, "scheduled", span)
        return
    text = f"{campaign.name} {refused}"
    sim.tell(text, span)
    sim.declined[campaign.name] = Line(text, span)


# What single steps do


def _send(sim: "Simulation", run: Run, step: FlowStep) -> None:
    email = sim.names.find(step.about) if step.about is not None else None
    name = email.name if isinstance(email, Asset) else _about(step)
    operational = isinstance(email, Asset) and email.purpose == "operational"
    if sim.value_of("Unsubscribed") is True and not operational:
        sim.tell(f"does not send {name}, as the person is unsubscribed", step.span)
    else:
        sim.tell(f"sends {name}", step.span)
        for why, span in promises.forbidden(sim) if not operational else ():
            sim.tell(why, span)


def _set(sim: "Simulation", run: Run, step: FlowStep) -> None:
    if step.about is None or step.literal is None:
        return
    name, literal = step.about.name, step.literal
    if isinstance(literal.value, str) and "{{" in literal.value and literal.value != "{{system.date}}":
        sim.unknown(f"what {name} holds now: {literal.value} is only known to Marketo", step.span)
        return
    said = f"sets {name} to {literal_text(literal)}"
    happenings.set_field(sim, name, held(sim, name, literal), said, step.span)


def _change_score(sim: "Simulation", run: Run, step: FlowStep) -> None:
    if step.about is not None and step.amount is not None:
        scoring.add(
            sim, step.about.name, step.amount, f"changes {step.about.name} by {step.amount:+}", step.span
        )


def _move(sim: "Simulation", run: Run, step: FlowStep) -> None:
    arrival.move(sim, _about(step), f"moves to partition {_about(step)}", step.span)


def _stage(sim: "Simulation", run: Run, step: FlowStep) -> None:
    if step.about is not None:
        stages.change(sim, step.about, f"changes the stage to {step.about.name}", step.span)


def _status(sim: "Simulation", run: Run, step: FlowStep) -> None:
    """A status of a stage is the lead's; one of the program's channel is the program's."""
    status = str(step.literal.value) if step.literal is not None else step.text
    if _is_program_status(sim, run.campaign, status):
        sim.tell(f'changes the program status to "{status}"', step.span)
    else:
        stages.change_status(sim, status, f'changes the lead status to "{status}"', step.span)


def _is_program_status(sim: "Simulation", campaign: SmartCampaign, status: str) -> bool:
    course, program = sim.subject.course, sim.model.assets.get(campaign.parent)
    of_stages = {
        str(one.value) for stage in (course.stages.values() if course else ()) for one in stage.statuses
    }
    if status in of_stages or not isinstance(program, Program) or program.channel is None:
        return False
    channel = sim.model.channels.get(program.channel.name)
    return channel is not None and status in {one.title for one in channel.statuses}


def _alert(sim: "Simulation", run: Run, step: FlowStep) -> None:
    promises.notify(sim, [step.about.name if step.about is not None else step.text], "", step.span)


def _route(sim: "Simulation", run: Run, step: FlowStep) -> None:
    routing = routing_of(step, sim.names)
    if routing is not None:
        route_by(sim, routing, step.span)


def _member(sim: "Simulation", run: Run, step: FlowStep) -> None:
    found = sim.names.find(step.about) if step.about is not None else None
    if isinstance(found, Asset):
        verb, what = ("adds to", "added to") if step.action == "add to" else ("removes from", "removed from")
        membership(sim, found, what, f"{verb} {found.name}", step.span)


def _said(sim: "Simulation", run: Run, step: FlowStep) -> None:
    said = {"create task": "creates the task", "sync to crm": "syncs the person to the CRM"}.get(
        step.action, step.action
    )
    sim.tell(f"{said} {step.text}".rstrip(), step.span)


def _unknown(sim: "Simulation", run: Run, step: FlowStep) -> None:
    what = (
        f'the webhook "{step.text}"'
        if step.action == "webhook"
        else f'"{step.text}", in Marketo\'s own words,'
    )
    sim.unknown(f"what {what} does to the person", step.span)


_STEPS: dict[str, Callable[["Simulation", Run, FlowStep], None]] = {
    "send": _send, "set": _set, "change score": _change_score, "move to partition": _move, "change stage": _stage,
    "change status": _status, "alert": _alert, "route": _route, "add to": _member, "remove from": _member,
    "create task": _said, "sync to crm": _said,
}  # fmt: skip


def _about(step: FlowStep) -> str:
    return step.about.name if step.about is not None else ""


def membership(sim: "Simulation", asset: Asset, what: str, text: str, span: Span) -> None:
    """The person becomes a member of a list or program, or is one no longer; what waits for that follows if it is a change."""
    member = what == "added to"
    before = sim.subject.lists.get(asset.name, False)
    sim.subject.lists[asset.name] = member
    sim.tell(text if before != member else f"{text}, as it was", span)
    if before != member:
        happenings.happens(sim, Occurrence(what, asset))


def route_by(sim: "Simulation", routing: Routing, span: Span) -> None:
    """Move the person where the routing says that they belong: its first rule that holds."""
    for route in routing.routes:
        if sim.holds(route.when):
            sim.touch(route)
            when = condition_text(route.when) if route.when is not None else "otherwise"
            sim.tell(f"routes by {routing.name}", span)
            arrival.move(sim, route.target.name, f"belongs in {route.target.name}: {when}", route.span)
            return
    sim.tell(f"routes by {routing.name}, which has no rule for this person", span)


def held(sim: "Simulation", name: str, literal: Literal) -> Value:
    """What a field holds once a value was written into it: yes and no for a flag, a day for Marketo's own token."""
    field = sim.model.fields.get(name)
    if field is not None and field.type == "flag":
        return str(literal.value).casefold() in _YES
    if literal.value == "{{system.date}}":
        return sim.today
    return literal.value if literal.value != "" else None
