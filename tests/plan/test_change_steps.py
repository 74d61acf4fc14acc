"""The steps of change plans: each move in one of them or on paper, in the order that was proved, by names that stay."""

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from mopsdsl.changes.moves import Course, Move, Put
from mopsdsl.ordering.search import course
from mopsdsl.plan.change_plan import ChangeStep
from mopsdsl.plan.change_reading import READING
from mopsdsl.plan.change_steps import Steps, steps_of
from mopsdsl.plan.grouping import groups
from tests.changes.small import TODAY, changed
from tests.ordering.world import instances

NOBODY = frozenset[str]()


def told(before: str, after: str, finished: frozenset[str] = NOBODY) -> tuple[Course, Steps]:
    context = changed(before, after)
    found = course(context.comparison, TODAY)
    return found, steps_of(found, context, finished)


def above(steps: tuple[ChangeStep, ...]) -> dict[str, set[str]]:
    """All that a step needs, directly or not."""
    found: dict[str, set[str]] = {}
    for one in steps:
        assert found.keys() >= set(one.step.needs), "needs come first"
        found[one.step.id] = set(one.step.needs).union(*(found[need] for need in one.step.needs))
    return found


def judged(found: Course, steps: Steps) -> None:
    ids = [one.step.id for one in steps.steps]
    assert len(ids) == len(set(ids))
    assert not any(letter.isspace() for id in ids for letter in id)
    of_move = {move.id: [one.step.id for one in steps.steps if move.id in one.moves] for move in found.moves}
    left = {one.id for one in steps.left}
    assert {id for id, its in of_move.items() if not its} == left, "told, or said to be on paper"
    needed = above(steps.steps)
    for one in steps.steps:
        further = {need for other in one.step.needs for need in needed[other]}
        assert further.isdisjoint(one.step.needs), "a need that follows from another is not said"
    before: dict[str, set[str]] = {}
    for move in found.moves:
        before[move.id] = set(found.needs[move.id]).union(*(before[need] for need in found.needs[move.id]))
        for need in before[move.id]:
            for step in of_move[move.id]:
                if " wall:" in need:  # it stands by then, and is tried when all is done
                    assert all(step in needed[tried] or tried == step for tried in of_move[need]), (
                        need,
                        move.id,
                    )
                    continue
                assert set(of_move[need]) <= needed[step] | set(of_move[move.id]), (need, move.id)
    place = {id: number for number, id in enumerate(ids)}
    for group in groups(steps.steps):
        assert list(group.steps) == sorted(group.steps, key=place.__getitem__)
    assert sorted(id for group in groups(steps.steps) for id in group.steps) == sorted(ids)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(instances(), instances())
def test_steps_keep_the_needs_of_the_moves(one: str, other: str) -> None:
    for before, after in ((one, other), (other, one)):
        judged(*told(before, after))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(instances())
def test_nothing_to_do_is_no_step(one: str) -> None:
    made = told(one, one)[1]
    assert (made.steps, made.left) == ((), ())


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(instances(), instances())
def test_everything_in_a_step_is_said(one: str, other: str) -> None:
    for each in told(one, other)[1].steps:
        step = each.step
        texts = (step.who, step.title, step.where, step.do, step.why, step.check, step.undo)
        assert all(text.strip() and "{" not in text for text in texts), step.id
        assert all(label and text for label, text in step.enter)
        assert (step.executor == "rest") == (step.request is not None)


# What single changes are told as

BASE = """
instance Acme
team Ops { members 4 }
field Country text
list Nordics = ("SE", "NO")
partition EMEA "EMEA people" { people 310_000; owner Ops }
partition APAC { people 40_000 }
workspace Default { sees all; primary Default }
workspace EMEA { sees EMEA; primary EMEA; language "de_DE" }
workspace APAC { sees APAC; primary APAC }
grant Marketing_User to Ops in EMEA
routing Geo { carried out by assignment rules, Default.Router; when Country in Nordics -> EMEA; otherwise -> Default }
assets in Default { smart_campaign Router { trigger person is created; flow { route by Geo } } }
assets in APAC {
  folder Lists shared with EMEA, Default { smart_list Engaged { when Score > 50 } }
  program Welcome { type event; channel Webinar
    form Sign_Up { asks Email }
    static_list Met
    smart_campaign Greet { trigger fills Sign_Up; flow { wait 4 hours; alert Ops } }
  }
}
channel Webinar for event { status "Registered" 1; status "Attended" 2 success }
"""


