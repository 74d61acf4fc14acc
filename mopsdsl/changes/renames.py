"""Which thing of the older model is which of the newer: `formerly`, and all that follows a renamed thing.

A path follows the workspace, folder or program that it stands in; a stage follows its lifecycle, a segment its segmentation; grants,
protections and approvals have no names of their own and follow what they are about.
"""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.model.access import Grant, Protection
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import NAMELESS, PLACES, Model

_OWNED = {"stage": "lifecycle", "segment": "asset"}
"""What is known by its owner's name and a word of its own."""


@value
class Renames:
    """`ids` maps an id of the older model to the one in the newer where they differ; `stated` are the newer ids that say `formerly`."""

    ids: dict[str, str]
    stated: frozenset[str]

    def of(self, id: str) -> str:
        """The identity in the newer model of something of the older one."""
        if not self.ids or id in self.ids:
            return self.ids.get(id, id)
        kind, _, name = id.partition(":")
        if kind not in _OWNED:
            return id
        path, _, word = name.rpartition(".")
        owner = self.of(f"{_OWNED[kind]}:{path}")
        return f"{kind}:{owner.partition(':')[2]}.{word}"


def renames(before: Model, after: Model) -> Renames:
    """Every rename between two models. A `formerly` whose old name is still in use, or was never there, renames nothing."""
    ids: dict[str, str] = {}
    stated: set[str] = set()
    if before.instance.name != after.instance.name:
        ids[before.instance.id] = after.instance.id  # there is only one, whatever it is called
        if after.instance.formerly == before.instance.name:
            stated.add(after.instance.id)
    for old, new in (*_named(before, after), *_stages(before, after)):
        if old not in ids:
            ids[old] = new
            stated.add(new)
    for old, new, is_stated in tuple(_assets(before, after, ids)):
        ids[old] = new
        if is_stated:
            stated.add(new)
    found = Renames(ids, frozenset(stated))
    ids |= dict(_grants(before, after, found))
    ids |= dict(_protections(before, after, found))
    return found


def _named(before: Model, after: Model) -> Iterator[tuple[str, str]]:
    for kind in PLACES:
        if kind == "asset" or kind in NAMELESS:
            continue
        old, new = before.of_kind(kind), after.of_kind(kind)
        for name, declaration in new.items():
            former = declaration.formerly
            if former and name not in old and former in old and former not in new:
                yield f"{kind}:{former}", f"{kind}:{name}"


def _stages(before: Model, after: Model) -> Iterator[tuple[str, str]]:
    """Stages say `formerly` inside their lifecycle, which may have another name itself."""
    for name, lifecycle in after.lifecycles.items():
        old = before.lifecycles.get(name) or before.lifecycles.get(lifecycle.formerly or "")
        if old is None:
            continue
        known, now = {stage.name for stage in old.stages}, {stage.name for stage in lifecycle.stages}
        for stage in lifecycle.stages:
            former = stage.formerly
            if former and stage.name not in known and former in known and former not in now:
                yield f"stage:{old.name}.{former}", f"stage:{name}.{stage.name}"


def _assets(before: Model, after: Model, ids: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    """(old id, new id, whether it says so itself); outer assets come first, so that what stands in them follows."""
    olds = {
        new.partition(":")[2]: old.partition(":")[2]
        for old, new in ids.items()
        if new.startswith("workspace:")
    }
    taken: set[str] = set()
    for path, asset in after.assets.items():
        parent = olds.get(asset.parent, asset.parent)
        follows = f"{parent}.{asset.short_name}"
        stated = next(
            (one for one in _former_paths(asset, parent) if one in before.assets and one not in after.assets),
            None,
        )
        old = stated if stated and path not in before.assets else follows
        if old == path or old not in before.assets or old in taken:
            continue
        olds[path] = old
        taken.add(old)
        yield f"asset:{old}", f"asset:{path}", old == stated


def _former_paths(asset: Asset, parent: str) -> Iterator[str]:
    """Where an asset may have stood: `formerly` is a word beside it or a whole path, `moved from` a path."""
    if asset.formerly:
        yield f"{parent}.{asset.formerly}"
        yield asset.formerly
    if asset.moved_from is not None:
        yield asset.moved_from.name


def _grants(before: Model, after: Model, found: Renames) -> Iterator[tuple[str, str]]:
    """A grant is the same while it gives the same role to the same team; more or fewer workspaces are a change of it."""
    gone: dict[tuple[str, ...], list[str]] = {}
    for name, grant in before.grants.items():
        if name not in after.grants:
            gone.setdefault(tuple(found.of(id) for id in _given(grant)), []).append(name)
    for name, grant in after.grants.items():
        twins = gone.get(_given(grant)) if name not in before.grants else None
        if twins:
            yield f"grant:{twins.pop(0)}", f"grant:{name}"


def _given(grant: Grant) -> tuple[str, ...]:
    """The ids that make a grant the one it is: to whom, and which role; as an admin, where."""
    team = f"team:{grant.team.name}"
    if not grant.as_admin:
        return team, f"role:{grant.role.name if grant.role else ''}"
    places = grant.workspaces if isinstance(grant.workspaces, tuple) else ()
    return team, "admin", *(f"workspace:{one.name}" for one in places)


def _protections(before: Model, after: Model, found: Renames) -> Iterator[tuple[str, str]]:
    for name, protection in before.protections.items():
        target = _target(protection)
        new = found.of(target)
        path = new.partition(":")[2]
        words = protection.name.partition(" ")[0]
        if new != target and f"{words} {path}" in after.protections:
            yield f"protect:{name}", f"protect:{words} {path}"


def _target(protection: Protection) -> str:
    kind = protection.target.kind if protection.target.kind in PLACES else "asset"
    return f"{kind}:{protection.target.name}"


def is_of_instance(declaration: Declaration) -> bool:
    """Whether a declaration says something about the instance: scenarios and approvals only speak of specs and plans."""
    return declaration.kind not in ("scenario", "approve")
