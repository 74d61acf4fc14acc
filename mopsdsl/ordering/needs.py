"""What has to be done before what, as far as the texts themselves say it: a thing is made before it is used, shared and seen before it is
asked for, and taken away after the last use of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from mopsdsl._value import value
from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Move, Put, See, State, state_of
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import chosen
from mopsdsl.model.access import Workspace
from mopsdsl.model.assets import Asset, Folder, Program, Segmentation
from mopsdsl.model.base import Declaration, Everything, Reference
from mopsdsl.model.lifecycle import Lifecycle
from mopsdsl.model.model import PLACES, Model
from mopsdsl.snapshot.encode import identity

Edges = dict[str, set[str]]
"""Move → the moves that come before it."""

_LEFT = "is moved from"


@value
class Step:
    """One move's change of one declaration: from a version to the next."""

    move: Move
    id: str
    before: Declaration | None
    after: Declaration | None


def steps_of(moves: Iterable[Move], state: State) -> list[Step]:
    """Every move's changes, each from the version that the move before it left."""
    current: State = dict(state)
    steps = []
    for move in moves:
        for effect in move.effects:
            if isinstance(effect, Put):
                steps.append(Step(move, effect.id, current.get(effect.id), effect.declaration))
                if effect.declaration is None:
                    current.pop(effect.id, None)
                else:
                    current[effect.id] = effect.declaration
    return steps


class Needs:
    """The edges between moves that follow from references, sharing, sight and titles."""

    def __init__(self, comparison: Comparison) -> None:
        self.before = state_of(comparison.before)
        self.everything = {**self.before, **state_of(comparison.after)}
        self.names = Names(_merged(comparison.before, comparison.after))
        self.workspaces = {id.partition(":")[2]: id for id in self.everything if id.startswith("workspace:")}
        self._uses: dict[int, tuple[Declaration, frozenset[str]]] = {}

    def edges(self, moves: list[Move]) -> Edges:
        """`moves` hold the parts of a change in their order."""
        steps = steps_of(moves, self.before)
        edges: Edges = {move.id: set() for move in moves}
        for later, earlier in (
            *_parts(steps),
            *self._references(moves, steps),
            *self._titles(steps),
            *self._shares(steps),
            *_last_to_see(steps, self.before),
        ):
            if later.id != earlier.id:
                edges[later.id].add(earlier.id)
        return edges

    def _references(self, moves: list[Move], steps: list[Step]) -> Iterator[tuple[Move, Move]]:
        """What is used is there before, and stays as long. A partition that goes takes the sight of itself along: whatever
        else changes of such a workspace changes after it."""
        unseen = {
            (one.id, move.id): move
            for move in moves
            for one in move.effects
            if isinstance(one, See) and one.gone
        }
        brings, takes = self._brought(steps)
        for step in steps:
            old, new = self.uses(step.before), self.uses(step.after)
            for used in sorted(new - old):
                yield from ((step.move, earlier) for earlier in brings.get(used, ()))
            for used in sorted(old - new):
                yield from (
                    (later, step.move) for later in takes.get(used, ()) if (step.id, later.id) not in unseen
                )
            yield from ((step.move, move) for (workspace, _), move in unseen.items() if workspace == step.id)

    def uses(self, declaration: Declaration | None) -> frozenset[str]:
        """The ids of everything that has to be there for a version of a declaration."""
        if declaration is None:
            return frozenset()
        known = self._uses.get(id(declaration))
        if known is None:
            known = self._uses[id(declaration)] = (declaration, frozenset(self._used(declaration)))
        return known[1]

    def _used(self, declaration: Declaration) -> Iterator[str]:
        for reference in declaration.references:
            if reference.verb != _LEFT:
                yield from self._ids(reference)
        if isinstance(declaration, Asset):
            home = declaration.workspace.name
            yield f"asset:{declaration.parent}" if "." in declaration.parent else f"workspace:{home}"
            yield f"workspace:{home}"
            yield from (f"{home} sees {one.partition(':')[2]}" for one in self._acted_on(declaration))

    def _ids(self, reference: Reference) -> Iterator[str]:
        id = identity(reference, self.names)
        yield id
        kind, _, name = id.partition(":")
        if kind in ("stage", "segment"):
            yield f"{'lifecycle' if kind == 'stage' else 'asset'}:{name.rpartition('.')[0]}"

    def _acted_on(self, asset: Asset) -> Iterator[str]:
        """The partitions that a campaign moves people to."""
        for step in getattr(asset, "flow", ()):
            if step.action == "move to partition" and step.about is not None:
                yield identity(step.about, self.names)

    def _brought(self, steps: list[Step]) -> tuple[dict[str, list[Move]], dict[str, list[Move]]]:
        """What each move brings that was not there, and takes that was."""
        brings: dict[str, list[Move]] = {}
        takes: dict[str, list[Move]] = {}
        for step in steps:
            old, new = set(_offered(step.id, step.before)), set(_offered(step.id, step.after))
            for id in new - old:
                brings.setdefault(id, []).append(step.move)
            for id in old - new:
                takes.setdefault(id, []).append(step.move)
        return brings, takes

    # Sharing

    def _shares(self, steps: list[Step]) -> Iterator[tuple[Move, Move]]:
        """A folder is shared before somebody else uses what stands in it, and no longer after the last use."""
        sharing = [
            step for step in steps if isinstance(step.before, Folder) or isinstance(step.after, Folder)
        ]
        if not sharing:
            return
        adding = [(step, self._readers(step.after) - self._readers(step.before)) for step in sharing]
        dropping = [(step, self._readers(step.before) - self._readers(step.after)) for step in sharing]
        gives, ends = _by_folder(adding), _by_folder(dropping)
        for step in steps:
            home = _home(step)
            if not home:
                continue
            old, new = self.uses(step.before), self.uses(step.after)
            yield from ((step.move, folder.move) for folder in _around(new - old, home, gives))
            yield from ((folder.move, step.move) for folder in _around(old - new, home, ends))
        for folder, readers in dropping:
            for other, others in adding:
                nested = _stands_in(folder.id, other.id) or _stands_in(other.id, folder.id)
                if nested and readers & others:
                    yield folder.move, other.move

    def _readers(self, folder: Declaration | None) -> set[str]:
        if not isinstance(folder, Folder):
            return set()
        return set(chosen(folder.shared_with, self.workspaces))

    # Titles

    def _titles(self, steps: list[Step]) -> Iterator[tuple[Move, Move]]:
        """Nothing gets a title before whatever has it gives it up."""
        freed: dict[tuple[str, str, str], list[Step]] = {}
        for step in steps:
            old, new = self._title(step.before), self._title(step.after)
            if old is not None and old != new:
                freed.setdefault(old, []).append(step)
        for step in steps:
            old, new = self._title(step.before), self._title(step.after)
            if new is not None and old != new:
                yield from ((step.move, other.move) for other in freed.get(new, ()) if other.id != step.id)

    def _title(self, asset: Declaration | None) -> tuple[str, str, str] | None:
        """What has to be the only one of its kind: in its program, if it stands in one, else in the whole instance."""
        if not isinstance(asset, Asset) or isinstance(asset, Folder):
            return None
        above = "" if isinstance(asset, Program) else asset.parent
        while "." in above and not isinstance(self.everything.get(f"asset:{above}"), Program):
            above = above.rpartition(".")[0]
        return asset.asset_kind, asset.title, above if "." in above else ""


