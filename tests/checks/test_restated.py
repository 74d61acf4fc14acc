"""Rules that ask what is there and how long it takes, held against the same said again of made-up specs in a few lines."""

from fractions import Fraction
from itertools import combinations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Severity
from tests.checks.agreed import SPEC, TODAY, without
from tests.checks.small import findings, pointed_at

TEAMS = "team M { side marketing }\nteam S { side sales }\nteam N\n"
SOME = settings(max_examples=60, deadline=None)


def codes(text: str) -> set[str]:
    return {finding.code for finding in api.check_text(text, today=TODAY)}


# MOPS501 to 505, 510, 512: what a fence has to say

CLAUSES = {
    "hand over": "MOPS501",
    "after accept": "MOPS502",
    "return to": "MOPS503",
    "include decided": "MOPS504",
    "exclude by": "MOPS505",
    "agreed by": "MOPS510",
    "on breach": "MOPS512",
}


@SOME
@given(st.sets(st.sampled_from(sorted(CLAUSES))))
def test_each_clause_that_is_left_out_is_missed(left_out: set[str]) -> None:
    assert codes(without(*left_out)) & set(CLAUSES.values()) == {CLAUSES[one] for one in left_out}


@SOME
@given(st.sampled_from(["", " for 90 days"]), st.sampled_from(["", " with reason"]))
def test_an_exclusion_has_an_end_and_a_reason(lasts: str, reason: str) -> None:
    spec = SPEC.replace(" for 90 days with reason", lasts + reason)
    assert ("MOPS509" in codes(spec)) == (not lasts or not reason)


# MOPS506, 511


@SOME
@given(
    st.lists(st.sampled_from("MSN"), min_size=3, max_size=3),
    st.sets(st.sampled_from(["A -> B", "B -> C", "C -> A", "B -> A"])),
    st.sampled_from(["", "M and S", "S and S", "M and M"]),
)
def test_whoever_changes_sides_needs_a_fence(owners: list[str], moves: set[str], between: str) -> None:
    stages = "".join(
        f"stage {name} inventory owned by {team}\n" for name, team in zip("ABC", owners, strict=True)
    )
    text = f"{TEAMS}lifecycle L {{\n{stages}" + "".join(f"{move} by M\n" for move in sorted(moves)) + "}\n"
    text += f"fence F between {between} on L\n".replace(" and ", " and ") if between else ""
    team = dict(zip("ABC", owners, strict=True))
    crossing = any({team[move[0]], team[move[-1]]} == {"M", "S"} for move in moves)
    assert bool(findings(text, "MOPS506")) == (crossing and between != "M and S")


@SOME
@given(st.lists(st.sampled_from(["", "approved by hand; ", "approved by hand by S; "]), max_size=3))
def test_a_list_that_waits_for_somebody(approvals: list[str]) -> None:
    made = "; ".join(
        f"smart_campaign C{n} {{ {one}when Vip; flow {{ stop }} }}" for n, one in enumerate(approvals)
    )
    found = findings(f"{TEAMS}field Vip flag\nassets in Default {{ {made} }}\n", "MOPS511")
    asked = [n for n, one in enumerate(approvals) if one]
    assert sorted(one.subject for one in found) == [f"asset:Default.C{n}" for n in asked]


# MOPS405, 410, 411, 414, 417: stages

HOURS = {"1 day": 24, "2 days": 48, "30 hours": 30, "3 days": 72}
stage = st.tuples(
    st.sampled_from(["inventory", "sla", "gate", "end"]),
    st.sampled_from(["", *HOURS]),
    st.sampled_from(["", "M", "S"]),
    st.sampled_from(["", "x", "y"]),
    st.sets(st.sampled_from(sorted(HOURS)), max_size=2),
    st.booleans(),
)


