"""Plans that were begun: what is marked, what does not fit, and the way back."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsdsl.ordering.search import course
from mopsdsl.plan.change_done import taken_back
from mopsdsl.plan.change_plan import Base, ChangePlan
from mopsdsl.plan.change_reading import READING
from mopsdsl.plan.changing import change_plan
from tests.changes.small import TODAY, changed
from tests.cli.running import run
from tests.ordering.world import instances
from tests.plan.test_change_steps import BASE, CLOSED, above

FOLDER = Base("folder", "before", "", (), True)


def plan(before: str, after: str, *finished: str) -> ChangePlan:
    context = changed(before, after)
    found = course(context.comparison, TODAY)
    return change_plan(context, found, "acme", FOLDER, (), (), frozenset(finished))


def test_what_is_done_is_marked_and_the_rest_stays() -> None:
    whole, begun = plan(BASE, CLOSED), plan(BASE, CLOSED, "stop-workspace-APAC")
    assert [one.step.id for one in whole.steps] == [one.step.id for one in begun.steps]
    assert [one.step.id for one in begun.steps if one.done] == ["stop-workspace-APAC"]
    assert begun.base.notes == ()


def test_a_step_that_is_done_too_early_is_named() -> None:
    (note,) = plan(BASE, CLOSED, "move-people-out-APAC").base.notes
    assert "needs stop-workspace-APAC before" in note


def test_an_id_that_no_step_has_is_named_with_the_nearest() -> None:
    (note,) = plan(BASE, CLOSED, "stop-workspace-APC").base.notes
    assert "stop-workspace-APAC meant?" in note
    (note,) = plan(BASE, CLOSED, "x").base.notes
    assert "No step of this plan has the id x" in note


def test_the_way_back_undoes_the_last_first_and_says_what_is_lost() -> None:
    ids = ("stop-workspace-APAC", "move-people-out-APAC", "end-sharing-in-APAC", "empty-workspace-APAC")
    back = taken_back(plan(BASE, CLOSED, *ids))
    assert [one.step.id for one in back.steps] == [f"undo-{id}" for id in reversed(ids)]
    assert back.base.notes[-2] == "This is the way back: it undoes what is done, the last first."
    assert "can't be taken back: Empty the workspace APAC" in back.base.notes[-1]
    assert "moves them back" in back.steps[2].step.do
    assert not any(one.done for one in back.steps)
    assert [id for group in back.groups for id in group.steps] == [one.step.id for one in back.steps]


def test_nothing_done_is_nothing_to_take_back() -> None:
    assert taken_back(plan(BASE, CLOSED)).steps == ()


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(instances(), instances(), st.randoms(use_true_random=False))
def test_whatever_was_left_open_the_way_back_is_the_way_turned_round(one, other, chance) -> None:
    whole = plan(one, other)
    ids = [each.step.id for each in whole.steps if each.step.action.name != READING]
    finished = [id for id in ids if chance.random() < 0.6]
    back = taken_back(plan(one, other, *finished))
    assert [each.step.id for each in back.steps] == [f"undo-{id}" for id in reversed(finished)]
    there, here = above(whole.steps), above(back.steps)
    for later in finished:
        for earlier in there[later] & set(finished):
            assert f"undo-{later}" in here[f"undo-{earlier}"]


def test_the_command_takes_back_what_a_file_says(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("MOPSDSL_CACHE_DIR", str(tmp_path / "cache"))
    for name, text in (("before", BASE), ("after", CLOSED)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "acme.mops").write_text(text, encoding="utf-8")
    finished = tmp_path / "done.txt"
    finished.write_text("# so far\nstop-workspace-APAC # by Ann\n", encoding="utf-8")
    words = (
        "plan",
        tmp_path / "after",
        "--base",
        tmp_path / "before",
        "--as-of",
        "2026-07-01",
        "--format",
        "json",
    )
    steps = json.loads(run(*words, "--done", finished, "--back").out)["steps"]
    assert [step["id"] for step in steps] == ["undo-stop-workspace-APAC"]
    refused = run(*words, "--back")
    assert (refused.status, refused.out) == (2, "")
    assert "--done FILE" in refused.err


def test_of_many_ids_that_no_step_has_most_are_counted() -> None:
    *named, rest = plan(BASE, CLOSED, *(f"step-{n:03}" for n in range(140))).base.notes
    assert len(named) == 40
    assert "step-000" in named[0]
    assert rest.startswith("100 more ids are said to be done")
