"""Which moves can break which promises together: the others may be done in any order that keeps their needs."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mopsdsl.changes.change import Alter, Change, Rename
from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Move
from mopsdsl.model.assets import Segmentation
from mopsdsl.model.model import Model

_WALLS = frozenset(
    ("workspace", "partition", "grant", "team", "wall", "lifecycle", "routing", "smart_campaign", "smart_list", "static_list",
     "segmentation")
)  # fmt: skip
_ROUTING = frozenset(
    ("workspace", "partition", "routing", "site", "field", "list", "smart_campaign", "form", "landing_page", "smart_list",
     "static_list", "segmentation")
)  # fmt: skip
_SIGHT = frozenset(("workspace", "partition", "smart_campaign", "landing_page", "segmentation"))
_LIMITS = frozenset(("instance", "segmentation"))
_HARMLESS = frozenset(
    ("title", "documentation", "allowances", "means", "people", "owner", "code", "language", "domain", "deprecated", "lead",
     "calendar", "size", "tags", "because", "until", "side")
)  # fmt: skip
"""Properties that no promise asks."""
_SEEING = (("workspace", "sees"), ("grant", "workspaces"))
"""What lets somebody see more or less."""


class Topics:
    """What each move is about, of what can be promised between the two models at all: walls, routing, sight, limits."""

    def __init__(self, comparison: Comparison) -> None:
        before, after = comparison.before, comparison.after
        self.kinds = {change.id: change.kind for change in comparison.changes}
        self.has_segmentations = any(_segments(model) for model in (before, after))
        self.stretches = {change.id: self._stretch(change) for change in comparison.changes}
        self.harmless = {change.id for change in comparison.changes if _is_harmless(change)}
        self.topics = {"limits": _LIMITS}
        if all(workspace.implied for workspace in before.workspaces.values()):
            return  # an instance as Marketo delivers it: nobody was promised anything yet
        self.topics["sight"] = _SIGHT
        if before.walls or after.walls:
            self.topics["walls"] = _WALLS
        if before.routings or after.routings:
            self.topics["routing"] = _ROUTING

    def of(self, move: Move) -> tuple[str, ...]:
        """The topics of a move; none where it breaks nothing that the needs of moves do not keep already."""
        if move.subject in self.harmless and not move.temporary:
            return ()
        kind = self.kinds.get(move.subject) or move.subject.partition(":")[0]
        return tuple(topic for topic, kinds in self.topics.items() if kind in kinds)

    def firm(self, moves: Sequence[Move], topics: Iterable[str]) -> Iterator[tuple[Move, Move]]:
        """What a wall or a limit no longer asks, it does not ask on the way; what it asks only in the end, it asks when all is done."""
        for topic in topics:
            about = [move for move in moves if topic in self.of(move)]
            firm = [move for move in about if move.subject.startswith(("wall:", "instance:"))]
            others = [move for move in about if move not in firm]
            for move in firm:
                yield from ((move, other) if is_stronger(move) else (other, move) for other in others)

    def ends(self, order: Sequence[Move]) -> Iterator[bool]:
        """For each move of an order, whether the rules have to be asked after it."""
        critical = [number for number, move in enumerate(order) if self.of(move)]
        following = dict(pairwise(critical))
        for number, move in enumerate(order):
            if not self.of(move):
                yield number == len(order) - 1
            else:
                after = order[following[number]] if number in following else None
                yield after is None or not self.in_one_stretch(move, after)

    def in_one_stretch(self, move: Move, after: Move) -> bool:
        """Whether of two moves each only makes things, only removes them, only gives sight or only takes it."""
        here, there = (self.stretches.get(one.subject, "") for one in (move, after))
        whole = not (move.part or after.part or move.temporary or after.temporary)
        return (
            bool(here)
            and here == there
            and (whole or here in ("create", "remove"))
            and move.verb == after.verb
        )

    def _stretch(self, change: Change) -> str:
        """What a change only does; nothing where it may break what another mends, as a routing and its campaigns do, or mends
        it, as the end of a wall does.

        Whom a segmentation counts hangs on the sight of two workspaces: where there is one, sight is given and taken singly.
        """
        if change.id.startswith("routing:") or (change.kind == "wall" and change.action != "create"):
            return ""
        if not isinstance(change, Alter | Rename):
            return change.action
        counts = [one for one in change.properties if one.name not in _HARMLESS]
        if self.has_segmentations or len(counts) != 1 or (change.kind, counts[0].name) not in _SEEING:
            return ""
        before, after = counts[0].before, counts[0].after
        if not isinstance(before, list) or not isinstance(after, list):
            return ""
        return "widen" if set(before) <= set(after) else "narrow" if set(after) <= set(before) else ""


def is_stronger(move: Move) -> bool:
    """Whether a wall or a limit asks more after a move than before it."""
    return move.part == "last" or (move.verb == "create" and move.subject.startswith("wall:"))


def _segments(model: Model) -> bool:
    return any(isinstance(asset, Segmentation) for asset in model.assets.values())


def _is_harmless(change: Change) -> bool:
    return isinstance(change, Alter | Rename) and all(one.name in _HARMLESS for one in change.properties)
