"""The workload W(n): the content that every tool in the benchmark is given, in no tool's own words.

W(n) holds n partitions, n workspaces that see one to three of them, n teams, n folders with 4n assets (a fifth of
them shared) that name each other 5n times, and a lifecycle of ten stages and twelve transitions in every tenth
workspace: 10.3 n declarations. It is a function of n alone, so two runs on two machines measure the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from attrs import evolve, frozen

BLOCK = 5  # one workspace in five owns the shared folder that the four beside it use
AREA = 100  # workspaces written to one file: about 1,000 declarations
LIFECYCLE_EVERY = 10
SIZES = {63: 5, 1_030: 100, 10_300: 1_000, 103_000: 10_000}  # declarations: n
EVERYTHING = ("*",)  # stands for "all partitions" and "all workspaces"


@frozen
class Partition:
    name: str
    title: str
    people: int
    owner: str


Thing = TypeVar("Thing", "Partition", "Asset")


@frozen
class Team:
    name: str
    title: str
    lead: str
    member: str


@frozen
class Workspace:
    name: str
    title: str
    code: str
    sees: tuple[str, ...]
    primary: str
    admin: str


@frozen
class Asset:
    """One asset; `references` maps what it says of another asset (`uses`, `fills`, ...) to that one's full path."""

    kind: str
    name: str
    title: str
    references: dict[str, str]
    inner: tuple[Asset, ...] = ()


@frozen
class Folder:
    name: str
    workspace: str
    shared_with: tuple[str, ...]
    assets: tuple[Asset, ...]


@frozen
class Stage:
    name: str
    kind: str
    means: str
    status: str = ""


@frozen
class Transition:
    """One arrow, with one cause: a score reached, a status set by the owner, or days gone by."""

    source: str
    target: str
    score: int = 0
    status: str = ""
    days: int = 0


@frozen
class Lifecycle:
    name: str
    title: str
    workspace: str
    partitions: tuple[str, ...]
    all_except: tuple[str, ...]
    owner: str
    success_path: tuple[str, ...]
    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]


@frozen
class Area:
    """What one file holds."""

    number: int
    partitions: tuple[Partition, ...]
    teams: tuple[Team, ...]
    workspaces: tuple[Workspace, ...]
    folders: tuple[Folder, ...]
    lifecycles: tuple[Lifecycle, ...]


def areas(n: int) -> Iterator[Area]:
    """W(n), file by file, so that the largest never stands in memory whole."""
    for number, start in enumerate(range(0, n, AREA)):
        members = range(start, min(start + AREA, n))
        yield Area(
            number=number,
            partitions=tuple(_partition(i) for i in members),
            teams=tuple(_team(i) for i in members),
            workspaces=tuple(_workspace(i) for i in members),
            folders=tuple(_folder(i, n) for i in members),
            lifecycles=tuple(_lifecycle(i, n) for i in members if _has_lifecycle(i, n)),
        )


def edited(area: Area, n: int) -> Area:
    """An area after a change of one region in a hundred: somebody sees more, titles are new, and one region is added."""
    new = n + area.number
    return evolve(
        area,
        partitions=(
            *(_retitled(one, i % AREA == 11) for i, one in enumerate(area.partitions)),
            _partition(new),
        ),
        teams=(*area.teams, _team(new)),
        workspaces=(
            *(
                _sees_more(one, area.workspaces[i - 1]) if i % AREA == 12 else one
                for i, one in enumerate(area.workspaces)
            ),
            evolve(_workspace(new), sees=(_region(new),)),
        ),
        folders=tuple(
            evolve(one, assets=tuple(_retitled(each, i % AREA == 13) for each in one.assets))
            for i, one in enumerate(area.folders)
        ),
    )


def _retitled(one: Thing, is_edited: bool) -> Thing:
    return evolve(one, title=f"{one.title} again") if is_edited else one


def _sees_more(workspace: Workspace, other: Workspace) -> Workspace:
    return evolve(workspace, sees=tuple(dict.fromkeys((*workspace.sees, other.primary))))


def declarations(area: Area) -> int:
    """How many declarations one area holds."""
    assets = sum(1 for folder in area.folders for _ in every_asset(folder.assets))
    plain = len(area.partitions) + len(area.teams) + len(area.workspaces) + len(area.folders)
    inner = sum(1 + len(each.stages) + len(each.transitions) for each in area.lifecycles)
    return plain + assets + inner


def every_asset(assets: tuple[Asset, ...]) -> Iterator[Asset]:
    """The assets and those inside them, outer before inner."""
    for asset in assets:
        yield asset
        yield from every_asset(asset.inner)


def _region(i: int) -> str:
    return "Default" if i == 0 else f"Region_{i:05d}"


def _team_name(i: int) -> str:
    return f"Ops_{i:05d}"


def _partition(i: int) -> Partition:
    return Partition(_region(i), f"People of region {i}", 1_000 + i * 37 % 9_000, _team_name(i))


def _team(i: int) -> Team:
    return Team(_team_name(i), f"Operations of region {i}", f"Head of region {i}", f"user{i}@acme.example")


