"""Pictures: nothing overlaps, nothing of a spec gets out of its label, and never too much at once."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl.graphs.edges import GRAPHS, nodes_of
from mopsdsl.render.pictures.dot import dot
from mopsdsl.render.pictures.layered import layered
from mopsdsl.render.pictures.layout import Layout, settled
from mopsdsl.render.pictures.letters import width, wrapped
from mopsdsl.render.pictures.lifecycle import lifecycle_picture
from mopsdsl.render.pictures.mermaid import mermaid
from mopsdsl.render.pictures.overview import graph_picture
from mopsdsl.render.pictures.picture import LIMIT, Arrow, Box, Picture, condense
from mopsdsl.render.pictures.sharing import sharing_picture
from mopsdsl.render.pictures.sight import ALL, sight_picture
from mopsdsl.render.pictures.spine import spined
from mopsdsl.render.pictures.svg import svg
from mopsdsl.render.pictures.ways_in import ways_in_picture
from tests.graphs.world import SPEC, world

WORLD = world(SPEC)
NASTY = "\"><script>alert(1)</script> & ]]> &amp; #35; %%{init} `x` \\ \x00\x1b[31m\u202e \ud7ff ' -->"
IDS = [f"b{n}" for n in range(7)]
KINDS = ("team", "workspace", "partition", "asset", "stage", "end", "other", "more", "all")

texts = st.one_of(st.just(""), st.just(NASTY), st.text(max_size=60))
boxes = st.lists(
    st.builds(Box, st.sampled_from(IDS), texts, st.sampled_from(KINDS), texts), unique_by=lambda box: box.id
)
arrows = st.lists(
    st.builds(Arrow, st.sampled_from(IDS), st.sampled_from(IDS), texts, st.booleans()), max_size=14
)
pictures = st.builds(
    Picture,
    texts,
    texts,
    boxes.map(tuple),
    arrows.map(tuple),
    spine=st.lists(st.sampled_from(IDS), max_size=4).map(tuple),
)


def stands_well(layout: Layout) -> None:
    """No two boxes touch, and everything is on the sheet."""
    for one, other in combinations(layout.boxes, 2):
        assert not one.rect.overlaps(other.rect), (one, other)
    for rect in [box.rect for box in layout.boxes] + [
        course.note for course in layout.courses if course.note
    ]:
        assert rect.x >= 0
        assert rect.y >= 0
        assert rect.right <= layout.width
        assert rect.bottom <= layout.height


@settings(max_examples=60, deadline=None)
@given(pictures)
def test_boxes_never_overlap(picture: Picture) -> None:
    stands_well(layered(picture))
    stands_well(spined(picture))


@settings(max_examples=60, deadline=None)
@given(pictures)
def test_svg_is_one_sound_element_whatever_a_spec_says(picture: Picture) -> None:
    text = svg(picture)
    root = ET.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "defs", "marker", "path", "rect", "text"}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert root.get("aria-labelledby") == f"{ids[0]} {ids[1]}"
    assert svg(picture) == text


@given(pictures)
def test_mermaid_has_words_only_in_quotation_marks(picture: Picture) -> None:
    words = r'"(?:[^"<>&`\\%]|<br/>)*"'
    shapes = rf"(?:\[{words}\]|\(\[{words}\]\)|\[\[{words}\]\])"
    lines = mermaid(picture).splitlines()
    assert lines[0] == "flowchart LR"
    assert all(re.fullmatch(r"  acc(?:Title|Descr): [\w ,.()-]*", line) for line in lines[1:3]), lines[1:3]
    for line in lines[3:]:
        assert re.fullmatch(rf"  n\d+(?:{shapes}| (?:-->|-\.->)(?:\|{words}\|)? n\d+)", line), line


@given(pictures)
def test_dot_has_words_only_in_quotation_marks(picture: Picture) -> None:
    text = dot(picture)
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"', "", text)
    assert '"' not in bare
    assert re.fullmatch(r"[\w\s{}=\[\]>;-]*", bare), bare


@given(
    st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(1, 100)), min_size=1, max_size=12), st.floats(0, 50)
)
def test_neighbours_keep_their_order_and_distance(wished: list[tuple[float, float]], gap: float) -> None:
    wishes, sizes = zip(*wished, strict=True)
    middles = settled(wishes, sizes, gap)
    for n in range(len(middles) - 1):
        assert middles[n + 1] - middles[n] >= (sizes[n] + sizes[n + 1]) / 2 + gap - 1e-6
    again = settled(middles, sizes, gap)
    assert all(abs(one - other) < 1e-6 for one, other in zip(middles, again, strict=True))


@given(st.text(max_size=200), st.integers(1, 5))
def test_lines_fit(text: str, lines: int) -> None:
    found = wrapped(text, 12, 100, lines)
    assert len(found) <= lines
    assert all(width(line, 12) <= 100 for line in found)


def test_words_that_fit_are_all_there() -> None:
    assert wrapped("Empty partition of the Center", 12, 120, 3) == ("Empty partition of", "the Center")
    assert wrapped("one two three four five six", 12, 40, 2)[-1].endswith("…")
    assert "".join(wrapped("Default.Traffic.Route_Everyone", 12, 100, 3)) == "Default.Traffic.Route_Everyone"


def labels(picture: Picture) -> set[str]:
    return {box.label for box in picture.boxes}


def ends(picture: Picture) -> set[tuple[str, str]]:
    return {(arrow.start, arrow.end) for arrow in picture.arrows}


def test_sight() -> None:
    picture = sight_picture(WORLD)
    assert {"Default", "EMEA", "Sales", "Center", "EMEA People", "APAC", "Customers"} <= labels(picture)
    assert ("workspace:Sales", "partition:APAC") in ends(picture)
    assert "Sales sees APAC, EMEA." in picture.description
    stands_well(layered(picture))


def test_seeing_all_is_one_arrow_where_there_is_much_to_see() -> None:
    spec = (
        "\n".join(f"partition P{n}\nworkspace W{n} {{ sees P{n} }}" for n in range(6))
        + "\nworkspace Default { sees all }"
    )
    picture = sight_picture(world(spec))
    assert [arrow.end for arrow in picture.arrows if arrow.start == "workspace:Default"] == [ALL]
    assert "partition:P3" in picture.frames[0].members


def test_sight_around_one_thing_has_its_teams() -> None:
    focus = WORLD.things.nodes["partition:APAC"]
    picture = sight_picture(WORLD, focus)
    assert {"team:SDR", "workspace:Center"} <= {box.id for box in picture.boxes}
    assert "workspace:EMEA" not in {box.id for box in picture.boxes}


def test_a_lifecycle_draws_its_path_as_a_line() -> None:
    picture = lifecycle_picture(WORLD, WORLD.model.lifecycles["Global"])
    assert picture.spine == ("stage:Known", "stage:MQL", "stage:Won")
    layout = spined(picture)
    rects = {box.box.id: box.rect for box in layout.boxes}
    assert len({rects[name].y for name in picture.spine}) == 1
    assert rects["stage:Lost"].y > rects["stage:MQL"].bottom
    assert [rects[name].x for name in picture.spine] == sorted(rects[name].x for name in picture.spine)


def test_a_local_lifecycle_draws_its_own_override_only() -> None:
    picture = lifecycle_picture(WORLD, WORLD.model.lifecycles["Local"])
    assert {a.label for a in picture.arrows if a.end == "stage:MQL"} == {"when Score >= 80"}
    assert ("stage:MQL", "stage:Lost") in ends(picture)


def test_an_override_leaves_the_ways_of_other_kinds_in_the_picture() -> None:
    """Both ways are drawn: the local condition, and the time of the common lifecycle."""
    local = world(
        "field Points number\nlifecycle L { stage A inventory; stage B end; A -> B when Points >= 9; A -> B after 5 days }\n"
        'lifecycle J extends L { override A -> B when Points >= 8 because "small" }'
    )
    picture = lifecycle_picture(local, local.model.lifecycles["J"])
    assert [arrow.label for arrow in picture.arrows] == ["when Points >= 8\nafter 5 days"]


def test_sharing() -> None:
    picture = sharing_picture(WORLD)
    assert ends(picture) == {
        ("owner:Center", "asset:Center.Templates"),
        ("asset:Center.Templates", "reader:EMEA"),
    }
    folder = next(box for box in picture.boxes if box.id == "asset:Center.Templates")
    assert folder.detail == "1 email template, 1 smart list"
    assert labels(sharing_picture(world("workspace Default"))) == {"Nothing is shared."}


def test_ways_in() -> None:
    picture = ways_in_picture(WORLD)
    assert ("ways:EMEA", "partition:EMEA") in ends(picture)
    assert next(box.detail for box in picture.boxes if box.id == "ways:EMEA") == "1 form, list imports"


def test_routing_takes_people_on_to_where_they_belong() -> None:
    text = """
