"""What must hold of an instance, said once more and as plainly as can be: it shares no code with the rules or the search."""

from collections import Counter
from collections.abc import Iterator

from mopsdsl.model.access import Grant, Partition, Wall, Workspace
from mopsdsl.model.assets import Asset, Folder, Segmentation, SmartCampaign
from mopsdsl.model.base import Declaration, Everything, Reference

Instance = dict[str, Declaration]
Broken = tuple[str, str]
"""What is broken, and the id of what it is broken for."""

ALWAYS = ("name", "wall", "limit", "title")
"""What also counts for things that are only being made."""
_UNIQUE = ("program", "smart_list", "static_list", "segmentation")


def broken(instance: Instance) -> set[Broken]:
    """Everything that is wrong with an instance."""
    return {
        *_names(instance),
        *_uses(instance),
        *_sight(instance),
        *_walls(instance),
        *_limits(instance),
        *_titles(instance),
    }


def _of(instance: Instance, cls: type) -> Iterator[tuple[str, Declaration]]:
    return ((id, one) for id, one in instance.items() if isinstance(one, cls))


def _asset(instance: Instance, reference: Reference) -> Asset | None:
    scope = reference.scope
    while True:
        found = instance.get(f"asset:{scope + '.' if scope else ''}{reference.name}")
        if isinstance(found, Asset):
            return found
        if not scope:
            return None
        scope = scope.rpartition(".")[0]


def _names(instance: Instance) -> Iterator[Broken]:
    for id, one in instance.items():
        for reference in one.references:
            if reference.kind in ("partition", "workspace", "team", "role", "routing"):
                if f"{reference.kind}:{reference.name}" not in instance:
                    yield f"name {reference.name}", id
            elif reference.kind not in ("field", "stage", "segment") and _asset(instance, reference) is None:
                yield f"name {reference.name}", id
        if isinstance(one, Asset):
            above = f"asset:{one.parent}" if "." in one.parent else f"workspace:{one.parent}"
            if above not in instance:
                yield f"name {one.parent}", id


def _uses(instance: Instance) -> Iterator[Broken]:
    for id, one in _of(instance, Asset):
        assert isinstance(one, Asset)
        for reference in one.uses:
            used = _asset(instance, reference)
            if used is not None and one.workspace.name not in _readers(instance, used):
                yield "use", id


def _readers(instance: Instance, asset: Asset) -> set[str]:
    found, above = {asset.workspace.name}, asset.name
    while "." in above:
        folder = instance.get(f"asset:{above}")
        if isinstance(folder, Folder) and folder.shared_with is not None:
            if isinstance(folder.shared_with, Everything):
                return {id.partition(":")[2] for id, _ in _of(instance, Workspace)}
            found |= {one.name for one in folder.shared_with}
        above = above.rpartition(".")[0]
    return found


def _seen(instance: Instance) -> dict[str, set[str]]:
    everybody = {one.name for _, one in _of(instance, Partition)}
    return {
        one.name: everybody if isinstance(one.sees, Everything) else {each.name for each in one.sees}
        for _, one in _of(instance, Workspace)
        if isinstance(one, Workspace)
    }


def _sight(instance: Instance) -> Iterator[Broken]:
    seen = _seen(instance)
    everybody = {one.name for _, one in _of(instance, Partition)}
    for id, one in _of(instance, Workspace):
        assert isinstance(one, Workspace)
        if not seen[one.name]:
            yield "sees nobody", id
        if one.primary is not None and one.primary.name not in seen[one.name]:
            yield "primary", id
    for name in everybody - set().union(*seen.values()):
        yield "unseen", f"partition:{name}"
    for id, one in _of(instance, SmartCampaign):
        assert isinstance(one, SmartCampaign)
        if one.scope_global and not everybody <= seen.get(one.workspace.name, set()):
            yield "global", id


def _walls(instance: Instance) -> Iterator[Broken]:
    seen = _seen(instance)
    reach: dict[str, set[str]] = {}
    for _, one in _of(instance, Grant):
        assert isinstance(one, Grant)
        for workspace in one.workspaces if isinstance(one.workspaces, tuple) else ():
            reach.setdefault(f"team:{one.team.name}", set()).update(seen.get(workspace.name, ()))
    reach |= {f"workspace:{name}": partitions for name, partitions in seen.items()}
    for _, wall in _of(instance, Wall):
        assert isinstance(wall, Wall)
        excepted = {f"workspace:{one.name}" for one in wall.except_workspaces}
        for who, partitions in reach.items():
            for left in wall.left:
                for right in wall.right:
                    if who not in excepted and {left.name, right.name} <= partitions:
                        yield f"wall {sorted((left.name, right.name))}", "whoever it is"


def _limits(instance: Instance) -> Iterator[Broken]:
    [own] = [one for id, one in instance.items() if id.startswith("instance:")]
    if sum(1 for _ in _of(instance, Segmentation)) > own.limits.get("segmentations", 20):  # type: ignore[attr-defined]
        yield "limit", own.id


def _titles(instance: Instance) -> Iterator[Broken]:
    titles = [
        (one.asset_kind, one.title)
        for _, one in _of(instance, Asset)
        if isinstance(one, Asset) and one.asset_kind in _UNIQUE
    ]
    yield from ((f"title {title}", kind) for (kind, title), count in Counter(titles).items() if count > 1)
