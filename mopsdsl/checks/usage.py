"""What stands in a thing and what is made with it: what has to be looked at before it is taken away."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.changes.change import Remove
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.diagnostics.finding import Related
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.graphs.things import Node
from mopsdsl.model.lifecycle import Lifecycle


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


class Usage:
    """Questions about the older model, and about what of it is removed."""

    def __init__(self, context: ChangeContext) -> None:
        self.context = context
        self.before, self.after = context.worlds
        self.removed = {change.id for change in context.comparison.changes if isinstance(change, Remove)}

    def inside(self, change: Remove) -> set[str]:
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

    def used_by(self, inside: set[str]) -> set[str]:
        """What is made with it, stays, and has to be made with something else."""
        using = set().union(*(self.context.users.get(id, NOTHING) for id in inside))
        return using - inside - self.removed

    def node(self, id: str) -> Node:
        return self.before.things.nodes[id]

    def titles(self, ids: Iterable[str]) -> str:
        return some([self.node(id).title for id in sorted(ids)])

    def repointed(self, used_by: set[str], *, of_asset: bool = True) -> Iterator[str]:
        """The step before, where something is made with it; Marketo lists of assets what uses them."""
        if used_by:
            labels = [self.node(id).label for id in sorted(used_by)]
            until = ", until its Used By is empty" if of_asset else ""
            yield f"let {some(labels)} do without it{until}"
