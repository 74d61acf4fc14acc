"""The graph of a lifecycle: what is in force where one extends another, what can be reached, and circles."""

from itertools import pairwise, product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.clock.durations import later
from mopsdsl.graphs.durations import bounds, compare
from mopsdsl.graphs.lifecycle import Course, Way, circles
from mopsdsl.model.base import Duration
from tests.graphs.world import world

COMMON = """
lifecycle Global {
  success path Known, MQL, Won
  stage Known
  stage MQL
  stage Won end
  stage Back
  Known -> MQL when Score >= 100
  MQL -> Back by SDR because of ("No budget",)
  MQL -> Back after 30 days
  MQL -> Won by SDR
  Back -> MQL when Score >= 120
}
"""


def course(text: str, name: str = "Local") -> Course:
    names = world(text).names
    return Course(names.model.lifecycles[name], names)


def said(one: Course) -> list[str]:
    return [f"{way.text} {way.kind} ({way.owner.name})" for way in one.ways]


def test_a_local_lifecycle_has_all_of_the_common_one() -> None:
    local = course(COMMON + "lifecycle Local extends Global { for partitions all }")
    assert list(local.stages) == ["Known", "MQL", "Won", "Back"]
    assert local.first == "Known"
    assert [one.name for one in local.path] == ["Known", "MQL", "Won"]
    assert said(local) == [line.replace("Local", "Global") for line in said(course(COMMON, "Global"))]


@pytest.mark.parametrize(
    ("override", "kinds"),
    [
        ("MQL -> Back after 60 days", ["by (Global)", "after (Local)"]),
        ('MQL -> Back by SDR because "x"', ["by (Local)", "after (Global)"]),
        ("MQL -> Back when Score < 5", ["when (Local)"]),
    ],
)
def test_an_override_takes_the_place_of_its_like_or_else_of_all_between_the_two(
    override: str, kinds: list[str]
) -> None:
    local = course(f"{COMMON}lifecycle Local extends Global {{ override {override} }}")
    assert [f"{way.kind} ({way.owner.name})" for way in local.ways if way.text == "MQL -> Back"] == kinds
    assert local.ways[0].text == "Known -> MQL"


def test_people_start_at_the_first_stage_of_the_common_lifecycle() -> None:
    local = course(COMMON + "lifecycle Local extends Global { stage Tea; Known -> Tea after 1 day }")
    assert local.first == "Known"
    assert local.homes["Tea"].name == "Local"
    assert local.reached([local.first])["Tea"] is local.ways[-1]


@pytest.mark.parametrize(
    ("clauses", "kind"),
    [
        ("when Score > 5", "when"), ("by SDR", "by"), ("by SDR when Score > 5", "by"), ("after 5 days", "after"),
        ("after 5 days when Score > 5", "after"), ("after 0 days when Score > 5", "when"), ("otherwise", "otherwise"),
        ('because of ("No budget",)', "by"), ('after 5 days because of ("No answer",)', "after"), ("", ""),
    ],
)  # fmt: skip
def test_what_lets_people_go(clauses: str, kind: str) -> None:
    one = course(f"lifecycle Local {{ stage A; stage B; A -> B {clauses} }}")
    assert [way.kind for way in one.ways] == [kind]
    assert one.ways[0].instant == (kind in ("when", "otherwise"))


def test_a_gate_asks_its_default_last() -> None:
    one = course(
        "lifecycle Local { stage A gate otherwise -> B; stage B; stage C; A -> C otherwise; A -> B when Score > 5 }"
    )
    assert [f"{way.target} {way.kind}" for way in one.out["A"]] == ["B when", "C otherwise", "B otherwise"]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("lifecycle Local { stage A; stage B; A -> B }", True),
        ("lifecycle Local { stage A; stage B; A -> C }", False),
        ("lifecycle Local extends Nobody { stage A }", False),
        ("lifecycle Local { success path A, C; stage A }", False),
        ("lifecycle Local { stage A gate otherwise -> C }", False),
        (
            "lifecycle Local { stage A; A -> Other.X } lifecycle Other { stage X }".replace(" lif", "\nlif"),
            True,
        ),
    ],
)
def test_what_is_missing_is_left_out(text: str, sound: bool) -> None:
    one = course(text)
    assert one.sound == sound
    assert all(way.target != "C" for way in one.ways)


def test_a_way_into_another_lifecycle_leads_out_of_this_one() -> None:
    one = course("lifecycle Local { stage A; A -> Other.X }\nlifecycle Other { stage X }")
    assert [way.target for way in one.ways] == ["Other.X"]


STAGES = "ABCDE"
pairs = st.lists(st.tuples(st.sampled_from(STAGES), st.sampled_from(STAGES)), max_size=10, unique=True)