partition P "Here"
partition Q
workspace Default { sees all; primary Default }
workspace W { sees P; primary P }
assets in Default { smart_campaign Mover "Move them" { scope global; trigger person is created; flow { route by Geo } } }
routing Geo { carried out by Default.Mover; when Country is "DE" -> P; otherwise -> Q }
"""
    picture = ways_in_picture(world(text))
    assert ends(picture) >= {
        ("partition:P", "routing:Geo"), ("partition:Default", "routing:Geo"), ("routing:Geo", "belongs:P"), ("routing:Geo", "belongs:Q"),
    }  # fmt: skip
    assert picture.headings[2:] == ("are moved by", "to where they belong")
    # In a workspace that sees but its own people, the campaign takes on nobody else.
    blind = ways_in_picture(world(text.replace("in Default", "in W").replace("by Default.", "by W.")))
    assert {start for start, end in ends(blind) if end == "routing:Geo"} == {"partition:P"}


def test_many_reasons_are_counted() -> None:
    text = """
lifecycle Main {
  success path A, B
  stage A; stage B; stage C
  A -> B when Email is not empty
  A -> C because of ("One", "Two", "Three")
  B -> C by T after 3 days because of ("One", "Two", "Three", "Four")
}
team T
"""
    found = world(text)
    picture = lifecycle_picture(found, found.model.lifecycles["Main"])
    assert [arrow.label for arrow in picture.arrows][1:] == [
        'because of ("One", "Two", "Three")',
        "by T after 3 days for one of 4 reasons",
    ]
    assert '"Four"' in picture.description


@pytest.mark.parametrize("kind", list(GRAPHS))
def test_a_large_graph_is_never_drawn_whole(kind: str) -> None:
    lines = [
        "team T",
        "partition P",
        *(f"partition P{n}\nworkspace W{n} {{ sees P{n}, P; admin T }}" for n in range(300)),
    ]
    lines += [
        f"assets in W{n} {{ folder F shared with all workspaces {{ snippet S }} }}" for n in range(0, 300, 3)
    ]
    stages = "\n".join(
        f"stage S{n} inventory owned by T\nS{n} -> S{(n * 7 + 1) % 300} when Score >= {n}" for n in range(300)
    )
    lines.append(f"lifecycle L {{ success path S0, S1, S8\n{stages} }}")
    big = world("\n".join(lines))
    edges = list(GRAPHS[kind](big))
    nodes = nodes_of(big, kind, edges)
    focus = next(big.things.nodes[name] for name in nodes if name not in ("team:T", "partition:P"))
    drawn = [
        graph_picture(big, kind, nodes, edges),
        graph_picture(big, kind, nodes, edges, focus, 4),
        graph_picture(big, kind, nodes, edges, big.things.nodes["partition:P"], 3),
        sight_picture(big),
        sight_picture(big, big.things.nodes["partition:P"]),
        sharing_picture(big),
        ways_in_picture(big),
        lifecycle_picture(big, big.model.lifecycles["L"]),
    ]
    for picture in drawn:
        assert len(picture.boxes) <= LIMIT + 6
        stands_well(spined(picture) if picture.spine else layered(picture))
        ET.fromstring(svg(picture))
    assert any("more workspaces" in label for label in labels(sight_picture(big)))


def test_what_is_left_out_is_counted_and_keeps_its_arrows() -> None:
    some = [Box(f"w{n}", f"W{n}", "workspace") for n in range(5)] + [Box("p", "P", "partition")]
    boxes, arrows = condense(some, [Arrow(f"w{n}", "p", "sees") for n in range(5)], limit=3)
    assert [box.label for box in boxes] == ["W0", "W1", "P", "and 3 more workspaces"]
    assert {(arrow.start, arrow.label) for arrow in arrows} == {
        ("w0", "sees"),
        ("w1", "sees"),
        (boxes[-1].id, ""),
    }


def test_text_of_any_length_takes_a_moment_only() -> None:
    long = Box("a", "x" * 200_000, "stage", "y" * 200_000)
    assert len(svg(Picture("t" * 10, "d", (long,), (Arrow("a", "a", "z" * 200_000),)))) < 20_000


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (
            "A to B when Score >= 100 and Rate < 25%.",
            "A to B when Score at least 100 and Rate less than 25 percent.",
        ),
        (
            'A to B by SDR because of ("No budget", "No timing").',
            "A to B by SDR because of (No budget, No timing).",
        ),
        ('A to B when status is "Working".', "A to B when status is Working."),
    ],
)
def test_whoever_hears_a_picture_hears_how_values_compare(said: str, read: str) -> None:
    assert f"  accDescr: {read}\n" in mermaid(Picture("", said, (), ()))
