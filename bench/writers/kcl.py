"""The workload as KCL: a schema a kind, a variable a declaration, and references by variable, so that KCL
itself finds one that points nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.workload import EVERYTHING, Area, Asset, Folder, Lifecycle, Workspace, areas

SCHEMAS = """\
schema Partition:
    name: str
    title: str
    people: int
    owner: str
    check:
        people >= 0

schema Team:
    name: str
    title: str
    side: "marketing" | "sales"
    lead: str
    member: str

schema Workspace:
    name: str
    title: str
    code: str
    sees: [str]
    sees_all: bool = False
    primary: str
    admin: str

schema Asset:
    name: str
    kind: str
    title: str
    uses: {str:str} = {}
    assets: [str] = []

schema Folder:
    name: str
    workspace: str
    shared_with: [str] = []
    shared_with_all: bool = False
    assets: [str]

schema Stage:
    name: str
    kind: str
    means: str
    owner: str
    status?: str

schema Transition:
    source: str
    target: str
    score: int = 0
    status?: str
    days: int = 0

schema Lifecycle:
    name: str
    title: str
    workspace: str
    partitions: [str]
    owner: str
    success_path: [str]
"""


def write(n: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schemas.k").write_text(SCHEMAS)
    for area in areas(n):
        (folder / f"area_{area.number:03d}.k").write_text("\n".join(_area(area)) + "\n")


def _area(area: Area) -> Iterator[str]:
    for partition in area.partitions:
        yield _declare(
            "Partition",
            partition.name,
            _plain(partition, "name", "title", "people"),
            owner=_team(partition.owner),
        )
    for team in area.teams:
        yield _declare("Team", team.name, _plain(team, "name", "title", "lead", "member"), side='"marketing"')
    yield from map(_workspace, area.workspaces)
    for folder in area.folders:
        yield from _assets(folder.assets)
        yield _folder(folder)
    for lifecycle in area.lifecycles:
        yield from _lifecycle(lifecycle)


def _workspace(it: Workspace) -> str:
    sees = () if it.sees == EVERYTHING else it.sees
    return _declare(
        "Workspace",
        it.name,
        _plain(it, "name", "title", "code"),
        sees=_list(f"partition_{each}.name" for each in sees),
        sees_all=str(it.sees == EVERYTHING),
        primary=f"partition_{it.primary}.name",
        admin=_team(it.admin),
    )


def _folder(it: Folder) -> str:
    readers = () if it.shared_with == EVERYTHING else it.shared_with
    return _declare(
        "Folder",
        it.name,
        _plain(it, "name"),
        workspace=f"workspace_{it.workspace}.name",
        shared_with=_list(f"workspace_{each}.name" for each in readers),
        shared_with_all=str(it.shared_with == EVERYTHING),
        assets=_list(f"asset_{each.name}.name" for each in it.assets),
    )


def _assets(assets: tuple[Asset, ...]) -> Iterator[str]:
    for asset in assets:
        yield from _assets(asset.inner)
        uses = (f'"{key}" = asset_{path.rpartition(".")[2]}.name' for key, path in asset.references.items())
        yield _declare(
            "Asset",
            asset.name,
            _plain(asset, "name", "kind", "title"),
            uses=f"{{{', '.join(uses)}}}",
            assets=_list(f"asset_{each.name}.name" for each in asset.inner),
        )


def _lifecycle(it: Lifecycle) -> Iterator[str]:
    partitions = (each for each in it.partitions + it.all_except if each != EVERYTHING[0])
    yield _declare(
        "Lifecycle",
        it.name,
        _plain(it, "name", "title"),
        workspace=f"workspace_{it.workspace}.name",
        partitions=_list(f"partition_{each}.name" for each in partitions),
        owner=_team(it.owner),
        success_path=_list(_stage(it, each) for each in it.success_path),
    )
    for stage in it.stages:
        status = {"status": json.dumps(stage.status)} if stage.status else {}
        name = f"{it.name}_{stage.name}"
        yield _declare("Stage", name, _plain(stage, "name", "kind", "means"), owner=_team(it.owner), **status)
    for number, each in enumerate(it.transitions):
        cause = _plain(each, "score", "status", "days")
        ends = {"source": _stage(it, each.source), "target": _stage(it, each.target)}
        yield _declare("Transition", f"{it.name}_{number}", cause, **ends)


def _declare(schema: str, name: str, plain: dict[str, str], **references: str) -> str:
    lines = (f"    {key} = {value}" for key, value in (plain | references).items())
    return f"{schema.lower()}_{name} = {schema} {{\n" + "\n".join(lines) + "\n}"


def _plain(it: object, *names: str) -> dict[str, str]:
    return {name: json.dumps(getattr(it, name)) for name in names if getattr(it, name) != ""}


def _team(name: str) -> str:
    return f"team_{name}.name"


def _stage(it: Lifecycle, name: str) -> str:
    return f"stage_{it.name}_{name}.name"


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"
