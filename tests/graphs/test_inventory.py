"""`show` and `list`."""

from mopsdsl.graphs.inventory import Profile, counts, listing, show
from mopsdsl.graphs.questions import Unclear
from tests.graphs.world import SPEC, world

WORLD = world(SPEC)


def profile(name: str) -> Profile:
    found = show(WORLD, name)
    assert isinstance(found, Profile), found
    return found


def remarks(name: str) -> list[str]:
    return [remark.text for remark in profile(name).sight]


def test_a_workspace() -> None:
    found = profile("workspace:EMEA")
    assert found.documentation == "Europe and all."
    assert dict(found.properties)["sees"] == ("EMEA",)
    assert "asset:EMEA.Intro" in {edge.start for edge in found.referred_by}
    assert remarks("workspace:EMEA")[:3] == [
        "sees partition EMEA",
        "people who come in here land in partition EMEA",
        "team Ops works here as admin",
    ]


def test_a_team_and_a_partition_see_each_other() -> None:
    assert "reaches partition EMEA through EMEA, Sales" in remarks("Ops")
    assert "seen by workspace Sales, where Ops works" in remarks("partition:EMEA")


def test_assets() -> None:
    assert remarks("News") == ["shared with workspace EMEA"]
    assert "acts on people of EMEA, whom workspace EMEA sees" in remarks("Follow")
    assert "new people land in partition EMEA" in remarks("Sign_Up")


def test_a_stage_has_its_ways_in_and_out() -> None:
    found = profile("MQL")
    assert {edge.end for edge in found.refers_to} == {"stage:Global.Won", "stage:Global.Lost"}
    assert "asset:EMEA.Intro.Follow" in {edge.start for edge in found.referred_by}
    assert dict(found.properties)["sla"] == "1 day"


def test_a_lifecycle_is_shown_in_the_words_of_the_language() -> None:
    stated = dict(profile("Global").properties)
    assert stated["partitions"] == "all except Customers"
    assert "Known -> MQL when Score >= 100 and Country in Europe" in stated["transitions"]


def test_several_meanings_and_none() -> None:
    found = show(WORLD, "EMEA")
    assert isinstance(found, Unclear)
    assert found.choices == ("partition:EMEA", "workspace:EMEA")
    assert isinstance(show(WORLD, "Nowhere_At_All"), Unclear)


def test_everything_can_be_shown() -> None:
    for name in WORLD.things.nodes:
        assert profile(name).node.id == name


def test_counts_leave_out_what_marketo_brings() -> None:
    found = counts(WORLD)
    assert found["workspace"] == 4
    assert found["partition"] == 3
    assert found["stage"] == 4
    assert found["email_template"] == 2
    assert "field" not in found


def test_lists_take_singular_and_plural() -> None:
    for word in ("team", "teams"):
        assert [node.name for node in listing(WORLD, word) or ()] == ["Nobody", "Ops", "SDR"]
    assert [node.name for node in listing(WORLD, "smart_lists") or ()] == ["Center.Templates.Engaged"]
    assert len(listing(WORLD, "asset") or ()) == 9
    assert listing(WORLD, "countries") is None
    assert listing(WORLD, "fields") == []