@SOME
@given(st.lists(stage, min_size=1, max_size=3))
def test_what_each_stage_needs(stages: list[tuple[str, str, str, str, set[str], bool]]) -> None:
    lines, moves = ["stage Z end owned by N", "stage Y end owned by N"], []
    wanted: dict[str, set[str]] = {code: set() for code in ("MOPS405", "MOPS410", "MOPS414", "MOPS417")}
    owner_of: dict[str, set[str]] = {}
    for n, (kind, promised, owner, status, timers, default) in enumerate(stages):
        name, promise = f"S{n}", promised if kind == "sla" else ""
        lines.append(
            f"stage {name} {kind} {promise} {f'owned by {owner}' if owner else ''}"
            + (f' {{ status "{status}" }}' if status else "")
        )
        moves += [
            f"{name} -> {target} after {timer}" for target, timer in zip("ZY", sorted(timers), strict=False)
        ]
        moves += [f"{name} -> Z otherwise"] if default and kind == "gate" else []
        if not owner:
            wanted["MOPS410"].add(name)
        elif status:
            owner_of.setdefault(status, set()).add(owner)
        if kind == "sla" and (not promise or not timers):
            wanted["MOPS405"].add(name)
        if kind == "gate" and (timers or not default):
            wanted["MOPS417"].add(name)
        hours = sorted(HOURS[one] for one in timers)
        early = promise and hours and hours[0] < HOURS[promise]
        if kind != "gate" and (early or len(hours) == 2):
            wanted["MOPS414"].add(name)
    text = (
        f"{TEAMS}lifecycle L {{\n"
        + "\n".join(line.replace("  ", " ").strip() for line in (*lines, *moves))
        + "\n}\n"
    )
    for code, names in wanted.items():
        assert {pointed_at(one)[:2] for one in findings(text, code)} == names, code
    twice = {status for status, owners in owner_of.items() if len(owners) > 1}
    assert {pointed_at(one).strip('"') for one in findings(text, "MOPS411")} == twice


# MOPS406, 407: whose people

PLACES = "partition A\npartition B\npartition C\nworkspace Default { sees all; primary Default }\n"


@SOME
@given(
    st.lists(st.tuples(st.booleans(), st.sets(st.sampled_from("ABC"), min_size=1)), min_size=1, max_size=3)
)
def test_every_partition_has_one_lifecycle(chosen: list[tuple[bool, set[str]]]) -> None:
    text, moved = TEAMS + PLACES, []
    for n, (all_but, names) in enumerate(chosen):
        said = f"all except {', '.join(sorted(names))}" if all_but else ", ".join(sorted(names))
        text += f"lifecycle L{n} {{ for partitions {said}; stage S end owned by M }}\n"
        moved.append({"Default", *"ABC"} - names if all_but else names)
    assert {pointed_at(one) for one in findings(text, "MOPS406")} == set("ABC") - set().union(*moved)
    racing = sum(bool(one & other) for one, other in combinations(moved, 2))
    assert len(findings(text, "MOPS407")) == racing


# MOPS408, 409, 412, 416, 421


@SOME
@given(st.booleans(), st.booleans(), st.sampled_from(["A -> B", "B -> A", "A -> C"]), st.booleans())
def test_what_a_local_lifecycle_may_not_do(overrides: bool, explained: bool, move: str, adds: bool) -> None:
    common = (
        f"{TEAMS}field Points number\nlifecycle L {{\nstage A inventory owned by M\n"
        "stage B end owned by M\nA -> B when Points > 1\n}\n"
    )
    because = ' because "so"' if explained else ""
    line = f"{'override ' if overrides else ''}{move} when Points > 2{because}"
    own = "stage C end owned by M\n" if adds or move == "A -> C" else ""
    text = f"{common}lifecycle J extends L {{\n{own}{line}\n}}\n"
    drifts = ([True] if own else []) + ([True] if overrides and move != "A -> B" else [])
    assert len(findings(text, "MOPS408")) == len(drifts)
    unexplained = not explained and (overrides or move != "A -> C")
    assert len(findings(text, "MOPS409")) == unexplained


@SOME
@given(
    st.lists(st.sampled_from("MSN"), min_size=3, max_size=3),
    st.sets(st.sampled_from(["A -> W", "B -> W", "A -> B"])),
)
def test_a_stage_of_sales_before_won(owners: list[str], moves: set[str]) -> None:
    team = dict(zip("ABW", owners, strict=True))
    stages = "".join(
        f"stage {name} {'end' if name == 'W' else 'inventory'} owned by {team[name]}\n" for name in "ABW"
    )
    text = (
        f"{TEAMS}lifecycle L {{\nsuccess path A, W\n{stages}"
        + "".join(f"{one} by S\n" for one in sorted(moves))
        + "}\n"
    )
    coarse = {one for one in moves if one[-1] == "W" and team[one[0]] == "M" and team["W"] == "S"}
    assert {pointed_at(one)[:6] for one in findings(text, "MOPS412")} == coarse


@SOME
@given(
    st.sets(st.sampled_from(["Model_Name", "Lifecycle", "Other"])),
    st.booleans(),
    st.integers(1, 3),
    st.booleans(),
)
def test_a_field_tells_lifecycles_apart(names: set[str], synced: bool, lifecycles: int, crm: bool) -> None:
    fields = "".join(f"field {name} text{' from crm' if synced else ''}\n" for name in sorted(names))
    text = ("instance X { crm salesforce }\n" if crm else "") + TEAMS + fields
    text += "".join(f"lifecycle L{n} {{ stage A end owned by M }}\n" for n in range(lifecycles))
    told = names & {"Model_Name", "Lifecycle"} and (synced or not crm)
    assert bool(findings(text, "MOPS416")) == (lifecycles > 1 and not told)


