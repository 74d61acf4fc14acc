"""The clock, what is still to happen, and the story so far."""

from collections import deque
from collections.abc import Callable
from datetime import date, datetime
from heapq import heappop, heappush

from mopsdsl.clock import zones
from mopsdsl.clock.calendar import Never
from mopsdsl.clock.zones import instant
from mopsdsl.logic import evaluate
from mopsdsl.logic.person import Person, Value
from mopsdsl.model.base import Duration
from mopsdsl.model.conditions import Condition
from mopsdsl.model.scenario import Scenario
from mopsdsl.scenarios import stages
from mopsdsl.scenarios.causes import Cause, caused
from mopsdsl.scenarios.story import Entry, Failure, Halt, Line
from mopsdsl.scenarios.subject import Subject
from mopsdsl.scenarios.world import World
from mopsdsl.source.text import Span

START = datetime(2026, 1, 5, 10)
"""When a scenario without `at` begins, by the clock of the instance: a Monday morning."""

MOST_AT_ONCE = 10_000
MOST = 50_000
"""How much may happen to one person at one moment, and in one scenario."""


class Simulation:
    def __init__(self, world: World, scenario: Scenario) -> None:
        self.world = world
        self.model, self.names = world.model, world.names
        self.scenario = scenario
        own = self.model.instance.timezone
        self.own_zone = own if zones.exists(own) else "UTC"
        said = next((step.at.timezone for step in scenario.steps if step.at and step.at.timezone), "")
        self.zone = said if zones.exists(said) else self.own_zone
        self.now = instant(zones.at_clock(self.own_zone, START.date(), START.hour * 60))
        self.subject = Subject()
        self.story: list[Entry] = []
        self.failures: list[Failure] = []
        self.touched: set[object] = set()
        self.declined: dict[str, Line] = {}
        self.depth = 0
        self.cause: Cause | None = None
        self._agenda: list[tuple[int, int, Callable[[], None]]] = []
        self._work: deque[tuple[Cause | None, Callable[[], None]]] = deque()
        self._order = 0
        self._at_once = (0, 0)
        self._ticks: set[int] = set()

    # The story

    def tell(self, text: str, span: Span | None, kind: str = "happened", depth: int | None = None) -> None:
        if len(self.story) >= MOST:
            raise Halt(f"More than {MOST:,} things happen to this person; the story ends here.")
        self.story.append(Entry(self.now, kind, self.depth if depth is None else depth, text, span))

    def unknown(self, text: str, span: Span | None) -> None:
        """Say what can't be known here, so that nobody takes it for granted."""
        self.tell(text, span, "unknown")

    def fail(self, expected: str, came: str, span: Span, lines: tuple[Line, ...] = ()) -> None:
        self.failures.append(Failure(expected, came, span, lines))
        self.tell(f"{expected}: {came}", span, "failed", 0)

    def fail_for_good(self, expected: str, came: str, span: Span, lines: tuple[Line, ...]) -> None:
        """Fail, however long the story is already."""
        del self.story[MOST - 1 :]
        self.fail(expected, came, span, lines)

    def touch(self, thing: object) -> None:
        """A route, transition, campaign, duty or rule has had its turn."""
        self.touched.add(thing)

    @property
    def today(self) -> date:
        """The day by the clock of the instance."""
        return zones.moment(self.now, self.own_zone).date()

    # The person

    def holds(self, condition: Condition | None) -> bool:
        """Whether a condition holds of the person now; none holds of everybody."""
        if condition is None:
            return True
        subject = self.subject
        now = zones.moment(self.now, self.own_zone).replace(tzinfo=None)
        person = Person(subject.values, subject.lists, stage=subject.stage, status=subject.status, now=now)
        try:
            return evaluate.holds(condition, person, self.model, self.names.find)
        except (RecursionError, OverflowError):
            line = Line("this condition", condition.span)
            raise Halt(
                "A condition is too deep, or asks of a time too long ago, to be answered.", (line,)
            ) from None

    def value_of(self, name: str) -> Value:
        """What a field holds, worked out where it is derived."""
        try:
            return evaluate.value_of(name, Person(self.subject.values), self.model)
        except RecursionError:
            line = Line(f"field {name}", self.model.fields[name].span)
            raise Halt("A field is made of others in too many steps to be worked out.", (line,)) from None

    # What is still to happen

    def soon(self, do: Callable[[], None], cause: Cause | None, first: bool = False) -> None:
        """Do this at the same moment, after what is already waiting, or before it."""
        (self._work.appendleft if first else self._work.append)((cause, do))

    def later(self, at: int, do: Callable[[], None]) -> None:
        """Do this when the clock comes to an instant; of one instant, in the order in which it was said."""
        if len(self._agenda) >= MOST:
            raise Halt(f"More than {MOST:,} things wait for this person; the story ends here.")
        self._order += 1
        heappush(self._agenda, (max(at, self.now), self._order, do))

    def due(self, start: int, duration: Duration, team: str | None, span: Span) -> int | None:
        """When a duration has passed, in the calendar of the team that owes it; None, with a word about it, where none can say."""
        calendar = self.world.calendar(team)
        found = calendar.add(zones.moment(start, calendar.zone), duration)
        if isinstance(found, datetime):
            return instant(found)
        whose = f"the calendar of {team}" if team else "the calendar of the instance"
        why = (
            "has no open hour"
            if isinstance(found, Never)
            else f"is only known from {found.first} to {found.last}"
        )
        self.unknown(f"when {duration.text} will have passed can't be said: {whose} {why}", span)
        return None

    def because(self, key: object, text: str, span: Span) -> Cause:
        """The cause of what this thing will do, set off by what happens now. Raises Halt where that is a circle."""
        return caused(key, text, span, self.cause)

    def pump(self) -> None:
        """Do all that is waiting for this moment, and what follows from it."""
        stages.settle(self)
        while self._work:
            self._count()
            self.cause, do = self._work.popleft()
            do()
            stages.settle(self)
        self.cause = None
        stages.watch(self)

    def _count(self) -> None:
        at, count = self._at_once
        self._at_once = (self.now, count + 1 if at == self.now else 1)
        if count > MOST_AT_ONCE and at == self.now:
            raise Halt(f"More than {MOST_AT_ONCE:,} things happen at one moment; the story ends here.")

    def advance(self, to: int) -> None:
        """Let the clock run, and all happen that falls due until then, in the order of time."""
        while self._agenda and self._agenda[0][0] <= to:
            self.now, _, do = heappop(self._agenda)
            self.depth = 1
            do()
            self.pump()
        self.now = to

    def tick(self, at: int) -> None:
        """See at this instant whether something has come true by time alone."""
        if at not in self._ticks:
            self._ticks.add(at)
            self.later(at, _nothing)

    def gone(self) -> None:
        """The person is deleted: nothing happens to them any more."""
        self.subject.deleted = True
        self._work.clear()
        self._agenda.clear()


def _nothing() -> None:
    """A tick has nothing to do itself: what has come true is seen afterwards."""
