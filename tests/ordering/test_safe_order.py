"""Every order that is called safe is replayed move by move, also in other orders that keep the needs, by judges that know no search."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.changes.compare import Comparison, compare
from mopsdsl.changes.moves import Course, Move, Put
from mopsdsl.changes.needs import before as needed
from mopsdsl.checks import runner
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.graphs.names import Names
from mopsdsl.model.access import Workspace
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import PLACES, Model
from mopsdsl.ordering.drafts import drafts
from mopsdsl.ordering.search import _Search, course
from mopsdsl.snapshot.encode import encode
from tests.changes.small import changed
from tests.ordering import judge as plain
from tests.ordering.world import instances

TODAY = date(2026, 11, 22)
KEPT = {
    *("MOPS002", "MOPS101", "MOPS102", "MOPS104", "MOPS105", "MOPS201", "MOPS203", "MOPS206", "MOPS209", "MOPS210", "MOPS211", "MOPS217"),
    *("MOPS302", "MOPS305", "MOPS309"),
}  # fmt: skip
IN_GROUPS = {"MOPS201", "MOPS209", "MOPS210", "MOPS211", "MOPS217", "MOPS305"}
ALWAYS = {"MOPS002", "MOPS104", "MOPS203", "MOPS206"}

Instance = dict[str, Declaration]


def written(model: Model) -> Instance:
    return {one.id: one for one in model.declarations()}


def as_model(instance: Instance, like: Model) -> Model:
    held: dict[str, dict[str, Declaration]] = {place: {} for place in PLACES.values()}
    for id, one in sorted(instance.items()):
        if id.partition(":")[0] != "instance":
            held[PLACES[id.partition(":")[0]]][one.name] = one
    first = next(one for id, one in instance.items() if id.startswith("instance:"))
    return Model(first, **held, allowances=like.allowances)  # type: ignore[arg-type]


def carried_out(instance: Instance, move: Move) -> Instance:
    after = dict(instance)
    for effect in move.effects:
        if isinstance(effect, Put):
            after.pop(effect.id, None)
            if effect.declaration is not None:
                after[effect.id] = effect.declaration
        else:
            from attrs import evolve

            workspace = after[effect.id]
            if isinstance(workspace, Workspace) and isinstance(workspace.sees, tuple):
                kept = [one for one in workspace.sees if one.name != effect.partition.name]
                sees = (*kept, *(() if effect.gone else (effect.partition,)))
                held = [one for one in workspace.references if one.kind != "partition"]
                after[effect.id] = evolve(workspace, sees=sees, references=(*held, *sees))
    return after


def wrong(instance: Instance, like: Model) -> set[tuple[str, ...]]:
    """What all rules that a promise may rest on say about an instance, as errors; each thing of a group that is told of at once."""
    context = Context(as_model(instance, like), TODAY)
    found: set[tuple[str, ...]] = set()
    for rule, check in runner.discovered():
        for one in check(context) if rule.code in KEPT else ():
            if one.severity is Severity.ERROR:
                words = sorted(one.message.split(". ")[0].replace(",", "").split())
                found.add((one.code, one.subject, *(words if one.code in ("MOPS002", "MOPS104") else ())))
                if one.code in IN_GROUPS:
                    found |= {(one.code, id) for id in told_of(one, instance)}
    return found


def told_of(finding: Finding, instance: Instance) -> set[str]:
    """The ids of those of the subject's kind at whose places a finding points."""
    places = {id(related.span) for related in finding.related}
    kind = type(instance.get(finding.subject))
    return {
        name
        for name, one in instance.items()
        if type(one) is kind and places & {id(one.span), id(getattr(one, "scope_span", None))}
    }


