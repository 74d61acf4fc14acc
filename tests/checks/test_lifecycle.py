"""MOPS401 to MOPS421: proofs held against everybody in a small world and every way through small graphs, and the edges of each rule."""

import re
from itertools import pairwise, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.logic.person import Value
from tests.checks.small import FIELDS, LEAVES, VALUES, conditions, everybody, findings, fits, pointed_at, told

TEAMS = "team M { side marketing }\nteam S { side sales }\nteam N\n"
ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE


def lifecycle(body: str, head: str = "lifecycle L") -> str:
    return f"{TEAMS}{FIELDS}{head} {{\n{body}\n}}\n"


def severities(found: list[Finding]) -> list[Severity]:
    return [one.severity for one in found]


# Conditions: random transitions between three stages, some with statuses, one perhaps a gate

STAGED = (*LEAVES, 'status is "a"', 'status in ("a", "b")', "stage is B", "stage is not C")
STAGES = ("A", "B", "C")

moves = st.lists(
    st.tuples(
        st.sampled_from(STAGES), st.sampled_from(STAGES), st.one_of(st.just("otherwise"), conditions(STAGED))
    ),
    max_size=5,
)
bodies = st.tuples(
    moves,
    st.tuples(*[st.sampled_from(["inventory", "gate"]) for _ in STAGES]),
    st.tuples(*[st.sampled_from(["", '"a"', '"b"', '"b", "a"']) for _ in STAGES]),
)

Body = tuple[list[tuple[str, str, str]], tuple[str, ...], tuple[str, ...]]


def written(body: Body) -> str:
    ways, kinds, statuses = body
    lines = [
        f"stage {name} {kind} owned by M" + (f" {{ status {status} }}" if status else "")
        for name, kind, status in zip(STAGES, kinds, statuses, strict=True)
    ]
    lines += ['stage Z end owned by M { status "z" }']  # so that statuses are declared at all
    lines += [
        f"{start} -> {end} {'otherwise' if when == 'otherwise' else f'when {when}'}"
        for start, end, when in ways
    ]
    return lifecycle("\n".join(lines))


def course_of(text: str) -> Course:
    return api.load_text(text).context().courses["L"]


def taken(course: Course, stage: str, person: dict[str, Value], status: str | None) -> list[Way]:
    """The ways that take a person in a stage at once: at a gate the first, elsewhere all that fit."""
    model = course.names.model

    def is_fit(way: Way) -> bool:
        return way.kind == "when" and fits(way.when, person, model, stage, status)

    ways = [way for way in course.out[stage] if is_fit(way)]
    if not ways:
        return [way for way in course.out[stage] if way.kind == "otherwise"]
    return ways[:1] if course.stages[stage].type == "gate" else ways


def is_caught(course: Course, person: dict[str, Value]) -> bool:
    """Whether a person can run in a circle: stage and status change, everything else stays."""
    statuses = [None, "a", "b", "z"]
    graph: nx.DiGraph = nx.DiGraph()
    for stage, status in product(STAGES, statuses):
        for way in taken(course, stage, person, status):
            declared = course.stages[way.target].statuses
            after = str(declared[0].value) if declared else status
            if way.target != stage:
                graph.add_edge((stage, status), (way.target, after))
    return not nx.is_directed_acyclic_graph(graph)


@settings(max_examples=150)
@given(bodies)
def test_who_can_run_in_a_circle(body: Body) -> None:
    text = written(body)
    course = course_of(text)
    caught = [person for person in everybody() if is_caught(course, person)]
    found = findings(text, "MOPS413")
    assert bool(found) == bool(caught)
    for finding in found:
        assert finding.severity is ERROR
        assert is_caught(course, told(finding.message))


carrying = st.lists(
    st.tuples(
        st.sampled_from(["stage changes", "stage changes to B", "status changes", 'status changes to "a"', "Points changes"]),
        st.one_of(st.just(""), conditions(STAGED)),
        st.lists(
            st.sampled_from(["set Vip to yes", "set Points to 0", "set Points to 3", 'set Country to "US"', "wait 1 day", "stop"]),
            max_size=2,
        ),
        st.sampled_from(STAGES),
    ),
    min_size=1,
    max_size=2,
)  # fmt: skip
SETS: dict[str, tuple[str, Value]] = {
    "set Vip to yes": ("Vip", True),
    "set Points to 0": ("Points", 0),
    "set Points to 3": ("Points", 3),
    'set Country to "US"': ("Country", "US"),
}
Campaign = tuple[str, str, list[str], str]
Arrived = tuple[str, str | None, str | None, tuple[Value, ...]]
"""Somebody who has just come to a stage: the stage, the status before and now, and the values of the fields."""


def hears(trigger: str, stage: str, before: str | None, now: str | None) -> bool:
    if trigger == "status changes":
        return now is not None and now != before
    if trigger == 'status changes to "a"':
        return now == "a" != before
    return trigger == "stage changes" or trigger == f"stage changes to {stage}"


