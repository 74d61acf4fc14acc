"""Whose people each lifecycle moves."""

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.graphs.sight import NOTHING, chosen
from mopsdsl.model.base import Everything
from mopsdsl.model.lifecycle import Lifecycle


@value
class Coverage:
    """The partitions of a lifecycle: those that it `claims`, and those of them that it `moves` (its workspace has to see them).

    `said` is whether it names them itself, `clear` whether all the names are known that say whose people they are.
    """

    lifecycle: Lifecycle
    claims: tuple[str, ...]
    moves: frozenset[str]
    said: bool
    clear: bool


def coverages(context: Context) -> list[Coverage]:
    """One for each lifecycle.

    Without `for partitions`, a lifecycle that is kept in a workspace claims the people whom that sees, and any other those whom no other
    lifecycle claims. Its campaigns stand in its workspace, else in Default, and act on nobody else's people (experienceleague:
    understanding-workspaces-and-person-partitions).
    """
    sight, lifecycles = context.sight.partitions, list(context.model.lifecycles.values())
    everything: dict[str, object] = dict(context.model.partitions)
    claims: dict[str, tuple[str, ...]] = {}
    for one in lifecycles:
        if one.partitions is not None:
            claims[one.name] = chosen(one.partitions, everything)
        elif one.workspace is not None:
            claims[one.name] = tuple(sorted(sight.get(one.workspace.name, NOTHING)))
    taken = {name for names in claims.values() for name in names}
    rest = tuple(name for name in everything if name not in taken)
    found = []
    for one in lifecycles:
        home = one.workspace.name if one.workspace is not None else "Default"
        own = claims.get(one.name, rest)
        seen = sight.get(home)
        moves = frozenset(own) if seen is None else seen & frozenset(own)
        found.append(Coverage(one, own, moves, one.partitions is not None, _is_clear(context, one)))
    return found


def _is_clear(context: Context, lifecycle: Lifecycle) -> bool:
    partitions, home = lifecycle.partitions, lifecycle.workspace
    named = partitions.except_ if isinstance(partitions, Everything) else partitions or ()
    known = all(one.name in context.model.partitions for one in named)
    return known and (home is None or home.name in context.model.workspaces)
