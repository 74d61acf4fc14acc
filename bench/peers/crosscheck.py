"""The cross-reference check that a team with YAML files writes for itself: which names point nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]
Area = dict[str, list[Record]]  # one file: kind to records
ALL = "*"


def dangling(files: list[Area]) -> list[str]:
    """Every reference to something that no file declares."""
    partitions = _names(files, "partitions")
    teams = _names(files, "teams")
    workspaces = _names(files, "workspaces")
    assets = dict(_assets(files))
    wanted = [
        (partitions, _from_workspaces(files, "sees")),
        (partitions, _from_workspaces(files, "primary")),
        (teams, _from_workspaces(files, "admin")),
        (teams, ((each["name"], each["owner"]) for each in _each(files, "partitions"))),
        (workspaces, _from_folders(files)),
        (
            assets.keys(),
            ((path, used) for path, each in assets.items() for used in each.get("uses", {}).values()),
        ),
    ]
    found = [f"{who}: {name}" for known, pairs in wanted for who, name in pairs if name not in known]
    return found + [
        line for each in _each(files, "lifecycles") for line in _lifecycle(each, partitions, teams)
    ]


def _each(files: list[Area], kind: str) -> Iterator[Record]:
    for file in files:
        yield from file.get(kind, ())


def _names(files: list[Area], kind: str) -> set[str]:
    return {ALL, *(each["name"] for each in _each(files, kind))}


def _from_workspaces(files: list[Area], key: str) -> Iterator[tuple[str, str]]:
    for each in _each(files, "workspaces"):
        value = each[key]
        for name in [value] if isinstance(value, str) else value:
            yield each["name"], name


def _from_folders(files: list[Area]) -> Iterator[tuple[str, str]]:
    for each in _each(files, "folders"):
        for name in [each["workspace"], *each.get("shared_with", ())]:
            yield each["name"], name


def _assets(files: list[Area]) -> Iterator[tuple[str, Record]]:
    """Path and record of every asset."""
    for each in _each(files, "folders"):
        yield from _inside(f"{each['workspace']}.{each['name']}", each["assets"])


def _inside(path: str, assets: list[Record]) -> Iterator[tuple[str, Record]]:
    for each in assets:
        here = f"{path}.{each['name']}"
        yield here, each
        yield from _inside(here, each.get("assets", []))


def _lifecycle(it: Record, partitions: set[str], teams: set[str]) -> Iterator[str]:
    stages = {stage["name"] for stage in it["stages"]}
    arrows = [name for each in it["transitions"] for name in (each["source"], each["target"])]
    movers = [*it["partitions"], *it.get("all_except", ())]
    yield from (f"{it['name']}: {name}" for name in [*arrows, *it["success_path"]] if name not in stages)
    yield from (f"{it['name']}: {name}" for name in movers if name not in partitions)
    if it["owner"] not in teams:
        yield f"{it['name']}: {it['owner']}"
