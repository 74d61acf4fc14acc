"""The moves that a comparison asks for, before they have an order."""

from collections.abc import Iterator

from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Effect, Move, Put, See
from mopsdsl.graphs.sight import Sight
from mopsdsl.model.access import Partition, Wall
from mopsdsl.model.people import Instance
from mopsdsl.ordering.versions import wall_between

FIRST, LAST = "first", "last"


def drafts(comparison: Comparison) -> list[Move]:
    """One move for each change; a new partition comes with the sight of those workspaces that see every partition."""
    seeing = _Seeing(comparison)
    return [move for change in comparison.changes for move in _moves(change, seeing)]


def _moves(change: Change, seeing: "_Seeing") -> Iterator[Move]:
    match change:
        case Create():
            effects: tuple[Effect, ...] = (Put(change.id, change.after),)
            if isinstance(change.after, Partition):
                effects += seeing.of(change.after.name)
            yield _move("create", change, effects)
        case Remove():
            yield _move("remove", change, (Put(change.id, None),))
        case Alter() | Rename():
            if not seeing.is_all_of(change):
                yield from _altered(change)


def _altered(change: Alter | Rename) -> Iterator[Move]:
    """A wall holds on the way what it holds at both ends; a limit is raised before and lowered after everything else."""
    before, after, verb = change.before, change.after, change.action
    if isinstance(before, Wall) and isinstance(after, Wall):
        yield _move(verb, change, (Put(change.id, wall_between(before, after)),), FIRST)
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


def _move(verb: str, change: Change, effects: tuple[Effect, ...], part: str = "") -> Move:
    id = f"{verb} {change.id}" + (f" ({part})" if part else "")
    return Move(id, verb, change.id, effects, (change.id,), part)


class _Seeing:
    """The workspaces that list every partition before and after: the dialog of a new partition ticks them at once."""

    def __init__(self, comparison: Comparison) -> None:
        before, after = Sight(comparison.before), Sight(comparison.after)
        self.names = [
            name
            for name, workspace in comparison.after.workspaces.items()
            if name in comparison.before.workspaces
            and isinstance(workspace.sees, tuple)
            and before.sees_everything(name)
            and after.sees_everything(name)
        ]
        self.workspaces = comparison.after.workspaces
        self.new = comparison.after.partitions.keys() - comparison.before.partitions.keys()

    def of(self, partition: str) -> tuple[See, ...]:
        found = []
        for name in self.names:
            sees = self.workspaces[name].sees
            listed = sees if isinstance(sees, tuple) else ()
            found += [See(f"workspace:{name}", one) for one in listed if one.name == partition]
        return tuple(found)

    def is_all_of(self, change: Alter | Rename) -> bool:
        """Whether a workspace changes in nothing but the new partitions that it sees."""
        if change.after.name not in self.names or change.id.partition(":")[0] != "workspace":
            return False
        if isinstance(change, Rename) or [one.name for one in change.properties] != ["sees"]:
            return False
        sees = change.properties[0]
        gained = {str(one).partition(":")[2] for one in sees.after} - {
            str(one).partition(":")[2] for one in sees.before
        }
        return set(sees.before) <= set(sees.after) and gained <= self.new
