"""Thousands of alike: what a rule asks stays in proportion, and what it leaves out it says."""

from collections import Counter
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import elsewhere
from mopsdsl.checks.rules.lifecycle import mops404_ambiguous_transition as mops404
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.diagnostics.wording import MANY
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.logic.domains import Axis
from mopsdsl.logic.evaluate import compare
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.setup_access import NO_ADMIN, _admin_rank, _without_repetition
from mopsdsl.targets import marketo

TEAMS = "team Ops { side marketing }\nteam SDR { side sales }\npartition P\n"


def coded(text: str, code: str) -> list[Finding]:
    return [one for one in api.check_text(text) if one.code == code]


def alike(count: int) -> str:
    return "".join(f"lifecycle L{one} {{ for partitions P; stage A; stage B end }}\n" for one in range(count))


@pytest.mark.parametrize("count", [2, MANY + 1, 40])
def test_of_many_lifecycles_that_race_each_names_the_first(count: int) -> None:
    told = coded(TEAMS + alike(count), "MOPS407")
    pairs = [one for one in told if " both move " in one.message]
    rest = [int(one.message.split()[0]) for one in told if "more lifecycles move" in one.message]
    assert len(pairs) + sum(rest) == count * (count - 1) // 2
    assert max(Counter(one.subject for one in pairs).values()) <= count - 1
    assert bool(rest) == (count > MANY + 1)
    assert len(told) <= (MANY + 1) * count


def ways(count: int) -> str:
    stages = "".join(f"stage S{one} inventory\nK -> S{one} when Score is {one}\n" for one in range(count))
    return f"{TEAMS}lifecycle L {{\nstage K inventory\n{stages}}}\n"


def test_too_many_ways_on_are_said_to_be_too_many() -> None:
    (told,) = coded(ways(mops404.MANY + 1), "MOPS404")
    assert f"is looked at for the first {mops404.MANY} only" in told.message
    assert not coded(ways(mops404.MANY), "MOPS404")


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked of a lifecycle: where people get to."""
    asked: list[object] = []
    real = Course.reached

    def counted(course: Course, *about: Any) -> dict[str, Way | None]:
        asked.append(about)
        return real(course, *about)

    monkeypatch.setattr(Course, "reached", counted)
    return asked


def test_a_row_of_stages_is_not_gone_through_from_each(reached: list[object]) -> None:
    row = "".join(
        f"stage S{one} inventory owned by {'Ops' if one % 2 else 'SDR'}\nS{one} -> S{one + 1} when Score >= {one}\n"
        for one in range(300)
    )
    api.check_text(f"{TEAMS}lifecycle L {{\n{row}stage S300 inventory owned by Ops\n}}\n")
    assert len(reached) < 30


def test_what_else_moves_people_is_looked_for_once() -> None:
    fences = "".join(
        f"fence F{one} between Ops and SDR on L {{ hand over at A; return to A when stalled for 30 days }}\n"
        for one in range(20)
    )
    context = Context(api.load_text(TEAMS + alike(1).replace("L0", "L") + fences).model, date(2026, 11, 1))
    (course,) = context.courses.values()
    assert len(elsewhere(context, course)) == 20
    assert elsewhere(context, course) is elsewhere(context, course)


@given(st.sets(st.integers(-9, 9)), st.sampled_from(["is", "is not"]), st.integers(-9, 9))
def test_a_number_is_found_among_the_cells_as_if_each_was_asked(
    cells: set[int], operator: str, number: int
) -> None:
    axis = Axis(("field", "N"), [None, *sorted(cells)])
    assert axis.where(operator, number) == axis.those(lambda cell: compare(cell, operator, number))


GRANTS = ("grant Admin to Ops in {}\n", "grant Boss to Ops in {}\n", "grant Reader to Ops in {}\n")


@given(st.lists(st.tuples(st.sampled_from(GRANTS), st.sets(st.sampled_from("ABC"), min_size=1)), max_size=6))
def test_a_grant_is_left_out_where_a_better_one_reaches_as_far(
    given_: list[tuple[str, set[str]]],
) -> None:
    """Against every pair."""
    text = "team Ops\npartition P\nrole Boss { can administer, read }\nrole Reader { can read }\n"
    text += "".join(f"workspace {name} {{ sees P; primary P; admin Ops }}\n" for name in "ABC")
    text += "".join(words.format(", ".join(sorted(here))) for words, here in given_)
    context = Context(api.load_text(text).model, date(2026, 11, 1))
    drafts = Drafts(context.model, context.names, context.sight, marketo())
    grants = list(drafts.model.grants.values())
    far = {one.id: set(drafts.workspaces(one.workspaces)) for one in grants}
    rank = {one.id: _admin_rank(drafts, one) for one in grants}
    repeated = {
        one.id
        for pair in combinations(grants, 2)
        for one, other in (pair, pair[::-1])
        if rank[other.id] < rank[one.id] < NO_ADMIN and far[one.id] <= far[other.id]
    }
    kept = {one.id for one in _without_repetition(drafts, grants)}
    assert kept == far.keys() - repeated
