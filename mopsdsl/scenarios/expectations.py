"""Expectations: whether each has come true, and if not, what came instead and why."""

from typing import TYPE_CHECKING

from mopsdsl.checks.admins import where
from mopsdsl.diagnostics.wording import listed
from mopsdsl.graphs.names import Found
from mopsdsl.graphs.questions import Answer, why
from mopsdsl.logic.evaluate import stage_name
from mopsdsl.model.assets import Asset, SmartCampaign
from mopsdsl.model.base import Reference
from mopsdsl.model.scenario import Expectation
from mopsdsl.scenarios import arrival, promises, stages, steps
from mopsdsl.scenarios.story import Line, shortened
from mopsdsl.scenarios.words import event_text, expectation_text, instant_text

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation

Miss = tuple[str, list[Line]] | None
"""What came instead, with lines that help to see why; None where the expectation came true."""

_PATHS = 3
_NAMES = 20
_LONGEST = 100
"""So many names, and so many lines that help to see why, are told of one expectation."""
_MOVING = ("move to partition", "route", "request", "execute")


def check(sim: "Simulation", one: Expectation) -> None:
    """Hold an expectation against the person as they are now."""
    said = expectation_text(one)
    if one.what in ("reaches", "cannot reach"):
        missed = _reach(sim, one)
    elif sim.subject.partition is None:
        missed = (
            "nobody has come in yet; a step such as `fills FORM` or `person is created` has to stand before it",
            [],
        )
    elif sim.subject.deleted and one.what in ("partition", "stage", "status", "due", "queue"):
        missed = "the person is deleted", []
    else:
        missed = _CHECKS[one.what](sim, one)
    if missed is None:
        sim.tell(said, one.span, "expected")
    else:
        lines = shortened(missed[1], _LONGEST, lambda more: Line(f"... {more:,} more ...", None))
        sim.fail(said, missed[0], one.span, tuple(lines))


def _partition(sim: "Simulation", one: Expectation) -> Miss:
    here = sim.subject.partition
    if here in {reference.name for reference in one.about}:
        return None
    found = arrival.routed(sim)
    lines = []
    if found is not None:
        routing, target, span = found
        where = "they are where" if target == here else "they have not been moved to where"
        lines.append(Line(f"{where} routing {routing.name} says that they belong: {target}", span))
    return f"the person is in {here}", lines + _declined(sim)


def _stage(sim: "Simulation", one: Expectation) -> Miss:
    subject, course = sim.subject, sim.subject.course
    if course is None:
        return f"the person is in no stage: no lifecycle moves people of {subject.partition}", []
    line = {owner.name for owner in course.lineage}
    for reference in one.about:
        lifecycle = reference.name.rpartition(".")[0]
        if stage_name(reference) == subject.stage and (not lifecycle or lifecycle in line):
            return None
    since = instant_text(subject.entered, sim.zone)
    return f"the person is in {subject.stage} of {course.lifecycle.name}, since {since}", stages.next_lines(
        sim
    )


def _due(sim: "Simulation", one: Expectation) -> Miss:
    if one.moment is None:
        return None
    wanted, owed = steps.at(sim, one.moment), promises.owed(sim)
    if any(promise.due == wanted for promise in owed):
        return None
    lines = [Line(f"{promise.label}: {promises.counted(sim, promise)}", promise.span) for promise in owed]
    closed = [
        Line(
            f"{promise.state if promise.state != 'lapsed' else 'no longer owed'}: {promise.label}",
            promise.span,
        )
        for promise in sim.subject.promises
        if not promise.running
    ]
    what = listed([f"{promise.label} is due {instant_text(promise.due or 0, sim.zone)}" for promise in owed])
    return what or "nothing is due", lines + closed


def _campaigns(sim: "Simulation", one: Expectation) -> Miss:
    ran = sim.subject.ran
    missing = [name for name in _paths(sim, one.about) if name not in ran]
    if not missing:
        return None
    verb = "has" if len(missing) == 1 else "have"
    return f"{listed(missing)} {verb} not run", [line for name in missing for line in _why_not(sim, name)]


def _why_not(sim: "Simulation", name: str) -> list[Line]:
    campaign = sim.model.assets.get(name)
    if name in sim.declined:
        return [sim.declined[name]]
    if not isinstance(campaign, SmartCampaign):
        return []
    if not campaign.triggers:
        text = f"{name} has no trigger: it runs when another campaign calls it, or somebody schedules it (a step `runs {name}`)"
        return [Line(text, campaign.span)]
    return [Line(f"{name} waits for: {event_text(event)}", event.span) for event in campaign.triggers]