@SOME
@given(
    st.lists(st.integers(1, 3), min_size=3, max_size=3),
    st.sets(st.sampled_from(["A -> B", "B -> A", "C -> B", "A -> C"]), min_size=1),
)
def test_nobody_goes_down_the_steps_of_a_channel(steps: list[int], moves: set[str]) -> None:
    step = dict(zip("ABC", steps, strict=True))
    statuses = "; ".join(f'status "{name}" {step[name]}' for name in "ABC")
    stages = "".join(f"stage {name} inventory owned by M\n" for name in "ABC")
    text = f"{TEAMS}channel L for default {{ {statuses} }}\nlifecycle L {{\n{stages}"
    text += "".join(f"{one} by M\n" for one in sorted(moves)) + "}\n"
    down = [one for one in moves if step[one[0]] > step[one[-1]]]
    assert sum(len(one.related) for one in findings(text, "MOPS421")) == len(down)


# MOPS304, 306 to 309, 312, 313: routing and ways in

HOME = """
partition A
partition B
workspace Default { sees all; primary Default }
workspace A { sees A; primary A }
workspace B { sees B; primary B }
"""


@SOME
@given(st.lists(st.sampled_from(["salesforce", "dynamics", "sugar"]), max_size=3))
def test_one_crm(crms: list[str]) -> None:
    text = "instance X { " + "; ".join(f"crm {one}" for one in crms) + " }\n"
    assert len(findings(text, "MOPS307")) == max(len(crms) - 1, 0)


@SOME
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["one.example", "https://ONE.example/", "two.example"]),
            st.sampled_from(["", "A", "B"]),
        ),
        max_size=3,
        unique=True,
    )
)
def test_one_workspace_tracks_a_site(sites: list[tuple[str, str]]) -> None:
    text = HOME + "".join(f'site "{name}"{f" tracked by {by}" if by else ""}\n' for name, by in sites)
    trackers: dict[str, set[str]] = {}
    for name, by in sites:
        trackers.setdefault("one" if "one" in name.lower() else "two", set()).update({by} if by else set())
    wrong = sum(len(its) != 1 for its in trackers.values())
    if len({name for name, _ in sites}) == len(sites):
        assert len(findings(text, "MOPS312")) == wrong


@SOME
@given(
    st.sets(st.sampled_from(["Email", "Country", "Company"]), min_size=1),
    st.sets(st.sampled_from(["Email", "Country", "Company", "City"])),
)
def test_a_form_asks_every_key(keys: set[str], asks: set[str]) -> None:
    body = f" {{ asks {', '.join(sorted(asks))} }}" if asks else ""
    text = f"instance X {{ duplicates by {', '.join(sorted(keys))} }}\nassets in Default {{ form F{body} }}\n"
    custom = keys != {"Email"}
    [severity] = [one.severity for one in findings(text, "MOPS313")] or [None]
    missed = keys - asks
    wanted = None if not missed or not (asks or custom) else Severity.ERROR if asks else Severity.WARNING
    assert severity == wanted


known = {"known at creation": True, "from crm": True, "": False}


@SOME
@given(
    st.lists(st.sampled_from(sorted(known)), min_size=2, max_size=2),
    st.sets(st.sampled_from(["F0", "F1"]), min_size=1),
    st.booleans(),
    st.booleans(),
)
def test_assignment_rules_know_what_comes_with_a_person(
    said: list[str], asked: set[str], rules: bool, campaign: bool
) -> None:
    text = HOME + "instance X { crm salesforce }\n"
    text += "".join(f"field F{n} number {how}\n" for n, how in enumerate(said))
    carried = ", ".join(
        (["assignment rules"] if rules else []) + (["Default.R"] if campaign or not rules else [])
    )
    asks = " and ".join(f"{one} > 1" for one in sorted(asked))
    text += f"routing Home {{ carried out by {carried}; when {asks} -> A; otherwise -> B }}\n"
    if campaign or not rules:
        text += (
            "assets in Default { smart_campaign R { trigger person is created; flow { route by Home } } }\n"
        )
    late = {one for one in asked if not known[said[int(one[1])]]}
    assert len(findings(text, "MOPS304")) == (len(late) if rules else 0)
    assert bool(findings(text, "MOPS308")) == (rules and not campaign)
    # Nobody looks again when one of the fields changes.
    assert bool(findings(text, "MOPS311"))


