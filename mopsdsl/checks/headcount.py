"""How many people a condition can mean at most, as far as the spec says how many there are.

What is proved, where everything that is named is declared:

- An asset acts on, or counts, people of those partitions only that its workspace sees, or one that it is shared with
  (experienceleague: understanding-workspaces-and-person-partitions, reference-a-list-or-smart-list-across-workspaces). So it can't mean
  more than `people` of these together say. Where not all of them say it, it can't mean more than the instance has beside what other
  partitions say. Where that is not said either, nothing is known.
- A partition is left out where the decider proves that nobody who belongs there, by routings that campaigns carry out, fits. That takes
  people to be where they belong.
- A rule of a routing takes only people who belong in its partition then; nobody where the earlier rules take all of them.

What can't be decided leaves nobody out.
"""

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.checks.people import Group, living_in, somebody
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.logic.rewrite import segment_alone
from mopsdsl.model.assets import Asset, Segment, Segmentation
from mopsdsl.model.conditions import Condition
from mopsdsl.model.routing import Route, Routing

MOST_ASKED = 100
"""Questions to the decider about one condition; where leaving partitions out takes more, none is."""
MOST_ASKED_IN_ALL = 400
"""The same about all conditions that one Headcounts is asked about: the last ones then count everybody who is seen."""


@value
class Headcount:
    """At most so many `people`, of these `partitions`. `left_out` are those that are seen, too, and of whose people nobody fits."""

    people: int
    partitions: tuple[str, ...]
    left_out: tuple[str, ...] = ()


class Headcounts:
    """The counts of one model."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.model = context.model
        self._doubtful = {declaration.id for declaration, _ in context.references.missing}
        routings = self.model.routings.values()
        self._routes = sum(len(one.routes) for one in routings)
        self._routed = all(one.campaigns and one.id not in self._doubtful for one in routings)
        said = ((name, one.people) for name, one in self.model.partitions.items())
        self._said = {name: people for name, people in said if people is not None}
        self._left = MOST_ASKED_IN_ALL

    def of_asset(self, asset: Asset, condition: Condition) -> Headcount | None:
        """Of those whom the asset can be about; None where nobody says how many they are."""
        readers = self.context.sight.readers(asset)
        if asset.id in self._doubtful or any(f"workspace:{one}" in self._doubtful for one in readers):
            return None
        seen = frozenset[str]().union(*(self.context.peopled.get(one, NOTHING) for one in readers))
        if self.context.decider.person([condition]) is None:
            return Headcount(0, ())
        fitting = self._fitting(seen, condition)
        people = self._people(fitting)
        return None if people is None else Headcount(people, _sorted(fitting), _sorted(seen - fitting))

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
        people = self._people(frozenset((target,)))
        return None if people is None else Headcount(people, (target,))

    def _fitting(self, seen: frozenset[str], condition: Condition) -> frozenset[str]:
        """Those of whose people somebody may fit."""
        questions = self._routes + len(seen) * len(self.model.routings)  # each rule, and whom no rule takes
        if not self._routed or not 0 < questions <= min(MOST_ASKED, self._left):
            return seen
        self._left -= questions
        living = {name: living_in(self.context, frozenset((name,))) for name in seen}
        return frozenset(
            name for name in seen if somebody(self.context, living[name], Group((condition,))) is not None
        )

    def _people(self, fitting: frozenset[str]) -> int | None:
        """What the partitions say together; where not all of them do, what the others leave of the instance's people."""
        if fitting <= self._said.keys():
            return sum(self._said[name] for name in fitting)
        whole = self.model.instance.people
        if whole is None:
            return None
        elsewhere = sum(people for name, people in self._said.items() if name not in fitting)
        return whole - elsewhere if elsewhere < whole else whole


def _sorted(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