def drawn(ends: list[tuple[str, str]]) -> Course:
    stages = "\n".join(f"stage {name}" for name in STAGES)
    moves = "\n".join(f"{start} -> {end}" for start, end in ends)
    return course(f"lifecycle Local {{\n{stages}\n{moves}\n}}")


@given(pairs)
def test_what_is_reached_is_what_a_plain_graph_says(ends: list[tuple[str, str]]) -> None:
    one, graph = drawn(ends), nx.DiGraph(ends)
    graph.add_nodes_from(STAGES)
    reached = one.reached(["A"])
    assert set(reached) == {"A"} | nx.descendants(graph, "A")
    for stage in reached:
        path = one.path_to(stage, reached)
        assert len(path) == nx.shortest_path_length(graph, "A", stage)
        assert [way.source for way in path[1:]] == [way.target for way in path[:-1]]


unsure = st.lists(
    st.tuples(st.sampled_from([*"ABC", "Nowhere"]), st.sampled_from([*"ABC", "Nowhere"])), max_size=4
)


@given(unsure)
def test_what_could_be_reached_is_what_some_meaning_of_the_names_reaches(ends: list[tuple[str, str]]) -> None:
    """Every name that leads nowhere is tried as every stage, each by itself."""
    moves = "\n".join(f"{start} -> {end}" for start, end in ends)
    one = course("lifecycle Local {\nstage A\nstage B\nstage C\n" + moves + "\n}")
    slots = [place for place, end in enumerate(end for pair in ends for end in pair) if end == "Nowhere"]
    reached: set[str] = set()
    for meant in product("ABC", repeat=len(slots)):
        flat = [end for pair in ends for end in pair]
        for place, stage in zip(slots, meant, strict=True):
            flat[place] = stage
        graph: nx.DiGraph = nx.DiGraph(zip(flat[::2], flat[1::2], strict=True))
        graph.add_nodes_from("ABC")
        reached |= nx.descendants(graph, "A") | {"A"}
    assert one.could_reach(["A"]) == reached
    assert set(one.reached(["A"])) <= reached
    for stage in "ABC":
        assert one.may_leave(stage) == any(s in ("Nowhere", stage) and "Nowhere" in (s, e) for s, e in ends)
        assert one.may_enter(stage) == any(e in ("Nowhere", stage) and "Nowhere" in (s, e) for s, e in ends)


@given(pairs)
def test_circles_are_the_strong_components(ends: list[tuple[str, str]]) -> None:
    one, graph = drawn(ends), nx.DiGraph((start, end) for start, end in ends if start != end)
    found = {frozenset(f"{way.text}" for way in group) for group in circles(one.ways)}
    wanted = {
        frozenset(f"{start} -> {end}" for start, end in graph.edges if {start, end} <= nodes)
        for nodes in nx.strongly_connected_components(graph)
        if len(nodes) > 1
    }
    assert found == wanted


def test_a_long_lifecycle_without_circles_needs_no_graph() -> None:
    names = [f"S{number}" for number in range(200)]
    stages = "\n".join(f"stage {name}" for name in names)
    moves = "\n".join(f"{start} -> {end}" for start, end in pairwise(names))
    one = course(f"lifecycle Local {{\n{stages}\n{moves}\n}}")
    assert circles(one.ways) == []
    assert len(one.reached(["S0"])) == 200


# Durations

durations = st.builds(
    Duration,
    st.integers(1, 40),
    st.sampled_from(["minutes", "hours", "days", "weeks", "months"]),
    st.just(False),
)


@given(durations, durations, st.integers(0, 4000))
def test_which_time_is_the_longer_is_what_the_calendar_says(one: Duration, other: Duration, day: int) -> None:
    """In a zone without summer time, from any day of eleven years."""
    start = (738_000 + day) * 86_400
    first, second = later("UTC", start, one), later("UTC", start, other)
    assert first is not None
    assert second is not None
    order = compare(one, other)
    if order is not None:
        assert order == (first > second) - (first < second)
    assert order is not None or "months" in (one.unit, other.unit)
    for end, duration in ((first, one), (second, other)):
        limits = bounds(duration)
        assert limits.high is not None
        assert limits.low * 60 <= end - start <= limits.high * 60


def test_business_time_is_compared_with_itself() -> None:
    hours, days = Duration(4, "hours", True), Duration(2, "days", True)
    assert compare(hours, Duration(240, "minutes", True)) == 0
    assert compare(days, Duration(1, "weeks", True)) == -1
    assert compare(hours, days) is None
    assert compare(Duration(3, "hours"), hours) == -1
    assert compare(hours, Duration(30, "days")) is None


def test_a_way_says_itself() -> None:
    way = course(COMMON, "Global").ways[0]
    assert isinstance(way, Way)
    assert way.text == "Known -> MQL"
