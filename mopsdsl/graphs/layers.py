"""Which column of a picture each node belongs in, so that arrows lead one way."""

from collections.abc import Iterable, Sequence


def layers(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Node → its layer, from 0; every edge leads to a later layer, but for those that close a circle.

    Done without networkx, whose import would be a fifth of a small compile: it seldom has any other question for it.
    """
    after: dict[str, list[str]] = {node: [] for node in nodes}
    for start, end in edges:
        if start != end:
            after[start].append(end)
    onward = _onward(after)
    layer = dict.fromkeys(nodes, 0)
    for node in reversed(onward):
        for end in onward[node]:
            layer[end] = max(layer[end], layer[node] + 1)
    for node, ends in onward.items():
        if ends:
            # As far to the right as may be: nothing stands far from what it leads to.
            layer[node] = min(layer[end] for end in ends) - 1
    first = min(layer.values(), default=0)
    return {node: number - first for node, number in layer.items()}


def _onward(after: dict[str, list[str]]) -> dict[str, list[str]]:
    """Node → where its edges lead, each node behind all that it leads to.

    Edges are left out that lead back to a node on the way from where the walk began (depth first, in the given order).
    """
    onward: dict[str, list[str]] = {}
    for root, ends in after.items():
        on_the_way = {root: (iter(ends), list[str]())} if root not in onward else {}
        while on_the_way:
            node, (following, kept) = next(reversed(on_the_way.items()))
            end = next(following, None)
            if end is None:
                on_the_way.popitem()
                onward[node] = kept
            elif end not in on_the_way:
                kept.append(end)
                if end not in onward:
                    on_the_way[end] = (iter(after[end]), [])
    return onward
