"""Who sees whom: workspaces see partitions, teams work in workspaces, shared assets are read in others.

Plain dictionaries: these answers are asked for thousands of times in a run. networkx comes in where a path is wanted.
"""

from collections.abc import Mapping
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.model.access import Grant
from mopsdsl.model.assets import Asset, Folder
from mopsdsl.model.base import Everything, Reference
from mopsdsl.model.model import Model

NOTHING: frozenset[str] = frozenset()


@value
class Access:
    """One way in which a team works in a workspace."""

    workspace: str
    grant: Grant


def chosen(
    choice: tuple[Reference, ...] | Everything | None, everything: Mapping[str, object]
) -> tuple[str, ...]:
    """The names that a list, `all` or `all except ...` stands for; names that do not exist are left out."""
    if choice is None:
        return ()
    if isinstance(choice, Everything):
        left_out = {reference.name for reference in choice.except_}
        return tuple(name for name in everything if name not in left_out)
    return tuple(reference.name for reference in choice if reference.name in everything)


class Sight:
    """Visibility in one model. All sets hold names; unknown names never appear in them."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @cached_property
    def partitions(self) -> dict[str, frozenset[str]]:
        """Workspace → the partitions that it sees."""
        everything: dict[str, object] = dict(self.model.partitions)
        all_of_them = frozenset(everything)
        return {
            name: all_of_them
            if isinstance(workspace.sees, Everything) and not workspace.sees.except_
            else frozenset(chosen(workspace.sees, everything))
            for name, workspace in self.model.workspaces.items()
        }

    @cached_property
    def workspaces(self) -> dict[str, tuple[str, ...]]:
        """Partition → the workspaces that see it, sorted."""
        seen_by: dict[str, list[str]] = {name: [] for name in self.model.partitions}
        for workspace, partitions in self.partitions.items():
            for partition in partitions:
                seen_by[partition].append(workspace)
        return {name: tuple(sorted(workspaces)) for name, workspaces in seen_by.items()}

    def sees_everything(self, workspace: str) -> bool:
        """Whether a workspace sees every partition that there is."""
        return len(self.partitions.get(workspace, NOTHING)) == len(self.model.partitions)

    @cached_property
    def accesses(self) -> dict[str, tuple[Access, ...]]:
        """Team → every way in which it works in a workspace (grants, and `admin TEAM`), in the model's order."""
        found: dict[str, list[Access]] = {name: [] for name in self.model.teams}
        everything: dict[str, object] = dict(self.model.workspaces)
        for grant in self.model.grants.values():
            if grant.team.name in found:
                accesses = (Access(workspace, grant) for workspace in chosen(grant.workspaces, everything))
                found[grant.team.name].extend(accesses)
        return {team: tuple(accesses) for team, accesses in found.items()}

    def reach(self, team: str) -> dict[str, list[Access]]:
        """The partitions that a team can reach through all its grants together → the ways to each."""
        reach: dict[str, list[Access]] = {}
        for access in self.accesses.get(team, ()):
            for partition in sorted(self.partitions.get(access.workspace, NOTHING)):
                reach.setdefault(partition, []).append(access)
        return reach

    # Assets

    def sharing_folder(self, asset: Asset) -> Folder | None:
        """The nearest folder, the asset itself included, that is shared and so shares it too."""
        current: Asset | None = asset
        while current is not None:
            if isinstance(current, Folder) and current.shared_with is not None:
                return current
            current = self.model.assets.get(current.parent)
        return None

    def readers(self, asset: Asset) -> tuple[str, ...]:
        """The workspaces that can use an asset: its own first, then those that it is shared with, sorted."""
        own = asset.workspace.name
        others: set[str] = set()
        current: Asset | None = asset
        while current is not None:
            if isinstance(current, Folder) and current.shared_with is not None:
                others.update(chosen(current.shared_with, self.model.workspaces))
            current = self.model.assets.get(current.parent)
        return (own, *sorted(others - {own}))

    def audience(self, asset: Asset) -> frozenset[str]:
        """The partitions whose people an asset acts on or counts in its own workspace (facts-marketo 1.5 #12)."""
        return self.partitions.get(asset.workspace.name, NOTHING)