def goes_on(course: Course, text: str, campaigns: list[Campaign], at: Arrived) -> list[Arrived]:
    """Where somebody is next without any time passing: by a transition, or by a campaign that hears of it."""
    stage, before, now, values = at
    person = dict(zip(VALUES, values, strict=True))
    model = course.names.model

    def arrive(target: str, held: dict[str, Value]) -> Arrived:
        declared = course.stages[target].statuses
        return target, now, str(declared[0].value) if declared else now, tuple(held.values())

    found = [arrive(way.target, person) for way in taken(course, stage, person, now)]
    for number, (trigger, _, steps, target) in enumerate(campaigns):
        campaign = model.assets[f"Default.C{number}"]
        if not hears(trigger, stage, before, now) or {"wait 1 day", "stop"} & set(steps):
            continue
        if fits(campaign.when, person, model, stage, now):  # type: ignore[attr-defined]
            found.append(arrive(target, person | {SETS[step][0]: SETS[step][1] for step in steps}))
    return [one for one in found if one[0] != stage]


@settings(max_examples=150, deadline=None)
@given(bodies, carrying)
def test_who_can_run_in_a_circle_with_the_help_of_campaigns(body: Body, campaigns: list[Campaign]) -> None:
    """Against everybody in every stage with every status, followed as far as no time passes."""
    text = written(body)
    for number, (trigger, when, steps, target) in enumerate(campaigns):
        asks = f"when {when}; " if when else ""
        flow = "; ".join([*steps, f"change stage to {target}"])
        text += f"assets in Default {{ smart_campaign C{number} {{ trigger {trigger}; {asks}flow {{ {flow} }} }} }}\n"
    course = course_of(text)
    graph: nx.DiGraph = nx.DiGraph()
    waiting: list[Arrived] = [
        (stage, None, status, tuple(person.values()))
        for person, stage, status in product(everybody(), STAGES, (None, "a", "b"))
    ]
    met = set(waiting)
    while waiting:
        at = waiting.pop()
        for onward in goes_on(course, text, campaigns, at):
            graph.add_edge(at, onward)
            if onward not in met:
                met.add(onward)
                waiting.append(onward)
    found = findings(text, "MOPS413")
    assert bool(found) == (not nx.is_directed_acyclic_graph(graph))


def test_a_circle_through_a_campaign_is_told_with_the_campaign() -> None:
    text = lifecycle(
        "stage A inventory owned by M\nstage B inventory owned by M\nstage C end owned by M\n"
        "A -> B when Points >= 1\nB -> C by M"
    )
    back = "assets in Default { smart_campaign Back { trigger stage changes to B; %schange stage to A } } }"
    [error] = findings(text + back % "flow { ", "MOPS413")
    assert error.severity is ERROR
    assert "A -> B -> A" in error.message
    assert [one.label for one in error.related] == ["then from B to A, by campaign Default.Back"]
    assert not findings(text + back % "flow { set Points to 0; ", "MOPS413")
    assert severities(findings(text + back % "flow { change score Points by -1; ", "MOPS413")) == [ADVICE]
    asked = "assets in Default { smart_campaign Ask { trigger stage changes to B; flow { request Back } } }"
    called = back.replace("stage changes to B", "is requested")
    assert severities(findings(text + called % "flow { " + "\n" + asked, "MOPS413")) == [ERROR]


@settings(max_examples=150)
@given(bodies)
def test_who_fits_two_transitions_at_once(body: Body) -> None:
    text = written(body)
    course = course_of(text)
    model = course.names.model
    wanted = set()
    for stage in STAGES:
        ways = course.out[stage]
        for place, one in enumerate(ways):
            for other in ways[place + 1 :]:
                if one.target == other.target or one.kind != other.kind:
                    continue
                both = one.kind == "otherwise" or any(
                    fits(one.when, person, model, stage, status)
                    and fits(other.when, person, model, stage, status)
                    for person, status in product(everybody(), (None, "a", "b", "z"))
                )
                left = (
                    course.stages[stage].type != "gate"
                    or one.kind == "otherwise"
                    or any(
                        fits(other.when, person, model, stage, status)
                        and not fits(one.when, person, model, stage, status)
                        for person, status in product(everybody(), (None, "a", "b", "z"))
                    )
                )
                if both and left:
                    ordered = course.stages[stage].type == "gate" and one.kind == "when"
                    wanted.add((other.span.start, ADVICE if ordered else ERROR))
    assert {(one.span.start, one.severity) for one in findings(text, "MOPS404")} == wanted


@settings(max_examples=150)
@given(bodies)
def test_which_transitions_are_never_true(body: Body) -> None:
    text = written(body)
    course = course_of(text)
    model = course.names.model
    everyone = list(product(everybody(), (None, "a", "b", "z")))
    wanted = set()
    for stage in STAGES:
        ways = [way for way in course.out[stage] if way.kind == "when"]
        coming = [way for way in course.ways if way.target == stage]
        open_to_all = stage == "A" or not coming or any(way.when is None for way in coming)
        for place, way in enumerate(ways):
            fitting = [one for one in everyone if fits(way.when, one[0], model, stage, one[1])]
            if fitting and course.stages[stage].type == "gate":
                fitting = [
                    one
                    for one in fitting
                    if not any(fits(w.when, one[0], model, stage, one[1]) for w in ways[:place])
                ]
                if not open_to_all:
                    fitting = [
                        one
                        for one in fitting
                        if any(fits(w.when, one[0], model, w.source, one[1]) for w in coming)
                    ]
            if not fitting:
                wanted.add(way.span.start)
    found = [one for one in findings(text, "MOPS415") if one.severity is not ADVICE]
    assert {one.span.start for one in found} == wanted


# Graphs: random arrows between stages of both sides

