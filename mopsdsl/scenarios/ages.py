"""Conditions that time alone makes true: when "older than 30 days" begins to hold."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from mopsdsl.clock import zones
from mopsdsl.clock.zones import instant
from mopsdsl.graphs.conditions import leaves
from mopsdsl.logic.ages import is_older
from mopsdsl.logic.person import start_of
from mopsdsl.model.assets import SmartList
from mopsdsl.model.conditions import Age, Condition, InAsset

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation

_LONGEST = 20_000
"""Days ahead that are looked at: more than fifty years."""


def ripen(sim: "Simulation", condition: Condition) -> Iterator[int]:
    """The instants to come at which a date that the condition asks of gets too old or old enough."""
    for leaf in _ages(sim, condition, set()):
        held = sim.value_of(leaf.field.name)
        if isinstance(held, date):
            try:
                at = _turns(sim, held, leaf)
            except OverflowError:  # later than Python's dates
                continue
            if at is not None and at > sim.now:
                yield at


def _ages(sim: "Simulation", condition: Condition, seen: set[str]) -> Iterator[Age]:
    """Those of the condition itself, and of smart lists that it asks about."""
    waiting: list[Condition] = [condition]
    while waiting:
        for leaf in leaves(waiting.pop()):
            found = sim.names.find(leaf.asset) if isinstance(leaf, InAsset) else None
            if isinstance(leaf, Age):
                yield leaf
            elif isinstance(found, SmartList) and found.when is not None and found.name not in seen:
                seen.add(found.name)
                waiting.append(found.when)


def _turns(sim: "Simulation", held: date, leaf: Age) -> int | None:
    """The first minute of the first day on which the date is older; the minute itself for ages in minutes, hours and business time."""
    start, now = start_of(held), zones.moment(sim.now, sim.own_zone).replace(tzinfo=None)
    if is_older(held, now, leaf.duration):
        return None
    if leaf.duration.business:
        ahead, now = range(_LONGEST * 1440), now.replace(second=0)
        minutes = bisect_left(
            ahead, True, key=lambda one: is_older(held, now + timedelta(minutes=one), leaf.duration)
        )
        turn = now + timedelta(minutes=minutes)
        found = instant(zones.at_clock(sim.own_zone, turn.date(), turn.hour * 60 + turn.minute))
        return found if minutes < len(ahead) else None
    if leaf.duration.unit in ("minutes", "hours"):
        scale = 60 if leaf.duration.unit == "hours" else 1
        turn = start + timedelta(minutes=leaf.duration.amount * scale + 1)
        return instant(zones.at_clock(sim.own_zone, turn.date(), turn.hour * 60 + turn.minute))
    first = datetime(now.year, now.month, now.day, 0, 1)
    low, high = 0, _LONGEST
    if not is_older(held, first + timedelta(days=high), leaf.duration):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (
            (low, middle)
            if is_older(held, first + timedelta(days=middle), leaf.duration)
            else (middle + 1, high)
        )
    day = first + timedelta(days=low)
    return instant(zones.at_clock(sim.own_zone, day.date(), 1))
