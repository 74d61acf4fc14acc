"""The moves that a comparison asks for, before they have an order."""

from collections.abc import Iterator

from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Effect, Move, Put, See
from mopsdsl.graphs.sight import Sight
from mopsdsl.model.access import Partition, Wall, Workspace
from mopsdsl.model.people import Instance
from mopsdsl.ordering.versions import wall_between

FIRST, LAST = "first", "last"


def drafts(comparison: Comparison) -> list[Move]:
    """One move for each change; a partition comes and goes with the sight of those workspaces that see every partition."""
    seeing = _Seeing(comparison)
    return [move for change in comparison.changes for move in _moves(change, seeing)]


def _moves(change: Change, seeing: "_Seeing") -> Iterator[Move]:
    match change:
        case Create():
            effects: tuple[Effect, ...] = (Put(change.id, change.after),)
            if isinstance(change.after, Partition):
                effects += seeing.of(change.after.name, seeing.after, gone=False)
            yield _move("create", change, effects)
        case Remove():
            effects = (Put(change.id, None),)
            if isinstance(change.before, Partition):
                effects += seeing.of(change.before.name, seeing.before, gone=True)
            yield _move("remove", change, effects)
        case Alter() | Rename():
            if not seeing.is_all_of(change):
                yield from _altered(change)


def _altered(change: Alter | Rename) -> Iterator[Move]:
    """A wall gives up what it no longer holds and then holds what is new; a limit is raised before and lowered after everything else."""
    before, after, verb = change.before, change.after, change.action
    if isinstance(before, Wall) and isinstance(after, Wall):
        between = wall_between(before, after)
        if between is not None and _reach(between) == _reach(after):
            yield _move(verb, change, (Put(change.id, after),))
            return
        if between is None or _reach(between) != _reach(before):
            yield _move(verb, change, (Put(change.id, between),), FIRST)
        yield _move(verb, change, (Put(change.id, after),), LAST)
    elif isinstance(before, Instance) and isinstance(after, Instance) and before.limits != after.limits:
        from attrs import evolve

        limits = {
            name: max(each.limits[name] for each in (before, after) if name in each.limits)
            for name in sorted(before.limits.keys() & after.limits.keys())
        }
        if limits == after.limits:
            yield _move(verb, change, (Put(change.id, after),))
        else:
            yield _move(verb, change, (Put(change.id, evolve(after, limits=limits)),), FIRST)
            yield _move(verb, change, (Put(change.id, after),), LAST)
    else:
        yield _move(verb, change, (Put(change.id, after),))


def _reach(wall: Wall) -> tuple[int, int]:
    """How much a wall keeps apart and how many it lets through: of what stands between two forms, enough to know it from either."""
    return len(wall.left) + len(wall.right), len(wall.except_workspaces) + len(wall.except_teams)


def _move(verb: str, change: Change, effects: tuple[Effect, ...], part: str = "") -> Move:
    id = f"{verb} {change.id}" + (f" ({part})" if part else "")
    return Move(id, verb, change.id, effects, (change.id,), part)


class _Seeing:
    """The workspaces that list every partition before and after.

    The dialog of a new partition ticks them at once, and a partition that is deleted is gone from their lists.
    """

    def __init__(self, comparison: Comparison) -> None:
        old, new = Sight(comparison.before), Sight(comparison.after)
        self.before, self.after = comparison.before.workspaces, comparison.after.workspaces
        self.names = [
            name
            for name in self.after
            if name in self.before
            and isinstance(self.before[name].sees, tuple)
            and isinstance(self.after[name].sees, tuple)
            and old.sees_everything(name)
            and new.sees_everything(name)
        ]
        self.moving = comparison.before.partitions.keys() ^ comparison.after.partitions.keys()

    def of(self, partition: str, workspaces: dict[str, Workspace], gone: bool) -> tuple[See, ...]:
        """The workspaces that get to see a partition with its making, or no longer see it with its end."""
        found = []
        for name in self.names:
            sees = workspaces[name].sees
            listed = sees if isinstance(sees, tuple) else ()
            found += [See(f"workspace:{name}", one, gone) for one in listed if one.name == partition]
        return tuple(found)

    def is_all_of(self, change: Alter | Rename) -> bool:
        """Whether a workspace changes in nothing but partitions that come and go."""
        if change.after.name not in self.names or change.id.partition(":")[0] != "workspace":
            return False
        if isinstance(change, Rename) or [one.name for one in change.properties] != ["sees"]:
            return False
        sees = change.properties[0]
        return {str(one).partition(":")[2] for one in set(sees.before) ^ set(sees.after)} <= self.moving