SIDED = {"A": "M", "B": "S", "C": "M", "D": "S", "E": "M"}
arrows = st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), max_size=9, unique=True)
ends = st.sets(st.sampled_from("ABCDE"), max_size=2)


def sided(arrows: list[tuple[str, str]], ends: set[str], more: str = "") -> str:
    stages = [
        f"stage {name} {'end' if name in ends else 'inventory'} owned by {team}"
        for name, team in SIDED.items()
    ]
    return lifecycle(
        "\n".join([more, *stages, *(f"{start} -> {end} by {SIDED[start]}" for start, end in arrows)])
    )


@given(arrows, ends)
def test_where_people_can_come_and_go(arrows: list[tuple[str, str]], ends: set[str]) -> None:
    text = sided(arrows, ends, "success path A, B")
    graph: nx.DiGraph = nx.DiGraph(arrows)
    graph.add_nodes_from(SIDED)
    reached = nx.descendants(graph, "A") | {"A"}
    assert {pointed_at(one) for one in findings(text, "MOPS401")} == set(SIDED) - reached

    stuck = {name for name in SIDED if name not in ends and not set(graph.successors(name)) - {name}}
    assert {pointed_at(one) for one in findings(text, "MOPS402")} == stuck

    lost = {
        name
        for name, team in SIDED.items()
        if team == "S"
        and name not in ends
        and not any(
            SIDED[other] == "M" and (other != "A" or name == "B" or "A" not in ends)
            for other in nx.descendants(graph, name)
        )
    }
    assert {pointed_at(one) for one in findings(text, "MOPS403")} == lost


@given(arrows, st.lists(st.sampled_from("ABCDE"), min_size=2, max_size=4, unique=True))
def test_where_a_success_path_is_broken(arrows: list[tuple[str, str]], path: list[str]) -> None:
    text = sided(arrows, set(), f"success path {', '.join(path)}")
    found = findings(text, "MOPS418")
    broken, around = [], []
    for start, end in pairwise(path):
        graph: nx.DiGraph = nx.DiGraph(arrows)
        graph.add_nodes_from(SIDED)
        direct = graph.has_edge(start, end)
        graph.remove_nodes_from(set(path) - {start, end})
        if not nx.has_path(graph, start, end):
            broken.append(end)
        elif not direct:
            around.append(end)
    assert sorted(pointed_at(one) for one in found if one.severity is ERROR) == sorted(broken)
    assert sorted(pointed_at(one) for one in found if one.severity is ADVICE) == sorted(around)


def test_a_gate_on_the_way_need_not_be_named() -> None:
    text = lifecycle(
        "success path A, B\nstage A inventory owned by M\nstage G gate owned by M otherwise -> A\nstage B end owned by M\n"
        "A -> G when Points > 1\nG -> B when Vip"
    )
    assert not findings(text, "MOPS418")


# MOPS401, 402: what else moves people

TAKEN = """
stage A inventory owned by M
stage B inventory owned by M
"""


@pytest.mark.parametrize(
    ("more", "unreachable", "dead"),
    [
        ("", [ERROR], [ERROR, ERROR]),
        ("assets in Default { smart_campaign C { flow { change stage to B } } }", [ADVICE], [ADVICE, ERROR]),
        (
            "assets in Default { smart_campaign C { when stage is B; flow { change stage to B } } }",
            [ADVICE],
            [ERROR, ERROR],
        ),
        ("fence F between M and S on L { return to B when stalled for 5 days }", [ADVICE], [ERROR, ERROR]),
    ],
)
def test_what_the_lifecycle_does_not_show(
    more: str, unreachable: list[Severity], dead: list[Severity]
) -> None:
    text = lifecycle(TAKEN) + more
    assert severities(findings(text, "MOPS401")) == unreachable
    assert severities(findings(text, "MOPS402")) == dead


def test_a_misspelt_stage_is_left_to_the_rule_about_names() -> None:
    text = lifecycle(
        "stage A inventory owned by M\nstage B sla 1 day owned by S\nA -> C\nB -> C after 1 day\nsuccess path A, B"
    )
    context = api.load_text(text).context()
    assert not context.courses["L"].sound
    for code in ("MOPS401", "MOPS402", "MOPS403", "MOPS405", "MOPS418"):
        assert not findings(text, code)


def test_what_the_common_lifecycle_has_wrong_is_told_once() -> None:
    common = lifecycle(
        "stage A inventory owned by M\nstage B inventory owned by M\nA -> B when Points > 1\nB -> A when Points > 1"
    )
    for code in ("MOPS413",):
        assert (
            len(
                findings(common + "lifecycle J extends L { for partitions all }\nlifecycle A extends L", code)
            )
            == 1
        )


# MOPS404: who decides


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("by M", "by S", []),
        ("by M", "by M", []),
        ('by M when status is "a"', 'by M when status is "b"', []),
        ('by M when status is "a"', 'by M when status in ("a", "b")', [ADVICE]),
        ('by M when status is "a"', 'by S when status is "a"', []),
        ("when Vip", "by M", []),
        ("when Vip", "after 5 days", []),
        ("after 5 days", "after 120 hours", [ERROR]),
        ("after 5 days", "after 6 days", []),
        ("after 5 days when Vip", "after 5 days when not Vip", []),
        ("after 1 month", "after 30 days", []),
        ("", "", []),
        ("when Vip", "", []),
    ],
)
def test_a_choice_is_not_ambiguous(one: str, other: str, expected: list[Severity]) -> None:
    text = lifecycle(
        'stage A inventory owned by M { status "a" }\nstage B end owned by M { status "b" }\nstage C end owned by M\n'
        f"A -> B {one}\nA -> C {other}"
    )
    assert severities(findings(text, "MOPS404")) == expected


