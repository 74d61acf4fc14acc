"""Which moves can break which promises together: the others may be done in any order that keeps their needs."""

from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Move

_WALLS = frozenset(
    ("workspace", "partition", "grant", "team", "wall", "lifecycle", "smart_campaign", "smart_list", "static_list", "segmentation")
)  # fmt: skip
_ROUTING = frozenset(
    ("workspace", "partition", "routing", "site", "field", "list", "smart_campaign", "form", "landing_page", "smart_list",
     "static_list", "segmentation")
)  # fmt: skip
_SIGHT = frozenset(("workspace", "partition", "smart_campaign", "landing_page", "segmentation"))
_LIMITS = frozenset(("instance", "segmentation"))


class Topics:
    """What each move is about, of what can be promised between the two models at all: walls, routing, sight, limits."""

    def __init__(self, comparison: Comparison) -> None:
        before, after = comparison.before, comparison.after
        self.kinds = {change.id: change.kind for change in comparison.changes}
        self.topics = {"limits": _LIMITS}
        if all(workspace.implied for workspace in before.workspaces.values()):
            return  # an instance as Marketo delivers it: nobody was promised anything yet
        self.topics["sight"] = _SIGHT
        if before.walls.keys() & after.walls.keys():
            self.topics["walls"] = _WALLS
        if before.routings or after.routings:
            self.topics["routing"] = _ROUTING

    def of(self, move: Move) -> tuple[str, ...]:
        """The topics of a move; none where it breaks nothing that the needs of moves do not keep already."""
        kind = self.kinds.get(move.subject) or move.subject.partition(":")[0]
        return tuple(topic for topic, kinds in self.topics.items() if kind in kinds)
