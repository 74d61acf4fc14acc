"""PyYAML's C loader, pydantic models, and the cross-reference check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bench.peers.crosscheck import dangling

Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Partition(Strict):
    name: Name
    title: Text
    people: Annotated[int, Field(ge=0)]
    owner: Name


class Team(Strict):
    name: Name
    title: Text
    side: Literal["marketing", "sales"]
    lead: Text | None = None
    member: Text | None = None


class Workspace(Strict):
    name: Name
    title: Text
    code: Text | None = None
    sees: Annotated[list[str], Field(min_length=1)]
    primary: Name
    admin: Name


class Asset(Strict):
    name: Name
    kind: Literal[
        "program",
        "email",
        "email_template",
        "form",
        "snippet",
        "smart_list",
        "landing_page_template",
        "smart_campaign",
    ]
    title: Text
    type: Literal["default", "event", "engagement", "email"] | None = None
    channel: Name | None = None
    asks: list[str] = []
    when: Text | None = None
    wait: Annotated[str, Field(pattern=r"^[0-9]+ (minutes|hours|days)$")] | None = None
    uses: dict[str, Text] = {}
    assets: list[Asset] = []


class Folder(Strict):
    name: Name
    workspace: Name
    shared_with: list[str] = []
    assets: list[Asset]


class Stage(Strict):
    name: Name
    kind: Annotated[str, Field(pattern=r"^(inventory|end|gate|sla [0-9]+ days)$")]
    means: Text
    status: Text | None = None


class Transition(Strict):
    source: Name
    target: Name
    score: Annotated[int, Field(ge=0, le=1000)] | None = None
    status: Text | None = None
    days: Annotated[int, Field(ge=1)] | None = None


class Lifecycle(Strict):
    name: Name
    title: Text
    workspace: Name
    partitions: list[str]
    all_except: list[str] = []
    owner: Name
    success_path: list[str] = []
    stages: Annotated[list[Stage], Field(min_length=2)]
    transitions: list[Transition]


class Area(Strict):
    partitions: list[Partition] = []
    teams: list[Team] = []
    workspaces: list[Workspace] = []
    folders: list[Folder] = []
    lifecycles: list[Lifecycle] = []


def main() -> None:
    files = []
    for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
        files.append(yaml.load(path.read_text(), Loader=yaml.CSafeLoader))
        Area.model_validate(files[-1])
    if found := dangling(files):
        sys.exit("\n".join(found))


main()
