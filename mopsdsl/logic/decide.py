"""Whether there is a person of whom some conditions hold and others do not: that person, nobody, or "can't be decided".

The search is exact. It narrows the cells that each field may lie in by everything that must hold, splits on an "or" where it must,
and asks of a person found that texts and dates of that kind exist. It stops after a number of steps and then says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from mopsdsl._value import value
from mopsdsl.logic.candidates import Candidates
from mopsdsl.logic.domains import OTHER, Axis, invented_text
from mopsdsl.logic.evaluate import Find
from mopsdsl.logic.formula import LEAF, Formula, negation, propagate
from mopsdsl.logic.moments import Unsettled, settle
from mopsdsl.logic.person import Person, Value
from mopsdsl.logic.space import Space
from mopsdsl.logic.texts import TooMuch
from mopsdsl.model.conditions import Condition
from mopsdsl.model.model import Model


@value
class Undecided:
    """No answer, and why: a reader is told so, nothing is passed in silence.

    `mistaken`: a condition itself is wrong (a number asked for a text, a list that nobody declared), which is told where it stands.
    """

    why: str
    mistaken: bool = False


Answer = Person | Undecided | None

Branch = tuple[list[int], Sequence[Formula], list[Formula]]
"""A place where the search goes on: the cells left on each axis, what must hold there besides, and the "or"s still open."""


class Decider:
    """Answers questions about the conditions of one model.

    `find` resolves references (`graphs.names.Names.find`): without it, membership of lists and segments is taken as given from outside;
    with it, smart lists and segments mean what they say, an earlier segment winning. `effort` bounds the steps of one question.
    Many questions about the same conditions are quick when `learn` has seen all of these before.
    """

    def __init__(self, model: Model, find: Find | None = None, *, effort: int = 5_000) -> None:
        self.space = Space(model, find)
        self.effort = effort

    def learn(self, conditions: Sequence[Condition]) -> None:
        """Take in conditions that will be asked about."""
        self.space.learn(*conditions)

    def person(self, all_of: Sequence[Condition] = (), none_of: Sequence[Condition] = ()) -> Answer:
        """The smallest person of whom all of the one and none of the other hold; None where there can't be one."""
        self.space.learn(*all_of, *none_of)
        wanted = [self.space.formula(condition) for condition in all_of]
        unwanted = [self.space.refusal(condition) for condition in none_of]
        return self._search(wanted + unwanted)

    def implies(self, condition: Condition, other: Condition) -> bool | Undecided:
        """Whether everybody who fits the one fits the other."""
        found = self.person([condition], [other])
        return found if isinstance(found, Undecided) else found is None

    def overlaps(self, conditions: Sequence[Condition]) -> Iterator[tuple[int, int, Person | Undecided]]:
        """Every two conditions that one person can fit at once, by their places, with that person.

        Most pairs are told apart by a single field: bit sets over all conditions find the few that have to be asked.
        """
        self.space.learn(*conditions)
        candidates = Candidates([self.space.formula(condition) for condition in conditions])
        for place, condition in enumerate(conditions):
            for other in candidates.after(place):
                found = self.person([condition, conditions[other]])
                if found is not None:
                    yield place, other, found

    def _search(self, formulas: list[Formula]) -> Answer:
        stack: list[Branch] = [([axis.full for axis in self.space.axes], formulas, [])]
        undecided: Undecided | None = None
        for _ in range(self.effort):
            if not stack:
                return undecided
            try:
                found = self._step(stack.pop(), stack)
            except (TooMuch, Unsettled) as problem:
                undecided = Undecided(str(problem) or "its texts would take too long to put together")
                continue
            if isinstance(found, Person):
                return found
            undecided = found or undecided
        return Undecided(f"it would take more than {self.effort} steps") if stack else undecided

    def _step(self, branch: Branch, stack: list[Branch]) -> Answer:
        """Narrow; then either there is nobody, or somebody, or a choice to be made, which goes on the stack."""
        state = branch[0]
        left = self._narrowed(*branch)
        if left is None:
            return None
        if not left:
            return self._somebody(state)
        chosen = min(left, key=lambda formula: len(formula[1]))
        rest = [formula for formula in left if formula is not chosen]
        ways: list[Branch] = []
        refused: list[Formula] = []
        for part in sorted(chosen[1], key=lambda part: _helped(part, state, rest), reverse=True):
            ways.append((list(state), [part, *refused], rest))
            if not self._leans(part):
                refused.append(negation(part))
        stack.extend(reversed(ways))
        return None

    def _leans(self, formula: Formula) -> bool:
        """Whether the formula asks what nothing is known of; to refuse it would be to know."""
        if formula[0] == LEAF:
            return bool(self.space.axes[formula[1]].vague)
        return any(self._leans(part) for part in formula[1])

    def _narrowed(
        self, state: list[int], fresh: Sequence[Formula], left: list[Formula]
    ) -> list[Formula] | None:
        """What is still open once all has been drawn from what must hold; None where that can't be. Changes `state`."""
        changed, touched = 0, 0
        while fresh or changed:
            propagated = propagate(state, fresh, left, changed)
            if propagated is None:
                return None
            left, narrowed = propagated
            touched |= narrowed
            fresh, changed = (), 0
            for text in self.space.free_texts.values():
                if text.bits & narrowed:
                    drawn = text.narrow(state)
                    if drawn is None:
                        return None
                    changed |= drawn
        texts = (text for text in self.space.free_texts.values() if text.bits & touched)
        dates = (dated for dated in self.space.dated.values() if dated.bits & touched)
        return (
            left
            if all(text.solve(state)[0] for text in texts) and all(one.possible(state) for one in dates)
            else None
        )

    def _somebody(self, state: list[int]) -> Answer:
        """The person that the state describes, in as few values as will do."""
        space = self.space
        settled = settle(list(space.dated.values()), state)
        if settled is None:
            return None
        told: dict[tuple[str, str], Value] = {}
        for axis in space.single.values():
            free = space.free_texts.get(axis.key[1]) if axis.key[0] == "field" else None
            if free is not None:
                if free.asked(state):
                    told[axis.key] = free.solve(state)[1]
            elif state[axis.index] != axis.full and not (
                axis.key[0] == "field" and axis.key[1] in space.dated
            ):
                if axis.vague:
                    return Undecided(axis.vague, mistaken=True)
                told[axis.key] = simplest(axis, state[axis.index])
        now, dates = settled
        return _person(told, now, dates, space)


