"""A model with some of its references put right."""

from collections.abc import Iterator
from typing import Any

from mopsdsl._value import value
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.model import PLACES, Model


def is_plain(reference: Reference) -> bool:
    """Whether a name stands for itself: paths and stages may be unknown only because something on the way is."""
    return reference.kind in PLACES and reference.kind != "asset"


@value
class Moved:
    """Where paths and stages start that were misspelt there.

    `workspaces`: whose `assets in` is misspelt, as others write them → as it is written; `lifecycles`: as written → as meant.
    """

    workspaces: dict[str, str]
    lifecycles: dict[str, str]

    def of(self, reference: Reference) -> Reference | None:
        """The reference as it leads somewhere; None where nothing has moved."""
        if reference.kind == "stage":
            scope = self.lifecycles.get(reference.scope)
            return renamed(reference, reference.name, scope) if scope else None
        workspace, dot, rest = reference.name.partition(".")
        written = self.workspaces.get(workspace) if dot and not is_plain(reference) else None
        return renamed(reference, f"{written}.{rest}") if written else None


def renamed(reference: Reference, name: str, scope: str | None = None) -> Reference:
    return Reference(reference.kind, name, reference.span, reference.verb, scope or reference.scope)


def with_references(model: Model, right: dict[int, Reference]) -> Model:
    from attrs import evolve

    places: dict[str, Any] = {}
    for place in PLACES.values():
        declared: dict[str, Declaration] = getattr(model, place)
        changed = {
            name: _rewritten(declaration, right)
            for name, declaration in declared.items()
            if any(id(reference) in right for reference in declaration.references)
        }
        if changed:
            places[place] = {**declared, **changed}
    return evolve(model, instance=_rewritten(model.instance, right), **places)


def _rewritten(part: Any, right: dict[int, Reference]) -> Any:
    """The same value with the references in it renamed; itself where there are none."""
    if isinstance(part, Reference):
        return right.get(id(part), part)
    if isinstance(part, tuple):
        parts = tuple(_rewritten(one, right) for one in part)
        return parts if any(new is not old for new, old in zip(parts, part, strict=True)) else part
    changes = dict(_changes(part, right))
    if not changes:
        return part
    from attrs import evolve

    return evolve(part, **changes)


def _changes(part: Any, right: dict[int, Reference]) -> Iterator[tuple[str, object]]:
    for field in getattr(type(part), "__attrs_attrs__", ()):
        old = getattr(part, field.name)
        new = _rewritten(old, right)
        if new is not old:
            yield field.name, new
