"""The rules of change plans: what each says of small changes, and what holds for all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.changes.compare import compare
from mopsdsl.changes.moves import Conflict, Move
from mopsdsl.checks.approvals import ChangeOutcome, apply_changes
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.dangers import DANGERS, danger_of, is_destructive
from mopsdsl.checks.exceptions import NEVER_HIDDEN
from mopsdsl.checks.runner import discovered, discovered_changes, run_changes
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.diagnostics.render import json, sarif, text
from mopsdsl.diagnostics.render.report import Report
from mopsdsl.graphs.names import Names
from mopsdsl.snapshot.decode import decode
from mopsdsl.snapshot.encode import encode
from tests.changes.small import TODAY, Small, changed, instances

BASE = """
team Ops { members 4 }
team Agency { members 2 }
partition EMEA { people 310_000; owner Ops }
partition LATAM { people 40_000 }
workspace EMEA { sees EMEA; primary EMEA; language "de_DE" }
workspace LATAM { sees LATAM; primary LATAM; admin Ops }
grant Marketing_User to Agency in EMEA
assets in LATAM {
  folder Lists shared with EMEA { smart_list Engaged { when Score > 50 } }
  program Welcome { type event; channel Webinar
    form Sign_Up { asks Email }
    smart_campaign Greet { trigger fills Sign_Up; flow { alert Ops } }
  }
}
assets in EMEA { smart_campaign Mail { when member of LATAM.Lists.Engaged } }
channel Webinar for event { status "Registered" 1; status "Attended" 2 success }
"""
CHANNEL = 'channel Webinar for event { status "Registered" 1; status "Attended" 2 success }\n'
CLOSED = (
    BASE[: BASE.index("assets in LATAM")]
    .replace("partition LATAM { people 40_000 }\n", "")
    .replace("workspace LATAM { sees LATAM; primary LATAM; admin Ops }\n", "")
    + "assets in EMEA { smart_campaign Mail { when Score > 50 } }\n"
    + CHANNEL
)
"""The same without LATAM."""


def findings(before: str, after: str) -> list[Finding]:
    return list(run_changes(changed(before, after)))


def outcome(before: str, after: str) -> ChangeOutcome:
    change = changed(before, after)
    return apply_changes(change, run_changes(change))


def only(found: list[Finding], code: str) -> Finding:
    (one,) = (finding for finding in found if finding.code == code)
    return one


def by_subject(found: list[Finding], code: str) -> dict[str, Finding]:
    return {finding.subject: finding for finding in found if finding.code == code}


def replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


# What holds for all


def test_the_family_is_kept_apart() -> None:
    assert [rule.code for rule, _ in discovered_changes()] == [f"MOPS90{number}" for number in range(1, 10)]
    assert not {rule.code for rule, _ in discovered()} & {rule.code for rule, _ in discovered_changes()}


@given(instances())
def test_nothing_changed_is_no_finding(small: Small) -> None:
    assert findings(small.text, small.text) == []


@given(instances(), instances())
def test_every_removal_of_a_workspace_or_partition_is_told(before: Small, after: Small) -> None:
    change = changed(before.text, after.text)
    told = by_subject(list(run_changes(change)), "MOPS901")
    gone = {f"workspace:{name}" for name in before.sees.keys() - after.sees.keys()}
    gone |= {f"partition:{name}" for name in before.people.keys() - after.people.keys()}
    assert gone <= told.keys()
    assert all(is_destructive(change.changes[id], change) for id in gone)


@given(instances(), instances())
def test_every_gain_and_loss_is_told_of_its_subject(before: Small, after: Small) -> None:
    told: dict[tuple[str, str], str] = {}
    for finding in findings(before.text, after.text):
        key = finding.code, finding.subject
        told[key] = told.get(key, "") + finding.message
    change = changed(before.text, after.text)
    for one in change.sight:
        if one.of_gone and one.people == 0:
            continue
        said = told["MOPS908" if one.gained else "MOPS909", one.what.id if one.of_gone else one.who.id]
        assert one.what.title in said
        assert one.who.title in said
        assert not one.people or f"{one.people:,} people" in said


@given(instances(), instances())
def test_every_danger_has_a_procedure_and_can_be_shown(before: Small, after: Small) -> None:
    found = findings(before.text, after.text)
    assert all(finding.help for finding in found)
    report = Report("small", "", "", tuple(api.in_order(found)))
    for renderer in (json, sarif):
        assert renderer.render([report])
    assert text.render([report], colour=False, unicode=True)
    change = changed(before.text, after.text)
    assert all(danger_of(one, change) in ("", *DANGERS) for one in change.comparison.changes)


@given(instances(), instances())
def test_a_saved_snapshot_as_the_base_tells_the_same(before: Small, after: Small) -> None:
    """It knows no places, and everything else."""
    old, new = api.load_text(before.text).model, api.load_text(after.text).model
    saved = decode(encode(old, Names(old)))
    told = [list(run_changes(ChangeContext(compare(one, new), (), TODAY))) for one in (old, saved)]
    assert [(f.code, f.subject, f.message) for f in told[0]] == [
        (f.code, f.subject, f.message) for f in told[1]
    ]
    report = Report("small", "", "", tuple(api.in_order(told[1])))
    assert text.render([report], colour=False, unicode=True)
    assert sarif.render([report])
    assert json.render([report])


# MOPS901


def test_a_closed_workspace_says_what_is_in_it_and_in_which_order_it_is_emptied() -> None:
    told = by_subject(findings(BASE, CLOSED), "MOPS901")
    assert told.keys() == {"workspace:LATAM", "partition:LATAM"}
    workspace = told["workspace:LATAM"]
    assert "1 folder, 1 form, 1 program, 1 smart campaign and 1 smart list in it" in workspace.message
    assert "1 team of 4 users" in workspace.message
    steps = [
        "switch off",
        "end the sharing of folder Lists with EMEA",
        "do without it",
        "unapprove",
        "revoke",
        "delete it",
    ]
    places = [workspace.help.index(step) for step in steps]
    assert places == sorted(places)
    partition = told["partition:LATAM"]
    assert "40,000 people" in partition.message
    assert "move its 40,000 people to another partition" in partition.help


def test_an_empty_partition_has_nobody_to_be_moved() -> None:
    before = replaced(BASE, "partition LATAM { people 40_000 }", "partition LATAM { empty }")
    change = changed(before, CLOSED)
    (drain,) = change.drains["partition:LATAM"]
    assert not drain.moves_people
    assert changed(BASE, CLOSED).drains["partition:LATAM"][0].moves_people


def test_words_on_paper_are_no_loss() -> None:
    words = "metric MQLs owned by Ops { reported weekly }\ncadence Smarketing every week on Mon 10:00 { teams Ops }\n"
    change = changed(BASE + words, BASE)
    assert [one.action for one in change.comparison.changes] == ["remove", "remove"]
    assert list(run_changes(change)) == []
    assert [danger_of(one, change) for one in change.comparison.changes] == ["", ""]


def test_a_segment_and_a_status_that_go_are_told() -> None:
    before = BASE + (
        'assets in EMEA { segmentation Language { segment German when Country is "DE"; segment French when Country is "FR" } '
        "smart_list French { when in segment Language.French } }"
    )
    after = replaced(before, 'segment French when Country is "FR"', "")
    after = replaced(after, "when in segment Language.French", 'when Country is "FR"')
    after = replaced(after, '; status "Attended" 2 success', "")
    told = by_subject(findings(before, after), "MOPS901")
    assert told.keys() == {"segment:EMEA.Language.French", "status:Webinar.Attended"}
    assert "smart list EMEA.French" in told["segment:EMEA.Language.French"].help


def test_of_a_workspace_that_sees_less_the_loss_and_who_has_it_are_told_apart() -> None:
    before = replaced(BASE, "workspace EMEA { sees EMEA;", "workspace EMEA { sees EMEA, LATAM;")
    found = findings(before, BASE)
    told = only(found, "MOPS901")
    assert told.subject == "workspace:EMEA"
    assert "no longer sees LATAM: 40,000 people, 1 campaign" in told.message
    assert "is not sent later" in told.help
    assert "Mail" not in told.help, "no step of a plan switches it off"
    who = by_subject(found, "MOPS909")["workspace:EMEA"]
    assert "Mail reaches fewer people" in who.message
    assert "another workspace" in told.help
    assert "another workspace" not in who.help


def test_a_grant_that_goes_is_told_unless_another_lets_the_team_in() -> None:
    grant = "grant Marketing_User to Agency in EMEA\n"
    assert "grant:Marketing_User to Agency in EMEA" in by_subject(
        findings(BASE, replaced(BASE, grant, "")), "MOPS901"
    )
    wider = replaced(BASE, grant, "grant Marketing_User to Agency in EMEA, LATAM\n")
    assert "no longer holds in LATAM" in only(findings(wider, BASE), "MOPS901").message
    other = wider + "grant Web_Designer to Agency in LATAM\n"
    assert not by_subject(findings(other, BASE + "grant Web_Designer to Agency in LATAM\n"), "MOPS901")


# MOPS902 and MOPS904


@pytest.mark.parametrize("code", ["MOPS902", "MOPS904"])
def test_a_promise_that_breaks_on_the_way_is_told_where_it_breaks(code: str) -> None:
    comparison = compare(api.load_text(BASE).model, api.load_text(CLOSED).model)
    breaking = Move("remove workspace:LATAM", "remove", "workspace:LATAM", (), ("workspace:LATAM",))
    before = Move("remove partition:LATAM", "remove", "partition:LATAM", (), ("partition:LATAM",))
    conflict = Conflict(
        code, "People of LATAM would be seen by nobody.", "partition:LATAM", breaking, (before,)
    )
    told = only(list(run_changes(ChangeContext(comparison, (conflict,), TODAY))), code)
    assert "the removal of workspace LATAM" in told.message
    assert "People of LATAM would be seen by nobody." in told.message
    assert told.span == comparison.before.workspaces["LATAM"].span
    assert [one.label for one in told.related] == ["the removal of partition LATAM would have to come before"]


def test_what_was_not_tried_is_not_said_to_be_of_no_help() -> None:
    comparison = compare(api.load_text(BASE).model, api.load_text(CLOSED).model)
    breaking = Move("remove workspace:LATAM", "remove", "workspace:LATAM", (), ("workspace:LATAM",))
    promise = ("MOPS902", "People of LATAM would be seen by nobody.", "partition:LATAM", breaking, ())
    tried, untried = (
        only(list(run_changes(ChangeContext(comparison, (one,), TODAY))), "MOPS902")
        for one in (Conflict(*promise), Conflict(*promise, False, "lend sight of LATAM to Default"))
    )
    assert "lending sight for a while, was tried and does not help" in tried.help
    assert "was tried" not in untried.help
    assert "What may help is to lend sight of LATAM to Default until the end." in untried.help


# MOPS903


def test_a_rename_without_formerly_is_offered_and_the_fix_mends_it() -> None:
    before = BASE
    after = before.replace("partition EMEA", 'partition Europe "People of Europe"')
    after = after.replace("sees EMEA;", "sees Europe;").replace("primary EMEA;", "primary Europe;")
    told = only(findings(before, after), "MOPS903")
    assert told.subject == "partition:Europe"
    (fix,) = told.fixes
    mended = applied(after, fix.edits[0].span.start, fix.edits[0].text)
    assert 'partition Europe "People of Europe" formerly EMEA {' in mended
    assert [finding.code for finding in findings(before, mended)] == []


def applied(source: str, at: int, words: str) -> str:
    return source[:at] + words + source[at:]


KINDS = [
    'list Old = ("DE", "FR", "IT")',
    'field Old text one of ("DE", "FR") known at creation',
    "team Old { side sales; external; members 7 }",
    "calendar Old { timezone \"Europe/Berlin\"; closed 2026-12-24; hours Mon..Fri 09:00-17:00 }",
    "role Old { can read, edit, clone }",
    "wall Old { keep EMEA apart from LATAM }",
    'channel Old for event { status "In" 1; status "Out" 2 }',
    "routing Old { carried out by assignment rules; when Country is \"DE\" -> EMEA; otherwise -> LATAM }",
    "lifecycle Old { stage A inventory owned by Ops; stage B end; A -> B by Ops }",
    "score Old adds to Score at most 300 { +10 when visits page \"/x\" }",
    "rota Old for Ops { member \"Rep 1\" weight 2; covers Mon..Fri 08:00-18:00 \"Europe/Berlin\" }",
    "metric Old owned by Ops { target 100 per quarter; reported weekly }",
    "content Old { persona CFO; language \"de_DE\"; owner Ops }",
    "object Old { identified by Email; links people }",
    "workspace Old { sees EMEA, LATAM; primary EMEA; code \"XX\"; language \"de_DE\" }",
    "assets in EMEA { segmentation Old { segment D when Country is \"DE\"; segment F when Country is \"FR\" } }",
    "assets in EMEA { program Old \"EM-1\" { type event; channel Webinar; tag \"A\" \"B\" } }",
    "assets in EMEA { folder Old \"Lists\" shared with LATAM { smart_list A { when Score > 10 } static_list B } }",
]  # fmt: skip


@pytest.mark.parametrize(
    "declaration", KINDS, ids=lambda one: one.replace("assets in EMEA { ", "").split()[0]
)
def test_formerly_is_offered_where_the_kind_can_say_it(declaration: str) -> None:
    """The fix compiles and does what it says, whatever the kind; one is enough for what stands inside."""
    before, after = BASE + declaration + "\n", BASE + declaration.replace("Old", "Old_Name") + "\n"
    (fix,) = only(findings(before, after), "MOPS903").fixes
    mended = applied(after, fix.edits[0].span.start, fix.edits[0].text)
    assert not api.load_text(mended).findings
    comparison = compare(api.load_text(before).model, api.load_text(mended).model)
    assert [one.action for one in comparison.changes] == ["rename"]


def test_a_stage_with_a_new_name_is_offered_as_one() -> None:
    renamed = LIFECYCLE.replace("MQL", "Qualified")
    told = only(findings(BASE + LIFECYCLE, BASE + renamed), "MOPS903")
    assert told.subject == "stage:Global.Qualified"
    mended = applied(BASE + renamed, told.fixes[0].edits[0].span.start, told.fixes[0].edits[0].text)
    assert "stage Qualified formerly MQL inventory" in mended
    assert findings(BASE + LIFECYCLE, mended) == []


DIFFERENT = [
    (
        "assets in EMEA { program Webinar_Spring { type event; channel Webinar } }",
        "assets in LATAM { email Invitation }",
    ),
    (
        "assets in EMEA { program Webinar_Spring { type event; channel Webinar } }",
        "assets in EMEA { program Webinar_Autumn { type event; channel Webinar } }",
    ),
    ("partition APAC { owner Ops }", "partition Customers { owner Ops }"),
    ("team Sales_East { side sales }", "team Sales_West { side sales }"),
    ('list Old = ("DE", "FR")', 'list New = ("US", "CA")'),
]


@pytest.mark.parametrize(("old", "new"), DIFFERENT)
def test_two_different_things_are_no_rename(old: str, new: str) -> None:
    assert not by_subject(findings(f"{BASE}{old}\n", f"{BASE}{new}\n"), "MOPS903")


def test_of_several_alike_the_most_alike_are_paired() -> None:
    lists = "".join(f'list L{n} = ("{n}", "x{n}", "y{n}")\n' for n in range(40))
    others = "".join(f'list M{n} = ("{n}", "x{n}", "y{n}")\n' for n in range(40))
    pairs = by_subject(findings(BASE + lists, BASE + others), "MOPS903")
    assert {id: finding.message.split(" is new and ")[1].split()[0] for id, finding in pairs.items()} == {
        f"list:M{n}": f"L{n}" for n in range(40)
    }


# MOPS905


def test_what_marketo_fixes_cant_be_changed() -> None:
    after = replaced(
        replaced(BASE, '"de_DE"', '"fr_FR"'), "type event; channel Webinar", "type email; channel Mailing"
    )
    after += 'channel Mailing for email { status "Sent" 1 }\n'
    told = [finding for finding in findings(BASE, after) if finding.code == "MOPS905"]
    assert [finding.message.split(":")[0] for finding in told] == [
        "The language of workspace EMEA can't change from de_DE to fr_FR",
        "The type of program Welcome can't change from event to email",
        "The channel of program Welcome can't change from Webinar to Mailing",
    ]


def test_a_score_field_and_a_standard_field_keep_their_type() -> None:
    """Adobe's "Change the type of a Marketo custom field": not those of score fields; what the CRM has is changed there."""
    before = (
        BASE + "field Fit number\nfield Points number\nfield Revenue number from crm\nfield Industry text\n"
    )
    before += 'score Behaviour adds to Points { +5 when visits page "/" }\n'
    told = by_subject(findings(before, before.replace(" number", " text")), "MOPS905")
    assert told.keys() == {"field:Points"}
    assert told["field:Points"].message.startswith(
        "The type of field Points can't change from number to text"
    )
    told = by_subject(findings(before, replaced(before, "Industry text", "Industry number")), "MOPS905")
    assert told.keys() == {"field:Industry"}


