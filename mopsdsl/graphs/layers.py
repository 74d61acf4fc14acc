"""Which column of a picture each node belongs in, so that arrows lead one way."""

from collections.abc import Iterable, Sequence


def layers(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Node → its layer, from 0; every edge leads to a later layer, but for those that close a circle."""
    import networkx

    after: dict[str, list[str]] = {node: [] for node in nodes}
    for start, end in edges:
        if start != end:
            after[start].append(end)
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(_forward(after))
    generations = list(networkx.topological_generations(graph))
    layer = {node: number for number, generation in enumerate(generations) for node in generation}
    for generation in reversed(generations):
        for node in generation:
            following = [layer[end] for end in graph[node]]
            if following:
                # As far to the right as may be: nothing stands far from what it leads to.
                layer[node] = min(following) - 1
    first = min(layer.values(), default=0)
    return {node: number - first for node, number in layer.items()}


def _forward(after: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    """All edges but those that lead back to a node on the way from where the walk began (depth first, in the given order)."""
    done: set[str] = set()
    for root, ends in after.items():
        if root in done:
            continue
        on_the_way = {root: iter(ends)}
        while on_the_way:
            node, following = next(reversed(on_the_way.items()))
            end = next(following, None)
            if end is None:
                on_the_way.popitem()
                done.add(node)
            elif end not in on_the_way:
                yield node, end
                if end not in done:
                    on_the_way[end] = iter(after[end])
