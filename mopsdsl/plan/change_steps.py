"""Moves as steps that somebody carries out: what is made as in the setup plan, what is changed or taken away by actions of its own."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from mopsdsl._value import value
from mopsdsl.changes.change import Remove
from mopsdsl.changes.moves import Course, Move
from mopsdsl.changes.needs import nearest
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.plan.change_edits import Made, edits
from mopsdsl.plan.change_ends import Ends
from mopsdsl.plan.change_order import CONTENTS, DRAIN, STOP, Unit, units
from mopsdsl.plan.change_plan import ChangeStep
from mopsdsl.plan.change_reading import read_back
from mopsdsl.plan.change_removals import contents, drained, removed, running, stopped
from mopsdsl.plan.steps import Left, Step
from mopsdsl.targets import marketo
from mopsdsl.targets.filling import Values, fill, template

FIRST = "first"


@value
class Steps:
    """The steps of all moves, each after all that it needs; and the moves that make none, with the reason."""

    steps: tuple[ChangeStep, ...]
    left: tuple[Left, ...]


def steps_of(course: Course, context: ChangeContext, finished: frozenset[str]) -> Steps:
    """The steps of a change; `finished` are ids of steps that are carried out already."""
    telling = _Telling(course, context, finished)
    for unit in units(course, context):
        telling.tell(unit)
    telling.read_back()
    needs = nearest({one.step.id: one.step.needs for one in telling.steps}, telling.needs)
    steps = (evolve(one, step=evolve(one.step, needs=needs[one.step.id])) for one in telling.steps)
    return Steps(tuple(steps), tuple(telling.left))


class _Telling:
    """Steps so far. `last` are the steps that end a unit, `told` the steps of the setups by what became of them."""

    def __init__(self, course: Course, context: ChangeContext, finished: frozenset[str]) -> None:
        self.course, self.context, self.finished = course, context, finished
        self.ends = Ends(context, course)
        self.running = running(context)
        self.steps: list[ChangeStep] = []
        self.left: list[Left] = []
        self.last: dict[str, tuple[str, ...]] = {}
        self.told: dict[str, str] = {}
        self.needs: dict[str, tuple[str, ...]] = {}

    def tell(self, unit: Unit) -> None:
        needs = self._nearest(dict.fromkeys(id for need in unit.needs for id in self.last[need]))
        own: list[tuple[Step, bool]] = []
        for made in self._made(unit):
            if made.of and made.of in self.told:
                needs = tuple(dict.fromkeys((*needs, self.told[made.of])))
                continue
            step = self._named(evolve(made.step, needs=(*needs, own[-1][0].id) if own else needs))
            needs = ()
            own.append((step, made.moves_people))
            if made.of:
                self.told[made.of] = step.id
        if own:  # what another unit told that would come last
            step, moves_people = own.pop()
            own.append((evolve(step, needs=tuple(dict.fromkeys((*step.needs, *needs)))), moves_people))
        for step, moves_people in own:
            self.needs[step.id] = step.needs
            self.steps.append(self._step(step, unit, moves_people))
        self.last[unit.id] = (own[-1][0].id,) if own else needs

    def _nearest(self, needs: Iterable[str]) -> tuple[str, ...]:
        """Without those that another of them needs itself."""
        wanted = tuple(needs)
        further = {need for id in wanted for need in self.needs[id]}
        return tuple(id for id in wanted if id not in further)

    def _step(self, step: Step, unit: Unit, moves_people: bool) -> ChangeStep:
        moves = tuple(move.id for move in unit.moves)
        causes = tuple(dict.fromkeys(cause for move in unit.moves for cause in move.causes)) or (
            unit.subject,
        )
        temporary = any(move.temporary for move in unit.moves)
        done = step.id in self.finished
        return ChangeStep(step, moves[0] if moves else "", causes, temporary, moves_people, done, moves)

    def _named(self, step: Step) -> Step:
        """With an id that no other step has."""
        id, number = step.id, 2
        while id in self.needs:
            id, number = f"{step.id}-{number}", number + 1
        return step if id == step.id else evolve(step, id=id)

    # What a unit is told as

    def _made(self, unit: Unit) -> Iterator[Made]:
        if unit.kind == STOP:
            yield stopped(unit.subject, self.running[unit.subject], self.context)
        elif unit.kind == DRAIN:
            yield drained(unit.subject, self.context)
        elif unit.kind == CONTENTS:
            yield from self._contents(unit)
        else:
            yield from self._move(unit.moves[0])

    def _contents(self, unit: Unit) -> Iterator[Made]:
        changes = [self.context.changes[move.subject] for move in unit.moves]
        name = unit.subject.partition(":")[2]
        gone = [change for change in changes if isinstance(change, Remove)]
        yield from contents(unit.subject, gone, name, self.context)

    def _move(self, move: Move) -> Iterator[Made]:
        change = self.context.changes[
            move.subject if move.subject in self.context.changes else move.causes[0]
        ]
        sides = self.ends.sides(move)
        found: list[Made] = []
        if change.kind == "wall" and move.part == FIRST:
            pass  # tried once the rest of it holds as well
        elif move.verb == "remove" and isinstance(change, Remove):
            found = list(removed(change, sides[0], self.context))
        else:
            found = list(edits(move, change, sides, self.context))
        if not found:
            reasons = marketo().reasons
            reason = sides[1].reason or sides[0].reason or reasons.get(change.kind, reasons["on_paper"])
            self.left.append(Left(move.id, reason))
        yield from (_worded(made, move, self.course) for made in found)

    # The end

    def read_back(self) -> None:
        """One step that compares what is there with what is meant; it needs all that no other step needs."""
        step = read_back(self.context, self.ends) if self.steps else None
        if step is None:
            return
        needed = {need for one in self.steps for need in one.step.needs}
        open = tuple(one.step.id for one in self.steps if one.step.id not in needed)
        causes = tuple(dict.fromkeys(cause for one in self.steps for cause in one.causes))
        self.needs[step.id] = open
        self.steps.append(
            ChangeStep(evolve(step, needs=open), "", causes, False, False, step.id in self.finished)
        )


def _worded(made: Made, move: Move, course: Course) -> Made:
    """A step of a part of a change says that it is one, and when the rest comes."""
    if not (move.part or move.temporary) or move.subject.startswith("wall:"):
        return made
    words = marketo().words["parts"]
    other = next((one for one in course.moves if one.id != move.id and _belongs(one, move)), move)
    word = (
        "lent"
        if move.temporary and _is_first(move, other, course)
        else "taken_back"
        if move.temporary
        else move.part
    )
    values = Values({"title": made.step.title, "move": move.id, "other": other.id, "why": made.step.why})
    return evolve(
        made,
        of="",
        step=evolve(
            made.step,
            id=f"{made.step.id}-{move.part}" if move.part else "-".join(move.id.split()),
            title=fill(template(words[f"{word}_title"]), values),
            why=fill(template(words[f"{word}_why"]), values),
        ),
    )


def _belongs(one: Move, other: Move) -> bool:
    """Whether two moves are the halves of one change, or lend the same thing and take it back."""
    if one.subject != other.subject or one.temporary != other.temporary:
        return False
    return one.temporary or (bool(one.part) and bool(other.part))


def _is_first(move: Move, other: Move, course: Course) -> bool:
    return course.moves.index(move) <= course.moves.index(other)