def test_an_override_is_compared_and_what_it_replaces_is_not() -> None:
    common = lifecycle(
        "stage A inventory owned by M\nstage B end owned by M\nstage C end owned by M\n"
        "A -> B when Points >= 2\nA -> C when Points < 2"
    )
    local = 'lifecycle J extends L { for partitions all; override A -> B when Points >= 1 because "x" }'
    assert not findings(common, "MOPS404")
    [error] = findings(common + local, "MOPS404")
    assert pointed_at(error).startswith("override A -> B")
    assert error.subject == "lifecycle:J"
    assert "Points 1" in error.message


# MOPS405, 414: time


@pytest.mark.parametrize(
    ("stage", "moves", "expected"),
    [
        ("sla", "A -> B after 1 day", [ERROR]),
        ("sla 2 days", "A -> B when Vip", [ERROR]),
        ("sla", "A -> B when Vip", [ERROR, ERROR]),
        ("sla 2 days", "A -> B after 2 days", []),
        ("sla 2 days", "A -> B after 2 days when Vip", [ADVICE]),
        ("sla 2 days", "A -> B after 2 days when Vip\nA -> B after 3 days when not Vip", []),
        ("inventory", "A -> B when Vip", []),
    ],
)
def test_an_sla_has_a_time_and_a_way_out(stage: str, moves: str, expected: list[Severity]) -> None:
    text = lifecycle(f"stage A {stage} owned by M\nstage B end owned by M\n{moves}")
    assert severities(findings(text, "MOPS405")) == expected


@pytest.mark.parametrize(
    ("sla", "timer", "expected"),
    [
        ("2 days", "after 1 day", [ERROR]),
        ("2 days", "after 47 hours", [ERROR]),
        ("2 days", "after 48 hours", []),
        ("2 days", "after 1 day when Vip", []),
        ("2 days", "after 1 day when Vip or not Vip", [ERROR]),
        ("4 business hours", "after 5 business days", []),
        ("1 business day", "after 8 business hours", []),
        ("1 business day", "after 7 business hours", [ERROR]),
        ("9 business hours", "after 1 business day", [ERROR]),
        ("4 business hours", "after 3 hours", [ERROR]),
        ("4 business hours", "after 1 day", [ADVICE]),
        ("4 business hours", "after 30 days", []),
        ("3 days", "after 1 business day", [ADVICE]),
    ],
)
def test_a_timeout_against_the_promise(sla: str, timer: str, expected: list[Severity]) -> None:
    """Without a calendar of their own, people work from nine to five."""
    text = lifecycle(f"stage A sla {sla} owned by M\nstage B end owned by M\nA -> B {timer}")
    assert severities(findings(text, "MOPS414")) == expected


UNDECIDED = "Seen older than 5 business days and Seen within 9 days"
"""Working days and days by the clock have no common measure."""
STAGED_BY_TIME = "stage A sla 5 days owned by M\nstage B end owned by M\nstage C end owned by M\n"


@pytest.mark.parametrize(
    ("code", "moves"),
    [
        ("MOPS404", f"A -> B when {UNDECIDED}\nA -> C when Points > 1"),
        ("MOPS405", f"A -> B after 5 days when not ({UNDECIDED})"),
        ("MOPS413", f"A -> B when {UNDECIDED}\nB -> A when Points > 1"),
        ("MOPS414", f"A -> B after 1 day when not ({UNDECIDED})"),
        ("MOPS414", f"A -> B after 5 days when not ({UNDECIDED})\nA -> C after 6 days"),
        ("MOPS415", f"A -> B when {UNDECIDED}"),
    ],
)
def test_what_cant_be_decided_is_never_passed_in_silence(code: str, moves: str) -> None:
    [finding] = findings("field Seen date\n" + lifecycle(STAGED_BY_TIME + moves), code)
    assert finding.severity is ADVICE
    assert "can't be decided" in f"{finding.message}"


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ("A -> B after 2 days\nA -> C after 5 days", ["A -> C after 5 days"]),
        ("A -> B after 2 days when Vip\nA -> C after 5 days", []),
        ("A -> B after 2 days\nA -> C after 5 days when Vip", ["A -> C after 5 days when Vip"]),
        ("A -> B after 2 days\nA -> C after 2 days", []),
        ("A -> B after 2 days\nA -> C by M", []),
        ("A -> B when Vip or not Vip\nA -> C after 5 days", ["A -> C after 5 days"]),
        ("A -> B otherwise\nA -> C after 5 days", ["A -> C after 5 days"]),
    ],
)
def test_a_timer_that_never_fires(moves: str, expected: list[str]) -> None:
    text = lifecycle(f"stage A inventory owned by M\nstage B end owned by M\nstage C end owned by M\n{moves}")
    assert [pointed_at(one) for one in findings(text, "MOPS414")] == expected


# MOPS406, 407: whose people

PLACES = """
partition JP
partition EMEA
partition Nobody { empty }
workspace Default { sees all; primary Default }
workspace JP { sees JP; primary JP }
"""
BODY = "{ for partitions %s; stage A end owned by M }\n"


