"""Conditions that are asked in their order, where the first that holds takes the person: whom each of very many still takes.

Whether somebody is left for a condition is asked of the smallest person whom it fits: mostly no earlier one holds of that person,
and bit sets over all conditions say which could. Where one does, somebody else is looked for whom that one does not take, and so on.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from operator import and_

from mopsdsl.logic.candidates import Candidates, bits
from mopsdsl.logic.decide import Answer, Decider
from mopsdsl.logic.domains import NOTHING
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
        possible = self._known[1].possible(person) & ((1 << place) - 1)
        space = self.decider.space
        return (one for one in bits(possible) if holds(self.conditions[one], person, space.model, space.find))

    @cached_property
    def _known(self) -> tuple[Candidates, "_Told"]:
        """Which conditions allow what, and what a person tells of it; kept together, as the space may make its axes anew."""
        space = self.decider.space
        candidates = Candidates([space.formula(condition) for condition in self.conditions])
        return candidates, _Told(space, candidates)


class _Told:
    """Which conditions could hold of a person, by the cells of some axes in which the person surely lies."""

    def __init__(self, space: Space, candidates: Candidates) -> None:
        self.candidates = candidates
        asked = candidates.by_cell.keys()
        self.fields = [axis for axis in map(space.axes.__getitem__, sorted(asked)) if axis.key[0] == "field"]
        self.patterns = {
            name: [(pattern, axis) for pattern, axis in text.patterns.items() if axis.index in asked]
            for name, text in space.free_texts.items()
        }
        self.ages = [
            (name, axis)
            for name, dated in space.dated.items()
            for axis in dated.ages.values()
            if axis.index in asked
        ]
        self._met_by_none: dict[str, int] = {}

    def possible(self, person: Person) -> int:
        """The conditions, as bits; whether they hold is still to be asked."""
        values = person.values
        allowed, possible = self.candidates.allowed, self.candidates.everyone
        for axis in self.fields:
            possible &= allowed(axis.index, axis.cell_of(values.get(axis.key[1])))
        for name in self.patterns:
            possible &= self._of_text(name, values.get(name))
        for name, axis in self.ages:
            if values.get(name) is None:
                possible &= allowed(axis.index, NOTHING)
        return possible

    def _of_text(self, name: str, held: object) -> int:
        """Those that a text may meet: what a text without any of the patterns meets, and what asks for one that it has.

        Thousands of patterns stand beside each other, and a text has few of them: the many are reckoned with once.
        """
        allowed = self.candidates.allowed
        if name not in self._met_by_none:
            lacking = (allowed(axis.index, axis.cell_of(False)) for _, axis in self.patterns[name])
            self._met_by_none[name] = reduce(and_, lacking, self.candidates.everyone)
        form = marked(held) if isinstance(held, str) else None
        met = [axis for pattern, axis in self.patterns[name] if form is not None and pattern in form]
        possible = self._met_by_none[name]
        for axis in met:
            possible |= self.candidates.everyone & ~allowed(axis.index, axis.cell_of(False))
        for axis in met:
            possible &= allowed(axis.index, axis.cell_of(True))
        return possible
