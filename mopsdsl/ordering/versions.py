"""How a declaration looks between its old and its new form, where it can't change at once."""

from collections.abc import Callable, Iterator
from typing import Any

from mopsdsl.changes.moves import State
from mopsdsl.model.access import Wall
from mopsdsl.model.base import Declaration, Reference

PROVIDERS = frozenset(("workspace", "grant", "folder", "lifecycle"))
"""Kinds that let others see or reach: between two forms they let see what either does; all others ask for what both do."""


def widened(before: Declaration, after: Declaration) -> Declaration:
    """The new form, with what the old one has besides kept for now."""
    return _mixed(before, after, lambda old, new: (*new, *(one for one in old if not _holds(new, one))))


def common(before: Declaration, after: Declaration) -> Declaration:
    """The new form, with nothing in it yet that the old one lacks."""
    return _mixed(before, after, lambda old, new: tuple(one for one in old if _holds(new, one)))


def emptied(declaration: Declaration) -> Declaration:
    """The declaration by itself, without anything that it lists."""
    return _with_lists(declaration, {name: () for name, listed in _lists(declaration) if listed})


def wall_between(before: Wall, after: Wall) -> Wall | None:
    """A wall that keeps apart what both keep apart, and lets through whom either lets through; None where that is nothing."""
    from attrs import evolve

    for one, other in ((after.left, after.right), (after.right, after.left)):
        left, right = _both(before.left, one), _both(before.right, other)
        if left and right:
            made = evolve(
                after,
                left=left,
                right=right,
                except_workspaces=_either(before.except_workspaces, after.except_workspaces),
                except_teams=_either(before.except_teams, after.except_teams),
            )
            return evolve(made, references=tuple(references_in(made)))
    return None


def _both(these: tuple[Reference, ...], those: tuple[Reference, ...]) -> tuple[Reference, ...]:
    return tuple(one for one in these if _holds(those, one))


def _either(these: tuple[Reference, ...], those: tuple[Reference, ...]) -> tuple[Reference, ...]:
    return (*those, *(one for one in these if not _holds(those, one)))


Mix = Callable[[tuple[Any, ...], tuple[Any, ...]], tuple[Any, ...]]


def _mixed(before: Declaration, after: Declaration, mix: Mix) -> Declaration:
    old = dict(_lists(before))
    mixed = {name: mix(old[name], new) for name, new in _lists(after) if name in old}
    return _with_lists(after, mixed)


def _with_lists(declaration: Declaration, lists: dict[str, Any]) -> Declaration:
    from attrs import evolve

    made = evolve(declaration, **lists)
    return evolve(made, references=tuple(references_in(made)))


def _lists(declaration: Declaration) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for field in declaration.__attrs_attrs__:
        listed = getattr(declaration, field.name)
        if isinstance(listed, tuple) and field.name not in ("references", "allowances"):
            yield field.name, listed


def _holds(listed: tuple[Any, ...], one: Any) -> bool:
    words = _words(one)
    return any(_words(other) == words for other in listed)


def _words(part: Any) -> Any:
    """A value without its places, to be compared."""
    if isinstance(part, Reference):
        return part.kind.partition("|")[0], part.name.rpartition(".")[2]
    if isinstance(part, tuple):
        return tuple(_words(one) for one in part)
    fields = getattr(type(part), "__attrs_attrs__", None)
    if fields is None:
        return part
    return type(part).__name__, tuple(
        _words(getattr(part, field.name))
        for field in fields
        if field.name not in ("span", "extent", "scope_span")
    )


def references_in(part: Any) -> Iterator[Reference]:
    """Every reference in a value, in its order."""
    if isinstance(part, Reference):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from references_in(one)
    else:
        for field in getattr(type(part), "__attrs_attrs__", ()):
            if field.name != "references":
                yield from references_in(getattr(part, field.name))


def is_provider(id: str, state: State) -> bool:
    declaration = state.get(id)
    kind = getattr(declaration, "asset_kind", "") or id.partition(":")[0]
    return kind in PROVIDERS