def steps(after: str, before: str = BASE) -> list[ChangeStep]:
    found, made = told(before, after)
    judged(found, made)
    return [one for one in made.steps if one.step.action.name != READING]


def ids(made: list[ChangeStep]) -> list[str]:
    return [one.step.id for one in made]


def replaced(*pairs: tuple[str, str], text: str = BASE) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_workspace_is_edited_on_its_screen_before_and_after() -> None:
    (one,) = steps(replaced(("sees EMEA; primary EMEA", "sees EMEA, APAC; primary APAC")))
    assert one.step.id == "change-workspace-EMEA"
    assert one.step.where == "Admin > Workspaces & Partitions > Workspaces > Edit Workspace"
    assert one.step.enter == (
        ("Person Partitions: add", "APAC"),
        ("Person Partitions, then", "APAC, EMEA people"),
        ("Primary Person Partition", "EMEA people → APAC"),
    )


def test_a_field_changes_its_name_by_a_call_and_its_type_on_its_screen() -> None:
    before, after = f"{BASE}field Fit text\n", f'{BASE}field Fit "Fit grade" number\n'
    name, type_ = steps(after, before)
    assert (name.step.id, name.step.request is None) == ("change-field-Fit", False)
    assert name.step.enter == (("Name", "Fit → Fit grade"),)
    assert (type_.step.id, type_.step.request) == ("change-field-type-Fit", None)
    assert type_.step.where == "Admin > Field Management > Fit grade > Field Actions > Change Type"
    assert type_.step.enter == (("Type", "string → integer"),)
    assert ids(steps(replaced(("Fit text", "Fit number"), text=before), before)) == ["change-field-type-Fit"]


def test_a_running_campaign_is_switched_off_changed_and_switched_on() -> None:
    made = steps(replaced(("wait 4 hours; alert Ops", "wait 1 day; change score Score by 5; alert Ops")))
    assert [one.step.id for one in made] == [
        "deactivate-campaign-APAC.Welcome.Greet",
        "change-campaign-APAC.Welcome.Greet",
        "reactivate-campaign-APAC.Welcome.Greet",
    ]
    assert made[1].step.enter == (
        ("Flow 1", "Wait: 4 hours → Wait: 1 day"),
        ("Flow 2", "new: Change Score: Score, change +5"),
    )


def test_what_carries_a_routing_changes_with_it() -> None:
    made = steps(
        replaced(("Nordics -> EMEA; otherwise", 'Nordics -> EMEA; when Country is "AU" -> APAC; otherwise'))
    )
    assert ids(made) == [
        "deactivate-campaign-Default.Router-for-Geo",
        "change-campaign-Default.Router-for-Geo",
        "reactivate-campaign-Default.Router-for-Geo",
        "change-assignment-rules-Geo",
        "move-people-again-Geo",
    ]
    assert made[1].step.enter == (("Flow 1, choice 2", "new: Country is AU → APAC"),)


def test_what_asks_for_a_list_of_values_changes_with_it() -> None:
    made = steps(replaced(('("SE", "NO")', '("SE", "NO", "DK")')))
    assert ids(made) == ["change-assignment-rules-Geo-for-Nordics", "move-people-again-Geo-for-Nordics"]


def test_two_changes_of_one_screen_are_told_apart() -> None:
    """The rules may name a partition only once it is there: what the list changes in them waits for nothing of that."""
    more = ("SE", "NO")
    made = steps(
        replaced(
            (f'("{more[0]}", "{more[1]}")', '("SE", "NO", "DK")'),
            ("otherwise -> Default }", 'when Country is "AU" -> ANZ; otherwise -> Default }'),
            ("partition APAC", "partition ANZ\npartition APAC"),
        )
    )
    rows = {one.step.id: one.step.enter for one in made}
    assert rows["change-assignment-rules-Geo"] == (("Choice 2", "new: Country is AU → ANZ"),)
    (row,) = rows["change-assignment-rules-Geo-for-Nordics"]
    assert row[1].startswith("until now Country is SE; NO → ")


