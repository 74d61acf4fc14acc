"""How many people a condition can mean at most, as far as the spec says how many there are.

What is proved, where everything that is named is declared:

- An asset acts on, or counts, people of those partitions only that its workspace sees, or one that it is shared with
  (experienceleague: understanding-workspaces-and-person-partitions, reference-a-list-or-smart-list-across-workspaces). So it can't mean
  more than `people` of these together say, nor more than the instance has. Where neither is said, nothing is known.
- A partition is left out where the decider proves that nobody who belongs there, by routings that campaigns carry out, fits. That takes
  people to be where they belong.
- A rule of a routing takes only people who belong in its partition then; nobody where the earlier rules take all of them.

What can't be decided leaves nobody out.
"""

from collections.abc import Iterable

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.checks.people import Group, living_in, somebody
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.logic.rewrite import segment_alone
from mopsdsl.model.assets import Asset, Segment, Segmentation
from mopsdsl.model.conditions import Condition
from mopsdsl.model.routing import Route, Routing

MOST_ASKED = 40
"""Rules of routing that are asked about one condition: with more, no partition is left out."""


@value
class Headcount:
    """At most so many `people`, of these `partitions`. `left_out` are those that are seen, too, and of whose people nobody fits."""

    people: int
    partitions: tuple[str, ...]
    left_out: tuple[str, ...] = ()


class Headcounts:
    """The counts of one model. A condition is asked of the decider at most MOST_ASKED + 1 times."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.model = context.model
        self._doubtful = {declaration.id for declaration, _ in context.references.missing}
        routings = self.model.routings.values()
        self._routes = sum(len(one.routes) + 1 for one in routings)
        self._routed = all(one.campaigns and one.id not in self._doubtful for one in routings)

    def of_asset(self, asset: Asset, condition: Condition) -> Headcount | None:
        """Of those whom the asset can be about; None where nobody says how many they are."""
        readers = self.context.sight.readers(asset)
        if asset.id in self._doubtful or any(f"workspace:{one}" in self._doubtful for one in readers):
            return None
        seen = frozenset[str]().union(*(self.context.peopled.get(one, NOTHING) for one in readers))
        if self.context.decider.person([condition]) is None:
            return Headcount(0, ())
        fitting = sorted(name for name in seen if self._may_fit(name, len(seen), condition))
        people = self._people(fitting)
        return (
            None if people is None else Headcount(people, tuple(fitting), tuple(sorted(seen - set(fitting))))
        )

    def of_segment(self, asset: Segmentation, segment: Segment) -> Headcount | None:
        """Of those whom no earlier segment takes."""
        return self.of_asset(asset, segment_alone(segment, asset.segments))

    def of_route(self, routing: Routing, route: Route, place: int) -> Headcount | None:
        """Of those whom a rule takes, which stands at a place among those with a condition: they belong in its partition."""
        target = route.target.name
        if routing.id in self._doubtful:
            return None
        if self.context.routes[routing.name].left(place) is None:
            return Headcount(0, ())
        people = self._people([target])
        return None if people is None else Headcount(people, (target,))

    def _may_fit(self, partition: str, seen: int, condition: Condition) -> bool:
        if not self._routed or not 0 < seen * self._routes <= MOST_ASKED:
            return True
        living = living_in(self.context, frozenset((partition,)))
        return somebody(self.context, living, Group((condition,))) is not None

    def _people(self, partitions: Iterable[str]) -> int | None:
        """What the partitions say together, or the instance where that is less or they don't all say."""
        said = [self.model.partitions[name].people for name in partitions]
        known = [number for number in said if number is not None]
        most = [sum(known)] if len(known) == len(said) else []
        whole = self.model.instance.people
        return min((*most, *([whole] if whole is not None else [])), default=None)
