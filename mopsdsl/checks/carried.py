"""Campaigns that take people on from a stage the moment they come to it, as ways of a lifecycle."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.checks.coverage import coverages
from mopsdsl.checks.entries import Entries, Entry, lasting
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.logic.effects import Effects
from mopsdsl.model.assets import Event, SmartCampaign
from mopsdsl.model.conditions import Condition

LISTENING = ("stage changes", "status changes")
"""What sets a campaign off when somebody comes to a stage."""


@value
class Carried:
    """A way that a campaign's `change stage` makes out of a stage, without any time passing.

    `conditions` must hold of people before the steps, which leave `effects` (fields and lists) and, if they say so, a `status`. Those
    of `status` are whose arrival must have changed the status; with a text, to that.
    """

    way: Way
    campaign: SmartCampaign
    event: Event
    conditions: tuple[Condition, ...]
    effects: Effects
    status: str | None

    def is_set_off(self, before: str | None, now: str | None) -> bool:
        """Whether the arrival in the stage sets it off, by the statuses before and since."""
        if self.event.what == "stage changes":
            return True
        changed = now is not None and now != before
        return changed and (not self.event.text or self.event.text.casefold() == str(now).casefold())


def carried(context: Context, course: Course) -> Iterator[Carried]:
    """All of a course's: what a campaign does after a wait, or for other people, is not among them. May raise `entries.TooManyWays`."""
    moved = next(one.moves for one in coverages(context) if one.lifecycle is course.lifecycle)
    entries = Entries(context)
    for campaign in dict.fromkeys(campaign for campaign, _, _ in context.stage_changes):
        for entry in entries.of(campaign, every=True):
            if entry.partitions & moved:
                yield from _of(context, course, entries, campaign, entry)


def _of(
    context: Context, course: Course, entries: Entries, campaign: SmartCampaign, entry: Entry
) -> Iterator[Carried]:
    starter = entry.callers[0] if entry.callers else campaign
    for step in lasting(campaign):
        target = course.key(step.about) if step.action == "change stage" and step.about is not None else None
        then = entries.until(campaign, step, entry)
        if target is None or target not in course.stages or then.waited:
            continue
        held = {key: left for key, left in then.effects.held.items() if key[0] in ("field", "list")}
        left = then.effects.held.get(("status", ""))
        status = str(left[0]) if left is not None else None
        for event in starter.triggers:
            for source in _sources(course, event):
                way = Way(source, target, None, course.lifecycle, step.span)
                yield Carried(way, campaign, event, then.conditions, Effects(held), status)


def _sources(course: Course, event: Event) -> list[str]:
    """The stages in which somebody has just arrived when it happens."""
    if event.what not in LISTENING:
        return []
    if event.what == "stage changes" and event.about is not None:
        return [key for key in [course.key(event.about)] if key in course.stages]
    return list(course.stages)
