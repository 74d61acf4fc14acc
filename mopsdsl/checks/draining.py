"""What has to be emptied before a thing is taken away, in which order, and what does not come back.

The order (experienceleague: delete-a-workspace, delete-a-segmentation): stop campaigns, end sharing and repoint what uses it, unapprove,
move people out, revoke grants, and only then remove it. Which kinds lose something for good is data (targets/marketo/removal.toml).
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.changes.change import Alter, Change, Remove, Rename
from mopsdsl.changes.sight import SightChange
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.diagnostics.finding import Related
from mopsdsl.graphs.missing import some
from mopsdsl.graphs.sight import NOTHING, chosen
from mopsdsl.graphs.things import Node
from mopsdsl.model.access import Grant, Partition, Workspace
from mopsdsl.model.assets import Channel, Folder, Program, Segmentation
from mopsdsl.model.lifecycle import Lifecycle
from mopsdsl.targets import Removal, marketo

UNAPPROVED_FIRST = frozenset(
    ("email", "email_template", "landing_page", "landing_page_template", "form", "snippet", "segmentation")
)
"""Kinds of assets that are approved, and have to be unapproved before they go (developer guide: assets)."""
_RELATED = 3


@value
class Drain:
    """What is taken away by one change.

    `what` is said of it in half a sentence ("is removed"); `amounts` how much it is ("310,000 people"); `first` the steps before, in
    their order; `last` the one that takes it away; `lost` what does not come back. `moves_people`: people have to be moved out
    before. `part` is the id of what goes where it is only a part of what is changed.
    """

    what: str
    amounts: tuple[str, ...]
    first: tuple[str, ...]
    last: str
    lost: str
    related: tuple[Related, ...] = ()
    moves_people: bool = False
    part: str = ""


class Draining:
    """Answers for the changes between two models."""

    def __init__(self, context: ChangeContext) -> None:
        self.context = context
        self.before, self.after = context.worlds
        self.removed = {change.id for change in context.comparison.changes if isinstance(change, Remove)}

    def of(self, change: Change) -> Iterator[Drain]:
        """What a change takes away; nothing where nothing is lost, or where it goes with something else that is removed."""
        if isinstance(change, Remove):
            removal = _removal(change)
            if removal is not None and not self.goes_with(change):
                yield self._removed(change, removal)
        elif isinstance(change, Alter | Rename):
            yield from self._parts(change)
            yield from self._narrowed(change)

    def goes_with(self, change: Remove) -> str:
        """The id of a removed thing that takes this one along; "" where it goes by itself."""
        declared = self.before.things.declaration(self.before.things.nodes[change.id])
        if isinstance(declared, Grant):
            homes = chosen(declared.workspaces, self.before.workspaces)
            if f"team:{declared.team.name}" in self.removed:
                return f"team:{declared.team.name}"
            gone = [f"workspace:{home}" for home in homes if f"workspace:{home}" in self.removed]
            return gone[0] if gone and len(gone) == len(homes) else ""
        asset = self.before.model.assets.get(change.name) if change.id.startswith("asset:") else None
        if asset is not None:
            outer = f"asset:{asset.parent}" if "." in asset.parent else f"workspace:{asset.workspace.name}"
            return outer if outer in self.removed else ""
        return ""

    # What is removed

    def _removed(self, change: Remove, removal: Removal) -> Drain:
        before = change.before
        inside = self._inside(change)
        used_by = self._used_by(inside)
        people = before.people if isinstance(before, Partition) else None
        peopled = isinstance(before, Partition) and not before.empty and people != 0
        steps = (
            *self._stopped(change, inside),
            *self._unshared(inside),
            *self._repointed(used_by),
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
            for node in map(self._node, sorted(used_by)[:_RELATED])
        )
        return Drain("is removed", amounts, steps, removal.last, removal.lost, related, peopled)

    def _inside(self, change: Remove) -> set[str]:
        """The thing, and all that goes with it."""
        inside = {change.id}
        if change.id.startswith("workspace:"):
            inside.update(self._standing.get(change.name, ()))
        elif change.id.startswith("asset:"):
            waiting = [change.name]
            while waiting:
                more = self._contents.get(waiting.pop(), ())
                inside.update(more)
                waiting.extend(id.partition(":")[2] for id in more)
        elif isinstance(change.before, Lifecycle):
            inside.update(f"stage:{change.name}.{stage.name}" for stage in change.before.stages)
        return inside

    @cached_property
    def _standing(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for asset in self.before.model.assets.values():
            found.setdefault(asset.workspace.name, []).append(asset.id)
        return found

    @cached_property
    def _contents(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for asset in self.before.model.assets.values():
            found.setdefault(asset.parent, []).append(asset.id)
        return found

    def _used_by(self, inside: set[str]) -> set[str]:
        """What is made with it, stays, and has to be made with something else."""
        using = set().union(*(self.context.users.get(id, NOTHING) for id in inside))
        return using - inside - self.removed

    def _node(self, id: str) -> Node:
        return self.before.things.nodes[id]

    def _titles(self, ids: Iterable[str]) -> str:
        return some([self._node(id).title for id in sorted(ids)])

    def _counted(self, ids: set[str], where: str) -> Iterator[str]:
        if ids - {id for id in ids if id.startswith("stage:")}:
            kinds: dict[str, int] = {}
            for id in sorted(ids):
                word = self._node(id).word.replace("_", " ")
                kinds[word] = kinds.get(word, 0) + 1
            said = some([many(number, word) for word, number in sorted(kinds.items())])
            yield f"{said} {where}"

    # The steps before, in their order

    def _stopped(self, change: Remove, inside: set[str]) -> Iterator[str]:
        campaigns = [id for id in inside if self._node(id).word == "smart_campaign"]
        if campaigns:
            yield "switch it off" if campaigns == [change.id] else f"switch off {self._titles(campaigns)}"
        elif isinstance(change.before, Partition):
            losing = [one for one in self._losses(change.id) if one.stops_a_campaign]
            if losing:
                number = sum(one.stopped["smart_campaign"] for one in losing)
                where = some([one.who.title for one in losing])
                yield f"look through {many(number, 'campaign')} of {where}, which can act on its people"

    def _losses(self, partition: str) -> list[SightChange]:
        return [
            one for one in self.context.sight if one.what.id == partition and not one.gained and one.stops
        ]

    def _unshared(self, inside: set[str]) -> Iterator[str]:
        for id in sorted(inside):
            folder = self.before.model.assets.get(id.partition(":")[2]) if id.startswith("asset:") else None
            if isinstance(folder, Folder) and folder.shared_with is not None:
                readers = [
                    name
                    for name in chosen(folder.shared_with, self.before.workspaces)
                    if name != folder.workspace.name and f"workspace:{name}" not in self.removed
                ]
                if readers:
                    yield f"end the sharing of folder {folder.title} with {some(readers)}"

    def _repointed(self, used_by: set[str]) -> Iterator[str]:
        if used_by:
            labels = [self._node(id).label for id in sorted(used_by)]
            yield f"let {some(labels)} do without it, until its Used By is empty"

    def _unapproved(self, change: Remove, inside: set[str]) -> Iterator[str]:
        approved = [id for id in inside - {change.id} if self._node(id).word in UNAPPROVED_FIRST]
        if approved:
            yield f"unapprove {self._titles(approved)}, and archive what is to be kept"

    def _out_of_sight(self, change: Remove) -> Iterator[str]:
        """Who sees a partition looks away; what only a removed workspace sees has to be seen by another."""
        before, sight = change.before, self.before.sight
        if isinstance(before, Partition):
            staying = [
                name
                for name in sight.workspaces.get(change.name, ())
                if name in self.after.model.workspaces and not sight.sees_everything(name)
            ]
            landing = [
                name
                for name in staying
                if (primary := self.before.model.workspaces[name].primary) and primary.name == change.name
            ]
            if landing:
                yield f"give {some(landing)} another primary partition"
            if staying:
                yield f"take it out of what {some(staying)} {'see' if len(staying) > 1 else 'sees'}"
        elif isinstance(before, Workspace):
            alone = [
                name
                for name in sorted(sight.partitions.get(change.name, NOTHING))
                if name in self.after.model.partitions and not self.after.sight.workspaces[name]
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
        accesses = self.before.sight.accesses.items()
        return [team for team, ways in accesses if any(one.workspace == workspace for one in ways)]

    def _holders(self, role: str) -> list[str]:
        grants = self.before.model.grants.values()
        found = {one.team.name for one in grants if one.role is not None and one.role.name == role}
        return sorted(found & self.after.model.teams.keys())

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
            models = self.before.model.teams
            users = sum(models[name].size or 0 for name in teams if name in models)
            yield f"{many(len(teams), 'team')}{f' of {users:,} users' if users else ''}"

    # What is changed and loses a part

    def _parts(self, change: Alter | Rename) -> Iterator[Drain]:
        before, after = change.before, change.after
        table = marketo().removal
        if isinstance(before, Segmentation) and isinstance(after, Segmentation):
            kept = {one.name for one in after.segments}
            using = self._used_by({before.id})
            for segment in before.segments:
                if segment.name not in kept:
                    first = tuple(self._repointed({id for id in using if self._names(id, segment.name)}))
                    entry = table["segment"]
                    related = (Related(segment.span, "the segment, in the base"),)
                    part = f"segment:{before.name}.{segment.name}"
                    what = f"loses its segment {segment.title}"
                    yield Drain(what, (), first, entry.last, entry.lost, related, part=part)
        elif isinstance(before, Channel) and isinstance(after, Channel):
            titles = {one.title for one in after.statuses}
            for status in before.statuses:
                if status.title not in titles:
                    entry = table["status"]
                    first = ("give its members another status",)
                    related = (Related(status.span, "the status, in the base"),)
                    what = f"loses its status {status.title}"
                    part = f"status:{before.name}.{status.title}"
                    yield Drain(what, (), first, entry.last, entry.lost, related, part=part)
        elif isinstance(before, Lifecycle) and isinstance(after, Lifecycle):
            yield from self._stages(before, after)

    def _names(self, user: str, word: str) -> bool:
        """Whether something names a segment."""
        declared = self.before.things.declaration(self._node(user))
        references = declared.references if declared is not None else ()
        return any(one.name.rpartition(".")[2] == word for one in references)

    def _stages(self, before: Lifecycle, after: Lifecycle) -> Iterator[Drain]:
        entry = marketo().removal["stage"]
        kept = {stage.name for stage in after.stages}
        for stage in before.stages:
            part = f"stage:{before.name}.{stage.name}"
            if stage.name in kept or part in self.context.merged_stages:
                continue
            first = (
                "move whoever is in it to another stage",
                *self._repointed(self._used_by({part}) - {before.id}),
            )
            related = (Related(stage.span, "the stage, in the base"),)
            what = f"loses its stage {stage.title or stage.name}"
            yield Drain(what, (), first, entry.last, entry.lost, related, part=part)

    def _narrowed(self, change: Alter | Rename) -> Iterator[Drain]:
        """A workspace that sees less, or a grant that opens less."""
        before = change.before
        if isinstance(before, Workspace):
            losses = [
                one
                for one in self.context.sight
                if one.who.id == change.id and _of_people(one) and not one.of_gone
            ]
            if losses:
                yield self._less_seen(losses)
        elif isinstance(before, Grant) and isinstance(change.after, Grant):
            old, new = (
                set(chosen(one.workspaces, world.workspaces))
                for one, world in ((before, self.before), (change.after, self.after))
            )
            gone = [name for name in sorted(old - new) if self._shut_out(before.team.name, name)]
            if gone:
                entry = marketo().removal["grant"]
                what = f"no longer holds in {some(gone)}"
                yield Drain(what, (), (), entry.last, entry.lost)

    def _shut_out(self, team: str, workspace: str) -> bool:
        """Whether a team works no longer in a workspace that stays, by whatever grant."""
        ways = self.after.sight.accesses.get(team, ())
        return workspace in self.after.model.workspaces and all(one.workspace != workspace for one in ways)

    def _less_seen(self, losses: list[SightChange]) -> Drain:
        sizes = sum(one.people or 0 for one in losses)
        campaigns = [id for id in losses[0].stops if self._node(id).word == "smart_campaign"]
        others = len(losses[0].stops) - len(campaigns)
        first = (
            *((f"switch off or repoint {self._titles(campaigns)}",) if campaigns else ()),
            "let another workspace see these people that will act on them from now on",
        )
        amounts = (
            *((f"{sizes:,} people",) if sizes else ()),
            *((many(len(campaigns), "campaign"),) if campaigns else ()),
            *((many(others, "other asset") + " with an audience",) if others else ()),
        )
        what = f"no longer sees {some([one.what.title for one in losses])}"
        last = "take the sight away"
        lost = "Sight can be given back, but what its campaigns would have sent meanwhile is not sent later"
        return Drain(what, amounts, first, last, lost)


def _of_people(change: SightChange) -> bool:
    return change.kind == "people" and not change.gained


def _removal(change: Remove) -> Removal | None:
    """What is lost with a thing of this kind; None for words on paper."""
    table = marketo().removal
    return table.get(change.kind) or (table["asset"] if change.id.startswith("asset:") else None)


def _moved_out(change: Remove, people: int | None) -> Iterator[str]:
    if isinstance(change.before, Partition) and change.before.empty:
        yield "look that nobody is in it, as the specs say"
    else:
        yield f"move its {f'{people:,} ' if people else ''}people to another partition"


def many(number: int, word: str) -> str:
    """3 campaigns, 1 smart list, 2 categories."""
    if number == 1:
        return f"1 {word}"
    return f"{number:,} {word[:-1]}ies" if word.endswith("y") else f"{number:,} {word}s"