def test_an_asset_keeps_its_kind() -> None:
    before = BASE + "assets in EMEA { email Offer }\n"
    after = BASE + "assets in EMEA { snippet Offer }\n"
    told = by_subject(findings(before, after), "MOPS905")
    assert told["asset:EMEA.Offer"].message.startswith(
        "The kind of snippet Offer can't change from email to snippet"
    )
    assert all(finding.help for finding in told.values())


def test_what_was_never_said_may_be_written_down() -> None:
    silent = replaced(BASE, '; language "de_DE"', "")
    assert findings(silent, BASE) == []


# MOPS906


LIFECYCLE = """
assets in EMEA { model Revenue }
lifecycle Global {
  success path Known, MQL, Won
  stage Known inventory owned by Ops
  stage MQL inventory owned by Ops
  stage Won end
  Known -> MQL by Ops
  MQL -> Known after 30 days
  MQL -> Won by Ops
}
"""
SHORT = """
assets in EMEA { model Revenue }
lifecycle Global {
  stage Known inventory owned by Ops
  stage Won end
  Known -> Won by Ops
}
"""


def test_a_stage_of_a_model_is_merged_onwards() -> None:
    told = only(findings(BASE + LIFECYCLE, BASE + SHORT), "MOPS906")
    assert told.subject == "stage:Global.MQL"
    assert "Merge it into Won" in told.help


