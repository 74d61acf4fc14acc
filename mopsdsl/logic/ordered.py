"""Conditions that are asked in their order, where the first that holds takes the person: whom each of very many still takes.

Whether somebody is left for a condition is asked of the smallest person whom it fits: mostly no earlier one holds of that person,
and bit sets over all conditions say which could. Only where one does, the whole search is made.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from mopsdsl.logic.candidates import Candidates, needs_of
from mopsdsl.logic.decide import Answer, Decider
from mopsdsl.logic.domains import NOTHING
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.person import Person
from mopsdsl.model.conditions import Condition


class Ordered:
    """One list of conditions in their order."""

    def __init__(self, decider: Decider, conditions: Sequence[Condition]) -> None:
        self.decider = decider
        self.conditions = conditions
        decider.learn(conditions)

    def left(self, place: int, all_of: Sequence[Condition] = (), none_of: Sequence[Condition] = ()) -> Answer:
        """Somebody whom the condition at a place takes (behind the last: whom none takes), and who fits the rest that is asked.

        What the person does not say is empty, which may be what keeps earlier conditions away: `shown` says all that matters.
        """
        own = self.conditions[place : place + 1]
        found = self.decider.person([*own, *all_of], none_of)
        if not isinstance(found, Person) or not self._is_taken(found, place):
            return found
        return self.shown(place, all_of, none_of)

    def shown(
        self, place: int, all_of: Sequence[Condition] = (), none_of: Sequence[Condition] = ()
    ) -> Answer:
        """The same with everything told that it hangs on: the person to show to somebody."""
        own = self.conditions[place : place + 1]
        earlier = [self.conditions[one] for one in self.before(place)]
        return self.decider.person([*own, *all_of], [*none_of, *earlier])

    def before(self, place: int) -> Iterator[int]:
        """The earlier conditions that one person may fit together with the one at a place (behind the last: all); first come first."""
        return self._candidates.before(place) if place < len(self.conditions) else iter(range(place))

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates([self.decider.space.formula(condition) for condition in self.conditions])

    @cached_property
    def _required(self) -> dict[str, int]:
        """Field → the conditions, as bits, that hold of nobody in whom it is empty."""
        required: dict[str, int] = {}
        space = self.decider.space
        for place, condition in enumerate(self.conditions):
            for axis, cells in (needs_of(space.formula(condition)) or {}).items():
                kind, name = space.axes[axis].key
                if kind == "field" and not cells & NOTHING:
                    required[name] = required.get(name, 0) | 1 << place
        return required

    def _is_taken(self, person: Person, place: int) -> bool:
        """Whether an earlier condition holds of the person."""
        possible = (1 << place) - 1
        for name, places in self._required.items():
            if person.values.get(name) is None:
                possible &= ~places
        space = self.decider.space
        return any(
            holds(self.conditions[one], person, space.model, space.find)
            for one in self.before(place)
            if possible >> one & 1
        )