@pytest.mark.parametrize(
    ("lifecycles", "missing"),
    [
        ("", []),
        ("lifecycle L { for partitions all; stage A end owned by M }", []),
        ("lifecycle L { stage A end owned by M }", []),
        ("lifecycle L { for partitions all except JP; stage A end owned by M }", ["JP"]),
        (
            "lifecycle L { for partitions JP; stage A end owned by M }\nlifecycle K { for partitions EMEA; stage A end owned by M }",
            [],
        ),
        (
            "lifecycle L { for partitions JP; stage A end owned by M }\nlifecycle K { stage A end owned by M }",
            [],
        ),
        ("lifecycle L in workspace JP { stage A end owned by M }", ["EMEA"]),
        ("lifecycle L in workspace JP { for partitions JP, EMEA; stage A end owned by M }", ["EMEA"]),
    ],
)
def test_people_whom_no_lifecycle_moves(lifecycles: str, missing: list[str]) -> None:
    assert sorted(pointed_at(one) for one in findings(TEAMS + PLACES + lifecycles, "MOPS406")) == sorted(
        missing
    )


def test_marketos_own_partition_counts_where_routing_sends_people() -> None:
    text = TEAMS + PLACES + "lifecycle L { for partitions JP, EMEA; stage A end owned by M }\n"
    assert not findings(text, "MOPS406")
    routed = text + 'routing R { when Country is "JP" -> JP; otherwise -> Default }\n'
    assert len(findings(routed, "MOPS406")) == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("for partitions all except JP", "for partitions JP", []),
        ("for partitions all", "for partitions JP", [ERROR]),
        ("for partitions JP, EMEA", "for partitions JP", [ERROR]),
        ("", "for partitions JP", []),
        ("", "", [WARNING]),
        ("for partitions EMEA", "for partitions Nobody", []),
        ("for partitions Nobody", "for partitions Nobody", []),
    ],
)
def test_two_lifecycles_of_one_partition(one: str, other: str, expected: list[Severity]) -> None:
    text = TEAMS + PLACES + f"lifecycle L {{ {one}{';' if one else ''} stage A end owned by M }}\n"
    text += f"lifecycle K {{ {other}{';' if other else ''} stage A end owned by M }}\n"
    assert severities(findings(text, "MOPS407")) == expected


def test_a_local_lifecycle_without_partitions_moves_whom_its_workspace_sees() -> None:
    text = (
        TEAMS
        + PLACES
        + "lifecycle L { for partitions %s; stage A end owned by M }\nlifecycle J in workspace JP extends L"
    )
    assert not findings(text % "all except JP", "MOPS407")
    assert severities(findings(text % "all", "MOPS407")) == [WARNING]


def test_the_fix_leaves_the_partition_to_the_local_one() -> None:
    text = TEAMS + PLACES + "lifecycle L { for partitions all except EMEA; stage A end owned by M }\n"
    text += "lifecycle J extends L { for partitions JP }\nlifecycle E extends L { for partitions EMEA }\n"
    [error] = findings(text, "MOPS407")
    [fix] = error.fixes
    [edit] = fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert not findings(mended, "MOPS407")


# MOPS408, 409: local lifecycles

COMMON = lifecycle(
    'success path A, B\nstage A inventory owned by M\nstage B sla 2 days owned by S { status "b" }\n'
    "A -> B when Points >= 2\nB -> A after 5 days"
)


@pytest.mark.parametrize(
    ("local", "drifts", "unexplained"),
    [
        ("", [], []),
        ("stage T inventory owned by M", [ERROR], []),
        ("stage T inventory owned by M; A -> T after 1 day", [ERROR], []),
        ("stage B sla 3 days", [ERROR], []),
        ("stage B end", [ERROR], []),
        ('stage B { status "x" }', [ERROR], []),
        ("stage B owned by M", [WARNING], []),
        ("stage B", [ADVICE], []),
        ('stage B sla 2 days owned by S { status "b" }', [ADVICE], []),
        ("success path A, B", [], []),
        ("success path B, A", [ERROR], []),
        ("override A -> B when Points >= 1", [], [ERROR]),
        ('override A -> B when Points >= 1 because "small"', [], []),
        ('override A -> B when Points >= 1 because " "', [], [ERROR]),
        ('override A -> A when Points >= 1 because "small"', [ERROR], []),
        ("A -> B when Vip", [], [WARNING]),
        ('A -> B when Vip because "small"', [], []),
    ],
)
def test_what_a_local_lifecycle_may_change(
    local: str, drifts: list[Severity], unexplained: list[Severity]
) -> None:
    body = local.replace("; ", "\n")
    text = f"{COMMON}lifecycle J extends L {{\n{body}\n}}\n"
    assert severities(findings(text, "MOPS408")) == drifts
    assert severities(findings(text, "MOPS409")) == unexplained


def test_an_override_of_nothing() -> None:
    text = lifecycle(
        'stage A inventory owned by M\nstage B end owned by M\noverride A -> B when Vip because "x"'
    )
    assert severities(findings(text, "MOPS408")) == [ERROR]


def test_who_extends_what_nobody_declared_is_left_to_the_rule_about_names() -> None:
    text = (
        TEAMS
        + "lifecycle J extends Nobody {\nstage A end owned by M\nstage B end owned by M\noverride A -> B\n}\n"
    )
    assert not findings(text, "MOPS408")


# MOPS410, 411, 412


