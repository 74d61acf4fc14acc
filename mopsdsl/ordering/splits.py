"""A move in two parts, for where it can't be done at once."""

from mopsdsl.changes.change import Remove
from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Effect, Move, Put, State, state_of
from mopsdsl.model.access import Wall, Workspace
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Declaration
from mopsdsl.ordering.drafts import FIRST, LAST
from mopsdsl.ordering.versions import common, emptied, is_provider, references_in, widened


def parted(moves: list[Move], comparison: Comparison) -> list[Move]:
    """The moves, with workspaces that change one partition for another in two: they see the one that goes until it is empty."""
    gone = {
        change.before.name
        for change in comparison.changes
        if isinstance(change, Remove) and change.kind == "partition"
    }
    start = state_of(comparison.before) if gone else {}
    found: list[Move] = []
    for move in moves:
        before, after = (
            start.get(move.subject),
            next((one.declaration for one in move.effects if isinstance(one, Put)), None),
        )
        lets_go = (
            isinstance(before, Workspace) and isinstance(after, Workspace) and _lets_go(before, after, gone)
        )
        found += (split(move, start, narrow=False) or (move,)) if lets_go else (move,)
    return found


def _lets_go(before: Workspace, after: Workspace, gone: set[str]) -> bool:
    """Whether a workspace sees something new, and no longer a partition that goes."""
    if not isinstance(before.sees, tuple) or not isinstance(after.sees, tuple):
        return False
    old, new = {one.name for one in before.sees}, {one.name for one in after.sees}
    return bool(new - old) and not gone.isdisjoint(old - new)


def split(move: Move, start: State, narrow: bool) -> tuple[Move, Move] | None:
    """Two moves that come to the same; None where there is nothing between the two forms.

    Who provides (sight, grants, shares) lets see more between the two, or with `narrow` less; all others ask for less.
    """
    put = next(
        (effect for effect in move.effects if isinstance(effect, Put) and effect.id == move.subject), None
    )
    if put is None:
        return None
    old, new = start.get(put.id), put.declaration
    if isinstance(old, Wall) or isinstance(new, Wall):
        return None
    if old is None and new is not None:
        between = emptied(new)
    elif old is not None and new is None:
        between = emptied(old)
    elif old is not None and new is not None:
        provides = is_provider(put.id, start) and not narrow
        between = widened(old, new) if provides else common(old, new)
        between = _untitled(old, between, new)
    else:
        return None
    if any(_same(between, one) for one in (old, new) if one is not None):
        return None
    first = _part(move, (Put(put.id, between),), FIRST, "create" if old is None else "change")
    last = _part(move, move.effects, LAST, "remove" if new is None else "change")
    return first, last


def _part(move: Move, effects: tuple[Effect, ...], part: str, verb: str) -> Move:
    return Move(f"{move.id} ({part})", verb, move.subject, effects, move.causes, part)


def _untitled(old: Declaration, between: Declaration, new: Declaration) -> Declaration:
    """A title that somebody else still has is not taken yet."""
    if isinstance(old, Asset) and isinstance(new, Asset) and old.title != new.title:
        from attrs import evolve

        return evolve(between, title=f"{old.title} (old)")
    return between


def _same(one: object, other: object) -> bool:
    return _shape(one) == _shape(other)


def _shape(declaration: object) -> tuple[object, ...]:
    names = tuple((one.kind, one.name) for one in references_in(declaration))
    return (getattr(declaration, "title", ""), names)
