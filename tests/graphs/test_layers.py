"""Columns for nodes, whatever the arrows."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.graphs.layers import layers

NODES = "abcdefgh"
pairs = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=24)


@given(pairs)
def test_arrows_without_circles_lead_to_later_layers(edges: list[tuple[str, str]]) -> None:
    onward = [(start, end) for start, end in edges if start < end]
    layer = layers(NODES, onward)
    assert set(layer) == set(NODES)
    assert min(layer.values()) == 0
    assert all(layer[start] < layer[end] for start, end in onward)


@given(pairs)
def test_circles_only_cost_the_arrows_that_close_them(edges: list[tuple[str, str]]) -> None:
    layer = layers(NODES, edges)
    assert set(layer) == set(NODES)
    assert all(0 <= number < len(NODES) for number in layer.values())


def test_a_circle_keeps_its_order() -> None:
    assert layers("abc", [("a", "b"), ("b", "c"), ("c", "a")]) == {"a": 0, "b": 1, "c": 2}


@given(pairs)
def test_a_node_stands_as_far_to_the_right_as_networkx_says(edges: list[tuple[str, str]]) -> None:
    onward = [(start, end) for start, end in edges if start < end]
    graph = networkx.DiGraph(onward)
    graph.add_nodes_from(NODES)
    longest = {node: n for n, some in enumerate(networkx.topological_generations(graph)) for node in some}
    for node in reversed(list(networkx.topological_sort(graph))):
        longest[node] = min((longest[end] - 1 for end in graph[node]), default=longest[node])
    assert layers(NODES, onward) == {node: n - min(longest.values()) for node, n in longest.items()}
