"""The blast radius of a change: what else is touched by it, in either model, beyond the thing itself."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.changes.sight import WITH_AN_AUDIENCE
from mopsdsl.changes.uses import users
from mopsdsl.graphs.edges import World
from mopsdsl.graphs.things import Node
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import Model


@value
class Touched:
    """What a change touches, each sorted by id; `users` are the people of the teams, as far as it is said how many they are."""

    assets: tuple[Node, ...] = ()
    campaigns: tuple[Node, ...] = ()
    forms: tuple[Node, ...] = ()
    fences: tuple[Node, ...] = ()
    others: tuple[Node, ...] = ()
    teams: tuple[Node, ...] = ()
    users: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, those that there are."""
        found = {
            "campaigns": len(self.campaigns),
            "forms": len(self.forms),
            "assets": len(self.assets),
            "fences": len(self.fences),
            "others": len(self.others),
            "teams": len(self.teams),
            "users": self.users,
        }
        return {what: count for what, count in found.items() if count}


class Radius:
    """Answers for all changes between two models (the older in the newer one's names)."""

    def __init__(self, before: World, after: World) -> None:
        self.before, self.after = before, after

    def of(self, change: Change) -> Touched:
        """What is touched beyond the thing itself. What is new itself is not touched, and words for readers touch nothing."""
        if "words-only" in change.reasons:
            return Touched()
        found = set(self._teams(change))
        seeds = list(self._seeds(change))
        found.update(self._users_of(seeds))
        if change.id.startswith(("workspace:", "partition:")) or isinstance(change, Remove):
            found.update(seeds)
        known = (id for id in found - {change.id} if id in self.before.things.nodes)
        return self._sorted(known)

    def _sorted(self, ids: Iterable[str]) -> Touched:
        places: dict[str, list[Node]] = {}
        for id in sorted(ids):
            node = self._node(id)
            places.setdefault(
                _PLACE.get(node.word, "assets" if node.kind == "asset" else "others"), []
            ).append(node)
        teams = places.get("teams", [])
        sizes = (self._size(team.name) for team in teams)
        return Touched(**{place: tuple(nodes) for place, nodes in places.items()}, users=sum(sizes))

    def _node(self, id: str) -> Node:
        return self.after.things.nodes.get(id) or self.before.things.nodes[id]

    def _size(self, team: str) -> int:
        declared = self.after.model.teams.get(team) or self.before.model.teams[team]
        return declared.size or len(declared.members)

    # Where it begins

    def _seeds(self, change: Change) -> Iterator[str]:
        """The thing itself and, where they go or change with it, what stands in it."""
        kind, _, name = change.id.partition(":")
        if kind == "workspace":
            yield from self._in_workspace(change, name)
            return
        yield change.id
        if kind == "partition" and isinstance(change, Remove):
            for workspace in self.before.sight.workspaces.get(name, ()):
                yield from self._standing_in(workspace, WITH_AN_AUDIENCE)
        elif kind == "lifecycle":
            yield from self._stages(name)
        elif kind == "asset" and (isinstance(change, Remove) or _changes(change, "shared_with")):
            yield from self._inside(name)

    def _in_workspace(self, change: Change, name: str) -> Iterator[str]:
        if isinstance(change, Remove):
            yield change.id
            yield from self._standing_in(name, ())
        elif _changes(change, "sees"):
            yield from self._standing_in(name, WITH_AN_AUDIENCE)
        if _changes(change, "primary"):
            yield from self._standing_in(name, ("form", "landing_page"))

    def _standing_in(self, workspace: str, kinds: tuple[str, ...]) -> Iterator[str]:
        """What stands in a workspace, of some kinds (none given: of all)."""
        for id, kind in self._standing.get(workspace, ()):
            if not kinds or kind in kinds:
                yield id

    def _inside(self, path: str) -> Iterator[str]:
        for id in self._contents.get(path, ()):
            yield id
            yield from self._inside(id.partition(":")[2])

    def _stages(self, lifecycle: str) -> Iterator[str]:
        for world in (self.before, self.after):
            declared = world.model.lifecycles.get(lifecycle)
            yield from (f"stage:{lifecycle}.{stage.name}" for stage in (declared.stages if declared else ()))

    @cached_property
    def _standing(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for asset in self.before.model.assets.values():
            found.setdefault(asset.workspace.name, []).append((asset.id, asset.asset_kind))
        return found

    @cached_property
    def _contents(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for asset in self.before.model.assets.values():
            found.setdefault(asset.parent, []).append(asset.id)
        return found

    # Who uses it

    def _users_of(self, seeds: list[str]) -> set[str]:
        """All that is made of one of these, directly or through others."""
        found: set[str] = set()
        waiting = list(seeds)
        while waiting:
            for user in self._users.get(waiting.pop(), ()):
                if user not in found:
                    found.add(user)
                    waiting.append(user)
        return found

    @cached_property
    def _users(self) -> dict[str, set[str]]:
        """Thing → what is made with it, in either model."""
        found = users(self.before)
        for thing, more in users(self.after).items():
            found.setdefault(thing, set()).update(more)
        return found

    # Whom it concerns

    def _teams(self, change: Change) -> Iterator[str]:
        kind, _, name = change.id.partition(":")
        if kind == "team":
            yield change.id
        elif kind == "workspace":
            yield from self._working_in((name,))
        elif kind == "partition" and not isinstance(change, Create):
            yield from self._working_in(self.before.sight.workspaces.get(name, ()))
        else:
            for declared in _declarations(change):
                yield from (f"team:{one.name}" for one in declared.references if one.kind == "team")
        if kind == "role":
            yield from (
                f"team:{grant.team.name}"
                for model in self._models
                for grant in model.grants.values()
                if grant.role is not None and grant.role.name == name
            )

    @property
    def _models(self) -> tuple[Model, Model]:
        return self.before.model, self.after.model

    def _working_in(self, workspaces: Iterable[str]) -> Iterator[str]:
        for workspace in workspaces:
            yield from self._teams_in.get(workspace, ())

    @cached_property
    def _teams_in(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for world in (self.before, self.after):
            for team, accesses in world.sight.accesses.items():
                for access in accesses:
                    found.setdefault(access.workspace, set()).add(f"team:{team}")
        return found


_PLACE = {"smart_campaign": "campaigns", "form": "forms", "fence": "fences", "team": "teams"}
"""Where a kind is counted; other assets are assets, and the rest are others."""


def _changes(change: Change, name: str) -> bool:
    return isinstance(change, Alter | Rename) and any(one.name == name for one in change.properties)


def _declarations(change: Change) -> Iterator[Declaration]:
    yield from (one for one in (getattr(change, "before", None), getattr(change, "after", None)) if one)
