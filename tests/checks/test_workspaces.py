"""MOPS102 to MOPS113: what the pages' examples leave out. Walls first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity


def found(text: str, code: str) -> list[Finding]:
    """The findings with a code; the spec itself has to be read without an error."""
    findings = api.check_text(text, today=date(2026, 7, 1))
    assert not [f for f in findings if f.code in ("MOPS001", "MOPS002", "MOPS003", "MOPS005", "MOPS006")], (
        findings
    )
    return [finding for finding in findings if finding.code == code]


def path(finding: Finding) -> list[str]:
    return [related.label for related in finding.related]


def pointed_at(finding: Finding) -> str:
    return finding.span.source.text[finding.span.start : finding.span.end]


SIDES = """
partition Prospects
partition Customers
partition Others
workspace Default { sees all; primary Default }
workspace P { sees Prospects; primary Prospects }
workspace C { sees Customers; primary Customers }
workspace O { sees Others; primary Others }
wall Safe { keep Prospects apart from Customers; except workspace Default }
"""


# MOPS104: a workspace's own sight


def test_a_workspace_that_sees_both_sides_is_shown_with_its_path() -> None:
    text = SIDES + "workspace Both { sees Prospects, Others, Customers; primary Others }"
    [breach] = found(text, "MOPS104")
    assert breach.severity is Severity.ERROR
    assert pointed_at(breach) == "Customers"
    assert path(breach) == ["workspace Both sees Prospects", "wall Safe"]
    assert breach.subject == "workspace:Both"


def test_what_sees_all_sees_both_sides() -> None:
    [breach] = found(SIDES + "workspace Everything { sees all; primary Others }", "MOPS104")
    assert pointed_at(breach) == "Everything"


def test_all_except_one_side_keeps_the_wall() -> None:
    assert not found(SIDES + "workspace Rest { sees all except Customers; primary Others }", "MOPS104")


def test_partitions_of_one_side_may_be_seen_together() -> None:
    text = """
    partition A
    partition B
    partition C
    workspace Default { sees all; primary Default }
    workspace AB { sees A, B; primary A }
    wall Safe { keep A, B apart from C; except workspace Default }
    """
    assert not found(text, "MOPS104")


def test_each_keep_is_a_promise_of_its_own() -> None:
    text = """
    partition A
    partition B
    partition C
    workspace Default { sees all; primary Default }
    workspace AC { sees A, C; primary A }
    workspace BC { sees B, C; primary B }
    wall Safe { keep A apart from B; keep B apart from C; except workspace Default }
    """
    assert [breach.subject for breach in found(text, "MOPS104")] == ["workspace:BC"]


def test_a_wall_of_a_partition_from_itself_says_nothing() -> None:
    text = "partition A\nworkspace A { sees A; primary A }\nwall W { keep A apart from A }"
    assert not found(text, "MOPS104")


def test_two_walls_are_two_promises() -> None:
    text = SIDES + (
        "workspace Both { sees Prospects, Customers; primary Prospects }\n"
        "wall Again { keep Customers apart from Prospects; except workspace Default, Both }"
    )
    assert [path(breach)[-1] for breach in found(text, "MOPS104")] == ["wall Safe"]


def test_a_default_that_nobody_declared_is_a_warning_until_somebody_works_in_it() -> None:
    text = """
    partition A
    partition B
    workspace A { sees A; primary A }
    workspace B { sees B; primary B }
    wall Safe { keep A apart from B }
    """
    [idle] = found(text, "MOPS104")
    assert idle.severity is Severity.WARNING
    assert pointed_at(idle) == "Safe"
    team = "team M { side marketing }\ngrant Marketing_User to M in Default"
    worked_in = found(text + team, "MOPS104")
    assert {breach.severity for breach in worked_in} == {Severity.ERROR}
    assert not found(text.replace("from B }", "from B; except workspace Default }") + team, "MOPS104")


def test_unknown_names_of_a_wall_are_left_to_the_rule_about_names() -> None:
    findings = api.check_text("wall W { keep Nowhere apart from Nobody; except workspace Nothing }")
    assert {finding.code for finding in findings} == {"MOPS002"}


# MOPS104: teams


def test_one_teams_grants_are_taken_together() -> None:
    text = SIDES + (
        "team T { side marketing }\ngrant Marketing_User to T in P\nworkspace C2 { sees Customers; primary Customers; admin T }"
    )
    [breach] = found(text, "MOPS104")
    assert breach.subject == "team:T"
    assert pointed_at(breach) == "T"
    assert path(breach) == [
        "team T works as Marketing_User in workspace P",
        "workspace P sees Prospects",
        "workspace C2 sees Customers",
        "wall Safe",
    ]


def test_one_grant_in_both_workspaces_is_enough() -> None:
    [breach] = found(SIDES + "team T { side marketing }\ngrant Marketing_User to T in P, C", "MOPS104")
    assert pointed_at(breach) == "C"


@pytest.mark.parametrize(
    "grants",
    [
        "grant Marketing_User to T in P, C, Default",
        "grant Marketing_User to T in all workspaces",
        "grant Marketing_User to T in P\ngrant Admin to T in all workspaces",
        "grant Marketing_User to T in P, O",
    ],
)
def test_a_team_of_an_excepted_workspace_may_see_both(grants: str) -> None:
    assert not found(f"{SIDES}team T {{ side marketing }}\n{grants}", "MOPS104")


def test_all_workspaces_but_the_excepted_one_is_a_way_across() -> None:
    text = SIDES + "team T { side marketing }\ngrant Marketing_User to T in all workspaces except Default"
    assert [breach.subject for breach in found(text, "MOPS104")] == ["team:T"]


def test_an_excepted_team_may_see_both() -> None:
    text = SIDES.replace("workspace Default }", "workspace Default; except team T }")
    text += "\nteam T { side marketing }\ngrant Marketing_User to T in P, C"
    assert not found(text, "MOPS104")


def test_a_team_of_a_workspace_that_breaches_the_wall_is_not_told_of_again() -> None:
    text = SIDES + (
        "workspace Both { sees Prospects, Customers; primary Prospects }\n"
        "team T { side marketing }\ngrant Marketing_User to T in Both, P"
    )
    assert [breach.subject for breach in found(text, "MOPS104")] == ["workspace:Both"]


MEMBERS = """
team One { side marketing; member "a@x.example"; member "Rep 1" }
team Two { side marketing; member "a@x.example"; member "Rep 1" }
grant Marketing_User to One in P
"""


def test_a_person_in_teams_of_both_sides_crosses_the_wall() -> None:
    [breach] = found(f"{SIDES}{MEMBERS}grant Marketing_User to Two in C", "MOPS104")
    assert "a@x.example" in breach.message
    assert "a@x.example is a member of team One" in path(breach)


def test_a_person_who_also_works_in_an_excepted_workspace_may() -> None:
    assert not found(f"{SIDES}{MEMBERS}grant Marketing_User to Two in C, Default", "MOPS104")


def test_a_name_that_is_no_login_may_be_two_people() -> None:
    text = SIDES + MEMBERS.replace("a@x.example", "Rep 2") + "grant Marketing_User to Two in C"
    assert not found(text, "MOPS104")


# MOPS104: sharing is no way across, campaigns are


def test_a_shared_list_or_segmentation_gives_nobody_sight() -> None:
    text = (
        SIDES
        + """
    assets in Default {
      folder Masters shared with all workspaces {
        segmentation Tier { segment Gold when Industry is "Gold" }
        smart_list Buyers { when Industry is "Gold" }
        static_list Invited
      }
    }
    assets in P {
      program Sale {
        email Offer
        smart_campaign Mail {
          when member of Default.Masters.Buyers and member of Default.Masters.Invited and in segment Default.Masters.Tier.Gold
          flow { send Offer }
        }
      }
    }
    """
    )
    assert not found(text, "MOPS104")


def test_a_campaign_may_hand_people_to_one_of_an_excepted_workspace() -> None:
    text = (
        SIDES
        + """
    assets in Default { smart_campaign Promote { trigger is requested; flow { move to partition Customers } } }
    assets in P { smart_campaign Won { trigger Industry changes; flow { request Default.Promote } } }
    """
    )
    assert not found(text, "MOPS104")


def test_a_campaign_that_moves_people_across() -> None:
    text = (
        SIDES
        + "assets in P { smart_campaign Won { trigger Industry changes; flow { move to partition Customers } } }"
    )
    [breach] = found(text, "MOPS104")
    assert pointed_at(breach) == "move to partition Customers"
    assert path(breach) == ["workspace P sees Prospects", "wall Safe"]


def test_moves_within_a_side_or_to_neither_are_free() -> None:
    text = (
        SIDES
        + "assets in P { smart_campaign Park { trigger Industry changes; flow { move to partition Others } } }"
    )
    assert not found(text, "MOPS104")


def test_a_campaign_that_requests_one_of_the_other_side() -> None:
    text = (
        SIDES
        + """
    assets in C { smart_campaign Welcome { trigger is requested; flow { alert "somebody" } } }
    assets in P { smart_campaign Won { trigger Industry changes; flow { request C.Welcome } } }
    """
    )
    [breach] = found(text, "MOPS104")
    assert pointed_at(breach) == "request C.Welcome"
    assert path(breach) == ["workspace P sees Prospects", "workspace C sees Customers", "wall Safe"]


def test_a_way_through_a_workspace_that_sees_neither_shows_every_hop() -> None:
    text = (
        SIDES
        + """
    assets in O {
      smart_campaign Relay { trigger is requested; flow { request O.Move } }
      smart_campaign Move { trigger is requested; flow { move to partition Customers } }
    }
    assets in P { smart_campaign Won { trigger Industry changes; flow { request O.Relay } } }
    """
    )
    [breach] = found(text, "MOPS104")
    assert breach.subject == "asset:P.Won"
    assert pointed_at(breach) == "move to partition Customers"
    assert path(breach) == [
        "workspace P sees Prospects",
        "P.Won hands them on to O.Relay",
        "O.Relay hands them on to O.Move",
        "wall Safe",
    ]


def test_campaigns_that_request_each_other_in_a_circle_end() -> None:
    text = (
        SIDES
        + """
    assets in O { smart_campaign A { trigger is requested; flow { request P.B } } }
    assets in P { smart_campaign B { trigger is requested; flow { request O.A } } }
    """
    )
    assert not found(text, "MOPS104")


def test_a_routing_that_a_campaign_of_one_side_carries_out() -> None:
    text = (
        SIDES
        + """
    routing Home {
      carried out by P.Router
      when Industry is "Buyer" -> Customers
      otherwise -> Prospects
    }
    assets in P { smart_campaign Router { trigger person is created, Industry changes; flow { route by Home } } }
    """
    )
    [breach] = found(text, "MOPS104")
    assert pointed_at(breach) == "route by Home"
    assert path(breach)[1] == "routing Home sends people to Customers"


def test_a_routing_that_only_its_own_line_gives_to_a_campaign() -> None:
    text = (
        SIDES
        + """
    routing Home { carried out by P.Router; when Industry is "Buyer" -> Customers; otherwise -> Prospects }
    assets in P { smart_campaign Router { trigger person is created, Industry changes } }
    """
    )
    [breach] = found(text, "MOPS104")
    assert pointed_at(breach) == "P.Router"


def test_a_lifecycle_of_both_sides_is_kept_in_an_excepted_workspace() -> None:
    body = (
        'for partitions Prospects, Customers; stage A inventory; stage B end; A -> B when Industry is "x" }'
    )
    [breach] = found(f"{SIDES}lifecycle L in workspace P {{ {body}", "MOPS104")
    assert breach.subject == "lifecycle:L"
    assert not found(f"{SIDES}lifecycle L in workspace Default {{ {body}", "MOPS104")
    assert not found(f"{SIDES}lifecycle L {{ {body}", "MOPS104")


@pytest.mark.parametrize(
    "audience", ['smart_list X { when Industry is "x" }', "static_list X", "form X { asks Email }"]
)
def test_asking_for_a_list_of_the_other_side_is_a_warning(audience: str) -> None:
    ask = "trigger fills C.Shared.X" if "form" in audience else "when member of C.Shared.X"
    text = f"{SIDES}assets in C {{ folder Shared shared with P {{ {audience} }} }}\n"
    [warning] = found(text + f"assets in P {{ smart_campaign Mail {{ {ask}; flow {{ stop }} }} }}", "MOPS104")
    assert warning.severity is Severity.WARNING
    assert pointed_at(warning) == "C.Shared.X"
    assert path(warning) == ["workspace P sees Prospects", "workspace C sees Customers", "wall Safe"]
    assert not found(text + f"assets in O {{ smart_campaign Mail {{ {ask}; flow {{ stop }} }} }}", "MOPS104")


def test_an_alert_that_tells_the_other_side_is_a_warning() -> None:
    text = (
        SIDES
        + "assets in C { smart_campaign Tell { trigger Industry changes; flow { alert T } } }\nteam T { side sales }\n"
    )
    assert not found(text, "MOPS104")
    assert not found(text + "grant Marketing_User to T in C", "MOPS104")
    assert not found(text + "grant Marketing_User to T in P, Default", "MOPS104")
    [warning] = found(text + "grant Marketing_User to T in P", "MOPS104")
    assert warning.severity is Severity.WARNING
    assert pointed_at(warning) == "alert T"


names = some.sampled_from(("P1", "P2", "P3", "P4"))


@given(
    seen=some.dictionaries(some.sampled_from(("W1", "W2", "W3")), some.sets(names, min_size=1), min_size=1),
    granted=some.dictionaries(
        some.sampled_from(("T1", "T2")), some.sets(some.sampled_from(("W1", "W2", "W3")), min_size=1)
    ),
    sides=some.tuples(some.sets(names, min_size=1), some.sets(names, min_size=1)),
    excepted=some.sets(some.sampled_from(("W1", "W2", "W3"))),
)
def test_a_wall_holds_exactly_where_nobody_reaches_both_sides(
    seen: dict[str, set[str]],
    granted: dict[str, set[str]],
    sides: tuple[set[str], set[str]],
    excepted: set[str],
) -> None:
    granted = {team: where & seen.keys() for team, where in granted.items() if where & seen.keys()}
    excepted &= seen.keys()
    left, right = sides[0] - sides[1], sides[1] - sides[0]
    lines = ["partition P1\npartition P2\npartition P3\npartition P4"]
    lines += [
        f"workspace {w} {{ sees {', '.join(sorted(p))}; primary {min(p)} }}" for w, p in sorted(seen.items())
    ]
    for team, where in sorted(granted.items()):
        lines.append(
            f"team {team} {{ side marketing }}\ngrant Marketing_User to {team} in {', '.join(sorted(where))}"
        )
    exceptions = ", ".join(sorted(excepted | {"Default"}))
    keep = f"keep {', '.join(sorted(sides[0]))} apart from {', '.join(sorted(sides[1]))}"
    lines.append(f"wall W {{ {keep}; except workspace {exceptions} }}")

    def joins(partitions: set[str]) -> bool:
        return bool(partitions & left) and bool(partitions & right)

    crossing = [w for w, partitions in seen.items() if w not in excepted and joins(partitions)]
    crossing += [
        team
        for team, where in granted.items()
        if not where & excepted and joins(set().union(*(seen[w] for w in where)))
    ]
    assert bool(found("\n".join(lines), "MOPS104")) == bool(crossing)


# MOPS102, 103, 105, 113: what is seen


def test_the_default_partition_that_nobody_declared_is_not_reported() -> None:
    text = "partition EMEA\nworkspace Default { sees EMEA; primary EMEA }"
    assert not found(text, "MOPS102")
    assert len(found(text, "MOPS103")) == 1


def test_a_partition_on_its_way_out_may_be_unseen_when_it_is_empty() -> None:
    default = "workspace Default { sees Default; primary Default }\n"
    assert not found(default + "partition LATAM { people 0; deprecated since 2026-05-01 }", "MOPS102")
    assert found(default + "partition LATAM { people 10; deprecated since 2026-05-01 }", "MOPS102")


def test_the_default_workspace_may_miss_an_empty_partition() -> None:
    text = """
    partition Nobody { empty }
    workspace Default { sees Default; primary Default }
    workspace Center { purpose center_of_excellence; sees Nobody; primary Nobody }
    """
    assert not found(text, "MOPS103")


def test_a_primary_is_not_told_of_where_nothing_is_seen() -> None:
    text = "workspace EMEA { primary Default }"
    assert not found(text, "MOPS105")


def test_listed_not_all_mends_itself() -> None:
    text = "partition EMEA\nworkspace Default { sees Default, EMEA; primary Default }\nworkspace E { sees EMEA; primary EMEA }"
    [advice] = found(text, "MOPS113")
    [edit] = advice.fixes[0].edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert "sees all;" in mended
    assert not found(mended, "MOPS113")


def test_a_region_that_happens_to_see_all_is_not_central() -> None:
    text = "partition EMEA\nworkspace EMEA { sees Default, EMEA; primary EMEA }"
    assert not found(text, "MOPS113")
    assert found(text + "\nassets in EMEA { landing_page P { purpose subscription_center } }", "MOPS113")


def test_a_workspace_that_could_not_be_read_may_see_the_partition() -> None:
    text = "partition A\nworkspace Default { %s A; primary Default }\nworkspace B { sees Default }"
    codes = {finding.code for finding in api.check_text(text % "seez")}
    assert "MOPS001" in codes
    assert "MOPS102" not in codes
    assert found("partition A\nworkspace Default { sees Default }", "MOPS102")


# MOPS107, 108: how many


def workspaces(count: int) -> str:
    return "\n".join(f"partition R{n}\nworkspace R{n} {{ sees R{n}; primary R{n} }}" for n in range(count))


def test_twenty_workspaces_with_default_are_not_too_many_and_one_more_is() -> None:
    assert not found(workspaces(19), "MOPS107")
    assert found(workspaces(20), "MOPS107")


def test_the_limit_can_be_set() -> None:
    assert not found("instance X { limit workspaces 40 }\n" + workspaces(30), "MOPS107")
    assert found("instance X { limit workspaces 5 }\n" + workspaces(5), "MOPS107")


def test_a_product_is_named_and_a_list_of_pairs_is_none() -> None:
    body = "{ partition <a>_<b>\nworkspace <a>_<b> { sees <a>_<b>; primary <a>_<b> } }"
    [advice] = found(f"each a of (A4, A1, A2, A3), b of (B1, B2, B3) {body}", "MOPS107")
    assert "4 by a times 3 by b make 12" in advice.message
    assert advice.span.round == "a = A4, b = B1"
    pairs = ", ".join(f"(A{n}, B{n})" for n in range(12))
    assert not found(f"each (a, b) of {pairs} {body}", "MOPS107")


def test_a_product_written_by_hand_is_found_by_its_names() -> None:
    names = [
        f"{country}_{kind}"
        for country in ("US", "GB", "DE", "JP")
        for kind in ("Leads", "Buyers", "Partners")
    ]
    text = "\n".join(f"partition {n}\nworkspace {n} {{ sees {n}; primary {n} }}" for n in names)
    [advice] = found(text, "MOPS107")
    assert "make 12" in advice.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("instance X { people 49_999 }", True),
        ("instance X { people 50_000 }", False),
        ("", False),
        ("team T { side marketing; members 5 }\ngrant Marketing_User to T in R0, R1", True),
        ("team T { side marketing; members 6 }\ngrant Marketing_User to T in R0, R1", False),
        ("team T { side marketing }\ngrant Marketing_User to T in R0, R1", False),
        ("instance X { people 100 }\nwall W { keep R0 apart from R1; except workspace Default }", False),
    ],
)
def test_when_workspaces_are_not_needed(text: str, said: bool) -> None:
    assert bool(found(f"{workspaces(2)}\n{text}", "MOPS108")) == said


def test_the_sum_of_the_partitions_is_the_size_of_the_database() -> None:
    text = (
        "partition A { people 10 }\npartition B { people 20 }\nworkspace A { sees A }\nworkspace B { sees B }"
    )
    [advice] = found(text, "MOPS108")
    assert advice.message.startswith("30 people")


# MOPS109, 110, 111, 112


def test_a_routing_that_fills_the_empty_partition() -> None:
    text = """
    partition Nobody { empty }
    workspace Default { sees all; primary Default }
    workspace Center { purpose center_of_excellence; sees Nobody; primary Nobody }
    routing Home { when Country is "XX" -> Nobody; otherwise -> Default }
    """
    [warning] = found(text, "MOPS109")
    assert pointed_at(warning) == "Nobody"


def test_a_center_that_sees_all_sees_people() -> None:
    assert found("workspace Center { purpose center_of_excellence; sees all; primary Default }", "MOPS109")


OLD = """
team M { side marketing }
partition EMEA
partition LATAM { deprecated since 2026-05-01 }
workspace Default { sees all; primary Default }
workspace EMEA { sees EMEA; primary EMEA }
workspace LATAM { sees LATAM; primary LATAM; admin M; deprecated since 2026-05-01 }
assets in LATAM {
  folder Shared shared with all workspaces { email_template Old }
  program Gone { email Mail { uses Shared.Old } }
}
"""


def test_what_goes_together_holds_nobody_up() -> None:
    assert not found(OLD, "MOPS110")


@pytest.mark.parametrize(
    ("use", "pointed"),
    [
        ("grant Marketing_User to M in LATAM", "LATAM"),
        ('site "www.x.example" tracked by LATAM', "LATAM"),
        ('routing Home { when Country is "BR" -> LATAM; otherwise -> Default }', "LATAM"),
        ("assets in EMEA { email Hello { uses LATAM.Shared.Old } }", "LATAM.Shared.Old"),
        ("assets in EMEA { folder F shared with LATAM }", "LATAM"),
    ],
)
def test_what_still_uses_the_old(use: str, pointed: str) -> None:
    [warning] = found(OLD + use, "MOPS110")
    assert pointed_at(warning) == pointed


@pytest.mark.parametrize(
    "mention",
    [
        "wall W { keep LATAM apart from EMEA; except workspace Default }",
        'protect partition LATAM because "contract"',
        "grant Marketing_User to M in all workspaces except LATAM",
        "workspace Rest { sees all except LATAM; primary EMEA }",
        "assets in EMEA { program Copy { cloned from LATAM.Gone } }",
    ],
)
def test_what_speaks_of_the_old_without_needing_it(mention: str) -> None:
    assert not found(OLD + mention, "MOPS110")


BRANDS = """
partition Fizz
partition Buzz
workspace Fizz { purpose brand; sees Fizz; primary Fizz }
workspace Buzz { purpose brand; sees Buzz; primary Buzz }
assets in Buzz {
  folder Lists shared with all workspaces { smart_list Fans { when Industry is "x" }; static_list Party }
  form Sign_Up { asks Email }
}
"""


@pytest.mark.parametrize(
    "campaign",
    [
        "when member of Buzz.Lists.Fans; flow { stop }",
        "when member of Buzz.Lists.Party; flow { stop }",
        "trigger fills Buzz.Sign_Up; flow { stop }",
    ],
)
def test_a_brand_that_is_aimed_at_anothers_people(campaign: str) -> None:
    text = f"{BRANDS}assets in Fizz {{ smart_campaign Cross {{ {campaign} }} }}"
    assert len(found(text, "MOPS111")) == 1
    assert not found(text + "\nwall W { keep Fizz apart from Buzz; except workspace Default }", "MOPS111")


def test_regions_may_use_each_others_shared_rules() -> None:
    text = BRANDS.replace("purpose brand; ", "")
    assert not found(
        f"{text}assets in Fizz {{ smart_campaign C {{ when member of Buzz.Lists.Fans; flow {{ stop }} }} }}",
        "MOPS111",
    )


def test_a_code_is_asked_of_live_workspaces_only() -> None:
    text = 'instance X { naming program "{code}-{name}" }\npartition A\nworkspace A { sees A; primary A; deprecated }'
    assert not found(text, "MOPS112")
    assert not found('instance X { naming program "{name}" }\nworkspace Default { sees all }', "MOPS112")
