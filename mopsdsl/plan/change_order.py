"""The order in which a change is told: moves as their needs ask, what is emptied together as one, what is emptied first on its own.

What stands in a removed program or workspace goes with it, so its moves are told together wherever their needs leave them beside each
other. Campaigns of a removed workspace stop, and people leave a removed partition, before anything that looks after them goes.
"""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

from mopsdsl._value import value
from mopsdsl.changes.change import Remove
from mopsdsl.changes.moves import Course, Move, Put
from mopsdsl.changes.needs import before
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.model.access import Partition, Workspace
from mopsdsl.model.assets import Asset

LOOKING_AFTER = ("partition", "workspace", "grant", "team", "asset", "lifecycle")
"""Kinds that hold people, see them or act on them: whoever is to be moved out is moved before these go."""
MOVE, CONTENTS, STOP, DRAIN = "move", "contents", "stop", "drain"


@value
class Unit:
    """What is told in one go. `kind` is move (one of its own), contents (all in a removed thing), stop (its campaigns, beforehand) or
    drain (the people of a partition, beforehand); `subject` the thing that it is about. `needs` are ids of units."""

    id: str
    kind: str
    subject: str
    moves: tuple[Move, ...]
    needs: tuple[str, ...]


def units(course: Course, context: ChangeContext) -> list[Unit]:
    """Every move in one unit, each unit after all that it needs."""
    nodes = _Nodes(_tried_last(course), context)
    nodes.add_stops()
    nodes.add_drains()
    return list(_sorted(nodes))


def _tried_last(course: Course) -> Course:
    """With walls after all that waits for them: a wall stands from its move on, and whether it holds is tried once that is done."""
    needs = dict(course.needs)
    tried = [
        move
        for move in course.moves
        if move.subject.startswith("wall:") and move.part != "first" and move.verb != "remove"
    ]
    order = [*(move for move in course.moves if move not in tried), *tried]
    for wall in tried:
        later: dict[str, None] = {}
        for move in course.moves:
            if wall.id in needs[move.id]:
                needs[move.id] = _instead(needs[move.id], wall.id, needs[wall.id])
                later[move.id] = None
            elif any(need in later for need in needs[move.id]):
                later[move.id] = None
        needed = {need for id in later for need in needs[id]}
        needs[wall.id] = (*needs[wall.id], *(id for id in later if id not in needed))
    return Course(tuple(order), needs, course.conflicts)


def _instead(needs: tuple[str, ...], one: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(need for need in needs if need != one), *others)))


def removed_container(asset: Asset, removed: frozenset[str]) -> str:
    """The outermost removed thing that an asset stands in, itself included."""
    if f"workspace:{asset.workspace.name}" in removed:
        return f"workspace:{asset.workspace.name}"
    outermost, path = asset.id, asset.parent
    while path:
        if f"asset:{path}" in removed:
            outermost = f"asset:{path}"
        path = path.rpartition(".")[0]
    return outermost


