"""Who gains or loses sight of whom: against an own telling of it, over all pairs of small instances."""

from itertools import pairwise

from hypothesis import given

from mopsdsl.changes.sight import SightChange
from tests.changes.small import Small, changed, instances


def found(before: str, after: str) -> tuple[SightChange, ...]:
    return changed(before, after).sight


def of_people(changes: tuple[SightChange, ...]) -> set[tuple[bool, str, str]]:
    return {(one.gained, one.who.id, one.what.name) for one in changes if one.kind == "people"}


def of_readers(changes: tuple[SightChange, ...]) -> set[tuple[bool, str, str]]:
    return {(one.gained, one.who.id, one.what.name) for one in changes if one.kind == "asset"}


def expected(before: Small, after: Small) -> set[tuple[bool, str, str]]:
    """Whoever is there afterwards: what it sees more of what was there, and all that it sees no more."""
    pairs: set[tuple[bool, str, str]] = set()
    subjects = {f"workspace:{name}": (before.seen(name), after.seen(name)) for name in after.sees}
    subjects |= {f"team:{name}": (before.reached(name), after.reached(name)) for name in after.grants}
    for who, (old, new) in subjects.items():
        pairs |= {(True, who, one) for one in (new - old) & {*before.people, "Default"}}
        pairs |= {(False, who, one) for one in old - new}
    return pairs


@given(instances(), instances())
def test_every_gain_and_loss_of_people_is_found_and_no_other(before: Small, after: Small) -> None:
    changes = found(before.text, after.text)
    people = [one for one in changes if one.kind == "people"]
    assert of_people(changes) == expected(before, after)
    assert len(people) == len(expected(before, after))


@given(instances(), instances())
def test_every_gain_and_loss_of_readers_is_found_and_no_other(before: Small, after: Small) -> None:
    wanted = set()
    staying = before.sees.keys() & after.sees.keys()
    for home in before.shares.keys() & after.shares.keys() & staying:
        old, new = before.readers(home), after.readers(home)
        wanted |= {(True, f"workspace:{one}", f"{home}.F") for one in (new - old) & staying}
        wanted |= {(False, f"workspace:{one}", f"{home}.F") for one in (old - new) & staying}
    assert of_readers(found(before.text, after.text)) == wanted


@given(instances(), instances())
def test_what_is_said_of_a_change_is_so(before: Small, after: Small) -> None:
    sides = {*(before.wall or ()), *(after.wall or ())}
    for one in found(before.text, after.text):
        path = one.after if one.gained else one.before
        assert (one.before, one.after) == (((), path) if one.gained else (path, ()))
        assert path[0].start == one.who.id
        assert path[-1].end == one.what.id
        assert all(first.end == second.start for first, second in pairwise(path))
        name = one.what.name
        if one.kind == "people":
            sizes = (after.people.get(name), before.people.get(name))
            assert one.people == next((size for size in sizes if size is not None), None)
            assert one.walls == (("wall:Safe",) if one.gained and name in sides else ())
            assert one.of_gone == (name not in after.people and name != "Default")
            home = one.who.name
            has_campaign = one.who.kind == "workspace" and home in before.campaigns & after.campaigns
            assert one.stops_a_campaign == (has_campaign and not one.gained and one.people != 0)
            assert one.of_new == (home not in before.sees and home not in before.grants)


@given(instances(), instances())
def test_walls_come_first_and_then_what_stops_a_campaign(before: Small, after: Small) -> None:
    ranks = [
        0 if one.gained and one.walls else 1 if one.stops_a_campaign else 2 if one.gained else 3
        for one in found(before.text, after.text)
    ]
    assert ranks == sorted(ranks)


@given(instances())
def test_nothing_changed_is_no_change_of_sight(small: Small) -> None:
    assert found(small.text, small.text) == ()


@given(instances())
def test_a_new_name_is_no_change_of_sight(small: Small) -> None:
    """What is called otherwise is the same people and the same workspace."""
    renamed = small.text.replace("partition A", "partition People formerly A")
    for word in ("sees ", "primary ", "keep ", "apart from ", ", "):
        renamed = renamed.replace(f"{word}A", f"{word}People")
    assert found(small.text, renamed) == ()


PLAIN = """
partition Prospects { people 800_000 }
partition Customers { people 420_000 }
workspace Demand { sees Prospects; primary Prospects }
workspace Success { sees Customers, Prospects; primary Customers }
assets in Demand {
  folder Lists shared with Success { smart_list Engaged { when Score > 50 } }
}
assets in Success {
  smart_campaign Mail { when member of Demand.Lists.Engaged }
  smart_campaign Other { when Score > 10 }
}
"""


def test_a_share_that_ends_stops_what_uses_it_and_nothing_else() -> None:
    (lost,) = found(PLAIN, PLAIN.replace(" shared with Success", ""))
    assert (lost.kind, lost.who.id, lost.gained) == ("asset", "workspace:Success", False)
    assert lost.stops == ("asset:Success.Mail",)
    assert (lost.touched, lost.stopped) == ({"smart_list": 1}, {"smart_campaign": 1})


def test_an_asset_that_moves_out_of_a_shared_folder_loses_its_readers() -> None:
    moved = PLAIN.replace(
        "smart_list Engaged { when Score > 50 } }",
        "}\n  smart_list Engaged { moved from Demand.Lists.Engaged; when Score > 50 }",
    )
    moved = moved.replace("member of Demand.Lists.Engaged", "member of Demand.Engaged")
    (lost,) = found(PLAIN, moved)
    assert (lost.gained, lost.what.id, lost.assets) == (
        False,
        "asset:Demand.Lists",
        ("asset:Demand.Engaged",),
    )


def test_an_empty_partition_is_nobody_and_stops_nothing() -> None:
    before = (
        PLAIN + "partition Nobody { empty }\nworkspace Center { sees Nobody, Prospects; primary Nobody }\n"
    )
    before += "assets in Center { smart_campaign Mail { when Score > 1 } }\n"
    (lost,) = found(
        before,
        before.replace("sees Nobody, Prospects", "sees Prospects").replace(
            "primary Nobody", "primary Prospects"
        ),
    )
    assert (lost.people, lost.stops, lost.stopped) == (0, (), {})


def test_a_new_asset_in_a_shared_folder_is_no_gain() -> None:
    more = PLAIN.replace("smart_list Engaged {", "smart_list New { when Score > 5 } smart_list Engaged {")
    assert found(PLAIN, more) == ()


def test_all_that_takes_in_a_new_partition_is_no_gain() -> None:
    before = PLAIN.replace("sees Customers, Prospects", "sees all")
    assert found(before, before + "partition Partners\n") == ()


def test_a_new_team_in_an_old_workspace_gains_sight() -> None:
    (gained,) = found(PLAIN, PLAIN + "team Agency { members 4 }\ngrant Marketing_User to Agency in Demand\n")
    assert gained.of_new
    assert gained.touched == {"user": 4}
    assert [edge.end for edge in gained.after] == ["workspace:Demand", "partition:Prospects"]