def test_without_a_model_a_stage_is_just_taken_out() -> None:
    before, after = (one.replace("assets in EMEA { model Revenue }", "") for one in (LIFECYCLE, SHORT))
    found = findings(BASE + before, BASE + after)
    assert [(one.code, one.subject) for one in found] == [("MOPS901", "stage:Global.MQL")]


def test_a_stage_with_a_new_name_is_not_merged() -> None:
    renamed = LIFECYCLE.replace("MQL", "Qualified").replace(
        "owned by Ops\n  stage Won", "owned by Ops formerly MQL\n  stage Won"
    )
    assert findings(BASE + LIFECYCLE, BASE + renamed) == []


# MOPS907


PROTECT = 'protect workspace LATAM because "Contract"\n'


@pytest.mark.parametrize("stays", [PROTECT, ""])
def test_a_protected_thing_does_not_go_in_one_change(stays: str) -> None:
    change = changed(BASE + PROTECT, CLOSED + stays)
    told = only(list(run_changes(change)), "MOPS907")
    assert told.subject == "workspace:LATAM"
    assert ("its protection goes with it" in told.message) == (not stays)
    assert danger_of(change.changes["workspace:LATAM"], change) == "protected"


def test_it_goes_in_two() -> None:
    assert findings(BASE + PROTECT, BASE) == []
    assert not by_subject(findings(BASE, CLOSED), "MOPS907")


