"""The workload in the .mops language: a project without a single error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.workload import (
    AREA,
    EVERYTHING,
    Area,
    Asset,
    Folder,
    Lifecycle,
    Partition,
    Stage,
    Team,
    Transition,
    Workspace,
    areas,
    edited,
)

# What the areas stand on. Two keys, both asked by every form, so that no two regions' forms collide; and leave to
# share smart lists, which would get one piece of advice each, and time would go into printing them.
INSTANCE = """\
allow MOPS208 because "Each region is meant to get its own people"

instance Acme "Acme Marketo Engage" {
  timezone "America/New_York"
  people 12_000_000
  duplicates by Email, Country
}

field Country text known at creation
field Score number from 0 to 1000

channel Webinar for event {
  status "Registered" 10
  status "Attended" 20 success
}
"""


def write(n: int, folder: Path) -> None:
    _write(areas(n), folder)


def edited_everywhere(n: int, folder: Path) -> None:
    """W(n) after a change in each of its files."""
    _write((edited(area, n) for area in areas(n)), folder)


def edited_in_one_file(n: int, folder: Path) -> None:
    """W(n) after a change in the last of its files."""
    last = (n - 1) // AREA
    _write((edited(area, n) if area.number == last else area for area in areas(n)), folder)


def _write(areas: Iterable[Area], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mops.toml").write_text('edition = "2026"\n')
    (folder / "instance.mops").write_text(INSTANCE)
    for area in areas:
        (folder / f"area-{area.number:03d}.mops").write_text(_area(area))


def _area(area: Area) -> str:
    blocks = [
        f"# Area {area.number}",
        *map(_partition, area.partitions),
        *map(_team, area.teams),
        *map(_workspace, area.workspaces),
        *map(_folder, area.folders),
        *map(_lifecycle, area.lifecycles),
    ]
    return "\n\n".join(blocks) + "\n"


def _partition(it: Partition) -> str:
    return f'partition {it.name} "{it.title}" {{ people {it.people:_}; owner {it.owner} }}'


def _team(it: Team) -> str:
    return f"""\
team {it.name} "{it.title}" {{
  side marketing
  lead "{it.lead}"
  member "{it.member}"
}}"""


def _workspace(it: Workspace) -> str:
    return f"""\
workspace {it.name} "{it.title}" {{
  sees {_names(it.sees)}
  primary {it.primary}
  code "{it.code}"
  admin {it.admin}
}}"""


def _folder(it: Folder) -> str:
    shared = f" shared with {_readers(it.shared_with)}" if it.shared_with else ""
    assets = "\n".join(_assets(it.assets, "    "))
    return f"assets in {it.workspace} {{\n  folder {it.name}{shared} {{\n{assets}\n  }}\n}}"


def _assets(assets: tuple[Asset, ...], indent: str) -> Iterator[str]:
    for asset in assets:
        body = [indent + "  " + line for line in _statements(asset)]
        body += _assets(asset.inner, indent + "  ")
        yield f'{indent}{asset.kind} {asset.name} "{asset.title}"' + (" {" if body else "")
        yield from body
        if body:
            yield indent + "}"


def _statements(asset: Asset) -> list[str]:
    paths = asset.references
    match asset.kind:
        case "program":
            return ["type event", "channel Webinar", f"uses {paths['template']}"]
        case "form":
            return ["asks Email, Country, Company"]
        case "email" | "email_template":
            return [f"uses {path}" for path in paths.values()]
        case "smart_list":
            return ["when Score >= 50"]
        case "smart_campaign":
            return _campaign(paths)
        case _:
            return []


def _campaign(paths: dict[str, str]) -> list[str]:
    return [
        f"trigger fills {paths['fills']}",
        f"when member of {paths['in']} and not Unsubscribed",
        "flow {",
        "  wait 4 hours",
        f"  send {paths['sends']}",
        "}",
    ]


def _lifecycle(it: Lifecycle) -> str:
    excepted = f" except {', '.join(it.all_except)}" if it.all_except else ""
    lines = [
        f'lifecycle {it.name} "{it.title}" in workspace {it.workspace} {{',
        f"  for partitions {_names(it.partitions)}{excepted}",
        f"  success path {', '.join(it.success_path)}",
        *(f"  {_stage(each, it.owner)}" for each in it.stages),
        "",
        *(f"  {_transition(each, it.owner)}" for each in it.transitions),
        "}",
    ]
    return "\n".join(lines)


def _stage(it: Stage, owner: str) -> str:
    status = f'status "{it.status}"; ' if it.status else ""
    return f'stage {it.name} {it.kind} owned by {owner} {{ {status}means "{it.means}" }}'


def _transition(it: Transition, owner: str) -> str:
    arrow = f"{it.source} -> {it.target}"
    if it.status:
        return f'{arrow} by {owner} when status is "{it.status}"'
    if it.days:
        return f"{arrow} after {it.days} days"
    return f"{arrow} when Score >= {it.score}"


def _names(names: tuple[str, ...]) -> str:
    return "all" if names == EVERYTHING else ", ".join(names)


def _readers(names: tuple[str, ...]) -> str:
    return "all workspaces" if names == EVERYTHING else ", ".join(names)
