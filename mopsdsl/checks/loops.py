"""Circles of a lifecycle that one person can run through without any time passing: looked for by conditions, not by arrows alone."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.answers import is_mistaken, is_person
from mopsdsl.checks.context import Context
from mopsdsl.graphs.lifecycle import Course, Way, circles
from mopsdsl.model.assets import SmartCampaign
from mopsdsl.model.conditions import Condition, Not

if TYPE_CHECKING:
    from mopsdsl.checks.carried import Carried
    from mopsdsl.logic.decide import Answer, Undecided
    from mopsdsl.logic.person import Person, Value

STEPS = 3_000
"""So many steps are looked at in one set of stages that lead to one another."""


@value
class Loop:
    """The ways of a circle in their order, and one person who fits them all (or why there is no answer).

    `campaigns` stand beside the ways that they make, None beside the lifecycle's own.
    """

    ways: tuple[Way, ...]
    person: "Person | Undecided"
    campaigns: tuple[SmartCampaign | None, ...]


@value
class Unfinished:
    """A set of stages with too many ways round to look at all of them."""

    ways: tuple[Way, ...]
    stages: int


def loops(context: Context, course: Course) -> Iterator[Loop | Unfinished]:
    """A shortest circle through every way that lies on one, each circle once; then what was too much to look at."""
    made, is_all = _carried(context, course)
    ways = [way for way in course.ways if way.instant and way.source in course.stages]
    ways += [one.way for one in made.values()]
    for group in circles(ways):
        yield from _Search(context, course, group, made).all()
    if ways and not is_all:
        yield Unfinished(tuple(ways), len(course.stages))


def _carried(context: Context, course: Course) -> "tuple[dict[int, Carried], bool]":
    """What campaigns make, by the identity of their ways; False where they hand people on by too many ways to know all of it."""
    made: dict[int, Carried] = {}
    if not context.stage_changes:
        return made, True
    from mopsdsl.checks.carried import carried
    from mopsdsl.checks.entries import TooManyWays

    try:
        made.update((id(one.way), one) for one in carried(context, course))
    except TooManyWays:
        return made, False
    return made, True


class _Search:
    def __init__(
        self, context: Context, course: Course, group: list[Way], made: "dict[int, Carried]"
    ) -> None:
        self.context = context
        self.course = course
        self.group = group
        self.made = made
        self.left = STEPS
        # What a step sets may let somebody through who was not let through before: then only whole circles can be asked.
        self.setting = any(made[id(way)].effects.held for way in group if id(way) in made)
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
                for ways, person in self.walks([first], [status], length):
                    if is_person(person):
                        return self.loop(ways, person)
                    doubtful = doubtful or self.loop(ways, person)
        return doubtful

    def loop(self, ways: list[Way], person: "Person | Undecided") -> Loop:
        made = [self.made.get(id(way)) for way in ways]
        return Loop(tuple(ways), person, tuple(one.campaign if one is not None else None for one in made))

    def statuses(self, stage: str) -> list[str | None]:
        """The statuses with which somebody can come round to a stage: its own first; else those that ways of the circle set, or any."""
        own = self.set_by(stage)
        if own is not None:
            return [own]
        others = [self.set_by(other) for other in self.out]
        others += [self.made[id(way)].status for way in self.group if id(way) in self.made]
        return [None, *dict.fromkeys(other for other in others if other is not None)]

    def set_by(self, stage: str) -> str | None:
        """The status that people get who come to a stage by themselves: of several, the first."""
        declared = self.course.stages[stage].statuses
        return str(declared[0].value) if declared else None

    def after(self, way: Way, status: str | None) -> str | None:
        """The status of somebody whom a way has taken."""
        made = self.made.get(id(way))
        return self.set_by(way.target) or (made.status if made is not None else None) or status

    def walks(
        self, ways: list[Way], statuses: list[str | None], length: int
    ) -> "Iterator[tuple[list[Way], Person | Undecided]]":
        """Circles of exactly so many ways that go on from these, and come back with the status they began with.

        `statuses` are those in the sources of the ways.
        """
        if self.left <= 0:
            return
        self.left -= 1
        way, status = ways[-1], self.after(ways[-1], statuses[-1])
        closes = way.target == ways[0].source
        if closes and (len(ways) != length or status != statuses[0] or not self.is_set_off(ways, statuses)):
            return
        if closes or not self.setting:
            person: Answer = self.somebody(ways, statuses)
            if person is None or is_mistaken(person):
                return
            if closes:
                yield ways, person
        if not closes and len(ways) < length:
            for following in self.out[way.target]:
                if following.target == ways[0].source or all(following.target != one.source for one in ways):
                    yield from self.walks([*ways, following], [*statuses, status], length)

    def is_set_off(self, ways: list[Way], statuses: list[str | None]) -> bool:
        """Whether every campaign of a circle hears of the arrival in its stage."""
        before = [statuses[-1], *statuses[:-1]]
        return all(
            made.is_set_off(then, now)
            for way, then, now in zip(ways, before, statuses, strict=True)
            if (made := self.made.get(id(way))) is not None
        )

    def somebody(self, ways: list[Way], statuses: list[str | None]) -> "Answer":
        """Somebody whom all these ways take, with what their steps have set (in a whole circle: in the round before, too)."""
        from mopsdsl.logic.decide import Undecided
        from mopsdsl.logic.effects import Effects, Unforeseen, before

        held = {key: left for way in ways for key, left in self.effects(way).items()}
        asked: list[Condition] = []
        try:
            for way, status in zip(ways, statuses, strict=True):
                rewriter = self.context.decider.space.rewriter
                asked += [before(one, Effects(held), rewriter) for one in self.conditions(way, status)]
                held |= self.effects(way)
        except Unforeseen as problem:
            return Undecided(f"nobody can foresee what a campaign leaves in {problem}")
        return self.context.decider.person(asked)

    def effects(self, way: Way) -> "dict[tuple[str, str], tuple[Value] | None]":
        made = self.made.get(id(way))
        return made.effects.held if made is not None else {}

    def conditions(self, way: Way, status: str | None) -> list[Condition]:
        """What must hold of somebody in the way's source to be taken by it: not what an earlier choice of a gate takes."""
        places, made = self.context.places, self.made.get(id(way))
        if made is not None:
            return [places.put(condition, way.source, status) for condition in made.conditions]
        stage = self.course.stages[way.source]
        others = [one for one in self.course.out[way.source] if one is not way and one.kind == "when"]
        if way.kind == "when" and stage.type == "gate":
            others = [one for one in others if _before(one, way, self.course.out[way.source])]
        elif way.kind == "when":
            others = []
        found = [places.put(way.when, way.source, status)] if way.when is not None else []
        refused = (places.put(one.when, one.source, status) for one in others if one.when is not None)
        return [*found, *(_not(condition) for condition in refused)]


def _before(one: Way, other: Way, ways: Sequence[Way]) -> bool:
    return next(way for way in ways if way is one or way is other) is one


def _not(condition: Condition) -> Condition:
    return Not(condition, condition.span)