class _Nodes:
    """Moves and what comes before them, with their needs, by id."""

    def __init__(self, course: Course, context: ChangeContext) -> None:
        self.course, self.context = course, context
        self.moves = {move.id: move for move in course.moves}
        self.needs = {move.id: list(course.needs[move.id]) for move in course.moves}
        self.place = {move.id: (1, number, move.id) for number, move in enumerate(course.moves)}
        self.groups: dict[str, str] = {}
        self.kinds: dict[str, tuple[str, str]] = {}
        removed = frozenset(change.id for change in context.comparison.changes if isinstance(change, Remove))
        for move in course.moves:
            change = context.changes.get(move.subject)
            if move.verb == "remove" and isinstance(change, Remove) and isinstance(change.before, Asset):
                self.groups[move.id] = removed_container(change.before, removed)

    def add_stops(self) -> None:
        """The campaigns of a removed workspace stop before anything of it goes."""
        inside: dict[str, list[str]] = {}
        for move, container in self.groups.items():
            if container.startswith("workspace:"):
                inside.setdefault(container, []).append(move)
        for container, moves in sorted(inside.items()):
            if any(self.context.changes[self.moves[move].subject].kind == "smart_campaign" for move in moves):
                self._before(f"stop {container}", (STOP, container), moves)

    def add_drains(self) -> None:
        """People leave a partition once nobody comes in any more, and before somebody looks away from it or it goes."""
        for move in self.course.moves:
            change = self.context.changes.get(move.subject)
            if move.verb == "remove" and isinstance(change, Remove) and isinstance(change.before, Partition):
                stops = [f"stop {id}" for id in self._seeing(change.name) if f"stop {id}" in self.needs]
                self._before(f"drain {move.subject}", (DRAIN, move.subject), [move.id], stops)

    def _seeing(self, partition: str) -> Iterator[str]:
        return (f"workspace:{name}" for name in self.context.before.sight.workspaces.get(partition, ()))

    def _before(self, id: str, kind: tuple[str, str], ends: list[str], needs: Iterable[str] = ()) -> None:
        """A node before moves and before all that these need and that takes something away; after all else that they need."""
        needed = {*ends, *before(self.course.needs, *ends)}
        taking: list[str] = []
        after: set[str] = set()
        for one in sorted(needed, key=self.place.__getitem__):
            if self._takes(self.moves[one]):
                taking.append(one)
                after.add(one)
            elif not after.isdisjoint(self.course.needs[one]):
                after.add(one)
        self.needs[id] = [*sorted(needed - after, key=self.place.__getitem__), *needs]
        self.place[id] = (0, min(self.place[end] for end in (*ends, *taking))[1], id)
        self.kinds[id] = kind
        for one in taking:
            self.needs[one].append(id)

    def _takes(self, move: Move) -> bool:
        kind = move.subject.partition(":")[0]
        if move.verb == "remove":
            return kind in LOOKING_AFTER
        return move.verb != "create" and kind in ("workspace", "grant") and not self._only_widens(move)

    def _only_widens(self, move: Move) -> bool:
        """Whether a workspace sees after a move all that it saw before the change."""
        before = self.context.before.model.workspaces.get(move.subject.partition(":")[2])
        after = next((one.declaration for one in move.effects if isinstance(one, Put)), None)
        if move.part != "first" or before is None or not isinstance(after, Workspace):
            return False
        if not isinstance(before.sees, tuple) or not isinstance(after.sees, tuple):
            return False
        return {one.name for one in before.sees} <= {one.name for one in after.sees}


def _sorted(nodes: _Nodes) -> Iterator[Unit]:
    """By needs, else as the moves came; what goes with a container waits for all else, so that it can be told together."""
    waiting = {id: len(set(needs)) for id, needs in nodes.needs.items()}
    dependants: dict[str, list[str]] = {}
    for id, needs in nodes.needs.items():
        for need in dict.fromkeys(needs):
            dependants.setdefault(need, []).append(id)
    ready = [(id in nodes.groups, nodes.place[id], id) for id, left in waiting.items() if not left]
    heapify(ready)
    unit_of: dict[str, str] = {}

    def take(id: str) -> None:
        for dependant in dependants.get(id, ()):
            waiting[dependant] -= 1
            if not waiting[dependant]:
                heappush(ready, (dependant in nodes.groups, nodes.place[dependant], dependant))

    while ready:
        _, _, id = heappop(ready)
        members = [id]
        take(id)
        group = nodes.groups.get(id)
        while group and (more := [one for one in ready if nodes.groups.get(one[2]) == group]):
            for one in sorted(more):
                ready.remove(one)
                members.append(one[2])
            heapify(ready)
            for one in sorted(more):
                take(one[2])
        unit_of |= dict.fromkeys(members, id)
        yield _unit(id, members, nodes, unit_of)


def _unit(id: str, members: list[str], nodes: _Nodes, unit_of: dict[str, str]) -> Unit:
    needs = dict.fromkeys(unit_of[need] for member in members for need in nodes.needs[member])
    needs.pop(id, None)
    moves = tuple(nodes.moves[member] for member in members if member in nodes.moves)
    if id in nodes.kinds:
        kind, subject = nodes.kinds[id]
        return Unit(id, kind, subject, (), tuple(needs))
    group = nodes.groups.get(id, "")
    is_whole = group.startswith("workspace:") or len(moves) > 1
    return Unit(
        id, CONTENTS if is_whole else MOVE, group if is_whole else moves[0].subject, moves, tuple(needs)
    )
