"""Both ends of a change as setups: what is entered for a declaration before and after, in the words of the screens."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.changes.change import Create
from mopsdsl.changes.moves import Course, Move, Put, See, State, done
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import NOTHING, Sight
from mopsdsl.model.model import PLACES, Model
from mopsdsl.plan.draft import Wanted
from mopsdsl.plan.setup import Told, part
from mopsdsl.plan.stages import Stages

_CARRIED = ("list", "routing")
"""Kinds that are entered nowhere by themselves, or not only: what is made with them says them on its own screens."""


MOST = 60
"""Where more changes than this hang together, each is told from end to end: a setup for each step between would take too long."""

Key = tuple[str, str]
"""The id of a step, and the name of its action."""


def key_of(told: Told) -> Key:
    return told.step.id, told.draft.action.name


@value
class Side:
    """The steps that set a thing up on one side of a change, in their order; `reason` says why there are none.

    `all` are the steps of that whole side, by id and action: a part of a thing may have been there for another's sake.
    """

    steps: tuple[Told, ...]
    all: Mapping[Key, Told]
    reason: str = ""


class Ends:
    """The setups of both ends, of what changes only; and of what stands between them, where a change comes in several moves."""

    def __init__(self, context: ChangeContext, course: Course) -> None:
        self.context = context
        changes = context.comparison.changes
        self.carriers = {change.id: tuple(self._carriers(change.id)) for change in changes}
        told = frozenset(id for change in changes for id in (change.id, *self.carriers[change.id]))
        new = frozenset(change.id for change in changes if isinstance(change, Create))
        self.wanted = Wanted(told, new)
        self.families = _families(self.carriers)
        self.versions = _versions(context, course, self.families)

    def sides(self, move: Move) -> tuple[Side, Side]:
        """What stands before a move, and after it; a wall is tried once, for all that changes in it."""
        if move.id in self.versions and not move.subject.startswith("wall:"):
            old, new = self.versions[move.id]
            return self._between(move.subject, old), self._between(move.subject, new)
        return self.before.of(self._told(move.subject)), self.after.of(self._told(move.subject))

    def _told(self, id: str) -> tuple[str, ...]:
        return id, *self.carriers.get(id, ())

    @cached_property
    def before(self) -> "_Setup":
        end = self.context.before
        return _Setup(end.model, end.names, end.sight, self.wanted)

    @cached_property
    def after(self) -> "_Setup":
        end = self.context.after
        return _Setup(end.model, end.names, end.sight, self.wanted)

    def _carriers(self, id: str) -> Iterator[str]:
        """What else has to be changed with a thing, though its own text stays."""
        kind, _, name = id.partition(":")
        if kind in _CARRIED:
            yield from sorted(self.context.users.get(id, NOTHING))
        elif kind == "lifecycle":
            for other in self.context.after.model.lifecycles.values():
                if other.extends is not None and other.extends.name == name:
                    yield other.id
            if name in self._stages.channels:
                yield self._stages.channels[name].id

    @cached_property
    def _stages(self) -> Stages:
        after = self.context.after
        return Stages(after.model, after.names, after.sight)

    # Between the ends

    @cached_property
    def _everything(self) -> dict[str, dict[str, object]]:
        before, after = self.context.before.model, self.context.after.model
        return {place: {**getattr(before, place), **getattr(after, place)} for place in PLACES.values()}

    def _between(self, id: str, state: State) -> Side:
        """One declaration, and what goes with it, as it is between two moves, among all that there is at either end."""
        if id not in state:
            return Side((), {})
        places = dict(self._everything)
        instance = self.context.after.model.instance
        for one in self.families.get(id, frozenset((id,))):
            kind, _, name = one.partition(":")
            if kind == "instance":
                instance = state[one]  # type: ignore[assignment]
                continue
            place = {key: held for key, held in places[PLACES[kind]].items() if key != name}
            places[PLACES[kind]] = place | ({name: state[one]} if one in state else {})
        model = Model(instance=instance, **places)  # type: ignore[arg-type]
        wanted = Wanted(frozenset(self._told(id)), self.wanted.new - state.keys())
        return _Setup(model, Names(model), Sight(model), wanted).of(self._told(id))


class _Setup:
    """The steps of one model, by what they are about."""

    def __init__(self, model: Model, names: Names, sight: Sight, wanted: Wanted) -> None:
        told, left = part(model, names, sight, wanted)
        self.order = {one.step.id: number for number, one in enumerate(told)}
        self.all = {key_of(one): one for one in told}
        self.about: dict[str, list[Told]] = {}
        for one in told:
            for id in one.draft.about:
                self.about.setdefault(id, []).append(one)
        self.reasons = {one.id: one.reason for one in left}

    def of(self, ids: tuple[str, ...]) -> Side:
        found = {one.step.id: one for id in ids for one in self.about.get(id, ())}
        steps = sorted(found.values(), key=lambda one: self.order[one.step.id])
        return Side(tuple(steps), self.all, self.reasons.get(ids[0], ""))


def _families(carriers: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Changes that show on the same screens: each with those that carry it, that it carries, or that the same things carry."""
    carried: dict[str, list[str]] = {}
    for id, its in carriers.items():
        for carrier in its:
            carried.setdefault(carrier, []).append(id)
    found = {
        id: frozenset(
            (
                id,
                *(one for one in its if one in carriers),
                *(other for one in its for other in carried[one]),
                *carried.get(id, ()),
            )
        )
        for id, its in carriers.items()
    }
    return {id: family for id, family in found.items() if len(family) > 1}


def _versions(
    context: ChangeContext, course: Course, families: dict[str, frozenset[str]]
) -> dict[str, tuple[State, State]]:
    """Of what is changed in several moves, or shows on a screen with another change: how it stands before each move, and after it."""
    touched: dict[str, int] = {}
    for move in course.moves:
        for effect in move.effects:
            touched[effect.id] = touched.get(effect.id, 0) + 1
    several = {id for id, moves in touched.items() if moves > 1} | families.keys()
    if not several or len(several) > MOST:
        return {}
    kept = several.union(*families.values())
    state: State = {one.id: one for one in context.before.model.declarations() if one.id in kept}
    found: dict[str, tuple[State, State]] = {}
    for move in course.moves:
        if kept.isdisjoint(effect.id for effect in move.effects):
            continue
        after = done(state, (_only(move, kept),))
        if move.subject in several:
            found[move.id] = state, after
        state = after
    return found


def _only(move: Move, ids: set[str]) -> Move:
    from attrs import evolve

    effects: Iterable[Put | See] = (effect for effect in move.effects if effect.id in ids)
    return evolve(move, effects=tuple(effects))