def _workspace(i: int) -> Workspace:
    return Workspace(
        name=_region(i),
        title=f"Workspace of region {i}",
        code=f"R{i:05d}",
        sees=EVERYTHING if i == 0 else _seen(i),
        primary=_region(i),
        admin=_team_name(i),
    )


def _seen(i: int) -> tuple[str, ...]:
    """One to three partitions: its own first, the others of lower number, spread over all files."""
    candidates = dict.fromkeys((i, i // 2, i // 3))
    return tuple(_region(each) for each in candidates)[: 1 + i % 3]


def _folder(i: int, n: int) -> Folder:
    hub = i - i % BLOCK
    if i != hub:
        return Folder(f"Work_{i:05d}", _region(i), (), (_program(i, hub),))
    neighbours = tuple(_region(each) for each in range(hub + 1, min(hub + BLOCK, n)))
    return Folder(f"Hub_{i:05d}", _region(i), EVERYTHING if i == 0 else neighbours, _shared_assets(i))


def _shared_path(hub: int, asset: str) -> str:
    return f"{_region(hub)}.Hub_{hub:05d}.{asset}_{hub:05d}"


def _shared_assets(i: int) -> tuple[Asset, ...]:
    """What a hub shares: only kinds that Marketo shares, and one reference among them."""
    footer = {"snippet": _shared_path(i, "Footer")}
    return (
        Asset("snippet", f"Footer_{i:05d}", f"Footer of hub {i}", {}),
        Asset("email_template", f"Newsletter_{i:05d}", f"Newsletter of hub {i}", footer),
        Asset("landing_page_template", f"Event_Page_{i:05d}", f"Event page of hub {i}", {}),
        Asset("smart_list", f"Engaged_{i:05d}", f"Engaged at hub {i}", {}),
    )


def _program(i: int, hub: int) -> Asset:
    """A program with a form, an email and a campaign, which name six assets between them."""
    inside = f"{_region(i)}.Work_{i:05d}.Intro_{i:05d}"
    mail = {"template": _shared_path(hub, "Newsletter"), "snippet": _shared_path(hub, "Footer")}
    campaign = {
        "fills": f"{inside}.Registration_{i:05d}",
        "in": _shared_path(hub, "Engaged"),
        "sends": f"{inside}.Welcome_{i:05d}",
    }
    inner = (
        Asset("form", f"Registration_{i:05d}", f"Registration of region {i}", {}),
        Asset("email", f"Welcome_{i:05d}", f"Welcome to region {i}", mail),
        Asset("smart_campaign", f"Follow_Up_{i:05d}", f"Follow-up of region {i}", campaign),
    )
    page = {"template": _shared_path(hub, "Event_Page")}
    return Asset("program", f"Intro_{i:05d}", f"Introduction to region {i}", page, inner)


def _has_lifecycle(i: int, n: int) -> bool:
    return i % LIFECYCLE_EVERY == 0 and (i == 0 or i + LIFECYCLE_EVERY <= n)


def _lifecycle(i: int, n: int) -> Lifecycle:
    """The lifecycle of one workspace; that of Default moves whoever has no other."""
    others = tuple(_region(each) for each in range(1, n) if _has_lifecycle(each, n)) if i == 0 else ()
    return Lifecycle(
        name=f"Model_{i:05d}",
        title=f"Revenue model of region {i}",
        workspace=_region(i),
        partitions=EVERYTHING if i == 0 else (_region(i),),
        all_except=others,
        owner=_team_name(i),
        success_path=("Known", "Engaged", "Target", "MQL", "Accepted", "Qualified", "Opportunity", "Won"),
        stages=_stages(i),
        transitions=_transitions(i),
    )


def _stages(i: int) -> tuple[Stage, ...]:
    return (
        Stage("Known", "inventory", "We know who they are"),
        Stage("Engaged", "inventory", "They answered once"),
        Stage("Target", "inventory", "They are of the kind we want"),
        Stage("MQL", "sla 2 days", "Worth a call"),
        Stage("Accepted", "inventory", "Somebody took them on", f"Working {i}"),
        Stage("Qualified", "inventory", "There is a need and a budget", f"Qualified {i}"),
        Stage("Opportunity", "inventory", "There is an offer", f"Proposal {i}"),
        Stage("Won", "end", "They bought", f"Won {i}"),
        Stage("Recycled", "inventory", "Not now, perhaps later"),
        Stage("Disqualified", "end", "Never to be asked again", f"Unfit {i}"),
    )


def _transitions(i: int) -> tuple[Transition, ...]:
    return (
        Transition("Known", "Engaged", score=10),
        Transition("Engaged", "Target", score=40),
        Transition("Target", "MQL", score=100),
        Transition("MQL", "Accepted", status=f"Working {i}"),
        Transition("MQL", "Recycled", days=5),
        Transition("Accepted", "Qualified", status=f"Qualified {i}"),
        Transition("Accepted", "Disqualified", status=f"Unfit {i}"),
        Transition("Accepted", "Recycled", days=30),
        Transition("Qualified", "Opportunity", status=f"Proposal {i}"),
        Transition("Qualified", "Recycled", days=60),
        Transition("Opportunity", "Won", status=f"Won {i}"),
        Transition("Recycled", "MQL", days=90),
    )