def test_a_folder_is_shared_and_unshared_by_ticks() -> None:
    (one,) = steps(replaced(("shared with EMEA, Default", "shared with EMEA")))
    assert one.step.id == "change-sharing-APAC.Lists"
    assert ("Workspaces: take away", "Default") in one.step.enter
    assert "Used By" in one.step.do


def test_a_program_goes_with_its_contents_in_one_step() -> None:
    start = BASE.index("  program Welcome")
    made = steps(BASE[:start] + BASE[BASE.index("}\nchannel") :])
    assert ids(made) == ["empty-program-APAC.Welcome"]
    assert len(made[0].moves) == 4
    assert [label for label, _ in made[0].step.enter] == ["Form", "Program", "Smart campaign", "Static list"]


CLOSED = replaced(
    ("workspace APAC { sees APAC; primary APAC }\n", ""),
    ("partition APAC { people 40_000 }\n", ""),
    text=BASE[: BASE.index("assets in APAC")] + BASE[BASE.rindex("channel Webinar") :],
)


def test_closing_a_workspace_and_its_partition_is_draining() -> None:
    made = steps(CLOSED)
    assert ids(made) == [
        "stop-workspace-APAC",
        "move-people-out-APAC",
        "end-sharing-in-APAC",
        "empty-workspace-APAC",
        "remove-workspace-APAC",
        "remove-partition-APAC",
    ]
    assert [one.step.id for one in made if one.moves_people] == ["move-people-out-APAC"]
    move = made[1].step
    assert move.title == "Move 40,000 people out of the partition APAC"
    assert ("By Geo", "everybody else → Default") in move.enter
    assert made[1].causes == ("partition:APAC",)


@pytest.mark.parametrize("also", ["", "wall Apart { keep EMEA apart from APAC; except workspace Default }\n"])
def test_people_are_moved_once_nobody_is_sent_there_any_more(also: str) -> None:
    before = replaced(("otherwise -> Default }", "otherwise -> APAC }")) + also
    made = steps(CLOSED, before)
    order = ids(made)
    assert order.index("change-assignment-rules-Geo") < order.index("move-people-out-APAC")
    needed = above(tuple(made))
    assert "change-assignment-rules-Geo" in needed["move-people-out-APAC"]
    assert "move-people-out-APAC" in needed["empty-workspace-APAC"]


def test_who_leaves_with_a_partition_is_moved_once() -> None:
    """All who are in it are moved out by a step of their own, so the routing that is changed moves none of them again."""
    before = replaced(("otherwise -> Default", 'when Country is "AU" -> APAC; otherwise -> Default'))
    after = replaced(
        ("otherwise -> Default", 'when Country is "AU" -> EMEA; otherwise -> Default'),
        ("partition APAC { people 40_000 }", ""),
        ("sees APAC; primary APAC", "sees EMEA; primary EMEA"),
    )
    made = ids(steps(after, before))
    assert "move-people-out-APAC" in made
    assert not [id for id in made if id.startswith("move-people-again")]


def test_an_empty_partition_is_only_looked_at() -> None:
    empty = ("APAC { people 40_000 }", "APAC { people 0 }")
    made = steps(CLOSED, replaced(empty))
    assert "look-that-partition-is-empty-APAC" in ids(made)
    assert not any(one.moves_people for one in made)


def test_a_renamed_partition_is_renamed_and_callers_are_told() -> None:
    after = replaced(
        ('partition EMEA "EMEA people"', 'partition Europe "Europe people" formerly EMEA'),
        ("sees EMEA; primary EMEA", "sees Europe; primary Europe"),
        ("Nordics -> EMEA", "Nordics -> Europe"),
    )
    (one,) = steps(after)
    assert one.step.title == "Rename the person partition EMEA people to Europe people"
    assert "partitionName" in one.step.do
    assert one.step.enter == (("Name", "EMEA people → Europe people"),)