def test_what_stands_in_a_protected_workspace_may_go_and_a_protected_asset_may_not() -> None:
    after = replaced(BASE, "smart_campaign Greet { trigger fills Sign_Up; flow { alert Ops } }", "")
    assert not by_subject(findings(BASE + PROTECT, after + PROTECT), "MOPS907")
    asset = "protect smart_campaign LATAM.Welcome.Greet\n"
    assert by_subject(findings(BASE + asset, after + asset), "MOPS907").keys() == {
        "asset:LATAM.Welcome.Greet"
    }
    stage = "protect stage Global.MQL\n"
    found = findings(BASE + LIFECYCLE + stage, BASE + SHORT)
    assert by_subject(found, "MOPS907").keys() == {"stage:Global.MQL"}


def test_a_protected_thing_may_have_a_new_name() -> None:
    after = replaced(BASE, "workspace LATAM {", "workspace South formerly LATAM {")
    after = after.replace("in LATAM {", "in South {").replace("LATAM.Lists", "South.Lists")
    assert findings(BASE + PROTECT, after + PROTECT.replace("LATAM", "South")) == []


# MOPS908 and MOPS909


def test_a_gain_near_a_wall_names_it_and_shows_the_path() -> None:
    wall = "wall Apart { keep EMEA apart from LATAM; except team Agency }\n"
    after = replaced(BASE, "Agency in EMEA", "Agency in EMEA, LATAM") + wall
    told = only(findings(BASE + wall, after), "MOPS908")
    assert told.message == "Team Agency gains sight of partition LATAM (40,000 people), near wall Apart."
    assert [one.label for one in told.related] == [
        "Agency works in LATAM (as Marketing_User)",
        "LATAM sees LATAM",
    ]
    assert told.span.line == after.splitlines().index("grant Marketing_User to Agency in EMEA, LATAM") + 1


