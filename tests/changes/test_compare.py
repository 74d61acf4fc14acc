"""What differs between two specs: by identity, whatever the files look like."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.changes.compare import compare
from mopsdsl.graphs.names import Names
from mopsdsl.snapshot.encode import encode
from tests.ordering.world import instances

BASE = """
team Ops { side marketing }
partition EMEA { people 10 }
workspace EMEA { sees EMEA; primary EMEA; admin Ops }
lifecycle Life { for partitions all
  stage Known inventory owned by Ops
  stage MQL end owned by Ops { status "Open" }
  Known -> MQL when Score >= 100
}
assets in EMEA {
  folder Templates { email_template Newsletter "EM Newsletter" }
  program Intro { email Welcome { uses Templates.Newsletter } ; smart_campaign Go { when stage is MQL; flow { change stage to MQL } } }
}
"""


def changes(before: str | dict[str, str], after: str | dict[str, str]) -> tuple[Change, ...]:
    models = [api.load_text(text) for text in (before, after)]
    for one in models:
        assert not one.findings, [finding.message for finding in one.findings]
    return compare(models[0].model, models[1].model).changes


def told(before: str, after: str) -> list[str]:
    """Each change in a line: symbol, id, and what of it changes."""
    lines = []
    for change in changes(before, after):
        details = [one.path for each in getattr(change, "properties", ()) for one in each.details]
        lines.append(" ".join([change.symbol, change.id, *details]))
    return lines


def test_nothing_differs_from_itself() -> None:
    assert changes(BASE, BASE) == ()


def test_a_renamed_workspace_takes_its_assets_grants_and_all_who_name_it_along() -> None:
    after = BASE.replace("workspace EMEA {", "workspace Europe formerly EMEA {").replace(
        "assets in EMEA", "assets in Europe"
    )
    assert told(BASE, after) == ["> workspace:Europe title"]


def test_a_renamed_workspace_may_keep_what_marketo_shows() -> None:
    after = BASE.replace("workspace EMEA {", 'workspace Europe "EMEA" formerly EMEA {').replace(
        "assets in EMEA", "assets in Europe"
    )
    [rename] = changes(BASE, after)
    assert isinstance(rename, Rename)
    assert (rename.former, rename.properties, rename.reasons) == ("workspace:EMEA", (), ("formerly",))


def test_without_formerly_one_thing_goes_and_another_comes() -> None:
    after = BASE.replace("partition EMEA {", "partition Europe {").replace(
        "sees EMEA; primary EMEA", "sees Europe; primary Europe"
    )
    assert told(BASE, after) == ["- partition:EMEA", "+ partition:Europe", "~ workspace:EMEA sees primary"]


def test_a_formerly_that_is_long_carried_out_says_nothing_more() -> None:
    once = BASE.replace("partition EMEA {", 'partition Europe "EMEA" formerly EMEA {').replace(
        "sees EMEA; primary EMEA", "sees Europe; primary Europe"
    )
    assert told(once, once.replace(" formerly EMEA", "")) == []
    assert told(once.replace(" formerly EMEA", ""), once) == []


def test_a_formerly_that_names_something_still_there_renames_nothing() -> None:
    after = BASE + "partition More formerly EMEA\nworkspace More { sees More; primary More }\n"
    assert told(BASE, after) == ["+ partition:More", "+ workspace:More"]


def test_a_renamed_stage_is_the_same_stage_and_only_its_new_title_is_a_change() -> None:
    after = BASE.replace("stage MQL end", "stage Ready end formerly MQL").replace(
        "Known -> MQL", "Known -> Ready"
    )
    after = after.replace(
        "when stage is MQL; flow { change stage to MQL }",
        "when stage is Ready; flow { change stage to Ready }",
    )
    assert told(BASE, after) == ["~ lifecycle:Life stages.Ready.title"]
    assert told(BASE, after.replace("stage Ready end", 'stage Ready "MQL" end')) == []


def test_a_template_that_moves_to_another_folder_stays_itself() -> None:
    after = BASE.replace(
        'folder Templates { email_template Newsletter "EM Newsletter" }',
        'folder Masters { email_template Newsletter "EM Newsletter" formerly EMEA.Templates.Newsletter }',
    ).replace("uses Templates.Newsletter", "uses Masters.Newsletter")
    assert told(BASE, after) == [
        "+ asset:EMEA.Masters",
        "> asset:EMEA.Masters.Newsletter",
        "- asset:EMEA.Templates",
    ]


def test_more_workspaces_for_the_same_role_and_team_are_a_change_of_one_grant() -> None:
    base = BASE + "partition B\nworkspace B { sees B; primary B }\ngrant Marketing_User to Ops in EMEA\n"
    after = base.replace("to Ops in EMEA", "to Ops in EMEA, B")
    assert told(base, after) == ["~ grant:Marketing_User to Ops in B, EMEA workspaces"]


def test_a_changed_transition_is_named_by_its_ends() -> None:
    assert told(BASE, BASE.replace("Score >= 100", "Score >= 120")) == [
        "~ lifecycle:Life transitions.Known -> MQL.when"
    ]


def test_of_two_transitions_with_the_same_ends_only_the_one_that_differs_is_told() -> None:
    base = BASE.replace(
        "Known -> MQL when Score >= 100",
        "Known -> MQL when Score >= 100\n  Known -> MQL when Country is empty",
    )
    assert told(base, base.replace("Country is empty", "Country is not empty")) == [
        "~ lifecycle:Life transitions.Known -> MQL (2).when"
    ]


def test_the_order_of_names_that_are_seen_is_no_change() -> None:
    base = BASE + "partition B\nworkspace B { sees EMEA, B; primary B }\n"
    assert told(base, base.replace("sees EMEA, B", "sees B, EMEA")) == []


def test_words_for_readers_are_told_apart_from_work() -> None:
    [change] = changes(
        BASE, BASE.replace("workspace EMEA {", "## Everything east of Iceland.\nworkspace EMEA {")
    )
    assert change.reasons == ("changed:documentation", "words-only")


def test_scenarios_and_approvals_are_no_part_of_the_instance() -> None:
    more = 'scenario "Nobody" { expect Ops reaches EMEA }\napprove removal of workspace EMEA because "It is closed" by "VP"\n'
    assert told(BASE, BASE + more) == []


@settings(max_examples=60, deadline=None)
@given(instances(), instances())
def test_what_is_made_one_way_is_removed_the_other_way(one: str, other: str) -> None:
    there, back = changes(one, other), changes(other, one)
    assert {change.id for change in there if isinstance(change, Create)} == {
        change.id for change in back if isinstance(change, Remove)
    }
    ends = {
        change.id: [(each.name, each.before, each.after) for each in change.properties]
        for change in there
        if isinstance(change, Alter)
    }
    assert ends == {
        change.id: [(each.name, each.after, each.before) for each in change.properties]
        for change in back
        if isinstance(change, Alter)
    } or any(change.id.startswith("grant:") for change in (*there, *back))


@settings(max_examples=60, deadline=None)
@given(instances(), st.integers(0, 2**16))
def test_files_and_their_order_make_no_difference(text: str, seed: int) -> None:
    blocks, block = [], ""
    for line in text.splitlines(keepends=True):
        block += line
        if block.count("{") == block.count("}"):
            blocks.append(block)
            block = ""
    chance = random.Random(seed)
    chance.shuffle(blocks)
    cut = chance.randrange(len(blocks) + 1)
    split = {"b.mops": "".join(blocks[:cut]) + "\n# more\n", "a.mops": "\n\n".join(blocks[cut:]) + "# end\n"}
    assert changes(text, split) == ()


@settings(max_examples=60, deadline=None)
@given(instances(), instances())
def test_what_was_read_once_need_not_be_read_again(one: str, other: str) -> None:
    shared = {"shared.mops": one.partition("assets in")[1] + one.partition("assets in")[2] or "# nothing\n"}
    before = api.load_text({**shared, "own.mops": one.partition("assets in")[0]})
    files = {**shared, "own.mops": other.partition("assets in")[0]}
    again, anew = api.load_text(files, readings=before.readings), api.load_text(files)
    known = {id(declaration) for declaration in before.model.declarations()}
    assert (
        any(id(declaration) in known for declaration in again.model.assets.values()) or not again.model.assets
    )
    assert described(compare(before.model, again.model).changes) == described(
        compare(before.model, anew.model).changes
    )


def described(found: tuple[Change, ...]) -> list[tuple[object, ...]]:
    return [
        (
            one.action,
            one.id,
            one.reasons,
            [(each.name, each.before, each.after) for each in getattr(one, "properties", ())],
        )
        for one in found
    ]


def test_a_name_that_means_something_else_is_a_change_though_nobody_wrote_it() -> None:
    files = {
        "a.mops": "partition P\nworkspace W { sees P; primary P }\n"
        "assets in W { folder Templates { email_template X }\n program Q { email E { uses Templates.X } } }\n"
    }
    before = api.load_text({**files, "b.mops": "# nothing yet\n"})
    inner = {
        **files,
        "a.mops": files["a.mops"].replace(
            "program Q {", "program Q { folder Templates { email_template X }; "
        ),
    }
    after = api.load_text(inner, readings=before.readings)
    assert "asset:W.Q.E" in [change.id for change in compare(before.model, after.model).changes]


def test_a_stage_is_told_from_the_same_stage_of_an_extending_lifecycle() -> None:
    lifecycles = """partition A
partition B
team Ops
lifecycle Global { for partitions A; stage Known inventory; stage MQL sla 1 day; Known -> MQL after 1 day }
lifecycle Japan extends Global { for partitions B }
"""
    metric = (
        "metric Leads owned by Ops { counts entries to Japan.MQL; target 1 per quarter; reported weekly }\n"
    )
    (change,) = changes(lifecycles + metric, lifecycles + metric.replace("Japan.MQL", "Global.MQL"))
    assert change.id == "metric:Leads"
    saved = {
        which: encode(
            model := api.load_text(lifecycles + metric.replace("Japan.", which)).model, Names(model)
        )
        for which in ("", "Global.", "Japan.")
    }
    asked = {which: model["metrics"][0]["counts"]["stages"] for which, model in saved.items()}
    assert asked == {"": ["stage:.MQL"], "Global.": ["stage:Global.MQL"], "Japan.": ["stage:Japan.MQL"]}
    renamed = lifecycles.replace("lifecycle Japan", 'lifecycle Nippon "Japan" formerly Japan')
    assert told(lifecycles + metric, renamed + metric.replace("Japan.", "Nippon.")) == ["> lifecycle:Nippon"]