def test_who_renames_an_asset_is_told_when_marketo_refuses() -> None:
    renamed, moved = (
        steps(replaced(("smart_list Engaged {", f"smart_list Engaged {new} {{")))
        for new in ('"Engaged people"', '"Engaged"')
    )
    assert [one.step.do for one in renamed if "Marketo renames nothing" in one.step.do]
    assert not moved
    (other,) = steps(replaced(("when Score > 50", "when Score > 60")))
    assert "Marketo renames nothing" not in other.step.do


def test_a_routing_campaign_that_pauses_says_what_to_do_about_it() -> None:
    off, change, on = steps(replaced(("flow { route by Geo }", "flow { route by Geo; alert Ops }")))
    assert [one.step.action.name for one in (off, change, on)] == [
        "deactivate-campaign", "change-campaign", "reactivate-campaign",
    ]  # fmt: skip
    assert {one.move for one in (off, change, on)} == {off.move}
    assert "note when you did it" in off.step.do
    assert "find whoever qualified while it was off" in on.step.do


def test_the_same_change_has_the_same_ids_whatever_else_changes() -> None:
    changes = [
        ("sees EMEA; primary EMEA", "sees EMEA, APAC; primary EMEA"),
        ("wait 4 hours", "wait 1 day"),
        ("shared with EMEA, Default", "shared with EMEA"),
        ("asks Email", "asks Email, Country"),
        ("grant Marketing_User to Ops in EMEA\n", ""),
    ]
    alone = [set(ids(steps(replaced(one)))) for one in changes]
    assert all(alone)
    assert set(ids(steps(replaced(*changes)))) == set().union(*alone)


def test_what_is_only_agreed_is_said_to_be_on_paper() -> None:
    walled = BASE + "wall Apart { keep EMEA apart from APAC; except workspace Default }\n"
    found, made = told(walled, BASE)
    judged(found, made)
    assert [one.id for one in made.left] == ["remove wall:Apart"]
    assert made.steps == ()
    (one,) = steps(walled)
    assert one.step.id == "try-wall-Apart"


def test_what_is_there_already_is_looked_up_and_not_made() -> None:
    (one,) = steps(replaced(("    static_list Met\n", "    static_list Met\n    static_list New\n")))
    assert one.step.id == "create-static-list-APAC.Welcome.New"
    assert one.step.request is not None
    assert one.step.request.body["folder"]["id"] == "<id of Welcome>"


def test_halves_of_a_change_say_that_they_are_two() -> None:
    apart = """
    partition A
    partition B
    workspace Default { sees Default; primary Default }
    workspace V { sees A; primary A }
    workspace W { sees B; primary B }
    wall Apart { keep A apart from B; except workspace Default }
    """
    swapped = apart.replace("sees A; primary A", "sees Q").replace("sees B; primary B", "sees A; primary A")
    made = steps(swapped.replace("sees Q", "sees B; primary B"), apart)
    first, _, last = made
    assert (first.step.id, last.step.id) == ("change-workspace-V-first", "change-workspace-V-last")
    assert first.step.enter[0] == ("Person Partitions: add", "B")
    assert last.step.enter[0] == ("Person Partitions: take away", "A")
    assert first.step.title.endswith("(first of two)")


def test_what_is_lent_says_for_how_long() -> None:
    before = "partition A\nworkspace Default { sees Default; primary Default }\nworkspace V { sees A; primary A }\n"
    context = changed(before, before + "workspace W { sees A; primary A }\n")
    home = context.before.model.workspaces["Default"]
    seeing = evolve(home, sees=(*home.sees, context.before.model.workspaces["V"].primary))
    causes = ("workspace:W",)
    give, take = (
        Move(id, "change", home.id, (Put(home.id, declared),), causes, temporary=True)
        for id, declared in (("lend sight of A to Default", seeing), ("take back sight of A", home))
    )
    needs: dict[str, tuple[str, ...]] = {give.id: (), take.id: (give.id,)}
    made = steps_of(Course((give, take), needs, ()), context, NOBODY).steps
    assert [one.step.id for one in made[:2]] == ["lend-sight-of-A-to-Default", "take-back-sight-of-A"]
    assert [one.temporary for one in made[:2]] == [True, True]
    assert made[0].step.title.endswith("for a while")
    assert ("Person Partitions: add", "A") in made[0].step.enter
    assert ("Person Partitions: take away", "A") in made[1].step.enter
    assert "as it was before" in made[1].step.title