def _no_campaigns(sim: "Simulation", one: Expectation) -> Miss:
    wanted = _paths(sim, one.about)
    starts = [(name, line) for name, line in sim.subject.starts if not wanted or name in wanted]
    if starts:
        ran = list(dict.fromkeys(name for name, _ in starts))
        verb = "has" if len(ran) == 1 else "have"
        return f"{listed(ran, most=_NAMES)} {verb} run", [line for _, line in starts]
    for trigger in sim.world.triggers.get("marketo", ()):
        if (not wanted or trigger.campaign.name in wanted) and sim.world.sees(
            trigger.campaign, sim.subject.partition or ""
        ):
            text = f'whether {trigger.campaign.name} has run: its trigger "{trigger.event.text}" is in Marketo\'s own words'
            sim.unknown(text, trigger.event.span)
    return None


def _status(sim: "Simulation", one: Expectation) -> Miss:
    status = sim.subject.status
    if status.casefold() == one.text.casefold():
        return None
    return f'the lead status is "{status}"' if status else "the person has no lead status", []


def _notified(sim: "Simulation", one: Expectation) -> Miss:
    missing = [reference.name for reference in one.about if reference.name not in sim.subject.told]
    if not missing:
        return None
    told = (
        f"only {listed(list(sim.subject.told), most=_NAMES)} {'was' if len(sim.subject.told) == 1 else 'were'}"
        if sim.subject.told
        else "nobody was"
    )
    lines = [
        Line(f"{promise.label}: {promises.counted(sim, promise)}", promise.span)
        for promise in promises.owed(sim)
    ]
    return f"{listed(missing)} {'was' if len(missing) == 1 else 'were'} not told; {told}", lines


def _queue(sim: "Simulation", one: Expectation) -> Miss:
    queue = sim.subject.queue
    if queue == one.text:
        return None
    return f"the person came to the queue {queue}" if queue else "the person came to no queue", []


_CHECKS = {
    "partition": _partition, "stage": _stage, "due": _due, "campaigns": _campaigns, "no campaigns": _no_campaigns,
    "status": _status, "notified": _notified, "queue": _queue,
}  # fmt: skip


def _paths(sim: "Simulation", references: tuple[Reference, ...]) -> list[str]:
    """The campaigns by their whole paths."""
    found = ((reference, sim.names.find(reference)) for reference in references)
    return [one.name if isinstance(one, Asset) else reference.name for reference, one in found]


def _declined(sim: "Simulation") -> list[Line]:
    """Campaigns that were set off, did not act on the person, and could have moved them: themselves, or by what they request."""
    return [line for name, line in sim.declined.items() if _moves(sim.model.assets.get(name))]


def _moves(campaign: Asset | None) -> bool:
    return isinstance(campaign, SmartCampaign) and any(step.action in _MOVING for step in campaign.flow)


# What a team can reach


def _reach(sim: "Simulation", one: Expectation) -> Miss:
    thing = _id(sim.names.find(one.about[0])) if one.about else ""
    team = one.subject.name if one.subject is not None else ""
    ended = _ended(sim, team)
    answer = why(sim.world.graphs(sim.today), f"team:{team}", thing, 50) if thing else None
    if not isinstance(answer, Answer):
        return f"nothing can be said: {answer.problem if answer else 'there is no such thing'}", []
    if one.what == "cannot reach":
        return _reached(answer, team, one.about[0].name) if answer.reaches else None
    if not answer.reaches:
        return f"{team} does not reach it", [*ended, *(Line(one.text, one.span) for one in answer.remarks)]
    if one.because is None:
        return None
    through = f"workspace:{one.because.name}"
    if any(through in (edge.start, edge.end) for path in answer.paths.shown for edge in path):
        return None
    return f"{team} reaches it, but not through {one.because.name}", _hops(answer)


def _ended(sim: "Simulation", team: str) -> list[Line]:
    """The team's grants that have ended, told with the day: Marketo takes none away by itself."""
    lines = []
    for grant in sim.world.ended(sim.today):
        if grant.team.name == team and grant.until is not None:
            role = grant.role.name if grant.role is not None else "Admin"
            text = (
                f"{team} is no longer {role} in {where(grant)}: that was until {grant.until.day}. "
                "Marketo ends no grant by itself; somebody must have taken it away"
            )
            sim.tell(text, grant.until.span)
            lines.append(Line(text, grant.until.span))
    return lines


def _id(found: Found | None) -> str:
    return str(getattr(found, "id", ""))


def _reached(answer: Answer, team: str, thing: str) -> Miss:
    many = len(answer.paths.shown) + answer.paths.more
    return f"{team} reaches {thing} in {many} way{'s' * (many > 1)}", _hops(answer)


def _hops(answer: Answer) -> list[Line]:
    """The first ways, hop by hop."""
    return [
        Line(
            f"{edge.start.replace(':', ' ', 1)} {edge.kind.replace('_', ' ')} {edge.end.replace(':', ' ', 1)}"
            + (f" ({edge.label})" if edge.label else ""),
            edge.span,
        )
        for path in answer.paths.shown[:_PATHS]
        for edge in path
    ]
