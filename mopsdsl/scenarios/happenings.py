"""What happens to a person, and what it sets off: campaigns' triggers and points."""

from typing import TYPE_CHECKING

from mopsdsl.diagnostics.wording import listed
from mopsdsl.graphs.wording import condition_text
from mopsdsl.logic.evaluate import stage_name
from mopsdsl.logic.person import Value, worded
from mopsdsl.model.assets import Event, Program
from mopsdsl.model.base import Reference
from mopsdsl.scenarios import flow, promises, scoring
from mopsdsl.scenarios.causes import Occurrence
from mopsdsl.scenarios.story import Line
from mopsdsl.scenarios.words import event_text
from mopsdsl.scenarios.world import Trigger
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation

_SHOWN = 3


def happens(sim: "Simulation", occurrence: Occurrence) -> None:
    """Set off whatever waits for this. Who fits is decided now; what they do follows."""
    scoring.happens(sim, occurrence)
    blind: list[Trigger] = []
    for trigger in sim.world.triggers.get(occurrence.what, ()):
        if fits(sim, trigger.event, occurrence):
            _set_off(sim, trigger, blind)
    if blind:
        _tell_blind(sim, blind)


def _set_off(sim: "Simulation", trigger: Trigger, blind: list[Trigger]) -> None:
    campaign, partition = trigger.campaign, sim.subject.partition
    if partition is None or not sim.world.sees(campaign, partition):
        blind.append(trigger)
        text = f"{campaign.name} was set off, but its workspace {campaign.workspace.name} does not see {partition}"
        sim.declined[campaign.name] = Line(text, trigger.event.span)
    elif campaign.when is not None and not sim.holds(campaign.when):
        text = f"{campaign.name} does not take this person, as this does not hold: {condition_text(campaign.when)}"
        sim.declined[campaign.name] = Line(text, campaign.when.span)
        sim.tell(text, campaign.when.span)
    else:
        flow.begin(sim, campaign, f"trigger {event_text(trigger.event)}", trigger.event.span)


def _tell_blind(sim: "Simulation", blind: list[Trigger]) -> None:
    names = list(dict.fromkeys(trigger.campaign.name for trigger in blind))
    one = len(names) == 1
    text = (
        f"{listed(names, most=_SHOWN)} {'does' if one else 'do'} not run: {'its workspace does' if one else 'their workspaces do'} "
        f"not see partition {sim.subject.partition}"
    )
    sim.tell(text, blind[0].event.span)


def fits(sim: "Simulation", waiting: Event, occurrence: Occurrence) -> bool:
    """Whether this is what a trigger or a score rule waits for."""
    if waiting.what == "inactive":
        return waiting is occurrence.event
    if waiting.what in ("status changes", "marketo", "visits page"):
        return not waiting.text or _same_text(waiting, occurrence)
    if waiting.about is None:
        return True
    if waiting.what == "changes":
        return waiting.about.name == occurrence.about
    if waiting.what == "stage changes":
        return _same_stage(sim, waiting.about, occurrence)
    wanted = sim.names.find(waiting.about)
    return wanted is not None and any(wanted is one for one in _parts_of(sim, occurrence.about))


def _same_text(waiting: Event, occurrence: Occurrence) -> bool:
    here, there = waiting.text.strip().casefold(), occurrence.text.strip().casefold()
    return here == there or (
        waiting.what == "visits page" and here.startswith("/") and there.partition("?")[0].endswith(here)
    )


def _same_stage(sim: "Simulation", reference: Reference, occurrence: Occurrence) -> bool:
    course = sim.subject.course
    lifecycle = reference.name.rpartition(".")[0]
    if stage_name(reference) != occurrence.about:
        return False
    return not lifecycle or (course is not None and lifecycle in {one.name for one in course.lineage})


def _parts_of(sim: "Simulation", about: object) -> list[object]:
    """The thing itself; of a program its channel too, of a page or form the program that it stands in."""
    found = [about]
    if isinstance(about, Program) and about.channel is not None:
        found.append(sim.names.find(about.channel))
    parent = sim.model.assets.get(getattr(about, "parent", ""))
    while parent is not None:
        found.append(parent)
        parent = sim.model.assets.get(parent.parent)
    return [one for one in found if one is not None]


def set_field(sim: "Simulation", name: str, new: Value, text: str, span: Span) -> None:
    """Let a field hold something else; what waits for the change follows. Nothing follows where it is no change."""
    names = [name, *sim.world.derived(name)]
    before = [sim.value_of(one) for one in names]
    sim.subject.values[name] = new
    changed = [one for one, held in zip(names, before, strict=True) if sim.value_of(one) != held]
    sim.tell(text if name in changed else f"{text}, as it was", span)
    for one in changed:
        if one != name:
            held = sim.value_of(one)
            sim.tell(f"{one} becomes {worded(held)}", sim.model.fields[one].span)
        happens(sim, Occurrence("changes", one, ""))
    promises.recorded(sim, name)
