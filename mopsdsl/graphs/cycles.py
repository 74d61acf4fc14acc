"""Circles among references that must not come back to where they began.

A plain pass that peels off whatever nothing depends on any more settles the usual case, a sound spec; networkx is asked
(and imported) only when something is left over.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

from mopsdsl._value import value
from mopsdsl.graphs.conditions import leaves
from mopsdsl.graphs.names import Names
from mopsdsl.model.assets import Asset, SmartCampaign, SmartList
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.conditions import InAsset


@value
class Hop:
    """One declaration's need of another. `verb` says which ("uses", "is cloned from", "calls")."""

    start: Declaration
    verb: str
    end: Declaration
    reference: Reference


Ends = tuple[Declaration, Declaration]
Node = TypeVar("Node")


def circles(hops: Iterable[Hop]) -> list[tuple[Hop, ...]]:
    """For every hop that lies on a circle, a shortest one through it, each circle once, in a fixed order.

    Calls are a world of their own: a campaign may call one that was cloned from it.
    """
    calls: dict[Ends, Hop] = {}
    others: dict[Ends, Hop] = {}
    for hop in hops:
        (calls if hop.verb == "calls" else others).setdefault((hop.start, hop.end), hop)
    return [circle for world in (others, calls) for circle in _named(_left_over(world))]


def left_over(needs: Iterable[tuple[Node, Node]]) -> set[Node]:
    """What stays when whatever needs nothing is taken away, again and again: all on circles, and on ways into them."""
    needed_by: dict[Node, list[Node]] = {}
    open_needs: dict[Node, int] = {}
    for start, end in needs:
        needed_by.setdefault(end, []).append(start)
        open_needs[start] = open_needs.get(start, 0) + 1
    settled = [node for node in needed_by if node not in open_needs]
    while settled:
        for start in needed_by.get(settled.pop(), ()):
            open_needs[start] -= 1
            if not open_needs[start]:
                settled.append(start)
    return {node for node, number in open_needs.items() if number}


def _left_over(hops: dict[Ends, Hop]) -> list[Hop]:
    """The hops between what stays."""
    left = left_over(hops)
    return [hop for hop in hops.values() if hop.start in left and hop.end in left]


def _named(hops: list[Hop]) -> list[tuple[Hop, ...]]:
    if not hops:
        return []
    import networkx as nx  # late: its import is most of a start, and circles are rare

    by_ends = {(hop.start.id, hop.end.id): hop for hop in hops}
    graph: nx.DiGraph[str] = nx.DiGraph(sorted(by_ends))
    component = {node: n for n, nodes in enumerate(nx.strongly_connected_components(graph)) for node in nodes}
    found: list[tuple[Hop, ...]] = []
    covered: set[tuple[str, str]] = set()
    for start, end in sorted(by_ends):
        if (start, end) not in covered and component[start] == component[end]:
            ends = list(pairwise([start, *nx.shortest_path(graph, end, start)]))
            covered.update(ends)
            found.append(tuple(by_ends[pair] for pair in ends))
    return found


def needs(names: Names) -> Iterator[Hop]:
    """Every need that must not go in a circle: uses, clones, memberships, calls, extends, derivations, parents."""
    model = names.model
    for asset in model.assets.values():
        yield from _hops(asset, _asset_needs(asset), names)
    for lifecycle in model.lifecycles.values():
        if lifecycle.extends is not None:
            yield from _hops(lifecycle, (("extends", lifecycle.extends),), names)
    for field in model.fields.values():
        yield from _hops(field, (("is made of", source) for source in field.sources), names)
    for thing in model.objects.values():
        yield from _hops(thing, (("is the parent of", child) for child in thing.parents_of), names)


def _asset_needs(asset: Asset) -> Iterator[tuple[str, Reference]]:
    yield from (("uses", used) for used in asset.uses)
    if asset.cloned_from is not None:
        yield "is cloned from", asset.cloned_from
    if isinstance(asset, SmartList) and asset.when is not None:
        lists = (leaf.asset for leaf in leaves(asset.when) if isinstance(leaf, InAsset))
        yield from (("asks for members of", members) for members in lists)
    if isinstance(asset, SmartCampaign):
        calls = (step.about for step in asset.flow if step.action == "execute")
        yield from (("calls", campaign) for campaign in calls if campaign is not None)


def _hops(start: Declaration, wanted: Iterable[tuple[str, Reference]], names: Names) -> Iterator[Hop]:
    for verb, reference in wanted:
        end = names.find(reference)
        if isinstance(end, Declaration):
            yield Hop(start, verb, end, reference)
