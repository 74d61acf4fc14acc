"""`why`: the paths, what is missing, and which of several things a name means."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.graphs.questions import Answer, Unclear, why
from tests.graphs.world import SPEC, world

WORLD = world(SPEC)


def ask(subject: str, object: str) -> Answer:
    found = why(WORLD, subject, object)
    assert isinstance(found, Answer), found
    return found


def routes(subject: str, object: str) -> list[list[str]]:
    """The ids along each path."""
    return [[path[0].start, *(edge.end for edge in path)] for path in ask(subject, object).paths.shown]


def said(subject: str, object: str) -> str:
    found = ask(subject, object)
    assert not found.reaches
    return "\n".join(remark.text for remark in found.remarks)


def test_a_team_reaches_people_through_every_workspace_that_sees_them() -> None:
    assert routes("Ops", "partition:EMEA") == [
        ["team:Ops", "workspace:EMEA", "partition:EMEA"],
        ["team:Ops", "workspace:Sales", "partition:EMEA"],
    ]


def test_every_hop_has_its_place() -> None:
    for path in ask("Ops", "partition:EMEA").paths.shown:
        assert all(edge.span.source.name == "spec.mops" for edge in path)


def test_two_grants_are_two_ways() -> None:
    twice = world(
        "team T\npartition P\nworkspace W { sees P; admin T }\nrole R { can read }\ngrant R to T in W"
    )
    found = why(twice, "T", "P")
    assert isinstance(found, Answer)
    assert [path[0].label for path in found.paths.shown] == ["as R", "as admin"]


@pytest.mark.parametrize(
    ("subject", "object", "route"),
    [
        ("Ops", "News", ["team:Ops", "workspace:EMEA", "asset:Center.Templates.News"]),
        ("EMEA", "News", ["workspace:EMEA", "asset:Center.Templates.News"]),
        (
            "workspace:Center",
            "workspace:EMEA",
            ["workspace:Center", "asset:Center.Templates", "workspace:EMEA"],
        ),
        ("Hello", "News", ["asset:EMEA.Intro.Hello", "asset:Center.Templates.News"]),
        (
            "Follow",
            "News",
            ["asset:EMEA.Intro.Follow", "asset:EMEA.Intro.Hello", "asset:Center.Templates.News"],
        ),
        ("Hello", "EMEA", ["asset:EMEA.Intro.Hello", "workspace:EMEA", "partition:EMEA"]),
        ("Engaged", "EMEA", ["asset:Center.Templates.Engaged", "workspace:EMEA", "partition:EMEA"]),
        ("Engaged", "APAC", ["asset:Center.Templates.Engaged", "workspace:Center", "partition:APAC"]),
        ("Marketer", "EMEA", ["role:Marketer", "workspace:Sales", "partition:EMEA"]),
        ("SDR", "Marketer", ["team:SDR", "role:Marketer"]),
        ("MQL", "Lost", ["stage:Global.MQL", "stage:Global.Lost"]),
        ("Follow", "Won", ["asset:EMEA.Intro.Follow", "stage:Global.MQL", "stage:Global.Won"]),
        ("Global", "EMEA", ["lifecycle:Global", "partition:EMEA"]),
        ("lifecycle:Local", "Customers", ["lifecycle:Local", "partition:Customers"]),
        ("SDR", "MQL", ["team:SDR", "stage:Global.MQL"]),
    ],
)
def test_ways(subject: str, object: str, route: list[str]) -> None:
    assert routes(subject, object)[0] == route


def test_a_form_tells_where_its_people_land() -> None:
    kinds = [[edge.kind for edge in path] for path in ask("Sign_Up", "EMEA").paths.shown]
    assert kinds == [["stands_in", "sees"], ["stands_in", "lands_in"]]


def test_a_campaign_that_moves_people_reaches_the_partition_itself() -> None:
    assert ["asset:EMEA.Intro.Follow", "partition:EMEA"] in routes("Follow", "EMEA")


def test_an_override_is_a_way_of_its_own() -> None:
    assert [path[0].label for path in ask("Known", "MQL").paths.shown] == [
        "when Score >= 100 and Country in Europe",
        "when Score >= 80 (in Local)",
    ]


@pytest.mark.parametrize(
    ("subject", "object"),
    [
        ("Secret", "EMEA"),
        ("Global", "Customers"),
        ("Won", "Known"),
        ("Marketer", "Customers"),
        ("Nobody", "APAC"),
    ],
)
def test_no_way(subject: str, object: str) -> None:
    assert not ask(subject, object).reaches


def test_what_a_team_lacks() -> None:
    text = said("SDR", "EMEA")
    assert "Team SDR works in Center as Marketer." in text
    assert "None of them sees partition EMEA." in text
    assert "Partition EMEA is seen by workspaces Default, EMEA and Sales." in text
    assert "`grant Marketer to SDR in EMEA` (or in Sales or Default) would let it." in text


def test_the_way_to_mend_names_the_wall_it_would_breach() -> None:
    assert "But wall Apart keeps Customers apart from APAC, which SDR reaches." in said("SDR", "Customers")
    assert "But wall Apart keeps Customers apart from APAC, which Sales reaches." in said(
        "Sales", "Customers"
    )
    assert "wall" not in said("SDR", "EMEA")


def test_what_an_asset_lacks() -> None:
    text = said("EMEA", "Secret")
    assert "stands in workspace Center" in text
    assert "shared with nobody" in text
    assert "`shared with EMEA` on folder Center.Own" in text


def test_the_other_way_round() -> None:
    assert "ask `why stage:Global.Known stage:Global.Won`" in said("Won", "Known")


def test_a_thing_reaches_itself() -> None:
    found = ask("team:SDR", "team:SDR")
    assert found.reaches
    assert found.paths.shown == ()


def test_several_meanings_are_asked_back() -> None:
    found = why(WORLD, "EMEA", "Ops")
    assert isinstance(found, Unclear)
    assert found.choices == ("partition:EMEA team:Ops", "workspace:EMEA team:Ops")


def test_the_sensible_reading_needs_no_kind() -> None:
    found = ask("EMEA", "EMEA")
    assert (found.subject.id, found.object.id) == ("workspace:EMEA", "partition:EMEA")


def test_unknown_names_get_the_nearest() -> None:
    found = why(WORLD, "Opps", "EMEA")
    assert isinstance(found, Unclear)
    assert found.choices == ("team:Ops",)


def test_assets_answer_to_their_own_kind() -> None:
    assert ask("email:EMEA.Intro.Hello", "email_template:Center.Templates.News").reaches
    assert isinstance(why(WORLD, "form:EMEA.Intro.Hello", "News"), Unclear)


TEAMS, WORKSPACES, PARTITIONS = ("T0", "T1"), ("W0", "W1", "W2", "W3"), ("P0", "P1", "P2")
grants = st.sets(st.tuples(st.sampled_from(TEAMS), st.sampled_from(WORKSPACES)))
sights = st.dictionaries(st.sampled_from(WORKSPACES), st.sets(st.sampled_from(PARTITIONS), min_size=1))


@given(grants, sights)
def test_reaching_is_what_plain_reachability_says(
    given_to: set[tuple[str, str]], sees: dict[str, set[str]]
) -> None:
    lines = (
        [f"team {name}" for name in TEAMS]
        + [f"partition {name}" for name in PARTITIONS]
        + ["role R { can read }"]
    )
    for name in WORKSPACES:
        body = f" {{ sees {', '.join(sorted(sees[name]))} }}" if name in sees else ""
        lines.append(f"workspace {name}{body}")
    lines += [f"grant R to {team} in {workspace}" for team, workspace in sorted(given_to)]
    graph = nx.DiGraph([*given_to, *((name, partition) for name, seen in sees.items() for partition in seen)])
    graph.add_nodes_from((*TEAMS, *WORKSPACES, *PARTITIONS))
    made = world("\n".join(lines))
    for start in (*TEAMS, *WORKSPACES):
        for partition in PARTITIONS:
            found = why(made, start, partition)
            assert isinstance(found, Answer)
            assert found.reaches == nx.has_path(graph, start, partition)
            assert len(found.paths.shown) == len(list(nx.all_simple_paths(graph, start, partition)))
            assert found.reaches or found.remarks