def test_every_stage_is_somebodys() -> None:
    text = lifecycle(
        "stage A inventory\nstage B gate otherwise -> A\nstage C end\nstage D inventory owned by Nobody\nstage E"
    )
    assert severities(findings(text, "MOPS410")) == [ERROR, WARNING, ADVICE, ERROR]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", []),
        ('lifecycle K { stage X end owned by M { status "B" } }', [ERROR]),
        ('lifecycle K { stage X end owned by S { status "b" } }', []),
        ('lifecycle J extends L { stage B owned by M { status "b" } }', []),
        ('fence F between M and S on L { status "b" owned by M }', []),
        ('fence F between M and S on L { status "b" owned by M; status "b" owned by S }', [ERROR]),
        ('lifecycle K { stage X end owned by M, N { status "x" } }', [ADVICE]),
    ],
)
def test_a_status_has_one_owner(more: str, expected: list[Severity]) -> None:
    assert severities(findings(COMMON + more, "MOPS411")) == expected


@pytest.mark.parametrize(
    ("body", "coarse"),
    [
        ("success path A, W\nstage A owned by M\nstage W end owned by S\nA -> W by S", True),
        ("stage A owned by M\nstage Won end owned by S\nA -> Won by S", True),
        ("stage A owned by M\nstage Lost end owned by S\nA -> Lost by S", False),
        (
            "success path A, B, W\nstage A owned by M\nstage B owned by S\nstage W end owned by S\nA -> B by S\nB -> W by S",
            False,
        ),
        ("success path A, W\nstage A owned by M\nstage W end owned by M\nA -> W by M", False),
        ('stage A owned by M\nstage X end owned by S { status "Closed Won" }\nA -> X by S', True),
    ],
)
def test_a_stage_between_marketings_and_won(body: str, coarse: bool) -> None:
    assert bool(findings(lifecycle(body), "MOPS412")) == coarse


# MOPS413: what breaks a circle

ROUND = "stage A inventory owned by M\nstage B inventory owned by M\nA -> B when Points >= 1\nB -> A when Points < 3"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", [ERROR]),
        (
            "assets in Default { smart_campaign C { trigger stage changes to B; flow { set Points to 3 } } }",
            [ADVICE],
        ),
        (
            "assets in Default { smart_campaign C { trigger stage changes; flow { change score Points by +1 } } }",
            [ADVICE],
        ),
        (
            "assets in Default { smart_campaign C { trigger stage changes; flow { set Vip to yes } } }",
            [ERROR],
        ),
        (
            "assets in Default { smart_campaign C { trigger Points changes; flow { set Points to 3 } } }",
            [ERROR],
        ),
    ],
)
def test_a_campaign_may_break_the_circle(more: str, expected: list[Severity]) -> None:
    assert severities(findings(lifecycle(ROUND) + more, "MOPS413")) == expected


def test_a_mistaken_condition_is_told_where_it_stands_and_nowhere_else() -> None:
    wrong = ROUND.replace("Points >= 1", 'Points >= "one"')
    for code in ("MOPS404", "MOPS413", "MOPS415"):
        assert not findings(lifecycle(wrong), code)


def test_a_circle_of_many_stages_is_found_and_a_hostile_one_is_said_to_be_too_much() -> None:
    names = [f"S{number}" for number in range(30)]
    stages = "\n".join(f"stage {name} inventory owned by M" for name in names)
    ring = "\n".join(
        f"{start} -> {end} when Points >= 1" for start, end in zip(names, [*names[1:], names[0]], strict=True)
    )
    [error] = findings(lifecycle(f"{stages}\n{ring}"), "MOPS413")
    assert error.severity is ERROR
    webs = "\n".join(
        f"{start} -> {end} when Points is {'3' if names.index(end) > names.index(start) else '2'}"
        for start in names[:12] for end in names[:12] if start != end
    )  # fmt: skip
    found = findings(lifecycle(f"{stages}\n{webs}"), "MOPS413")
    assert severities(found) in ([], [ADVICE])


# MOPS416


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", 2),
        ("field Model_Name text from crm\nfield Person_Partition text from crm", 0),
        ("field Model_Name text\nfield Person_Partition text from crm", 1),
        ('field Belongs_To text one of ("L", "K") from crm\nfield My_Partition text from crm', 0),
        ("field Remodeled flag from crm\nfield Person_Partition text from crm", 1),
    ],
)
def test_fields_that_tell_models_and_partitions_apart(fields: str, expected: int) -> None:
    text = f"instance X {{ crm salesforce }}\n{TEAMS}{PLACES}{fields}\n"
    text += "lifecycle L { for partitions JP; stage A end owned by M }\nlifecycle K { for partitions EMEA; stage A end owned by M }\n"
    assert len(findings(text, "MOPS416")) == expected


def test_one_lifecycle_needs_no_model_name() -> None:
    assert not findings(TEAMS + "lifecycle L { stage A end owned by M }", "MOPS416")


# MOPS417


