"""Moves: the single steps between two models, and the state of an instance after some of them.

A move is what one person does in one go: it makes, changes or removes one declaration, or a part of that where the whole at once
would break a promise. Every state between is a model again, so whatever can be asked of a model can be asked of it.
"""

from collections.abc import Iterable
from typing import Any

from mopsdsl._value import value
from mopsdsl.changes.renames import is_of_instance
from mopsdsl.model.access import Workspace
from mopsdsl.model.base import Declaration, Everything, Reference
from mopsdsl.model.model import PLACES, Model


@value
class Put:
    """A declaration as it is from then on; None: it is gone."""

    id: str
    declaration: Declaration | None


@value
class See:
    """A workspace sees one partition more (or, with `gone`, one fewer), whatever else it sees by then."""

    id: str
    partition: Reference
    gone: bool = False


Effect = Put | See


@value
class Move:
    """One move. `id` is stable ("create workspace:EMEA"), `verb` is create, change, rename or remove.

    `causes` are the ids of the changes that it belongs to. `part` says which part of a change it is, where one is carried out in
    several: first or last; `temporary` marks what is undone again by a later move.
    """

    id: str
    verb: str
    subject: str
    effects: tuple[Effect, ...]
    causes: tuple[str, ...]
    part: str = ""
    temporary: bool = False


@value
class Conflict:
    """A promise that no order keeps. `code` is MOPS902, or MOPS904 where it is a limit; `promise` says which, as its rule does.

    `move` is the one that would break it, `subject` the id of what breaks; `waits_for` are the moves that would have to be done
    before and can't. Where no time was left to look for an order, nothing but the first ones was `tried`; `helps` names a temporary move
    that would give what the promise misses and was not tried.
    """

    code: str
    promise: str
    subject: str
    move: Move
    waits_for: tuple[Move, ...]
    tried: bool = True
    helps: str = ""


@value
class Course:
    """Moves in a safe order. `needs` maps a move's id to those that have to be done before it (only the nearest ones).

    `conflicts` are the promises that break on the way all the same.
    """

    moves: tuple[Move, ...]
    needs: dict[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]


State = dict[str, Declaration]
"""Every declaration about the instance by its id: no move carries out what only speaks of specs and plans."""


def state_of(model: Model) -> State:
    return {one.id: one for one in model.declarations() if is_of_instance(one)}


def done(state: State, moves: Iterable[Move]) -> State:
    """The state after moves; the given one stays as it is."""
    after = dict(state)
    for move in moves:
        for effect in move.effects:
            _carry_out(effect, after)
    return after


def _carry_out(effect: Effect, state: State) -> None:
    if isinstance(effect, Put):
        if effect.declaration is None:
            state.pop(effect.id, None)
        else:
            state[effect.id] = effect.declaration
        return
    workspace = state.get(effect.id)
    if isinstance(workspace, Workspace) and not isinstance(workspace.sees, Everything):
        from attrs import evolve

        name = effect.partition.name
        sees = tuple(one for one in workspace.sees if one.name != name)
        others = tuple(
            one for one in workspace.references if (one.verb, one.name) != (effect.partition.verb, name)
        )
        more = () if effect.gone else (effect.partition,)
        state[effect.id] = evolve(workspace, sees=(*sees, *more), references=(*others, *more))


def model_of(state: State, like: Model) -> Model:
    """A state as a model, without scenarios and approvals; allowances are those of `like`."""
    places: dict[str, dict[str, Any]] = {kind: {} for kind in PLACES}
    instance = like.instance
    for id in sorted(state):
        declaration = state[id]
        kind = id.partition(":")[0]
        if kind == "instance":
            instance = declaration  # type: ignore[assignment]
        else:
            places[kind][declaration.name] = declaration
    held = {place: places[kind] for kind, place in PLACES.items()}
    return Model(instance=instance, **held, allowances=like.allowances)
