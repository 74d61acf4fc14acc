"""The workload as a Cedar schema: an entity type a declaration, an attribute a reference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.workload import EVERYTHING, Area, Asset, Lifecycle, areas

POLICY = (
    'permit (principal is Ops_00000Team, action == Action::"administer", resource is DefaultWorkspace);\n'
)
ACTION = 'action "administer" appliesTo { principal: [Ops_00000Team], resource: [DefaultWorkspace] };\n'


def write(n: int, folder: Path) -> None:
    """One schema file: Cedar's validator takes one text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "policies.cedar").write_text(POLICY)
    with (folder / "schema.cedarschema").open("w") as schema:
        schema.write(ACTION)
        for area in areas(n):
            schema.writelines(f"{line}\n" for line in _area(area))


def _area(area: Area) -> Iterator[str]:
    for partition in area.partitions:
        yield _entity(
            f"{partition.name}Partition",
            {"title": "String", "people": "Long", "owner": f"{partition.owner}Team"},
        )
    for team in area.teams:
        yield _entity(f"{team.name}Team", {"title": "String", "lead": "String", "member": "String"})
    for each in area.workspaces:
        sees = {f"sees_{name}": f"{name}Partition" for name in each.sees if each.sees != EVERYTHING}
        ends = {"primary": f"{each.primary}Partition", "admin": f"{each.admin}Team"}
        yield _entity(f"{each.name}Workspace", {"title": "String", "code": "String"} | sees | ends)
    for folder in area.folders:
        readers = {
            f"for_{name}": f"{name}Workspace"
            for name in folder.shared_with
            if folder.shared_with != EVERYTHING
        }
        yield _entity(f"{folder.name}Folder", {"workspace": f"{folder.workspace}Workspace"} | readers)
        yield from _assets(folder.assets, f"{folder.name}Folder")
    for lifecycle in area.lifecycles:
        yield from _lifecycle(lifecycle)


def _assets(assets: tuple[Asset, ...], home: str) -> Iterator[str]:
    for asset in assets:
        uses = {f"uses_{key}": f"{path.rpartition('.')[2]}Asset" for key, path in asset.references.items()}
        yield _entity(f"{asset.name}Asset", {"title": "String", "home": home} | uses)
        yield from _assets(asset.inner, f"{asset.name}Asset")


def _lifecycle(it: Lifecycle) -> Iterator[str]:
    yield _entity(
        it.name, {"title": "String", "workspace": f"{it.workspace}Workspace", "owner": f"{it.owner}Team"}
    )
    for stage in it.stages:
        yield _entity(
            f"{it.name}{stage.name}", {"means": "String", "status": "String", "owner": f"{it.owner}Team"}
        )
    for number, each in enumerate(it.transitions):
        cause = "Long" if each.score or each.days else "String"
        ends = {"source": f"{it.name}{each.source}", "target": f"{it.name}{each.target}"}
        yield _entity(f"{it.name}_{number}", ends | {"cause": cause})


def _entity(name: str, attributes: dict[str, str]) -> str:
    inner = ", ".join(f"{key}: {value}" for key, value in attributes.items())
    return f"entity {name} {{ {inner} }};"