def _helped(part: Formula, state: list[int], left: list[Formula]) -> int:
    """How many of the open "or"s would hold with this part: the most helpful is tried first."""
    if part[0] != LEAF:
        return 0
    axis, met = 1 << part[1], state[part[1]] & part[2]
    return sum(
        any(one[0] == LEAF and one[1] == part[1] and not met & ~one[2] for one in formula[1])
        for formula in left
        if formula[2] & axis
    )


def simplest(axis: Axis, cells: int) -> Value:
    """The plainest value in the cells: nothing, else the first, but "no" for a flag and no negative number without need."""
    if axis.no & cells:
        return False
    for found in axis.held_in(cells):
        if found is None or isinstance(found, str) or found >= 0:
            break
    else:
        found = next(axis.held_in(cells))
    held: Value = invented_text(axis) if found == OTHER else found
    return held


def _person(
    told: dict[tuple[str, str], Value], now: datetime, dates: Mapping[str, Value], space: Space
) -> Person:
    def those(kind: str) -> dict[str, Value]:
        return {name: held for (one, name), held in told.items() if one == kind}

    return Person(
        {**those("field"), **dates},
        {path: bool(held) for path, held in those("list").items()},
        {path: str(held or "") for path, held in those("segments").items()},
        str(told["stage", ""] or "") if ("stage", "") in told else None,
        str(told["status", ""] or "") if ("status", "") in told else None,
        now,
        frozenset(name for name, dated in space.dated.items() if dated.ages),
        space.titles,
        {name: words.currency for (_, name), words in space.words.items() if words.currency},
    )
