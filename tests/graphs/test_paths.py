"""Minimal paths, held against plain enumeration on small graphs."""

from itertools import pairwise, product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.graphs import paths
from mopsdsl.graphs.edges import Edge
from mopsdsl.graphs.paths import minimal_paths
from mopsdsl.source.text import Source, Span

PLACE = Span(Source("spec.mops", "x"), 0, 1)
NODES = "abcdef"

pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES))
graphs = st.lists(pairs, max_size=14).map(
    lambda found: [Edge(start, end, f"e{n}", PLACE) for n, (start, end) in enumerate(found)]
)


def by_enumeration(edges: list[Edge], start: str, end: str) -> set[tuple[str, ...]]:
    """The kinds along each path whose nodes hold no other path's nodes, from all simple paths."""
    graph = nx.DiGraph((edge.start, edge.end) for edge in edges)
    graph.add_nodes_from((start, end))
    simple = [tuple(path) for path in nx.all_simple_paths(graph, start, end)]
    minimal = [path for path in simple if not any(set(other) < set(path) for other in simple)]
    between: dict[tuple[str, str], list[str]] = {}
    for edge in edges:
        between.setdefault((edge.start, edge.end), []).append(edge.kind)
    return {kinds for path in minimal for kinds in product(*(between[hop] for hop in pairwise(path)))}


@given(graphs)
def test_they_are_the_paths_that_enumeration_finds(edges: list[Edge]) -> None:
    found = minimal_paths(edges, "a", "f", 10_000)
    kinds = [tuple(edge.kind for edge in path) for path in found.shown]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) == by_enumeration(edges, "a", "f")
    assert found.complete
    assert found.more == 0
    assert [len(path) for path in kinds] == sorted(len(path) for path in kinds)


@given(graphs, st.integers(0, 3))
def test_a_limit_counts_what_it_leaves_out(edges: list[Edge], limit: int) -> None:
    whole = minimal_paths(edges, "a", "f", 10_000)
    some = minimal_paths(edges, "a", "f", limit)
    assert some.shown == whole.shown[:limit]
    assert len(some.shown) + some.more == len(whole.shown)


def test_a_shortcut_hides_the_long_way() -> None:
    edges = [Edge(*pair, "x", PLACE) for pair in ("ab", "bc", "ac")]
    assert [[edge.end for edge in path] for path in minimal_paths(edges, "a", "c", 9).shown] == [["c"]]


def test_a_search_without_end_gives_up_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty diamonds in a row have 2^40 minimal paths."""
    monkeypatch.setattr(paths, "STEPS", 5_000)
    edges = []
    for n in range(40):
        for side in ("up", "down"):
            edges += [Edge(f"n{n}", f"{side}{n}", "x", PLACE), Edge(f"{side}{n}", f"n{n + 1}", "x", PLACE)]
    found = minimal_paths(edges, "n0", "n40", 10)
    assert not found.complete
