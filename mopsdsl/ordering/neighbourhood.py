"""The part of two models that a change can break anything in: in a large instance the rules are asked about that part only.

What no move touches keeps its promises as it did. So a neighbourhood holds what moves, everybody who uses it or stands in it, what
speaks of the instance as a whole, and all that these refer to, so that nothing seems to be missing.
"""

from collections.abc import Iterable, Iterator

from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import State, model_of, state_of
from mopsdsl.model.access import Workspace
from mopsdsl.model.assets import Asset, Segmentation, SmartCampaign
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import Model
from mopsdsl.ordering.needs import Needs, sees

LARGE = 600
"""Declarations from which on it pays to leave out the rest."""
_WHOLE = ("instance", "wall", "routing", "site", "list", "field", "role")
"""Kinds that speak of the whole instance, or that conditions everywhere ask for."""
_OF_WALLS = ("workspace", "team", "grant", "partition", "lifecycle", "rota")
_DOORS = ("form", "landing_page", "site")


def neighbourhood(comparison: Comparison, needs: Needs) -> tuple[Model, Model]:
    """Both models, without what the change can't break anything in."""
    ends = state_of(comparison.before), state_of(comparison.after)
    if max(map(len, ends)) < LARGE:
        return comparison.before, comparison.after
    kept = _Kept(comparison, needs, ends).ids()
    parts = [{id: one for id, one in state.items() if id in kept} for state in ends]
    return model_of(parts[0], comparison.before), model_of(parts[1], comparison.after)


class _Kept:
    def __init__(self, comparison: Comparison, needs: Needs, ends: tuple[State, State]) -> None:
        self.ends = ends
        self.needs = needs
        self.moved = {change.id for change in comparison.changes}
        self.kinds = {id.partition(":")[0] for id in self.moved}

    def ids(self) -> set[str]:
        touched = {*self.moved, *self._sight_of_moved()}
        kept = {*touched, *self._of_the_whole(), *self._users(touched)}
        waiting = list(kept)
        while waiting:
            id = waiting.pop()
            used = {*self.needs.uses(self.ends[0].get(id)), *self.needs.uses(self.ends[1].get(id))}
            waiting += used - kept
            kept |= used
        return kept

    def _sight_of_moved(self) -> Iterator[str]:
        """The partitions that a moved workspace comes to see or sees no more."""
        for id in self.moved:
            if id.startswith("workspace:"):
                old, new = (set(sees(state.get(id))) for state in self.ends)
                yield from (f"partition:{name}" for name in old ^ new)

    def _of_the_whole(self) -> Iterator[str]:
        has_walls = any(id.startswith("wall:") for state in self.ends for id in state)
        lands = not self.kinds.isdisjoint(("routing", "workspace", "site", "field", "list"))
        for state in self.ends:
            for id, one in state.items():
                kind = id.partition(":")[0]
                speaks = kind in _WHOLE or (has_walls and kind in _OF_WALLS) or isinstance(one, Segmentation)
                sees_all = isinstance(one, Workspace) and not isinstance(one.sees, tuple)
                if speaks or sees_all or (isinstance(one, Asset) and self._matters(one, has_walls, lands)):
                    yield id

    def _matters(self, asset: Asset, has_walls: bool, lands: bool) -> bool:
        if isinstance(asset, SmartCampaign):
            return asset.scope_global or has_walls
        return asset.purpose == "subscription_center" or (
            lands and asset.asset_kind in _DOORS and self._lands(asset)
        )

    def _lands(self, asset: Asset) -> bool:
        """Whether where people of a form or page land may change: with its workspace, or with any routing."""
        return "routing" in self.kinds or f"workspace:{asset.workspace.name}" in self.moved

    def _users(self, touched: set[str]) -> Iterator[str]:
        """Everybody who refers to something touched, has its title, or stands in it."""
        words = {id.partition(":")[2].rpartition(".")[2] for id in touched}
        titles = {_title(state.get(id)) for id in touched for state in self.ends} - {None}
        for state in self.ends:
            for id, one in state.items():
                beside = _title(one) in titles or (isinstance(one, Asset) and self._stands_in(one, touched))
                if beside or (_speaks_of(one, words) and not touched.isdisjoint(self.needs.uses(one))):
                    yield id

    def _stands_in(self, asset: Asset, touched: set[str]) -> bool:
        above = asset.parent
        while "." in above:
            if f"asset:{above}" in touched:
                return True
            above = above.rpartition(".")[0]
        return False


def _speaks_of(declaration: Declaration, words: Iterable[str]) -> bool:
    return any(part in words for one in declaration.references for part in one.name.split("."))


def _title(declaration: Declaration | None) -> tuple[str, str] | None:
    return (declaration.asset_kind, declaration.title) if isinstance(declaration, Asset) else None