def test_a_wall_that_is_taken_down_in_the_same_change_is_named_all_the_same() -> None:
    wall = "wall Apart { keep EMEA apart from LATAM }\n"
    after = replaced(BASE, "workspace EMEA { sees EMEA;", "workspace EMEA { sees EMEA, LATAM;")
    found = by_subject(findings(BASE + wall, after), "MOPS908")
    assert "near wall Apart" in found["workspace:EMEA"].message
    assert by_subject(findings(BASE + wall, after), "MOPS901").keys() == {"wall:Apart"}


def test_a_loss_says_what_reaches_fewer_people() -> None:
    wider = replaced(BASE, "workspace EMEA { sees EMEA;", "workspace EMEA { sees EMEA, LATAM;")
    found = by_subject(findings(wider, BASE), "MOPS909")
    assert found.keys() == {"workspace:EMEA", "team:Agency"}
    assert "and Mail reaches fewer people" in found["workspace:EMEA"].message


def test_each_danger_of_sight_stands_at_its_change() -> None:
    wider = replaced(BASE, "workspace EMEA { sees EMEA;", "workspace EMEA { sees EMEA, LATAM;")
    gain, loss = changed(BASE, wider), changed(wider, BASE)
    assert [danger_of(one, gain) for one in gain.comparison.changes] == ["sight-gained"]
    assert [danger_of(one, loss) for one in loss.comparison.changes] == ["destructive"]
    unshared = changed(BASE, replaced(BASE, " shared with EMEA", ""))
    assert [danger_of(one, unshared) for one in unshared.comparison.changes] == ["sight-lost"]