@pytest.mark.parametrize(
    ("gate", "moves", "expected"),
    [
        ("gate otherwise -> A", "G -> B when Vip", []),
        ("gate", "G -> B when Vip\nG -> A otherwise", []),
        ("gate", "G -> B when Vip", [ERROR]),
        ("gate", "G -> B when Vip\nG -> A when not Vip", [ERROR]),
        ("gate otherwise -> A", "G -> B after 2 days", [ERROR]),
        ("gate otherwise -> A", "G -> B by M when Vip", [ERROR]),
        ("gate otherwise -> A", "G -> B", [ERROR]),
        ("inventory", "G -> B by M", []),
    ],
)
def test_a_gate_holds_nobody(gate: str, moves: str, expected: list[Severity]) -> None:
    text = lifecycle(
        f"stage A inventory owned by M\nstage G {gate} owned by M\nstage B end owned by M\nA -> G when Vip\n{moves}"
    )
    assert severities(findings(text, "MOPS417")) == expected


# MOPS419


@pytest.mark.parametrize(
    ("again", "lacks"),
    [
        ("when Points >= 2", "without limit and without a wait"),
        ("when Points >= 2 and Times < 3", "without a wait"),
        ("when Times < 3 or Vip", "without limit and without a wait"),
        ("when not (Times >= 3 or Vip)", "without a wait"),
        ("when Times < 3 and (Since older than 60 days or Vip)", "without a wait"),
        ("when Times < 3 and not Since within 60 days", ""),
        ("when Points >= 2 and not Times >= 3", "without a wait"),
        ("when Points >= 2 and Since older than 60 days", "without limit"),
        ("after 60 days", "without limit"),
        ("after 60 days when Times <= 3", ""),
        ("when Times < 3 and Since older than 60 days", ""),
        ("by M", ""),
        ("by M when Points >= 2", ""),
        ("", "without limit and without a wait"),
    ],
)
def test_recycling_has_a_limit_and_a_wait(again: str, lacks: str) -> None:
    text = "field Times number\nfield Since date\n" + lifecycle(
        "stage K inventory owned by M\nstage Q inventory owned by S\nstage R inventory owned by M\n"
        f"K -> Q when Points >= 1\nQ -> R after 10 days\nR -> Q {again}"
    )
    found = findings(text, "MOPS419")
    assert len(found) == bool(lacks)
    if found:
        assert found[0].message.endswith(f"again and again, {lacks}.")
        assert pointed_at(found[0]) == f"R -> Q {again}".strip()


COUNTED = (
    "Times < 2",
    "Times <= 3",
    "Times is 1",
    "not Times >= 2",
    "Points < 2",
    "Points is 2",
    "Vip",
    "Times is empty",
)


@settings(max_examples=80, deadline=None)
@given(conditions(COUNTED))
def test_a_limit_is_what_nobody_passes(when: str) -> None:
    """By everybody whose number has grown beyond all that is asked of it (or as far as it can)."""
    text = "field Times number from 0 to 3\n" + lifecycle(
        "stage K inventory owned by M\nstage Q inventory owned by S\nstage R inventory owned by M\n"
        f"K -> Q when Points >= 1\nQ -> R after 10 days\nR -> Q after 9 days when {when}"
    )
    model = api.load_text(text).model
    [asked] = [one.when for one in model.lifecycles["L"].transitions if one.source.name == "R"]
    people = [{**person, "Times": times} for person, times in product(everybody(), (None, 0, 1, 2, 3))]

    def grown(field: str, person: dict[str, Value]) -> bool:
        numbers = [int(number) for number in re.findall(rf"{field} (?:is|[<>=]+) (\d)", when)]
        held = person[field]
        return bool(numbers) and isinstance(held, int) and held >= min(max(numbers) + 1, 3)

    limited = any(
        re.search(rf"{field} (is \d|[<>])", when)
        and not any(grown(field, person) and fits(asked, person, model) for person in people)
        for field in ("Times", "Points")
    )
    assert bool(findings(text, "MOPS419")) == (not limited)


def test_a_limit_on_the_way_back_is_one_too() -> None:
    text = "field Times number\n" + lifecycle(
        "stage K inventory owned by M\nstage Q inventory owned by S\nstage X end owned by S\n"
        "K -> Q after 10 days when Points >= 1\nQ -> K by S when Times < 3\nQ -> X by S when Times >= 3"
    )
    assert not findings(text, "MOPS419")


# MOPS420

scored = st.lists(st.tuples(st.integers(-3, 4), conditions()), min_size=1, max_size=4)


@settings(max_examples=100)
@given(scored, scored, st.sampled_from([None, 3, 6]), st.integers(1, 12))
def test_the_most_that_one_person_can_reach(
    rules: list[tuple[int, str]], more: list[tuple[int, str]], cap: int | None, threshold: int
) -> None:
    """Two scores of one field, the second perhaps with a limit."""
    text = "field Total number from 0 to 100\n"
    for name, its, limit in (("S", rules, ""), ("T", more, f" at most {cap}" if cap else "")):
        lines = "\n".join(f"{points:+d} when {when}" for points, when in its)
        text += f"score {name} adds to Total{limit} {{\n{lines}\n}}\n"
    text += lifecycle(
        f"stage A inventory owned by M\nstage B end owned by M\nA -> B when Total >= {threshold}"
    )
    model = api.load_text(text).model
    capped = cap or 100
    most = sum(max(points, 0) for points, _ in rules) + min(capped, sum(max(points, 0) for points, _ in more))

    def points(score: str, person: dict[str, Value]) -> int:
        return sum(rule.points for rule in model.scores[score].rules if fits(rule.when, person, model))

    at_once = max(points("S", person) + min(capped, points("T", person)) for person in everybody())
    expected = [ERROR] if threshold > most else [WARNING] if threshold > at_once else []
    assert severities(findings(text, "MOPS420")) == expected


