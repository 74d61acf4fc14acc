"""Names to declarations: every reference is resolved here, by the kind that its place wants."""

from collections.abc import Iterable
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.model.assets import ASSET_KINDS, Asset, Segment, Segmentation
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.lifecycle import Lifecycle, Stage
from mopsdsl.model.model import PLACES, Model

MEASURES = ("coverage", "intent", "engagement")
"""What a threshold can measure of a business object without any field being declared."""

_ASSET_WORDS = frozenset((*ASSET_KINDS, "folder", "asset"))


@value
class Measure:
    """Something that a threshold measures of a business object."""

    name: str


Found = Declaration | Stage | Segment | Measure


class Names:
    """All names of a model. Wrong kinds are not found: `find` gives only what the reference may stand for."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._plain = {kind: model.of_kind(kind) for kind in PLACES if kind != "asset"}
        self._found: dict[tuple[str, str, str], Found | None] = {}
        self._lineages: dict[str, tuple[Lifecycle, ...]] = {}

    def find(self, reference: Reference) -> Found | None:
        """What the reference stands for, or None."""
        known = self._plain.get(reference.kind)
        if known is not None:
            return known.get(reference.name)
        key = (reference.kind, reference.name, reference.scope)
        if key not in self._found:
            self._found[key] = self._find(reference)
        return self._found[key]

    def _find(self, reference: Reference) -> Found | None:
        for kind in reference.kind.split("|"):
            if kind in _ASSET_WORDS:
                found: Found | None = self.asset(reference, kind)
            elif kind == "stage":
                found = self.stage(reference)
            elif kind == "segment":
                found = self.segment(reference)
            elif kind == "measure":
                found = Measure(reference.name) if reference.name in MEASURES else None
            else:
                found = self.model.of_kind(kind).get(reference.name)
            if found is not None:
                return found
        return None

    def asset(self, reference: Reference, kind: str = "asset") -> Asset | None:
        """The asset that a path means from where it stands: innermost scope first, then from its workspace."""
        assets, scope = self.model.assets, reference.scope
        while scope:
            found = assets.get(f"{scope}.{reference.name}")
            if found is not None and kind in ("asset", found.asset_kind):
                return found
            scope = scope.rpartition(".")[0]
        found = assets.get(reference.name)
        return found if found is not None and kind in ("asset", found.asset_kind) else None

    def segment(self, reference: Reference) -> Segment | None:
        """The segment that `Workspace.Folder.Segmentation.Segment` means."""
        path, _, name = reference.name.rpartition(".")
        owner = self.asset(
            Reference("segmentation", path, reference.span, "", reference.scope), "segmentation"
        )
        if not isinstance(owner, Segmentation):
            return None
        return next((s for s in owner.segments if s.name == name), None)

    def stage(self, reference: Reference) -> Stage | None:
        """A stage: of the lifecycle it stands in or that one extends, of a named one (`Global.MQL`), or of any."""
        owner = self.lifecycle_of(reference)
        return self._own_stages[owner.name][reference.name.rpartition(".")[2]] if owner else None

    def lifecycle_of(self, reference: Reference) -> Lifecycle | None:
        """The lifecycle that declares the stage which a reference means."""
        path, _, name = reference.name.rpartition(".")
        asked = path or reference.scope
        among = self.lineage(asked) if asked else self.model.lifecycles.values()
        return next((one for one in among if name in self._own_stages[one.name]), None)

    @cached_property
    def _own_stages(self) -> dict[str, dict[str, Stage]]:
        """Lifecycle → the stages that it declares itself, by name; of several of one name the first."""
        return {
            name: {stage.name: stage for stage in reversed(one.stages)}
            for name, one in self.model.lifecycles.items()
        }

    def stages_of(self, lifecycle_name: str) -> dict[str, Stage]:
        """The stages of a lifecycle by name, with those of the lifecycles that it extends."""
        stages: dict[str, Stage] = {}
        for lifecycle in self.lineage(lifecycle_name):
            for stage in lifecycle.stages:
                stages.setdefault(stage.name, stage)
        return stages

    def lineage(self, lifecycle_name: str) -> tuple[Lifecycle, ...]:
        """A lifecycle and those that it extends, itself first; a circle ends where it closes."""
        if lifecycle_name not in self._lineages:
            line: dict[str, Lifecycle] = {}
            lifecycle = self.model.lifecycles.get(lifecycle_name)
            while lifecycle is not None and lifecycle.name not in line:
                line[lifecycle.name] = lifecycle
                parent = lifecycle.extends
                lifecycle = self.model.lifecycles.get(parent.name) if parent else None
            self._lineages[lifecycle_name] = tuple(line.values())
        return self._lineages[lifecycle_name]

    def candidates(self, reference: Reference) -> Iterable[str]:
        """Every name that a reference could have meant, as it is written from there; assets and segments by whole paths."""
        for one in reference.kind.split("|"):
            if one in _ASSET_WORDS:
                yield from (a.name for a in self.model.assets.values() if one in ("asset", a.asset_kind))
            elif one == "stage":
                yield from self._stage_names(reference)
            elif one == "segment":
                for asset in self.model.assets.values():
                    if isinstance(asset, Segmentation):
                        yield from (f"{asset.name}.{segment.name}" for segment in asset.segments)
            elif one == "measure":
                yield from MEASURES
            else:
                yield from self.model.of_kind(one)

    def _stage_names(self, reference: Reference) -> Iterable[str]:
        """`Global.MQL` where a lifecycle is named; else the stages of the one that the reference stands in, or of all."""
        path = "." in reference.name
        here = not path and reference.scope in self.model.lifecycles
        for lifecycle in (reference.scope,) if here else self.model.lifecycles:
            stages = self.stages_of(lifecycle)
            yield from (f"{lifecycle}.{name}" for name in stages) if path else stages

    def other_kinds(self, reference: Reference) -> list[Declaration]:
        """Declarations that bear the name, as other kinds than the wanted."""
        found: list[Declaration] = []
        for kind in PLACES:
            declaration = (
                self.asset(reference) if kind == "asset" else self.model.of_kind(kind).get(reference.name)
            )
            if declaration is not None:
                found.append(declaration)
        return found
