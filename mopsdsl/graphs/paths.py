"""Every minimal path from one thing to another: those that no path with fewer of the same nodes makes superfluous."""

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, product
from math import prod

from mopsdsl._value import value
from mopsdsl.graphs.edges import Edge

STEPS = 200_000
"""How many partial paths are looked at before the search gives up; a spec made by people needs some hundreds."""

Path = tuple[Edge, ...]


@value
class Paths:
    """`shown` paths, the shortest first; `more` that were found beyond the limit; `complete` unless the search gave up."""

    shown: tuple[Path, ...]
    more: int
    complete: bool


def minimal_paths(edges: Iterable[Edge], start: str, end: str, limit: int) -> Paths:
    """At most `limit` minimal paths of `edges`. Several edges between two nodes are as many paths."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for number, edge in enumerate(edges):
        if edge.start != edge.end:
            graph.add_edge(edge.start, edge.end, number, edge=edge)
    if start not in graph or end not in graph or start == end:
        return Paths((), 0, True)
    on_the_way = (networkx.descendants(graph, start) | {start}) & (networkx.ancestors(graph, end) | {end})
    after = {node: sorted(set(graph.successors(node)) & on_the_way) for node in on_the_way}
    shown: list[Path] = []
    count = steps = 0
    for steps, nodes in enumerate(_chordless(after, start, end), start=1):
        if nodes[-1] == end:
            hops = [_between(graph, *hop) for hop in pairwise(nodes)]
            count += prod(len(hop) for hop in hops)
            shown.extend(islice(product(*hops), limit - len(shown)))
        if steps == STEPS:
            break
    return Paths(tuple(shown), count - len(shown), steps < STEPS)


def _between(graph: "networkx.MultiDiGraph[str]", start: str, end: str) -> list[Edge]:  # type: ignore[name-defined]  # noqa: F821
    return [data["edge"] for data in graph[start][end].values()]


def _chordless(after: dict[str, list[str]], start: str, end: str) -> Iterator[tuple[str, ...]]:
    """Paths from `start` in order of length, whole or not, without a shortcut between any two of their nodes.

    A path has a subset of nodes that also makes a path exactly when an edge leaps forward over one of them.
    """
    if start not in after:
        return
    level: list[tuple[str, ...]] = [(start,)]
    while level:
        longer: list[tuple[str, ...]] = []
        for path in level:
            yield path
            # A level that is cut here is long enough to use up all steps, so nobody takes the answer for complete.
            if path[-1] != end and len(longer) < STEPS:
                # Whatever an earlier node leads to can be had without the nodes between.
                reached = {node for earlier in path[:-1] for node in after[earlier]}
                longer.extend(
                    (*path, node) for node in after[path[-1]] if node not in reached and node not in path
                )
        level = longer
