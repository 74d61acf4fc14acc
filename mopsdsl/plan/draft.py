"""Steps in the making: gathered from the model subject by subject, before their order is known."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import evolve

from mopsdsl._value import value
from mopsdsl.graphs.admins import role_of_admins
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import Sight, chosen
from mopsdsl.lowering.standard import score_fields
from mopsdsl.model.access import Role
from mopsdsl.model.assets import ASSET_KINDS, Asset, Program
from mopsdsl.model.base import Declaration, Everything, Reference
from mopsdsl.model.lifecycle import Stage
from mopsdsl.model.model import Model
from mopsdsl.plan.stages import Stages
from mopsdsl.plan.steps import Left
from mopsdsl.targets import Action, Target

if TYPE_CHECKING:
    from mopsdsl.logic.decide import Decider

INSTANCE = "Instance"
"""The strand of what belongs to no workspace."""

_ASSET_WORDS = frozenset((*ASSET_KINDS, "folder", "asset"))


@value
class Wanted:
    """Of which declarations a part of a setup tells, by ids: `told` are those, `new` the ones of them that are not there yet."""

    told: frozenset[str]
    new: frozenset[str]


@value
class Draft:
    """A step before it has its place. `needs` are steps, `uses` declarations whose own steps come first, `label` its strand.

    `about` are the declarations that it tells something of, those that it covers among them.
    """

    id: str
    action: Action
    values: dict[str, Any]
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    covers: tuple[str, ...]
    phase: str
    label: str
    about: tuple[str, ...]


class Drafts:
    """Everything that is known while steps are gathered: the model and its answers, the target, and the steps so far.

    `ready` says for a declaration (`kind:name`) which step has to be done before it can be used; `answers` keeps what takes long
    to work out and is asked for again. `wanted` restricts the steps to those of some declarations; None: all that are not deprecated.
    """

    def __init__(
        self, model: Model, names: Names, sight: Sight, target: Target, wanted: Wanted | None = None
    ) -> None:
        self.model = model
        self.names = names
        self.sight = sight
        self.target = target
        self.wanted = wanted
        self.found: dict[str, Draft] = {}
        self.ready: dict[str, str] = {}
        self.left: list[Left] = []
        self.answers: dict[tuple[str, bool], Any] = {}

    def add(
        self,
        action: str,
        subject: str,
        values: dict[str, Any],
        *,
        needs: tuple[str, ...] = (),
        uses: tuple[str, ...] = (),
        covers: tuple[str, ...] = (),
        about: tuple[str, ...] = (),
        phase: str = "",
        label: str = INSTANCE,
    ) -> str:
        """One more step; its id is the action and the subject, without the variant of the action (`add-users.adobe`)."""
        known = self.target.actions[action]
        verb = action.partition(".")[0]
        step = f"{verb}-{'-'.join(subject.split())}" if subject else verb
        step = step if step not in self.found else self._another(step)
        self.found[step] = Draft(
            step,
            known,
            values,
            needs,
            uses,
            covers,
            phase or known.phase,
            label or INSTANCE,
            (*covers, *about),
        )
        for declaration in covers:
            self.ready[declaration] = step
        return step

    def cover(self, step: str, declaration: str) -> None:
        """Say that a step makes one declaration more, which so is ready with it."""
        draft = self.found[step]
        about = (*draft.about, declaration)
        self.found[step] = evolve(draft, covers=(*draft.covers, declaration), about=about)
        self.ready[declaration] = step

    def _another(self, step: str) -> str:
        number = 2
        while f"{step}-{number}" in self.found:
            number += 1
        return f"{step}-{number}"

    def leave(self, declaration: Declaration, reason: str) -> None:
        """Make no step of a declaration, for a reason that the target's data gives."""
        self.left.append(Left(declaration.id, self.target.reasons[reason]))

    def live(self, declaration: Declaration) -> bool:
        """Whether steps are made of it; what is deprecated is noted and left, unless it is wanted by itself."""
        if self.wanted is not None:
            return declaration.id in self.wanted.told
        if declaration.deprecated is None:
            return True
        self.leave(declaration, "deprecated")
        return False

    def word(self, table: str, name: str, default: str = "") -> str:
        """The target's own word for a word of the language."""
        return str(self.target.words[table].get(name, default or name))

    def stands(self, declaration: Declaration) -> bool:
        """Whether something is there to be built on: a step makes it, or, where only some are wanted, it was there before."""
        if declaration.id in self.ready or self.wanted is None:
            return declaration.id in self.ready
        return declaration.deprecated is None and declaration.id not in self.wanted.new

    def made_by(self, step: str, declaration: Declaration) -> str:
        """Stands for the id of a thing in a call: what a step brings back, or, of what is there already, to be looked up."""
        if self.wanted is None or declaration.id in self.wanted.new:
            return made_by(step)
        return f"<id of {declaration.title}>"

    # Names

    def id_of(self, reference: Reference) -> str:
        """The id of the declaration that a reference needs: a stage needs its lifecycle, a segment its segmentation; or empty."""
        for kind in reference.kind.split("|"):
            if kind in _ASSET_WORDS:
                asset = self.names.asset(reference, kind)
                if asset is not None:
                    return asset.id
            elif kind == "stage":
                return next((f"lifecycle:{one}" for one in self.stages.keepers(reference)), "")
            elif kind == "segment":
                path = reference.name.rpartition(".")[0]
                owner = self.names.asset(
                    Reference(kind, path, reference.span, "", reference.scope), "segmentation"
                )
                return owner.id if owner is not None else ""
            elif reference.name in self.model.of_kind(kind):
                return f"{kind}:{reference.name}"
        return ""

    def ids_of(self, references: tuple[Reference, ...]) -> tuple[str, ...]:
        """The declarations that references need."""
        return tuple(filter(None, map(self.id_of, references)))

    def title(self, reference: Reference | None, default: str = "") -> str:
        """What people call the thing that a reference names; a stage is called like its program status."""
        if reference is None:
            return default
        found = self.names.find(reference)
        if isinstance(found, Stage):
            return self.stages.status(next(iter(self.stages.keepers(reference)), ""), found)
        return getattr(found, "title", "") or reference.name

    def titles(self, references: tuple[Reference, ...]) -> str:
        return ", ".join(map(self.title, references))

    @cached_property
    def _standing(self) -> dict[str, object]:
        workspaces = self.model.workspaces.items()
        return {
            name: workspace
            for name, workspace in workspaces
            if self.wanted is not None or workspace.deprecated is None
        }

    @cached_property
    def stages(self) -> Stages:
        """Where stages are kept, for whom."""
        return Stages(self.model, self.names, self.sight)

    @cached_property
    def own_model(self) -> Asset | None:
        """The project's own revenue model, where there is one, and one lifecycle that it can mirror; asked when assets have their steps."""
        models = [one for one in self.model.assets.values() if one.asset_kind == "model" and self.stands(one)]
        common = [one for one in self.model.lifecycles.values() if one.extends is None]
        return models[0] if len(models) == len(common) == 1 else None

    @cached_property
    def masters(self) -> dict[str, tuple[Asset, ...]]:
        """The programs that others are cloned from, each with all that stands in it."""
        found: dict[str, list[Asset]] = {}
        for asset in self.model.assets.values():
            if isinstance(asset, Program) and asset.cloned_from is not None:
                source = self.names.find(asset.cloned_from)
                if isinstance(source, Program):
                    found[source.name] = []
        for asset in self.model.assets.values() if found else ():
            above = asset.parent
            while above:
                if above in found:
                    found[above].append(asset)
                above = above.rpartition(".")[0]
        return {name: tuple(assets) for name, assets in found.items()}

    @cached_property
    def decider(self) -> "Decider":
        """Answers whether there is a person whom conditions fit."""
        from mopsdsl.logic.decide import Decider

        return Decider(self.model, self.names.find)

    @cached_property
    def admins(self) -> Role | None:
        """The role that `admin TEAM` in a workspace gives, where a role of the project is meant for it."""
        return role_of_admins(self.model)

    @cached_property
    def scores(self) -> frozenset[str]:
        """The fields that hold points: Marketo has a type, a trigger and a flow step of their own for them."""
        return score_fields(self.model)

    def workspaces(self, choice: tuple[Reference, ...] | Everything | None) -> tuple[str, ...]:
        """The workspaces that a choice stands for and that are set up."""
        return chosen(choice, self._standing)

    def workspace_title(self, name: str) -> str:
        workspace = self.model.workspaces.get(name)
        return workspace.title if workspace is not None else name


def made_by(step: str) -> str:
    """Stands for the id that a step brings back."""
    return f"<id from {step}>"


def plain(text: str) -> str:
    """Documentation as one line."""
    return " ".join(text.split())