@SOME
@given(
    st.sampled_from(["Default", "A", "B"]), st.sets(st.sampled_from("AB"), min_size=1), st.sampled_from("AB")
)
def test_a_router_sees_both_ends(where: str, targets: set[str], moved: str) -> None:
    sees = {"Default": {"Default", "A", "B"}, "A": {"A"}, "B": {"B"}}[where]
    routes = "; ".join(f"when Vip -> {one}" for one in sorted(targets))
    text = HOME + f"field Vip flag\nrouting Home {{ carried out by {where}.R; {routes} }}\n"
    text += f"assets in {where} {{ smart_campaign R {{ flow {{ route by Home; move to partition {moved} }} }} }}\n"
    found = [one.severity for one in findings(text, "MOPS309")]
    assert (Severity.ERROR in found) == (not targets <= sees)
    assert (Severity.WARNING in found) == (moved not in sees)


@SOME
@given(st.sets(st.sampled_from(["Default", "A", "B"])), st.booleans())
def test_forms_of_workspaces_that_dont_see_each_other(homes: set[str], by_brand: bool) -> None:
    text = HOME + ("field Brand text\ninstance X { duplicates by Email, Brand }\n" if by_brand else "")
    text += "".join(f"assets in {home} {{ form F_{home} {{ asks Email }} }}\n" for home in sorted(homes))
    assert bool(findings(text, "MOPS306")) == ({"A", "B"} <= homes and not by_brand)


# MOPS801 to 804, 806, 807, 809: numbers


@SOME
@given(st.lists(st.lists(st.sampled_from("MSN"), max_size=2, unique=True), max_size=3))
def test_every_metric_has_one_owner_and_every_team_a_metric(metrics: list[list[str]]) -> None:
    text = TEAMS
    for n, owners in enumerate(metrics):
        text += f"metric X{n}{' owned by ' + ', '.join(owners) if owners else ''} " + '{ counts "calls" }\n'
    assert len(findings(text, "MOPS801")) == sum(len(owners) != 1 for owners in metrics)
    owning = {owner for owners in metrics for owner in owners}
    assert {pointed_at(one) for one in findings(text, "MOPS802")} == (
        {"M", "S"} - owning if owning else set()
    )


percents = st.integers(1, 100)
PERIODS = {"year": 1, "quarter": 4, "month": 12}
PLAN = "stage A inventory owned by M\nstage B inventory owned by S\nstage C end owned by S\nA -> B when Points > 1\nB -> C by S\n"


@SOME
@given(
    percents,
    percents,
    st.integers(1, 400),
    st.sampled_from(sorted(PERIODS)),
    st.integers(1, 4000),
    st.integers(1, 60),
)
def test_what_a_plan_takes(
    first: int, second: int, deals: int, period: str, target: int, capacity: int
) -> None:
    """The people of a stage are the deals divided by every rate between, exactly."""
    text = f"{TEAMS}field Points number\nlifecycle L {{\nsuccess path A, B, C\n{PLAN}}}\n"
    text += f"forecast F on L {{\nrevenue USD {deals * 1000} per year\naverage deal USD 1_000\n"
    text += f"rate A -> B {first}%\nrate B -> C {second}%\n}}\n"
    text += f"metric X owned by M {{ counts entries to L.B; target {target} per {period} }}\n"
    text += f"distribution D on L at B {{\notherwise queue Q for S {{ capacity {capacity} per week }}\n}}\n"
    need = Fraction(deals * 100, second)
    wanted = need / PERIODS[period]
    half_up = (2 * wanted.numerator + wanted.denominator) // (2 * wanted.denominator)
    off = target < half_up or target >= 2 * wanted
    assert bool(findings(text, "MOPS803")) == off
    assert bool(findings(text, "MOPS806")) == (need > capacity * 52)


@SOME
@given(
    st.sets(st.sampled_from(["A -> B", "B -> C", "A -> C", "C -> A"])),
    st.sets(st.sampled_from(["A -> B", "B -> C", "A -> C", "C -> A"])),
)
def test_rates_lead_to_won_and_come_from_somewhere(rates: set[str], sourced: set[str]) -> None:
    text = f"{TEAMS}field Points number\nlifecycle L {{\nsuccess path A, B, C\n{PLAN}}}\nforecast F on L {{\n"
    source = ' from "CRM"'
    text += "".join(f"rate {one} 30%{source if one in sourced else ''}\n" for one in sorted(rates)) + "}\n"
    leads = "A -> C" in rates or {"A -> B", "B -> C"} <= rates
    assert bool(findings(text, "MOPS804")) == (not leads)
    assert len(findings(text, "MOPS809")) == len(rates - sourced)


