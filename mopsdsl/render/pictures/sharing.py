"""What is shared with whom: the workspaces that share, their shared folders, and the workspaces that may use those."""

from collections import Counter
from collections.abc import Iterator

from mopsdsl.diagnostics.wording import many
from mopsdsl.graphs.edges import World
from mopsdsl.graphs.things import Node
from mopsdsl.model.assets import Asset, Folder
from mopsdsl.model.base import Everything
from mopsdsl.render.pictures.picture import LIMIT, Arrow, Box, Picture, condense, nothing

ALL = "reader:*"


def sharing_picture(world: World, focus: Node | None = None, limit: int = LIMIT) -> Picture:
    """All shared folders; or those that `focus`, a workspace or an asset, shares, reads or stands in."""
    folders = [folder for folder in _shared(world) if focus is None or _about(world, folder, focus)]
    title = f"What is shared by and with {focus.label}" if focus else "What is shared with whom"
    if not folders:
        return nothing(title, "Nothing is shared.")
    inside = _inside(world, folders)
    boxes: dict[str, Box] = {}
    arrows: list[Arrow] = []
    for folder in folders:
        owner = f"owner:{folder.workspace.name}"
        boxes[owner] = Box(owner, _title(world, folder.workspace.name), "workspace", "", 0)
        boxes[folder.id] = Box(
            folder.id, folder.title or folder.short_name, "asset", _summary(inside[folder.name]), 1
        )
        arrows.append(Arrow(owner, folder.id))
        for reader, label in _readers(folder):
            whom = "All workspaces" if reader == ALL else _title(world, reader.partition(":")[2])
            kind, detail = ("all", "those to come, too") if reader == ALL else ("workspace", "")
            boxes[reader] = Box(reader, whom, kind, detail, 2, first=reader == ALL)
            arrows.append(Arrow(folder.id, reader, label))
    some, merged = condense(boxes.values(), arrows, limit)
    description = " ".join(_sentence(folder, inside[folder.name]) for folder in folders[:40])
    headings = ("Shared by", "Folder", "Shared with")
    return Picture(title, description, tuple(some), tuple(merged), headings)


def _shared(world: World) -> Iterator[Folder]:
    for asset in world.model.assets.values():
        if (
            isinstance(asset, Folder)
            and asset.shared_with is not None
            and asset.workspace.name in world.model.workspaces
        ):
            yield asset


def _about(world: World, folder: Folder, focus: Node) -> bool:
    if focus.kind == "asset":
        return focus.name == folder.name or focus.name.startswith(f"{folder.name}.")
    return focus.kind == "workspace" and (
        folder.workspace.name == focus.name or focus.name in world.sight.readers(folder)
    )


def _inside(world: World, folders: list[Folder]) -> dict[str, Counter[str]]:
    """How many assets of each kind a folder shares, in folders below it as well."""
    found: dict[str, Counter[str]] = {folder.name: Counter() for folder in folders}
    for asset in world.model.assets.values():
        above: Asset | None = world.model.assets.get(asset.parent)
        while above is not None and asset.asset_kind != "folder":
            if above.name in found:
                found[above.name][asset.asset_kind] += 1
            above = world.model.assets.get(above.parent)
    return found


def _summary(kinds: Counter[str]) -> str:
    return ", ".join(many(number, kind) for kind, number in sorted(kinds.items())) or "empty"


def _title(world: World, name: str) -> str:
    workspace = world.model.workspaces.get(name)
    return workspace.title or name if workspace else name


def _readers(folder: Folder) -> Iterator[tuple[str, str]]:
    """The boxes that a folder is shared with, and what is said of it."""
    shared = folder.shared_with
    if isinstance(shared, Everything):
        left_out = ", ".join(one.name for one in shared.except_)
        yield ALL, f"all but {left_out}" if left_out else ""
    else:
        yield from ((f"reader:{name}", "") for name in sorted({one.name for one in shared or ()}))


def _sentence(folder: Folder, kinds: Counter[str]) -> str:
    readers = [name.partition(":")[2] for name, _ in _readers(folder)]
    whom = "all workspaces" if readers == ["*"] else ", ".join(readers)
    return f"{folder.workspace.name} shares {folder.name} ({_summary(kinds)}) with {whom}."
