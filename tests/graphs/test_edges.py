"""What the graphs hold, and where each edge says that it comes from."""

from mopsdsl.graphs.edges import GRAPHS, Edge, nodes_of
from tests.graphs.world import SPEC, world

WORLD = world(SPEC)


def edges(kind: str) -> list[Edge]:
    return list(GRAPHS[kind](WORLD))


def triples(kind: str) -> set[tuple[str, str, str]]:
    return {(edge.start, edge.kind, edge.end) for edge in edges(kind)}


def text_at(edge: Edge) -> str:
    return edge.span.source.text[edge.span.start : edge.span.end]


def test_visibility() -> None:
    found = triples("visibility")
    assert {
        ("workspace:Sales", "sees", "partition:APAC"),
        ("workspace:Default", "sees", "partition:Customers"),
        ("team:Ops", "works_in", "workspace:EMEA"),
        ("team:Ops", "works_in", "workspace:Sales"),
        ("workspace:Center", "holds", "asset:Center.Templates.News"),
        ("workspace:EMEA", "reads", "asset:Center.Templates.News"),
    } <= found
    assert ("workspace:EMEA", "reads", "asset:Center.Own.Secret") not in found
    assert ("workspace:Center", "reads", "asset:Center.Templates.News") not in found
    assert ("workspace:EMEA", "sees", "partition:APAC") not in found


def test_edges_point_at_the_word_that_makes_them() -> None:
    by_ends = {(edge.start, edge.end, edge.kind): edge for edge in edges("visibility")}
    seen = by_ends["workspace:Sales", "partition:APAC", "sees"]
    assert text_at(seen) == "APAC"
    assert seen.span.line == SPEC.splitlines().index("workspace Sales { sees EMEA, APAC; primary APAC }") + 1
    works = by_ends["team:Ops", "workspace:Sales", "works_in"]
    assert works.label == "as Marketer until 2027-01-31"


def test_sharing() -> None:
    assert triples("sharing") == {
        ("workspace:Center", "shares", "asset:Center.Templates"),
        ("asset:Center.Templates", "shared_with", "workspace:EMEA"),
        ("asset:Center.Templates", "contains", "asset:Center.Templates.News"),
        ("asset:Center.Templates", "contains", "asset:Center.Templates.Engaged"),
    }


def test_lifecycles_say_what_moves_people() -> None:
    found = {(edge.start, edge.end, edge.label) for edge in edges("lifecycle")}
    assert found == {
        ("stage:Global.Known", "stage:Global.MQL", "when Score >= 100 and Country in Europe"),
        ("stage:Global.MQL", "stage:Global.Won", "by SDR"),
        ("stage:Global.MQL", "stage:Global.Lost", "after 5 business days"),
        ("stage:Global.Known", "stage:Global.MQL", "when Score >= 80 (in Local)"),
    }


def test_references_lead_from_declaration_to_declaration() -> None:
    found = triples("reference")
    ends = {(start, end) for start, _, end in found}
    assert ("asset:EMEA.Intro.Hello", "asset:Center.Templates.News") in ends
    assert ("asset:EMEA.Intro.Follow", "lifecycle:Global") in ends
    assert ("lifecycle:Local", "lifecycle:Global") in ends
    assert ("lifecycle:Global", "list:Europe") in ends
    assert not any("stage:" in name for pair in ends for name in pair)
    assert all(start != end for start, end in ends)


def test_containment() -> None:
    found = triples("containment")
    assert ("workspace:EMEA", "contains", "asset:EMEA.Intro") in found
    assert ("asset:EMEA.Intro", "contains", "asset:EMEA.Intro.Hello") in found
    assert ("lifecycle:Global", "contains", "stage:Global.Won") in found


def test_nodes_are_unique_ids_that_the_edges_use() -> None:
    for kind in GRAPHS:
        found = edges(kind)
        nodes = nodes_of(WORLD, kind, found)
        assert len(nodes) == len(set(nodes))
        assert {end for edge in found for end in (edge.start, edge.end)} <= set(nodes)


def test_what_nobody_touches_is_there_all_the_same() -> None:
    assert "team:Nobody" in nodes_of(WORLD, "visibility", edges("visibility"))
    assert "partition:Customers" in nodes_of(WORLD, "visibility", [])
    assert "field:Industry" not in nodes_of(WORLD, "reference", edges("reference"))


def test_unknown_names_are_no_edges() -> None:
    broken = world(
        "workspace A { sees Nowhere; primary Nowhere }\ngrant Nope to Nobody in Nowhere, A\nteam T"
    )
    for kind in GRAPHS:
        ends = {end for edge in GRAPHS[kind](broken) for end in (edge.start, edge.end)}
        assert ends <= set(broken.things.nodes)


def test_the_order_of_files_does_not_show() -> None:
    first, second = SPEC.split("assets in Center", 1)
    one = world({"a.mops": first, "b.mops": f"assets in Center{second}"})
    other = world({"z.mops": first, "a.mops": f"assets in Center{second}"})
    for kind in GRAPHS:
        listed = [[(e.start, e.end, e.kind, e.label) for e in GRAPHS[kind](some)] for some in (one, other)]
        assert listed[0] == listed[1]
