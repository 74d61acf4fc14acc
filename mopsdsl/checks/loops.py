"""Circles of a lifecycle that one person can run through without any time passing: looked for by conditions, not by arrows alone."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.answers import is_mistaken, is_person
from mopsdsl.checks.context import Context
from mopsdsl.graphs.lifecycle import Course, Way, circles
from mopsdsl.model.conditions import Condition, Not

if TYPE_CHECKING:
    from mopsdsl.logic.decide import Answer, Undecided
    from mopsdsl.logic.person import Person

STEPS = 3_000
"""So many steps are looked at in one set of stages that lead to one another."""


@value
class Loop:
    """The ways of a circle in their order, and one person who fits them all (or why there is no answer)."""

    ways: tuple[Way, ...]
    person: "Person | Undecided"


@value
class Unfinished:
    """A set of stages with too many ways round to look at all of them."""

    ways: tuple[Way, ...]
    stages: int


def loops(context: Context, course: Course) -> Iterator[Loop | Unfinished]:
    """A shortest circle through every way that lies on one, each circle once; then what was too much to look at."""
    for group in circles(way for way in course.ways if way.instant and way.source in course.stages):
        yield from _Search(context, course, group).all()


class _Search:
    def __init__(self, context: Context, course: Course, group: list[Way]) -> None:
        self.context = context
        self.course = course
        self.group = group
        self.left = STEPS
        self.out: dict[str, list[Way]] = {}
        for way in group:
            self.out.setdefault(way.source, []).append(way)

    def all(self) -> Iterator[Loop | Unfinished]:
        covered: set[int] = set()
        for way in self.group:
            if id(way) not in covered:
                found = self.through(way)
                if found is not None:
                    covered.update(id(one) for one in found.ways)
                    yield found
        if self.left <= 0:
            yield Unfinished(tuple(self.group), len(self.out))

    def through(self, first: Way) -> Loop | None:
        """A shortest circle that begins with a way; one of which nothing can be decided only where there is no other."""
        doubtful: Loop | None = None
        for status in self.statuses(first.source):
            for length in range(1, len(self.out) + 1):
                for ways, person in self.walks([first], status, status, [], length):
                    if is_person(person):
                        return Loop(tuple(ways), person)
                    doubtful = doubtful or Loop(tuple(ways), person)
        return doubtful

    def statuses(self, stage: str) -> list[str | None]:
        """The statuses with which somebody can come round to a stage: its own first; else those that stages of the circle set, or any."""
        own = self.set_by(stage)
        if own is not None:
            return [own]
        others = (self.set_by(other) for other in self.out)
        return [None, *dict.fromkeys(other for other in others if other is not None)]

    def set_by(self, stage: str) -> str | None:
        """The status that people get who come to a stage by themselves: of several, the first."""
        declared = self.course.stages[stage].statuses
        return str(declared[0].value) if declared else None

    def walks(
        self, ways: list[Way], status: str | None, wanted: str | None, asked: list[Condition], length: int
    ) -> "Iterator[tuple[list[Way], Person | Undecided]]":
        """Circles of exactly so many ways that go on from these, and come back with the status they began with."""
        if self.left <= 0:
            return
        self.left -= 1
        way = ways[-1]
        conditions = [*asked, *self.conditions(way, status)]
        person: Answer = self.context.decider.person(conditions)
        if person is None or is_mistaken(person):
            return
        status = self.set_by(way.target) or status
        if way.target == ways[0].source:
            if len(ways) == length and status == wanted:
                yield ways, person
            return
        if len(ways) < length:
            for following in self.out[way.target]:
                if following.target == ways[0].source or all(following.target != one.source for one in ways):
                    yield from self.walks([*ways, following], status, wanted, conditions, length)

    def conditions(self, way: Way, status: str | None) -> list[Condition]:
        """What must hold of somebody in the way's source to be taken by it: not what an earlier choice of a gate takes."""
        stage = self.course.stages[way.source]
        others = [one for one in self.course.out[way.source] if one is not way and one.kind == "when"]
        if way.kind == "when" and stage.type == "gate":
            others = [one for one in others if _before(one, way, self.course.out[way.source])]
        elif way.kind == "when":
            others = []
        places = self.context.places
        found = [places.put(way.when, way.source, status)] if way.when is not None else []
        refused = (places.put(one.when, one.source, status) for one in others if one.when is not None)
        return [*found, *(_not(condition) for condition in refused)]


def _before(one: Way, other: Way, ways: Sequence[Way]) -> bool:
    return next(way for way in ways if way is one or way is other) is one


def _not(condition: Condition) -> Condition:
    return Not(condition, condition.span)
