"""What a rule about a change may ask: both models, what differs, who gains or loses sight, and which promises break on the way."""

from datetime import date
from functools import cached_property

from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Conflict
from mopsdsl.changes.sight import SightChange, sight_changes
from mopsdsl.checks.context import Context
from mopsdsl.graphs.edges import World


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
    def sight(self) -> tuple[SightChange, ...]:
        """Who gains or loses sight of what, what matters most first."""
        return sight_changes(*self.worlds)
