"""The older model in the names of the newer one, so that both can be laid over each other."""

from typing import Any

from mopsdsl.changes.renames import Renames
from mopsdsl.graphs.names import Names
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.model import PLACES, Model
from mopsdsl.snapshot.encode import identity


def translated(model: Model, renames: Renames) -> Model:
    """The same model, every renamed thing and every reference to it under its new name; itself where nothing was renamed."""
    if not renames.ids:
        return model
    from attrs import evolve

    translation = _Translation(model, renames)
    instance: Any = translation.declaration("instance", model.instance)
    places: dict[str, Any] = {}
    for kind, place in PLACES.items():
        declared = (translation.declaration(kind, one) for one in getattr(model, place).values())
        places[place] = {one.name: one for one in sorted(declared, key=lambda one: one.name)}
    return evolve(model, instance=instance, **places)


class _Translation:
    def __init__(self, model: Model, renames: Renames) -> None:
        self.names = Names(model)
        self.renames = renames

    def declaration(self, kind: str, declaration: Declaration) -> Declaration:
        from attrs import evolve

        made: Declaration = self.value(declaration)
        name = self.new_name(f"{kind}:{declaration.name}")
        changed: dict[str, Any] = {} if name == declaration.name else {"name": name}
        if changed and kind == "instance" and declaration.title == declaration.name:
            changed["title"] = name  # an instance that nobody named is called like its folder
        if isinstance(declaration, Asset):
            parent = self.new_parent(declaration.parent)
            if parent != declaration.parent:
                changed["parent"] = parent
        stages = getattr(made, "stages", ())
        if kind == "lifecycle" and stages:
            changed["stages"] = tuple(self._stage(declaration.name, stage) for stage in stages)
        return evolve(made, **changed) if changed else made

    def new_name(self, id: str) -> str:
        return self.renames.of(id).partition(":")[2]

    def new_parent(self, path: str) -> str:
        return self.new_name(f"asset:{path}" if "." in path else f"workspace:{path}")

    def _stage(self, lifecycle: str, stage: Any) -> Any:
        from attrs import evolve

        name = self.new_name(f"stage:{lifecycle}.{stage.name}").rpartition(".")[2]
        return stage if name == stage.name else evolve(stage, name=name)

    def value(self, part: Any) -> Any:
        """The same value with its references translated; itself where nothing in it changes."""
        if isinstance(part, Reference):
            return self.reference(part)
        if isinstance(part, tuple):
            parts = tuple(self.value(one) for one in part)
            return parts if any(new is not old for new, old in zip(parts, part, strict=True)) else part
        changes = {}
        for field in getattr(type(part), "__attrs_attrs__", ()):
            old = getattr(part, field.name)
            new = self.value(old)
            if new is not old:
                changes[field.name] = new
        if not changes:
            return part
        from attrs import evolve

        return evolve(part, **changes)

    def reference(self, reference: Reference) -> Reference:
        """By its whole new name; what leads nowhere stays as it is."""
        if self.names.find(reference) is None:
            return reference
        name = self.new_name(identity(reference, self.names))
        scope = ""
        if reference.kind == "stage":  # told of a lifecycle that extends the one it stands in, or of any
            owner = reference.name.rpartition(".")[0]
            word = name.rpartition(".")[2]
            name = f"{self.new_name(f'lifecycle:{owner}')}.{word}" if owner else word
            scope = reference.scope and self.new_name(f"lifecycle:{reference.scope}")
        if (name, scope) == (reference.name, reference.scope):
            return reference
        return Reference(reference.kind, name, reference.span, reference.verb, scope)
