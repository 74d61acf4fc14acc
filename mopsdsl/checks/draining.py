"""What has to be emptied before a thing is taken away, in which order, and what does not come back.

The order (experienceleague: delete-a-workspace, delete-a-segmentation): stop campaigns, end sharing and repoint what uses it, unapprove,
move people out, revoke grants, and only then remove it. Which kinds lose something for good is data (targets/marketo/removal.toml).
"""

from collections.abc import Iterator
from functools import cached_property

from mopsdsl.changes.change import Alter, Change, Remove, Rename
from mopsdsl.changes.sight import SightChange
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.lessening import lessened
from mopsdsl.checks.usage import Drain, Usage
from mopsdsl.diagnostics.finding import Related
from mopsdsl.diagnostics.wording import many, some
from mopsdsl.graphs.sight import NOTHING, chosen
from mopsdsl.model.access import Grant, Partition, Workspace
from mopsdsl.model.assets import Folder, Program
from mopsdsl.targets import Removal, marketo

UNAPPROVED_FIRST = frozenset(
    ("email", "email_template", "landing_page", "landing_page_template", "form", "snippet", "segmentation")
)
"""Kinds of assets that are approved, and have to be unapproved before they go (developer guide: assets)."""
_RELATED = 3


class Draining:
    """Answers for the changes between two models."""

    def __init__(self, context: ChangeContext) -> None:
        self.usage = Usage(context)

    def of(self, change: Change) -> Iterator[Drain]:
        """What a change takes away; nothing where nothing is lost, or where it goes with something else that is removed."""
        if isinstance(change, Remove):
            removal = _removal(change)
            if removal is not None and not self.goes_with(change):
                yield self._removed(change, removal)
        elif isinstance(change, Alter | Rename):
            yield from lessened(change, self.usage)

    def goes_with(self, change: Remove) -> str:
        """The id of a removed thing that takes this one along; "" where it goes by itself."""
        declared = self.usage.before.things.declaration(self.usage.before.things.nodes[change.id])
        if isinstance(declared, Grant):
            homes = chosen(declared.workspaces, self.usage.before.workspaces)
            if f"team:{declared.team.name}" in self.usage.removed:
                return f"team:{declared.team.name}"
            gone = [f"workspace:{home}" for home in homes if f"workspace:{home}" in self.usage.removed]
            return gone[0] if gone and len(gone) == len(homes) else ""
        asset = self.usage.before.model.assets.get(change.name) if change.id.startswith("asset:") else None
        if asset is not None:
            outer = f"asset:{asset.parent}" if "." in asset.parent else f"workspace:{asset.workspace.name}"
            return outer if outer in self.usage.removed else ""
        return ""

    # What is removed

    def _removed(self, change: Remove, removal: Removal) -> Drain:
        before = change.before
        inside = self.usage.inside(change)
        used_by = self.usage.used_by(inside)
        people = before.people if isinstance(before, Partition) else None
        peopled = isinstance(before, Partition) and not before.empty and people != 0
        steps = (
            *self._stopped(change, inside),
            *self._unshared(inside),
            *self.usage.repointed(used_by, of_asset=change.id.startswith(("asset:", "workspace:"))),
            *self._unapproved(change, inside),
            *(_moved_out(change, people) if isinstance(before, Partition) else ()),
            *self._out_of_sight(change),
            *self._revoked(change),
        )
        amounts = (
            *((f"{people:,} people",) if people else ()),
            *((f"{before.members:,} members",) if isinstance(before, Program) and before.members else ()),
            *self._counted(inside - {change.id}, "in it"),
            *self._counted(used_by, "made with it"),
            *self._concerned(change),
        )
        related = tuple(
            Related(node.span, f"{node.label} needs it")
            for node in map(self.usage.node, sorted(used_by)[:_RELATED])
        )
        return Drain("is removed", amounts, steps, removal.last, removal.lost, related, peopled)

    def _counted(self, ids: set[str], where: str) -> Iterator[str]:
        if ids - {id for id in ids if id.startswith("stage:")}:
            kinds: dict[str, int] = {}
            for id in sorted(ids):
                word = self.usage.node(id).word.replace("_", " ")
                kinds[word] = kinds.get(word, 0) + 1
            said = some([many(number, word) for word, number in sorted(kinds.items())])
            yield f"{said} {where}"

    # The steps before, in their order

    def _stopped(self, change: Remove, inside: set[str]) -> Iterator[str]:
        campaigns = [id for id in inside if self.usage.node(id).word == "smart_campaign"]
        if campaigns:
            yield (
                "switch it off" if campaigns == [change.id] else f"switch off {self.usage.titles(campaigns)}"
            )
        elif isinstance(change.before, Partition):
            losing = [one for one in self._losses(change.id) if one.stops_a_campaign]
            if losing:
                number = sum(one.stopped["smart_campaign"] for one in losing)
                where = some([one.who.title for one in losing])
                yield f"look through {many(number, 'campaign')} of {where}, which can act on its people"

    def _losses(self, partition: str) -> list[SightChange]:
        return [
            one
            for one in self.usage.context.sight_at.get(partition, ())
            if one.what.id == partition and not one.gained and one.stops
        ]

    def _unshared(self, inside: set[str]) -> Iterator[str]:
        for id in sorted(inside):
            folder = (
                self.usage.before.model.assets.get(id.partition(":")[2]) if id.startswith("asset:") else None
            )
            if isinstance(folder, Folder) and folder.shared_with is not None:
                readers = [
                    name
                    for name in chosen(folder.shared_with, self.usage.before.workspaces)
                    if name != folder.workspace.name and f"workspace:{name}" not in self.usage.removed
                ]
                if readers:
                    yield f"end the sharing of folder {folder.title} with {some(readers)}"

    def _unapproved(self, change: Remove, inside: set[str]) -> Iterator[str]:
        approved = [id for id in inside - {change.id} if self.usage.node(id).word in UNAPPROVED_FIRST]
        if approved:
            yield f"unapprove {self.usage.titles(approved)}, and archive what is to be kept"

    def _out_of_sight(self, change: Remove) -> Iterator[str]:
        """Who sees a partition looks away; what only a removed workspace sees has to be seen by another."""
        before, sight = change.before, self.usage.before.sight
        if isinstance(before, Partition):
            staying = [
                name
                for name in sight.workspaces.get(change.name, ())
                if name in self.usage.after.model.workspaces and not sight.sees_everything(name)
            ]
            landing = [
                name
                for name in staying
                if (primary := self.usage.before.model.workspaces[name].primary)
                and primary.name == change.name
            ]
            if landing:
                yield f"give {some(landing)} another primary partition"
            if staying:
                yield f"take it out of what {some(staying)} {'see' if len(staying) > 1 else 'sees'}"
        elif isinstance(before, Workspace):
            alone = [
                name
                for name in sorted(sight.partitions.get(change.name, NOTHING))
                if name in self.usage.after.model.partitions and not self.usage.after.sight.workspaces[name]
            ]
            if alone:
                yield f"let another workspace see {some(alone)}, or move their people"

    def _revoked(self, change: Remove) -> Iterator[str]:
        if isinstance(change.before, Workspace):
            teams = self._teams_in(change.name)
            if teams:
                yield f"revoke what {some(teams)} {'are' if len(teams) > 1 else 'is'} granted in it"
        elif change.id.startswith("role:"):
            holders = self._holders(change.name)
            if holders:
                yield f"give {some(holders)} another role"

    def _teams_in(self, workspace: str) -> list[str]:
        return self._teams.get(workspace, [])

    @cached_property
    def _teams(self) -> dict[str, list[str]]:
        """Workspace → the teams that worked in it."""
        found: dict[str, list[str]] = {}
        for team, accesses in self.usage.before.sight.accesses.items():
            for workspace in dict.fromkeys(access.workspace for access in accesses):
                found.setdefault(workspace, []).append(team)
        return found

    def _holders(self, role: str) -> list[str]:
        grants = self.usage.before.model.grants.values()
        found = {one.team.name for one in grants if one.role is not None and one.role.name == role}
        return sorted(found & self.usage.after.model.teams.keys())

    def _concerned(self, change: Remove) -> Iterator[str]:
        """The people who work with it."""
        before = change.before
        if isinstance(before, Workspace):
            teams = self._teams_in(change.name)
        elif change.id.startswith("role:"):
            teams = self._holders(change.name)
        elif isinstance(before, Grant):
            teams = [before.team.name]
        else:
            return
        if teams:
            models = self.usage.before.model.teams
            users = sum(models[name].size or 0 for name in teams if name in models)
            yield f"{many(len(teams), 'team')}{f' of {users:,} users' if users else ''}"


def _removal(change: Remove) -> Removal | None:
    """What is lost with a thing of this kind; None for words on paper."""
    table = marketo().removal
    return table.get(change.kind) or (table["asset"] if change.id.startswith("asset:") else None)


def _moved_out(change: Remove, people: int | None) -> Iterator[str]:
    if people == 0 or (isinstance(change.before, Partition) and change.before.empty):
        yield "look that nobody is in it, as the specs say"
    else:
        yield f"move its {f'{people:,} ' if people else ''}people to another partition"