class Judge:
    """Replays orders of a change; it asks the rules, or (`fast`) nothing that mopsdsl itself says of instances."""

    def __init__(self, comparison: Comparison, fast: bool = False) -> None:
        self.like = comparison.after
        self.fast = fast
        self.start, self.end = written(comparison.before), written(comparison.after)
        self.fine = self.wrong(self.start) | self.wrong(self.end)
        self.lasting = self.start.keys() & self.end.keys()

    def wrong(self, instance: Instance) -> set[tuple[str, ...]]:
        return set(plain.broken(instance)) if self.fast else wrong(instance, self.like)

    def breaks(self, order: list[Move] | tuple[Move, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each promise that a move of an order breaks."""
        instance = self.start
        for move in order:
            instance = carried_out(instance, move)
            for one in sorted(self.wrong(instance) - self.fine):
                if one[0].partition(" ")[0] in (*ALWAYS, *plain.ALWAYS) or one[1] in self.lasting:
                    yield move.id, one
        assert meant(as_model(instance, self.like)) == meant(self.like)


def meant(model: Model) -> object:
    """A model as plain data; of lists of names only what is in them."""

    def plain(part: object) -> object:
        if isinstance(part, dict):
            return {key: plain(one) for key, one in part.items()}
        if isinstance(part, list):
            parts = [plain(one) for one in part]
            return sorted(parts) if all(isinstance(one, str) for one in parts) else parts
        return part

    return plain(encode(model, Names(model)))


def other_order(found: Course, seed: int) -> list[Move]:
    """Another order that keeps the needs."""
    chance = random.Random(seed)
    left, order, finished = list(found.moves), [], set()
    while left:
        move = chance.choice([one for one in left if finished.issuperset(found.needs[one.id])])
        left.remove(move)
        finished.add(move.id)
        order.append(move)
    return order


def loaded(text: str) -> Model:
    found = api.load_text(text)
    assert not found.findings, [one.message for one in found.findings]
    return found.model


@pytest.mark.parametrize("part", range(8))  # parts run side by side
def test_thousands_of_plans_keep_their_promises_move_by_move(part: int) -> None:
    @seed(part)
    @settings(max_examples=65, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(instances(), instances(), st.integers(0, 2**16))
    def both_ways(one: str, other: str, chance: int) -> None:
        there, back = loaded(one), loaded(other)
        for comparison in (compare(there, back), compare(back, there)):
            found = course(comparison, TODAY)
            if not found.conflicts:
                judge = Judge(comparison, fast=True)
                assert list(judge.breaks(found.moves)) == []
                assert list(judge.breaks(other_order(found, chance))) == []

    both_ways()


@settings(max_examples=100, deadline=None)
@given(instances(), instances(), st.integers(0, 2**16))
def test_no_move_of_a_safe_order_breaks_what_a_rule_says(one: str, other: str, chance: int) -> None:
    comparison = compare(loaded(one), loaded(other))
    found = course(comparison, TODAY)
    judge = Judge(comparison)
    if not found.conflicts:
        assert list(judge.breaks(found.moves)) == []
        assert list(judge.breaks(other_order(found, chance))) == []
    elif len(found.moves) <= 5:
        assert all(list(judge.breaks(order)) for order in permutations(drafts(comparison))), (
            "there is a safe order"
        )


@settings(max_examples=40, deadline=None)
@given(instances(), instances())
def test_a_large_instance_is_asked_about_its_neighbourhood_only(one: str, other: str) -> None:
    comparison = compare(loaded(one), loaded(other))
    whole = course(comparison, TODAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mopsdsl.ordering.neighbourhood.LARGE", 0)
        near = course(comparison, TODAY)
    assert ([move.id for move in near.moves], near.needs) == ([move.id for move in whole.moves], whole.needs)
    assert [one.promise for one in near.conflicts] == [one.promise for one in whole.conflicts]


@settings(max_examples=60, deadline=None)
@given(instances())
def test_nothing_is_to_be_done_where_nothing_changes(text: str) -> None:
    assert course(compare(loaded(text), loaded(text)), TODAY).moves == ()


def test_what_only_speaks_of_specs_stands_in_no_way() -> None:
    common = "partition North\nteam Ops\nworkspace Main { sees all; primary North; admin Ops }\n"
    story = 'scenario "Whoever is in the South" { person { Country "BR" }; person is created; expect partition South }\n'
    found = course(compare(loaded(common + "partition South\n" + story), loaded(common)), TODAY)
    assert [move.id for move in found.moves] == ["remove partition:South"]
    assert found.conflicts == ()


def test_a_partition_that_goes_is_seen_until_everybody_has_left() -> None:
    head = "workspace Default { sees all; primary Default }\n"
    routing = (
        'routing R { carried out by assignment rules\n when Country is "DE" -> %s\n otherwise -> Default }\n'
    )
    one, other = (
        loaded(f"{head}partition {name}\nworkspace W {{ sees {name}; primary {name} }}\n{routing % name}")
        for name in ("Old", "New")
    )
    found = course(compare(one, other), TODAY)
    assert [move.id for move in found.moves] == [
        "create partition:New",
        "change workspace:W (first)",
        "change routing:R",
        "change workspace:W (last)",
        "remove partition:Old",
    ]


def in_a_circle(count: int, default: str) -> Comparison:
    """Workspaces that each come to see what the next one sees."""
    before, after = (
        f"workspace Default {{ sees {default}; primary Default }}\n"
        + "".join(
            f"partition P{n}\nworkspace W{n} {{ sees P{(n + turn) % count}; primary P{(n + turn) % count} }}\n"
            for n in range(count)
        )
        for turn in (0, 1)
    )
    return changed(before, after).comparison


def test_a_search_that_has_no_time_left_goes_through_its_orders_once() -> None:
    """Each promise that breaks used to cost a search of its own from then on."""
    comparison = in_a_circle(20, "Default")
    search = _Search(comparison, drafts(comparison), TODAY)
    search.trials = 0
    found = search.course()
    assert search.promises.asked <= 2 + 2 * len(found.moves)
    assert {one.code for one in found.conflicts} <= {"MOPS902"}


def test_a_search_that_has_no_time_left_does_not_say_that_it_tried() -> None:
    """Two campaigns change places, one hands its people on to the other: whichever goes first crosses the wall."""
    common = (
        "partition A\npartition B\nworkspace A { sees A; primary A }\nworkspace B { sees B; primary B }\n"
    )
    common += "workspace Default { sees all; primary A }\nwall Apart { keep A apart from B; except workspace Default }\n"
    flows = (
        "assets in %s { smart_campaign Greet { %strigger person is created; flow { request Care } } "
        "smart_campaign Care { %strigger is requested; flow { wait 1 day } } }\n"
    )
    moved = flows % ("B", "moved from A.Greet; ", "moved from A.Care; ")
    comparison = changed(common + flows % ("A", "", ""), common + moved).comparison
    search = _Search(comparison, drafts(comparison), TODAY)
    assert {one.tried for one in search.course().conflicts} == {True}
    search = _Search(comparison, drafts(comparison), TODAY)
    search.trials = 0
    assert {one.tried for one in search.course().conflicts} == {False}


ACROSS_B, ACROSS_C = (f"wall Apart {{ keep A apart from {one}; except workspace Default }}" for one in "BC")
ROLES = {"A": "Marketing_User", "B": "Analytics_User", "C": "Standard_User"}


def reaching(where: str, wall: str = "") -> str:
    """An instance in which a team works in some of three workspaces, each with a partition of its own."""
    each = (f"partition {one}\nworkspace {one} {{ sees {one}; primary {one} }}\n" for one in ROLES)
    grants = (f"grant {ROLES[one]} to Ops in {one}\n" for one in where)
    home = "team Ops { side marketing }\nworkspace Default { sees all; primary Default }\n"
    return "".join((home, *each, *grants, wall, "\n"))


GONE, NEW = (
    {one: f"remove grant:{role} to Ops in {one}" for one, role in ROLES.items()},
    {one: f"create grant:{role} to Ops in {one}" for one, role in ROLES.items()},
)
DOWN, UP = "remove wall:Apart", "create wall:Apart"
WEAKER, STRONGER = "change wall:Apart (first)", "change wall:Apart (last)"


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        (("A", ACROSS_B), ("B", ""), [GONE["A"], NEW["B"], DOWN]),
        (("AC", ACROSS_B), ("AB", ""), [GONE["C"], DOWN, NEW["B"]]),
        (("A", ""), ("AC", ACROSS_B), [UP, NEW["C"]]),
        (("AB", ""), ("AC", ACROSS_B), [GONE["B"], UP, NEW["C"]]),
        (("AC", ACROSS_B), ("AB", ACROSS_C), [GONE["C"], WEAKER, STRONGER, NEW["B"]]),
    ],
)
def test_a_wall_stands_as_long_and_as_early_as_it_can(
    before: tuple[str, str], after: tuple[str, str], moves: list[str]
) -> None:
    """So whoever changes sides, or has another wall between, loses what they have before they gain what they get."""
    found = course(changed(reaching(*before), reaching(*after)).comparison, TODAY)
    assert not found.conflicts
    assert [move.id for move in found.moves] == moves
    assert [found.needs[move.id] for move in found.moves] == [(), *((one,) for one in moves[:-1])]


@settings(max_examples=40, deadline=None)
@given(instances(), instances(), st.integers(0, 2**16))
def test_an_order_that_gives_walls_up_first_is_safe_as_well(one: str, other: str, chance: int) -> None:
    """What is left where walls can't stand longer."""
    comparison = compare(loaded(one), loaded(other))
    found = _Search(comparison, drafts(comparison), TODAY, guarded=False).course()
    judge = Judge(comparison, fast=True)
    if not found.conflicts:
        for order in (list(found.moves), other_order(found, chance)):
            assert list(judge.breaks(order)) == []


def test_what_breaks_nothing_together_waits_for_nothing_of_each_other() -> None:
    """New things break a promise with all of them there or not at all; a limit that is raised is no matter of theirs."""
    common = "team Ops { side marketing }\nworkspace Default { sees all; primary Default }\n"
    new = "".join(
        f"partition {one}\nworkspace {one} {{ sees {one}; primary {one} }}\ngrant Marketing_User to Ops in {one}\n"
        for one in ROLES
    )
    limit = "instance I { limit segmentations %d }\n"
    found = course(changed(limit % 1 + common, limit % 2 + common + new).comparison, TODAY)
    above = {id: needed(found.needs, id) for id in found.needs}
    for one in ROLES:
        assert above[f"create workspace:{one}"] == {f"create partition:{one}"}
    assert found.needs["change instance:I"] == ()


def test_who_sees_all_sees_it_in_a_large_instance_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace that sees every partition names none, and still looks after each."""
    monkeypatch.setattr("mopsdsl.ordering.neighbourhood.LARGE", 0)
    comparison = in_a_circle(6, "all")
    search = _Search(comparison, drafts(comparison), TODAY)
    assert "workspace:Default" in search.start
    assert not search.course().conflicts