def _parts(steps: list[Step]) -> Iterator[tuple[Move, Move]]:
    """Each part of a change after the part before it."""
    latest: dict[str, Move] = {}
    for step in steps:
        if step.id in latest:
            yield step.move, latest[step.id]
        latest[step.id] = step.move


def _by_folder(found: list[tuple[Step, set[str]]]) -> dict[str, list[tuple[Step, set[str]]]]:
    folders: dict[str, list[tuple[Step, set[str]]]] = {}
    for step, readers in found:
        if readers:
            folders.setdefault(step.id, []).append((step, readers))
    return folders


def _around(
    used: frozenset[str], home: str, folders: dict[str, list[tuple[Step, set[str]]]]
) -> Iterator[Step]:
    """The steps of folders around what is used that are about its user's workspace."""
    for id in sorted(used) if folders else ():
        above = id
        while "." in above:
            yield from (step for step, readers in folders.get(above, ()) if home in readers)
            above = above.rpartition(".")[0]


def _merged(before: Model, after: Model) -> Model:
    places: dict[str, Any] = {
        place: {**getattr(before, place), **getattr(after, place)} for place in PLACES.values()
    }
    return Model(instance=after.instance, **places)


def _offered(id: str, declaration: Declaration | None) -> Iterator[str]:
    """What others can use of a version of a declaration."""
    if declaration is None:
        return
    yield id
    if isinstance(declaration, Lifecycle):
        yield from (f"stage:{declaration.name}.{stage.name}" for stage in declaration.stages)
    elif isinstance(declaration, Segmentation):
        yield from (f"segment:{declaration.name}.{segment.name}" for segment in declaration.segments)
    elif isinstance(declaration, Workspace) and isinstance(declaration.sees, tuple):
        yield from (f"{declaration.name} sees {one.name}" for one in declaration.sees)


def _home(step: Step) -> str:
    asset = step.after if step.after is not None else step.before
    return asset.workspace.name if isinstance(asset, Asset) else ""


def _stands_in(id: str, outer: str) -> bool:
    return id == outer or id.startswith(outer + ".")


def _last_to_see(steps: list[Step], before: State) -> Iterator[tuple[Move, Move]]:
    """A partition is seen by somebody new before the last who saw it looks away; who sees all sees it, too."""
    everybody = {id.partition(":")[2] for id in before if id.startswith("partition:")}

    def seen_by(declaration: Declaration | None) -> set[str]:
        sees_all = isinstance(declaration, Workspace) and isinstance(declaration.sees, Everything)
        return everybody if sees_all else everybody.intersection(sees(declaration))

    seen: dict[str, set[str]] = {}
    for id, declaration in before.items():
        for name in seen_by(declaration):
            seen.setdefault(name, set()).add(id)
    gaining: dict[str, list[Step]] = {}
    losing: dict[str, list[Step]] = {}
    for step in steps:
        old, new = seen_by(step.before), seen_by(step.after)
        for name in sorted(new - old):
            gaining.setdefault(name, []).append(step)
        for name in sorted(old - new):
            losing.setdefault(name, []).append(step)
    for name, losers in losing.items():
        if seen[name] <= {step.id for step in losers}:
            for loser in losers:
                yield from ((loser.move, gainer.move) for gainer in gaining.get(name, ())[:1])


def sees(declaration: Declaration | None) -> tuple[str, ...]:
    if isinstance(declaration, Workspace) and isinstance(declaration.sees, tuple):
        return tuple(one.name for one in declaration.sees)
    return ()
