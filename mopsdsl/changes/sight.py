"""Who gains or loses sight of whom between two models: teams through all their grants together, workspaces, and readers of shared assets.

What is new and sees something new is no gain, and `all` that takes in a new thing is none either; somebody new who sees people
that were there before is one. Who is gone loses nothing; who stays and loses a partition that is gone does, and it is said as such.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import Factory

from mopsdsl._value import value
from mopsdsl.graphs.edges import Edge, World, access_text, granted_at, place_of
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import NOTHING, Sight
from mopsdsl.graphs.things import Node
from mopsdsl.graphs.walls.sides import keeps
from mopsdsl.model.base import Everything
from mopsdsl.model.model import Model

Path = tuple[Edge, ...]

WITH_AN_AUDIENCE = ("smart_campaign", "smart_list", "static_list", "segmentation", "program")
"""The kinds of assets whose audience is whom their workspace sees (experienceleague: understanding-workspaces-and-person-partitions)."""


@value
class SightChange:
    """Somebody gains or loses sight of people (`kind` people: `what` is a partition) or of what is shared (asset: a shared folder).

    `who` is a team or a workspace. `people` is the partition's size, where the specs hold it (0: nobody is in it). `before` and `after`
    are the path in each model, hop by hop; the one in which there is none is empty. `walls` are ids of walls that the gain touches: its
    people stand on one of their sides. `assets` are ids of what is concerned: all in the workspace that has an audience, or what was read
    through the folder. `stops` are ids of what stands in the workspace and stops working through a loss, or reaches fewer people.
    `touched` and `stopped` count both by kind; "user" in `touched` are the people of a team. `of_new`: `who` was not there before;
    `of_gone`: `what` is gone altogether.
    """

    kind: str
    who: Node
    what: Node
    gained: bool
    people: int | None
    before: Path
    after: Path
    walls: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    touched: dict[str, int] = Factory(dict)
    stopped: dict[str, int] = Factory(dict)
    of_new: bool = False
    of_gone: bool = False

    @property
    def stops_a_campaign(self) -> bool:
        return "smart_campaign" in self.stopped


def world_of(model: Model) -> World:
    """A model as the graphs ask of it."""
    return World(model, Names(model), Sight(model))


def sight_changes(before: World, after: World) -> tuple[SightChange, ...]:
    """Every gain and loss between two models (the older in the newer one's names), what matters most first.

    First gains near a wall, then losses that stop a campaign, then gains, then losses; of alike ones those of many people.
    """
    from mopsdsl.changes.readers import reader_changes

    people = _People(before, after)
    found = (*people.of_workspaces(), *people.of_teams(), *reader_changes(before, after))
    return tuple(sorted(found, key=_weight))


def _weight(change: SightChange) -> tuple[int, int, str, str, str]:
    if change.gained:
        rank = 0 if change.walls else 2
    else:
        rank = 1 if change.stops_a_campaign else 3
    return rank, -(change.people or 0), change.kind, change.who.id, change.what.id


class _People:
    """Sight of people, before and after."""

    def __init__(self, before: World, after: World) -> None:
        self.before, self.after = before, after
        self.old, self.new = before.sight.partitions, after.sight.partitions
        self.walls = _walls((before.model, after.model))
        self.altered = {
            name
            for name in self.old.keys() | self.new.keys()
            if self.old.get(name, NOTHING) != self.new.get(name, NOTHING)
        }
        self.with_audience = _with_audience(before.model, after.model, self.altered)

    def of_workspaces(self) -> Iterator[SightChange]:
        for name in sorted(self.altered & self.new.keys()):
            if self.after.model.workspaces[name].implied:
                continue  # Marketo's own Default, of which the specs say nothing
            old, new = self.old.get(name, NOTHING), self.new[name]
            assets = self.with_audience.get(name, ())
            touched = counted(self.after, assets)
            for partition in self._gained(old, new):
                after = (_sees(self.after, name, partition),)
                yield self._gain(f"workspace:{name}", partition, after, assets, touched)
            for partition in sorted(old - new):
                before = (_sees(self.before, name, partition),)
                yield self._loss(f"workspace:{name}", partition, before, assets, touched)

    def of_teams(self) -> Iterator[SightChange]:
        for name, team in self.after.model.teams.items():
            old_homes, new_homes = _homes(self.before, name), _homes(self.after, name)
            if old_homes == new_homes and self.altered.isdisjoint(new_homes):
                continue
            old, new = _reach(self.old, old_homes), _reach(self.new, new_homes)
            touched = {"user": team.size} if team.size else {}
            for partition in self._gained(old, new):
                yield self._gain(team.id, partition, _way(self.after, name, partition), (), touched)
            for partition in sorted(old - new):
                yield self._loss(team.id, partition, _way(self.before, name, partition), (), touched)

    def _gained(self, old: frozenset[str], new: frozenset[str]) -> list[str]:
        """The partitions that come into sight, but for new ones, in which nobody is yet; an instance as Marketo delivers it is empty."""
        partitions = self.before.model.partitions
        if all(partition.implied for partition in partitions.values()):
            return []
        return sorted((new - old) & partitions.keys())

    def _gain(
        self, who: str, partition: str, after: Path, assets: tuple[str, ...], touched: dict[str, int]
    ) -> SightChange:
        what = self.after.things.nodes[f"partition:{partition}"]
        return SightChange(
            "people",
            self.after.things.nodes[who],
            what,
            True,
            self._size(partition),
            (),
            after,
            walls=self.walls.get(partition, ()),
            assets=assets,
            touched=touched,
            of_new=who not in self.before.things.nodes,
        )

    def _loss(
        self, who: str, partition: str, before: Path, assets: tuple[str, ...], touched: dict[str, int]
    ) -> SightChange:
        id, people = f"partition:{partition}", self._size(partition)
        gone = id not in self.after.things.nodes
        stops = () if people == 0 else assets
        return SightChange(
            "people",
            self.after.things.nodes[who],
            (self.before if gone else self.after).things.nodes[id],
            False,
            people,
            before,
            (),
            assets=assets,
            stops=stops,
            touched=touched,
            stopped=touched if stops else {},
            of_gone=gone,
        )

    def _size(self, partition: str) -> int | None:
        """As the newer specs have it, or, where they don't say, the older ones."""
        held = (world.model.partitions.get(partition) for world in (self.after, self.before))
        sizes = (0 if one.empty else one.people for one in held if one is not None)
        return next((size for size in sizes if size is not None), None)


def _walls(models: Iterable[Model]) -> dict[str, tuple[str, ...]]:
    """Partition → the walls of either model on whose sides it stands: also one that is taken down in the same change."""
    found: dict[str, set[str]] = {}
    for model in models:
        for wall in model.walls.values():
            for keep in keeps(wall):
                for partition in keep.left | keep.right:
                    found.setdefault(partition, set()).add(wall.id)
    return {partition: tuple(sorted(walls)) for partition, walls in found.items()}


def _with_audience(before: Model, after: Model, workspaces: set[str]) -> dict[str, tuple[str, ...]]:
    """Workspace → the ids of what has an audience and stands there at both ends."""
    found: dict[str, list[str]] = {}
    for name, asset in after.assets.items() if workspaces else ():
        home = asset.workspace.name
        old = before.assets.get(name) if home in workspaces and asset.asset_kind in WITH_AN_AUDIENCE else None
        if old is not None and old.workspace.name == home:
            found.setdefault(home, []).append(asset.id)
    return {home: tuple(sorted(ids)) for home, ids in found.items()}


def counted(world: World, assets: Iterable[str]) -> dict[str, int]:
    """How many there are of each kind of asset, sorted by kind; by ids."""
    kinds = Counter(world.model.assets[id.partition(":")[2]].asset_kind for id in assets)
    return dict(sorted(kinds.items()))


def _homes(world: World, team: str) -> tuple[str, ...]:
    """The workspaces that a team works in, in the order of its grants, each once."""
    return tuple(dict.fromkeys(access.workspace for access in world.sight.accesses.get(team, ())))


def _reach(partitions: dict[str, frozenset[str]], homes: tuple[str, ...]) -> frozenset[str]:
    return NOTHING.union(*(partitions.get(home, NOTHING) for home in homes))


def _way(world: World, team: str, partition: str) -> Path:
    """A team's first way to a partition."""
    for access in world.sight.accesses[team]:
        if partition in world.sight.partitions.get(access.workspace, NOTHING):
            home = f"workspace:{access.workspace}"
            works = Edge(f"team:{team}", home, "works_in", granted_at(access), access_text(access))
            return works, _sees(world, access.workspace, partition)
    raise AssertionError("asked only of partitions that are in reach")


def _sees(world: World, workspace: str, partition: str) -> Edge:
    declared = world.model.workspaces[workspace]
    label = "sees all" if isinstance(declared.sees, Everything) else ""
    span = place_of(declared.sees, partition, declared.span)
    return Edge(declared.id, f"partition:{partition}", "sees", span, label)