@pytest.mark.parametrize(
    ("score", "more", "reached"),
    [
        ('score S adds to Total at most 80 { +10 when visits page "/a" }', "", False),
        ('score S adds to Total at most 100 { +10 when visits page "/a" }', "", True),
        ('score S adds to Total { +10 when visits page "/a" }', "", True),
        ("score S adds to Total { +10 when person is created }", "", False),
        ("score S adds to Total { +60 when person is created; +40 when unsubscribes }", "", True),
        ("score S adds to Total { +50 when attends Default.P }", "", False),
        ("score S adds to Total { +50 when attends W }", "", True),
        (
            'score S adds to Total at most 50 { +10 when visits page "/a" }\nscore T adds to Total at most 50 { +1 when visits page "/b" }',
            "", True,
        ),
        ("score S adds to Total at most 50 { +100 when Vip }", "", False),
        (
            'score S adds to Total at most 50 { +10 when visits page "/a" }',
            "assets in Default { smart_campaign C { trigger Vip changes; flow { change score Total by +10 } } }", True,
        ),
        (
            'score S adds to Total at most 50 { +10 when visits page "/a" }',
            "assets in Default { smart_campaign C { trigger Vip changes; flow { change score Total by -10; set Total to 0 } } }", False,
        ),
        (
            'score S adds to Total at most 50 { +10 when visits page "/a" }',
            "assets in Default { smart_campaign C { trigger Vip changes; flow { set Total to 0; set Total to 100 } } }", True,
        ),
        (
            'score S adds to Total at most 50 { +10 when visits page "/a" }',
            "assets in Default { form F { asks Email, Total } }", True,
        ),
    ],
)  # fmt: skip
def test_what_a_score_can_reach(score: str, more: str, reached: bool) -> None:
    body = score.replace("{ ", "{\n").replace("; +", "\n+").replace(" }", "\n}")
    text = f'field Total number from 0 to 1000\n{body}\n{more}\nchannel W for event {{ status "x" 1 }}\n'
    text += "assets in Default { program P { type event; channel W } }\n"
    text += lifecycle("stage A inventory owned by M\nstage B end owned by M\nA -> B when Total >= 100 or Vip")
    assert bool(findings(text, "MOPS420")) != reached


def test_a_hundred_rules_that_hold_together_are_nothing_to_ask_about() -> None:
    flags = "\n".join(f"field F{n} flag" for n in range(40))
    rules = "\n".join(f"+1 when F{n}" for n in range(40))
    text = f"{flags}\nfield Total number from 0 to 100\nscore S adds to Total {{\n{rules}\n}}\n"
    move = lifecycle("stage A inventory owned by M\nstage B end owned by M\nA -> B when Total >= 40")
    assert not findings(text + move, "MOPS420")
    assert severities(findings(text + move.replace(">= 40", ">= 41"), "MOPS420")) == [ERROR]
    either = text.replace("+1 when F39", "+1 when F39 and not F0")
    assert severities(findings(either + move, "MOPS420")) in ([WARNING], [ADVICE])


def test_a_field_that_is_worked_out_is_reached_through_its_sources() -> None:
    text = "field One number from 0 to 500\nfield Two number from 0 to 500\nfield Best number is larger of One, Two\n"
    text += 'score S adds to One at most 80 {\n+10 when visits page "/a"\n}\n'
    move = lifecycle("stage A inventory owned by M\nstage B end owned by M\nA -> B when Best >= 100")
    assert not findings(text + move, "MOPS420")
    text += 'score T adds to Two at most 90 {\n+10 when visits page "/a"\n}\n'
    assert severities(findings(text + move, "MOPS420")) == [ERROR]


def test_what_asks_for_no_points_is_reached_by_everybody() -> None:
    text = (
        'field Total number from 0 to 500\nscore S adds to Total at most 80 {\n+10 when visits page "/a"\n}\n'
    )
    move = "stage A inventory owned by M\nstage B end owned by M\nA -> B when not Total < 100"
    assert not findings(text + lifecycle(move), "MOPS420")
    assert findings(text + lifecycle(move.replace("not Total < 100", "Total > 80")), "MOPS420")


# MOPS421

KEPT = "stage Known inventory owned by M\nstage Warm inventory owned by M\nKnown -> Warm when Vip\nWarm -> Known after 9 days"


@pytest.mark.parametrize(
    ("channel", "warned"),
    [
        ('channel L for default { status "Known" 10; status "Warm" 20 }', True),
        ('channel X for default { status "Known" 10; status "Warm" 20; status "Unused" 30 }', True),
        ('channel X for default { status "Known" 10; status "Warm" 10 }', False),
        (
            'channel X for default { status "Known" 20; status "Warm" 20; status "DO NOT USE" 30 success }',
            False,
        ),
        (
            'channel X for event { status "Known" 10; status "Registered" 20; status "Attended" 30; status "Warm" 40 }',
            False,
        ),
        ('channel X for event { status "Registered" 10; status "Attended" 20 }', False),
    ],
)
def test_a_channel_that_keeps_a_lifecycle_has_equal_steps(channel: str, warned: bool) -> None:
    assert (
        bool(
            findings(
                lifecycle(KEPT) + channel.replace("; ", "\n").replace("{ ", "{\n").replace(" }", "\n}"),
                "MOPS421",
            )
        )
        == warned
    )