# Exceptions


def test_an_approval_accepts_a_danger_and_keeps_it_in_sight() -> None:
    approvals = 'approve removal of workspace LATAM because "Closed" by "VP"\napprove removal of partition LATAM because "Moved"\n'
    found = outcome(BASE, CLOSED + approvals)
    accepted = {
        (one.finding.code, one.finding.subject, one.approval.because, one.approval.by)
        for one in found.approved
    }
    assert accepted == {
        ("MOPS901", "workspace:LATAM", "Closed", "VP"),
        ("MOPS901", "partition:LATAM", "Moved", ""),
        ("MOPS909", "partition:LATAM", "Moved", ""),
    }
    assert "MOPS901" not in {finding.code for finding in found.findings}
    assert "MOPS010" not in {finding.code for finding in found.findings}


def test_an_approval_hides_no_protection() -> None:
    found = outcome(BASE + PROTECT, CLOSED + 'approve removal of workspace LATAM because "Closed"\n')
    assert "MOPS907" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("target", ["workspace EMEA", "partition LATAM"])
def test_sight_is_approved_by_who_sees_or_by_who_is_seen(target: str) -> None:
    after = replaced(BASE, "workspace EMEA { sees EMEA;", "workspace EMEA { sees EMEA, LATAM;")
    found = outcome(BASE, after + f'approve gain of {target} because "Agreed"\n')
    who = {"workspace:EMEA"} if target == "workspace EMEA" else {"workspace:EMEA", "team:Agency"}
    assert {one.finding.subject for one in found.approved} == who


@pytest.mark.parametrize("word", ["change", "loss"])
def test_what_stays_and_becomes_less_is_approved_as_a_change_and_not_as_a_removal(word: str) -> None:
    wider = replaced(BASE, "workspace EMEA { sees EMEA;", "workspace EMEA { sees EMEA, LATAM;")
    found = outcome(wider, BASE + f'approve {word} of workspace EMEA because "Agreed"\n')
    assert "MOPS901" in {one.finding.code for one in found.approved}
    removal = outcome(wider, BASE + 'approve removal of workspace EMEA because "Agreed"\n')
    assert not removal.approved
    assert not outcome(BASE, CLOSED + f'approve {word} of workspace LATAM because "Agreed"\n').approved


