"""The workload as Protocol Buffers: a message a declaration, a field a reference, a comment a property.

Properties as custom options would be checked by buf too, and make it half as slow again: it is measured at its
fastest. The files pass buf's standard lint rules, so that linting costs checks and no messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.workload import AREA, EVERYTHING, Area, Asset, Folder, Lifecycle, Workspace, areas

BUF = "version: v2\nlint:\n  use:\n    - STANDARD\n"


def write(n: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "buf.yaml").write_text(BUF)
    for area in areas(n):
        home = folder / "bench" / f"area{area.number:03d}" / "v1"
        home.mkdir(parents=True, exist_ok=True)
        (home / "area.proto").write_text(_area(area))


def _area(area: Area) -> str:
    messages = "\n\n".join(_messages(area))
    imports = (f'import "bench/area{each:03d}/v1/area.proto";' for each in _other_areas(area))
    return (
        f'syntax = "proto3";\n\npackage bench.area{area.number:03d}.v1;\n\n{"".join(imports)}\n{messages}\n'
    )


def _other_areas(area: Area) -> list[int]:
    """The areas whose partitions this one's workspaces see: always of lower number, so no import goes in a circle."""
    seen = {_area_of(name) for each in area.workspaces if each.sees != EVERYTHING for name in each.sees}
    return sorted(seen - {area.number})


def _area_of(region: str) -> int:
    return 0 if region == "Default" else int(region.rpartition("_")[2]) // AREA


def _messages(area: Area) -> Iterator[str]:
    for partition in area.partitions:
        properties: dict[str, str | int] = {"title": partition.title, "people": partition.people}
        yield _message(
            _type(partition.name, "Partition"), properties, [("owner", _type(partition.owner, "Team"))]
        )
    for team in area.teams:
        yield _message(
            _type(team.name, "Team"), {"title": team.title, "lead": team.lead, "member": team.member}, []
        )
    yield from map(_workspace, area.workspaces)
    for folder in area.folders:
        yield from _assets(folder.assets)
        yield _folder(folder)
    for lifecycle in area.lifecycles:
        yield from _lifecycle(lifecycle)


def _workspace(it: Workspace) -> str:
    everything = it.sees == EVERYTHING
    properties: dict[str, str | int] = {"title": it.title, "code": it.code}
    seen = [(f"sees_{name.lower()}", _foreign(name)) for name in it.sees if not everything]
    fields = [*seen, ("primary", _foreign(it.primary)), ("admin", _type(it.admin, "Team"))]
    return _message(_type(it.name, "Workspace"), properties | ({"sees": "all"} if everything else {}), fields)


def _foreign(name: str) -> str:
    return f"bench.area{_area_of(name):03d}.v1.{_type(name, 'Partition')}"


def _folder(it: Folder) -> str:
    everything = it.shared_with == EVERYTHING
    readers = [
        (f"shared_with_{name.lower()}", _type(name, "Workspace")) for name in it.shared_with if not everything
    ]
    assets = [(each.name.lower(), _type(each.name, "Asset")) for each in it.assets]
    fields = [("workspace", _type(it.workspace, "Workspace")), *readers, *assets]
    return _message(_type(it.name, "Folder"), {"shared with": "all"} if everything else {}, fields)


def _assets(assets: tuple[Asset, ...]) -> Iterator[str]:
    for asset in assets:
        yield from _assets(asset.inner)
        uses = [
            (f"uses_{key}", _type(path.rpartition(".")[2], "Asset")) for key, path in asset.references.items()
        ]
        inner = [(each.name.lower(), _type(each.name, "Asset")) for each in asset.inner]
        yield _message(_type(asset.name, "Asset"), {"title": asset.title, "kind": asset.kind}, uses + inner)


def _lifecycle(it: Lifecycle) -> Iterator[str]:
    fields = [("workspace", _type(it.workspace, "Workspace")), ("owner", _type(it.owner, "Team"))]
    fields += [(f"on_path_{each.lower()}", _stage(it, each)) for each in it.success_path]
    yield _message(_type(it.name, "Lifecycle"), {"title": it.title}, fields)
    for stage in it.stages:
        properties: dict[str, str | int] = {"kind": stage.kind, "means": stage.means}
        properties |= {"status": stage.status} if stage.status else {}
        yield _message(_stage(it, stage.name), properties, [("owner", _type(it.owner, "Team"))])
    for number, each in enumerate(it.transitions):
        cause = {key: getattr(each, key) for key in ("score", "status", "days") if getattr(each, key)}
        ends = [("source", _stage(it, each.source)), ("target", _stage(it, each.target))]
        yield _message(f"{_type(it.name, 'Transition')}{number}", cause, ends)


def _message(name: str, properties: dict[str, str | int], fields: Iterable[tuple[str, str]]) -> str:
    lines = [f"// {key}: {value}" for key, value in properties.items()]
    lines.append(f"message {name} {{")
    lines += [f"  {kind} {field} = {number};" for number, (field, kind) in enumerate(fields, 1)]
    return "\n".join([*lines, "}"])


def _type(name: str, kind: str) -> str:
    return name.replace("_", "") + kind


def _stage(it: Lifecycle, name: str) -> str:
    return f"{it.name.replace('_', '')}{name.title()}Stage"
