"""What a rule about a change may ask: both models, what differs, who gains or loses sight, and which promises break on the way."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from mopsdsl.changes.change import Change
from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Conflict
from mopsdsl.changes.radius import Radius
from mopsdsl.changes.sight import SightChange, sight_changes
from mopsdsl.changes.uses import users
from mopsdsl.checks.context import Context
from mopsdsl.graphs.edges import World
from mopsdsl.model.access import Protection

if TYPE_CHECKING:
    from mopsdsl.checks.merging import Merge
    from mopsdsl.checks.usage import Drain


class ChangeContext:
    """A change from one model to another, seen by the rules of change plans.

    `before` is the older model in the names of the newer one, `after` the newer. `conflicts` are what the search for a safe order
    could not keep. `today` as in Context.
    """

    def __init__(self, comparison: Comparison, conflicts: tuple[Conflict, ...], today: date) -> None:
        self.comparison = comparison
        self.conflicts = conflicts
        self.today = today
        self.before = Context(comparison.before, today)
        self.after = Context(comparison.after, today)

    @cached_property
    def worlds(self) -> tuple[World, World]:
        """Both models as the graphs ask of them."""
        before, after = (World(one.model, one.names, one.sight) for one in (self.before, self.after))
        return before, after

    @cached_property
    def changes(self) -> dict[str, Change]:
        """Every change by the id of what it changes."""
        return {change.id: change for change in self.comparison.changes}

    @cached_property
    def sight(self) -> tuple[SightChange, ...]:
        """Who gains or loses sight of what, what matters most first."""
        return sight_changes(*self.worlds)

    @cached_property
    def sight_at(self) -> dict[str, list[SightChange]]:
        """The same by the id of everything on the way: who, what, and the workspaces and folders between."""
        found: dict[str, list[SightChange]] = {}
        for one in self.sight:
            path = (*one.before, *one.after)
            for id in dict.fromkeys(end for edge in path for end in (edge.start, edge.end)):
                found.setdefault(id, []).append(one)
        return found

    @cached_property
    def protections(self) -> dict[str, Protection]:
        """What was protected before and is gone now, by id: also where the protection goes in the same change."""
        world, after = self.worlds
        found: dict[str, Protection] = {}
        for protection in world.model.protections.values():
            id = world.things.target(world.names, protection.target)
            if id is not None and id not in after.things.nodes:
                found[id] = protection
        return found

    @cached_property
    def users(self) -> dict[str, set[str]]:
        """Thing → what was made with it before, by ids."""
        return users(self.worlds[0])

    @cached_property
    def radius(self) -> Radius:
        """What each change touches beyond the thing itself."""
        return Radius(*self.worlds)

    @cached_property
    def drains(self) -> "dict[str, tuple[Drain, ...]]":
        """What each change takes away for good, by the id of what it changes; only those that take something away."""
        from mopsdsl.checks.draining import Draining

        draining = Draining(self)
        found = {change.id: tuple(draining.of(change)) for change in self.comparison.changes}
        return {id: drains for id, drains in found.items() if drains}

    @cached_property
    def merged_stages(self) -> "dict[str, Merge]":
        """Stages that are gone from an approved model, by id, with the stage to merge each into."""
        from mopsdsl.checks.merging import merges

        return {merge.stage: merge for merge in merges(self)}