def test_a_grant_has_no_name_and_is_approved_as_what_its_team_loses() -> None:
    after = replaced(
        BASE,
        "grant Marketing_User to Agency in EMEA\n",
        'approve loss of team Agency because "Contract over"\n',
    )
    found = outcome(BASE, after)
    assert {one.finding.code for one in found.approved} == {"MOPS901", "MOPS909"}
    assert found.findings == ()


def test_a_part_is_approved_with_what_it_is_a_part_of() -> None:
    after = (
        replaced(BASE, '; status "Attended" 2 success', "")
        + 'approve change of channel Webinar because "Not used"\n'
    )
    (one,) = outcome(BASE, after).approved
    assert one.finding.subject == "status:Webinar.Attended"
    stage = 'approve removal of stage Global.MQL because "Two stages are enough"\n'
    (merge,) = outcome(BASE + LIFECYCLE, BASE + SHORT + stage).approved
    assert merge.finding.code == "MOPS906"


def test_an_approval_that_fits_nothing_is_told_in_the_plan_only() -> None:
    approval = 'approve removal of workspace Nowhere because "Closed"\n'
    wider = replaced(BASE, "partition LATAM { people 40_000 }", "partition LATAM { people 50_000 }")
    assert [finding.code for finding in outcome(BASE, wider + approval).findings] == ["MOPS010"]
    assert [finding.code for finding in outcome(BASE, BASE + approval).findings] == []
    assert not [one for one in api.check_text(BASE + approval) if one.code == "MOPS010"]


def test_a_removal_is_approved_until_it_is_carried_out() -> None:
    approval = 'approve removal of workspace LATAM because "Closed"\n'
    changed_otherwise = replaced(BASE, "team Agency { members 2 }", "team Agency { members 3 }")
    assert outcome(BASE + approval, changed_otherwise + approval).findings == ()
    assert [one.approval.because for one in outcome(BASE + approval, CLOSED + approval).approved] == [
        "Closed"
    ]
    later = replaced(CLOSED, "team Agency { members 2 }", "team Agency { members 3 }")
    assert (
        "this plan holds no such danger"
        in only(list(outcome(CLOSED + approval, later + approval).findings), "MOPS010").message
    )


def test_a_gain_that_was_approved_for_an_earlier_plan_accepts_nothing() -> None:
    approval = 'approve gain of team Agency because "Agreed"\n'
    wider = replaced(BASE, "Agency in EMEA", "Agency in EMEA, LATAM")
    found = outcome(BASE + approval, wider + approval)
    assert found.approved == ()
    assert "stood in the base already" in only(list(found.findings), "MOPS010").message


def test_an_unknown_word_of_approval_is_no_value() -> None:
    assert "MOPS006" in {
        one.code for one in api.check_text(BASE + 'approve remval of workspace LATAM because "x"\n')
    }


def test_an_allow_hides_what_it_names_and_nothing_that_never_hides() -> None:
    wider = replaced(BASE, "workspace EMEA { sees EMEA;", "workspace EMEA { sees EMEA, LATAM;")
    allowed = replaced(
        wider, "team Agency { members 2 }", 'team Agency { members 2; allow MOPS908 because "Agreed" }'
    )
    found = outcome(BASE, allowed)
    assert [one.finding.subject for one in found.hidden] == ["team:Agency"]
    assert {one.subject for one in found.findings if one.code == "MOPS908"} == {"workspace:EMEA"}
    for code in ("MOPS902", "MOPS904", "MOPS905", "MOPS907"):
        assert code in NEVER_HIDDEN
    hidden = outcome(BASE + PROTECT, CLOSED + 'allow MOPS907 because "x"\n')
    assert "MOPS907" in {finding.code for finding in hidden.findings}


@given(st.sampled_from(["MOPS901", "MOPS908", "MOPS909"]))
def test_an_allow_for_plans_is_not_unused_in_a_check(code: str) -> None:
    assert not [one for one in api.check_text(BASE + f'allow {code} because "x"\n') if one.code == "MOPS010"]
