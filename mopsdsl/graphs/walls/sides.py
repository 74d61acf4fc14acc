"""One wall against one model: what stands on which side, and the path that crosses."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.graphs.sight import NOTHING, Sight
from mopsdsl.model.access import Wall, Workspace
from mopsdsl.model.base import Declaration, Everything, Reference
from mopsdsl.model.model import Model
from mopsdsl.source.text import Span


@value
class Hop:
    """One step of a path, as half a sentence, with its place."""

    label: str
    span: Span


@value
class Breach:
    """One way across a wall.

    `way` is sight, idle (the sight of an undeclared Default in which nobody works and nothing stands), grants, members,
    handover, move, route, lifecycle, list or alert; `who` is the workspace, team, campaign or lifecycle
    that crosses (`login` the person, for members); `left` and `right` are two partitions that it joins; `decisive` is the
    line that a person must change; `path` has every hop in order.
    """

    wall: Wall
    way: str
    who: Declaration
    left: str
    right: str
    decisive: Span
    path: tuple[Hop, ...]
    login: str = ""


class Sides:
    """One `keep` of a wall, with the partitions of its two sides; one that stands on both counts on neither."""

    def __init__(self, wall: Wall, keep: "Keep", model: Model, sight: Sight) -> None:
        self.wall = wall
        self.model = model
        self.sight = sight
        self.left = (keep.left - keep.right) & model.partitions.keys()
        self.right = (keep.right - keep.left) & model.partitions.keys()
        self.excepted_workspaces = {reference.name for reference in wall.except_workspaces}
        self.excepted_teams = {reference.name for reference in wall.except_teams}

    def side(self, workspace: str) -> str:
        """Where a workspace stands: left, right, both, neither, or excepted."""
        if workspace in self.excepted_workspaces:
            return "excepted"
        partitions = self.sight.partitions.get(workspace, NOTHING)
        left, right = not self.left.isdisjoint(partitions), not self.right.isdisjoint(partitions)
        if left and right:
            return "both"
        return "left" if left else "right" if right else "neither"

    def of(self, side: str) -> frozenset[str]:
        """The partitions of the side."""
        return self.left if side == "left" else self.right

    def seen(self, workspace: str, side: str) -> str:
        """A partition of the side that the workspace sees: the first by name."""
        return min(self.sight.partitions[workspace] & self.of(side))

    def sees(self, workspace: str, partition: str) -> Hop:
        """The hop from a workspace to a partition that it sees."""
        return Hop(
            f"workspace {workspace} sees {partition}", sees_at(self.model.workspaces[workspace], partition)
        )

    def is_excepted(self, team: str) -> bool:
        """Whether a team may see both sides: by name, or because it works in a workspace that may."""
        accesses = self.sight.accesses.get(team, ())
        return team in self.excepted_teams or any(
            access.workspace in self.excepted_workspaces for access in accesses
        )


@value
class Keep:
    """`keep LEFT apart from RIGHT`, by name."""

    left: frozenset[str]
    right: frozenset[str]


def keeps(wall: Wall) -> Iterator[Keep]:
    """The `keep` lines of a wall: what one keeps apart, another need not. In the text, each line's left stands before its right."""
    written = [(reference, "left") for reference in wall.left] + [
        (reference, "right") for reference in wall.right
    ]
    written.sort(key=lambda pair: (pair[0].span.source.name, pair[0].span.start))
    names: dict[str, set[str]] = {"left": set(), "right": set()}
    for reference, side in written:
        if side == "left" and names["right"]:
            yield Keep(frozenset(names["left"]), frozenset(names["right"]))
            names = {"left": set(), "right": set()}
        names[side].add(reference.name)
    yield Keep(frozenset(names["left"]), frozenset(names["right"]))


OPPOSITE = {"left": "right", "right": "left"}


def sees_at(workspace: Workspace, partition: str) -> Span:
    """Where a workspace says that it sees a partition; its name's place where it says `sees all`."""
    return reference_span(workspace.sees, partition) or workspace.span


def reference_span(choice: tuple[Reference, ...] | Everything | None, name: str) -> Span | None:
    """Where a list of names holds one, if it does."""
    if choice is None or isinstance(choice, Everything):
        return None
    return next((reference.span for reference in choice if reference.name == name), None)
