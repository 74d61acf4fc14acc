"""Who can read what is shared, before and after: by folder, not asset by asset."""

from collections.abc import Iterator

from mopsdsl.changes.sight import Path, SightChange, counted
from mopsdsl.changes.uses import users
from mopsdsl.graphs.edges import Edge, World, place_of
from mopsdsl.graphs.sight import NOTHING, chosen
from mopsdsl.graphs.things import Node
from mopsdsl.model.assets import Asset, Folder
from mopsdsl.model.base import Everything
from mopsdsl.model.model import Model

Readers = dict[str, frozenset[str]]
"""Path of an asset → the workspaces that it is shared with."""


def reader_changes(before: World, after: World) -> Iterator[SightChange]:
    """Readers that assets gain or lose, for workspaces and assets that are there at both ends."""
    old, new = _readers(before.model), _readers(after.model)
    both = before.model.workspaces.keys() & {
        name for name, one in after.model.workspaces.items() if not one.implied
    }
    gained: dict[tuple[str, str], list[str]] = {}
    lost: dict[tuple[str, str], list[str]] = {}
    for path in sorted(after.model.assets.keys() & before.model.assets.keys()):
        was, asset = before.model.assets[path], after.model.assets[path]
        if isinstance(asset, Folder):
            continue
        had, has = _usable(was, old), _usable(asset, new)
        for reader in sorted((has - had) & both):
            folder = _folder_for(after, asset, reader)
            if folder is not None:
                gained.setdefault((reader, folder.name), []).append(asset.id)
        for reader in sorted((had - has) & both):
            folder = _folder_for(before, was, reader)
            if folder is not None:
                lost.setdefault((reader, folder.name), []).append(asset.id)
    yield from (_gain(after, reader, folder, ids) for (reader, folder), ids in gained.items())
    if lost:
        using = _users(before, after)
        yield from (_loss(before, after, key, ids, using) for key, ids in lost.items())


def _readers(model: Model) -> Readers:
    """Every asset's readers beyond its own workspace, each folder asked once."""
    found: Readers = {}

    def of(path: str) -> frozenset[str]:
        asset = model.assets.get(path)
        if asset is None:
            return NOTHING
        known = found.get(path)
        if known is None:
            found[path] = NOTHING  # a circle of folders ends here
            known = of(asset.parent)
            if isinstance(asset, Folder) and asset.shared_with is not None:
                known |= frozenset(chosen(asset.shared_with, model.workspaces))
            found[path] = known
        return known

    for path in model.assets:
        of(path)
    return found


def _usable(asset: Asset, readers: Readers) -> frozenset[str]:
    """All workspaces that can use an asset, its own included: what moves into a reader's own workspace is no loss of it."""
    return readers[asset.name] | {asset.workspace.name}


def _folder_for(world: World, asset: Asset, reader: str) -> Folder | None:
    """The nearest folder through which a workspace reads an asset; None where the asset stands in that workspace."""
    current: Asset | None = asset
    while current is not None and asset.workspace.name != reader:
        if isinstance(current, Folder) and reader in chosen(current.shared_with, world.workspaces):
            return current
        current = world.model.assets.get(current.parent)
    return None


def _gain(after: World, reader: str, folder: str, ids: list[str]) -> SightChange:
    who, what = after.things.nodes[f"workspace:{reader}"], after.things.nodes[f"asset:{folder}"]
    path = _path(after, who, what)
    assets = tuple(ids)
    return SightChange(
        "asset", who, what, True, None, (), path, assets=assets, touched=counted(after, assets)
    )


def _loss(
    before: World, after: World, key: tuple[str, str], ids: list[str], users_of: dict[str, set[str]]
) -> SightChange:
    reader, folder = key
    who, what = after.things.nodes[f"workspace:{reader}"], before.things.nodes[f"asset:{folder}"]
    using = {user for id in ids for user in users_of.get(id, ()) if _home(after, user) == reader}
    stops = tuple(sorted(using))
    return SightChange(
        "asset",
        who,
        after.things.nodes.get(what.id, what),
        False,
        None,
        _path(before, who, what),
        (),
        assets=tuple(ids),
        stops=stops,
        touched=counted(after, ids),
        stopped=counted(after, stops),
        of_gone=what.id not in after.things.nodes,
    )


def _home(world: World, id: str) -> str:
    """The workspace of an asset; nothing of what is none."""
    asset = world.model.assets.get(id.partition(":")[2]) if id.startswith("asset:") else None
    return asset.workspace.name if asset is not None else ""


def _users(before: World, after: World) -> dict[str, set[str]]:
    """Thing → what uses it at both ends."""
    now = users(after)
    return {thing: found & now.get(thing, set()) for thing, found in users(before).items()}


def _path(world: World, who: Node, folder: Node) -> Path:
    """workspace → the one that shares → its shared folder."""
    declared = world.model.assets[folder.name]
    assert isinstance(declared, Folder)
    span = place_of(declared.shared_with, who.name, declared.shared_span or declared.span)
    label = "shared with all" if isinstance(declared.shared_with, Everything) else ""
    return (Edge(who.id, folder.id, "reads", span, label),)