@SOME
@given(
    st.lists(
        st.tuples(st.sets(st.sampled_from("AB"), min_size=1), st.sampled_from(["", "CFO", "Nurse"])),
        max_size=4,
    )
)
def test_content_for_every_stage_and_persona(contents: list[tuple[set[str], str]]) -> None:
    text = f"{TEAMS}lifecycle L {{\nstage A inventory owned by M\nstage B inventory owned by M\nstage C end owned by M\n}}\n"
    for n, (stages, persona) in enumerate(contents):
        text += f"content X{n} {{ stage {', '.join(sorted(stages))}{f'; persona {persona}' if persona else ''}; owner M }}\n"
    personas = {persona for _, persona in contents if persona}
    gaps = 0
    for name in "AB":
        its = {persona for stages, persona in contents if name in stages}
        gaps += "" not in its and bool(personas - its if personas else True)
    found = findings(text, "MOPS807")
    assert sum(1 + len(one.related) for one in found) == (gaps if contents else 0)


# MOPS507, 808: what was agreed, and whether it can be


SIDES = {"A": "M", "B": "S", "C": "S", "D": "M"}
arrow = st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD"))


@SOME
@given(st.sets(arrow, max_size=6), st.sampled_from("ABCD"), st.sampled_from("ABCD"), st.sampled_from("ABCD"))
def test_a_fence_stands_on_the_ways_that_are_there(
    arrows: set[tuple[str, str]], passed: str, accepted: str, back: str
) -> None:
    stages = "".join(f"stage {name} inventory owned by {team}\n" for name, team in SIDES.items())
    moves = "".join(f"{start} -> {end} by S\n" for start, end in sorted(arrows))
    text = f"{TEAMS}lifecycle L {{\n{stages}{moves}}}\nfence F between M and S on L {{\n"
    text += f"hand over at {passed}\naccept at {accepted}\nreturn to {back} when stalled for 30 days\n}}\n"
    graph: nx.DiGraph = nx.DiGraph(arrows)
    graph.add_nodes_from(SIDES)
    after = nx.descendants(graph, passed) | {passed}
    wanted = [accepted not in after, SIDES[accepted] == "M"]
    all_after = after | nx.descendants(graph, accepted) | {accepted}
    wanted += [back not in all_after or SIDES[back] == "S"]
    assert len(findings(text, "MOPS507")) == sum(wanted)


MINUTES = {"1 hour": 60, "20 hours": 1200, "2 days": 2880, "1 week": 10_080}


@SOME
@given(st.sampled_from(sorted(MINUTES)), st.sampled_from(sorted(MINUTES)), st.booleans())
def test_two_clocks_agree_where_the_fence_asks_no_more_than_the_stage(
    within: str, promised: str, takes_away: bool
) -> None:
    text = f"{TEAMS}lifecycle L {{\nstage A inventory owned by M\nstage B sla {promised} owned by S\nstage C inventory owned by S\n"
    text += f"A -> B by M\nB -> C by S\nC -> A by S\n{f'B -> A after {promised}' if takes_away else ''}\n}}\n"
    text += f"fence F between M and S on L {{ hand over at B; accept at C within {within} }}\n"
    late = MINUTES[within] > MINUTES[promised]
    assert len(findings(text, "MOPS507")) == late + (late and takes_away)


half_hours = st.tuples(st.integers(0, 47), st.integers(1, 48)).filter(lambda two: two[0] < two[1])


@SOME
@given(half_hours, half_hours, st.sets(st.integers(0, 6), min_size=1), st.sets(st.integers(0, 6), min_size=1))
def test_somebody_is_there_while_a_promise_runs(
    works: tuple[int, int], covers: tuple[int, int], days: set[int], covered: set[int]
) -> None:
    def week(hours: tuple[int, int], its: set[int]) -> tuple[str, set[int]]:
        clock = "-".join(f"{half // 2:02}:{half % 2 * 30:02}" for half in hours)
        names = ", ".join(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day] for day in sorted(its))
        return f"{names} {clock}", {day * 48 + half for day in its for half in range(*hours)}

    (open_, open_at), (there, there_at) = week(works, days), week(covers, covered)
    text = f'calendar Office {{ timezone "UTC"; hours {open_} }}\nteam M {{ side marketing }}\n'
    text += f'team S {{ side sales; calendar Office }}\nrota R for S {{ covers {there} "UTC" }}\n'
    text += "lifecycle L { stage A sla 4 business hours owned by S; stage B end owned by S; A -> B by S }\n"
    found = findings(text, "MOPS808")
    assert bool(found) == bool(open_at - there_at)
