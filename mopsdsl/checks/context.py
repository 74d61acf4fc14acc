"""What a rule may ask: the model and the answers that the graphs give, each worked out once."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from mopsdsl.checks.conditions import conditions
from mopsdsl.graphs.lifecycle import Course, Way, courses
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.references import References
from mopsdsl.graphs.sight import Sight
from mopsdsl.graphs.ways_in import WayIn, ways_in
from mopsdsl.model.assets import Asset, SmartCampaign
from mopsdsl.model.base import Reference
from mopsdsl.model.model import Model
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.checks.lifecycles import Elsewhere
    from mopsdsl.checks.unknown import Unknowns
    from mopsdsl.logic.decide import Decider
    from mopsdsl.logic.ordered import Ordered
    from mopsdsl.logic.places import Places


class Context:
    """One model, seen by the rules. `today` is only for rules about expiry."""

    def __init__(self, model: Model, today: date) -> None:
        self.model = model
        self.today = today
        self.names = Names(model)
        self.sight = Sight(model)
        self.elsewhere: dict[str, tuple[Elsewhere, ...]] = {}
        """Lifecycle → what else takes people to its stages, as `checks.lifecycles.elsewhere` has found it."""

    @cached_property
    def references(self) -> References:
        """Every reference, resolved: what is used, and what leads nowhere."""
        return References(self.model, self.names)

    @cached_property
    def unknown(self) -> "Unknowns":
        """The names that stand for nothing, and what was meant."""
        from mopsdsl.checks.unknown import unknowns

        return unknowns(self.model, self.names, self.references)

    @property
    def meant(self) -> "Context":
        """The same with the names put right that are plainly slips of the pen."""
        return self._put_right or self

    @cached_property
    def _put_right(self) -> "Context | None":
        """None where there is nothing to put right: who holds itself is not let go at once."""
        meant = self.unknown.meant if self.references.missing else self.model
        return None if meant is self.model else Context(meant, self.today)

    @cached_property
    def contents(self) -> dict[str, list[Asset]]:
        """Path → the assets that stand directly there, sorted by name."""
        contents: dict[str, list[Asset]] = {}
        for asset in self.model.assets.values():
            contents.setdefault(asset.parent, []).append(asset)
        return contents

    @cached_property
    def peopled(self) -> dict[str, frozenset[str]]:
        """Workspace → the partitions with people that it sees: all but those that are kept empty."""
        empty = {name for name, partition in self.model.partitions.items() if partition.empty}
        return {name: seen - empty for name, seen in self.sight.partitions.items()}

    @cached_property
    def decider(self) -> "Decider":
        """Answers whether there is a person whom conditions fit; lists and segments mean what they say."""
        from mopsdsl.logic.decide import Decider

        decider = Decider(self.model, self.names.find)
        # All at once: each new word of a condition cuts the fields anew, and no answer may hang on what was asked before it. Whether
        # somebody has a score between 99 and 100 hangs on whether any condition of the model asks for half a point.
        decider.learn([condition for _, condition in conditions(self.model)])
        return decider

    @cached_property
    def routes(self) -> "dict[str, Ordered]":
        """Routing → the conditions of its rules, to be asked whom each of them still takes."""
        from mopsdsl.logic.ordered import Ordered

        return {
            name: Ordered(self.decider, [route.when for route in routing.routes if route.when is not None])
            for name, routing in self.model.routings.items()
        }

    @cached_property
    def places(self) -> "Places":
        """Conditions as they read for somebody in a given stage."""
        from mopsdsl.logic.places import Places

        return Places(self.decider)

    @cached_property
    def courses(self) -> dict[str, Course]:
        """Lifecycle → its stages and ways on, with all that it takes over from those it extends."""
        return courses(self.names)

    @cached_property
    def ways_abroad(self) -> dict[str, list[tuple[Course, Way]]]:
        """Lifecycle → the ways of other courses that lead to its stages by their whole name."""
        found: dict[str, list[tuple[Course, Way]]] = {}
        for course in self.courses.values():
            for way in course.ways:
                home, dot, _ = way.target.rpartition(".")
                if dot:
                    found.setdefault(home, []).append((course, way))
        return found

    @cached_property
    def stage_changes(self) -> tuple[tuple[SmartCampaign, Reference, Span], ...]:
        """Every campaign's step that puts people into a stage: the campaign, the stage, the step's place."""
        return tuple(
            (asset, step.about, step.span)
            for asset in self.model.assets.values()
            if isinstance(asset, SmartCampaign)
            for step in asset.flow
            if step.action == "change stage" and step.about is not None
        )

    @cached_property
    def ways_in(self) -> tuple[WayIn, ...]:
        """Every way in which people come into the instance."""
        return tuple(ways_in(self.model))
