"""Conditions that are asked in their order, where the first that holds takes the person: whom each of very many still takes.

Whether somebody is left for a condition is asked of the smallest person whom it fits: mostly no earlier one holds of that person,
and bit sets over all conditions say which could. Where one does, somebody else is looked for whom that one does not take, and so on.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from mopsdsl.logic.candidates import Candidates, bits
from mopsdsl.logic.decide import Answer, Decider
from mopsdsl.logic.domains import NOTHING, Axis
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.person import Person
from mopsdsl.logic.space import Space
from mopsdsl.logic.texts import marked
from mopsdsl.model.conditions import Condition


class Ordered:
    """One list of conditions in their order."""

    def __init__(self, decider: Decider, conditions: Sequence[Condition]) -> None:
        self.decider = decider
        self.conditions = conditions
        decider.learn(conditions)
        self._answers: dict[int, tuple[Answer, list[int], Answer]] = {}

    def left(self, place: int, all_of: Sequence[Condition] = (), none_of: Sequence[Condition] = ()) -> Answer:
        """Somebody whom the condition at a place takes (behind the last: whom none takes), and who fits the rest that is asked.

        What the person does not say is empty, which may be what keeps earlier conditions away: `shown` says all that matters.
        """
        return self._asked(place, all_of, none_of)[0] if all_of or none_of else self.asked(place)[0]

    def asked(self, place: int) -> tuple[Answer, list[int], Answer]:
        """The same with the earlier conditions that took others on the way there, and the first whom it fits, taken or not.

        Where nobody is left, those together take everybody.
        """
        if place not in self._answers:
            self._answers[place] = self._asked(place, (), ())
        return self._answers[place]

    def _asked(
        self, place: int, all_of: Sequence[Condition], none_of: Sequence[Condition]
    ) -> tuple[Answer, list[int], Answer]:
        wanted = [*self.conditions[place : place + 1], *all_of]
        takers: list[int] = []
        found = first = self.decider.person(wanted, none_of)
        while True:
            taking = self.taking(found, place) if isinstance(found, Person) else iter(())
            taker = next((one for one in taking if one not in takers), None)
            if taker is None:
                return found, sorted(takers), first
            takers.append(taker)
            found = self.decider.person(wanted, [*none_of, *(self.conditions[one] for one in takers)])

    def shown(
        self, place: int, all_of: Sequence[Condition] = (), none_of: Sequence[Condition] = ()
    ) -> Answer:
        """The same with everything told that it hangs on: the person to show to somebody."""
        own = self.conditions[place : place + 1]
        earlier = [self.conditions[one] for one in self.before(place)]
        return self.decider.person([*own, *all_of], [*none_of, *earlier])

    def before(self, place: int) -> Iterator[int]:
        """The earlier conditions that one person may fit together with the one at a place (behind the last: all); first come first."""
        return self._known[0].before(place) if place < len(self.conditions) else iter(range(place))

    def taking(self, person: Person, place: int) -> Iterator[int]:
        """The conditions before a place that hold of a person, in their order."""
        candidates, told = self._known
        possible = (1 << place) - 1
        for axis, cells in told.cells(person):
            possible &= candidates.allowed(axis.index, cells)
        space = self.decider.space
        return (one for one in bits(possible) if holds(self.conditions[one], person, space.model, space.find))

    @cached_property
    def _known(self) -> tuple[Candidates, "_Told"]:
        """Which conditions allow what, and what a person tells of it; kept together, as the space may make its axes anew."""
        space = self.decider.space
        candidates = Candidates([space.formula(condition) for condition in self.conditions])
        return candidates, _Told(space, [space.axes[index] for index in sorted(candidates.by_cell)])


class _Told:
    """In which cells of some axes a person surely lies."""

    def __init__(self, space: Space, axes: list[Axis]) -> None:
        self.fields = [axis for axis in axes if axis.key[0] == "field"]
        asked = {axis.index for axis in axes}
        self.patterns = [
            (name, pattern, axis)
            for name, text in space.free_texts.items()
            for pattern, axis in text.patterns.items()
            if axis.index in asked
        ]
        self.ages = [
            (name, axis)
            for name, dated in space.dated.items()
            for axis in dated.ages.values()
            if axis.index in asked
        ]

    def cells(self, person: Person) -> Iterator[tuple[Axis, int]]:
        values = person.values
        for axis in self.fields:
            yield axis, axis.cell_of(values.get(axis.key[1]))
        for name, pattern, axis in self.patterns:
            held = values.get(name)
            yield axis, axis.cell_of(isinstance(held, str) and pattern in marked(held))
        for name, axis in self.ages:
            if values.get(name) is None:
                yield axis, NOTHING
