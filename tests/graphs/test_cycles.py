"""Circles: found cheaply, named whole, in one order."""

import subprocess
import sys
from functools import cache
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.graphs.cycles import Hop, circles
from mopsdsl.model.base import Reference
from mopsdsl.model.people import ValueList
from mopsdsl.source.text import Source, Span

PLACE = Span(Source("spec.mops", "x"), 0, 1)


@cache
def thing(n: int) -> ValueList:
    return ValueList(f"n{n}", f"n{n}", PLACE, PLACE, "", None, None, (), (), ())


def hop(start: int, end: int, verb: str = "uses") -> Hop:
    return Hop(thing(start), verb, thing(end), Reference("list", f"n{end}", PLACE))


def ends(circle: tuple[Hop, ...]) -> list[str]:
    return [one.start.name for one in circle]


def test_a_line_has_none() -> None:
    assert circles([hop(1, 2), hop(2, 3), hop(1, 3)]) == []


def test_something_that_needs_itself() -> None:
    assert [ends(circle) for circle in circles([hop(1, 1), hop(1, 2)])] == [["n1"]]


def test_each_circle_is_named_once_and_whole() -> None:
    found = circles([hop(1, 2), hop(2, 3), hop(3, 1), hop(3, 2), hop(0, 1), hop(3, 9)])
    assert [ends(circle) for circle in found] == [["n1", "n2", "n3"], ["n3", "n2"]]


def test_calls_are_a_world_of_their_own() -> None:
    assert circles([hop(1, 2, "calls"), hop(2, 1, "is cloned from")]) == []
    assert len(circles([hop(1, 2, "calls"), hop(2, 1, "calls")])) == 1


edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24)


@given(edges)
def test_every_hop_on_a_circle_is_in_one_that_is_named(pairs: list[tuple[int, int]]) -> None:
    graph = nx.DiGraph(pairs)
    on_a_circle = {(f"n{a}", f"n{b}") for a, b in pairs if nx.has_path(graph, b, a)}
    named = {
        (one.start.name, one.end.name) for circle in circles(hop(a, b) for a, b in pairs) for one in circle
    }
    assert named == on_a_circle


@given(edges, st.randoms())
def test_the_order_of_hops_changes_nothing(pairs: list[tuple[int, int]], random: object) -> None:
    def named(pairs: list[tuple[int, int]]) -> list[list[str]]:
        return [ends(circle) for circle in circles(hop(a, b) for a, b in pairs)]

    assert named(pairs) == named(pairs[::-1])


@given(edges)
def test_every_circle_closes(pairs: list[tuple[int, int]]) -> None:
    for circle in circles(hop(a, b) for a, b in pairs):
        assert circle[-1].end.name == circle[0].start.name
        assert all(one.end.name == after.start.name for one, after in pairwise(circle))


def test_a_sound_spec_does_not_pay_for_networkx() -> None:
    code = (
        "import sys; from mopsdsl.graphs.cycles import circles; circles([]); print('networkx' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
