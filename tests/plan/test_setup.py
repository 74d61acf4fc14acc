"""The setup plan: nothing is left out, and every order that it allows works."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.plan.setup import plan
from tests.plan.spec import EVERYTHING, planned, steps_of

PLAN = planned()
STEPS = steps_of(PLAN)


def _only(text: str) -> dict[str, object]:
    return dict(steps_of(planned(text)))


def test_everything_declared_has_a_step_or_a_reason():
    model = api.load_text(EVERYTHING).model
    brought = {"implied", "standard", "built_in"}
    declared = {
        one.id for one in model.declarations() if not any(getattr(one, flag, False) for flag in brought)
    }
    covered = {declaration for step in PLAN.steps for declaration in step.covers}
    left = {one.id for one in PLAN.left}
    assert declared - {"partition:Default"} <= covered | left
    assert not covered & left


def test_what_marketo_brings_makes_no_step():
    assert [step.id for step in planned("instance Acme").steps] == []


def test_a_standard_field_is_not_made_again():
    setup = planned("instance Acme\nfield Country text\nfield Plant text\n")
    assert [step.id for step in setup.steps if step.id.startswith("create-field")] == ["create-field-Plant"]
    assert [left.id for left in setup.left if left.id.startswith("field")] == ["field:Country"]


def test_what_is_deprecated_is_noted_and_not_made():
    left = {one.id for one in PLAN.left}
    assert {"workspace:Gone", "partition:Old", "asset:Gone.Left_Over"} <= left
    assert not any("Gone" in step.id or "Old" in step.id for step in PLAN.steps)
    assert "Gone" not in " ".join(text for step in PLAN.steps for _, text in step.enter)


def _check_order(setup) -> None:
    phases = [phase.id for phase in setup.phases]
    done: set[str] = set()
    for step in setup.steps:
        assert set(step.needs) <= done, step.id
        done.add(step.id)
    positions = [phases.index(step.phase) for step in setup.steps]
    assert positions == sorted(positions)
    assert len(done) == len(setup.steps)


def _check_strands(setup) -> None:
    home = {step.id: (step.phase, step.strand) for step in setup.steps}
    for step in setup.steps:
        for need in step.needs:
            if home[need][0] == step.phase:
                assert home[need] == home[step.id], (need, step.id)
    for phase in setup.phases:
        inside = [step for step in setup.steps if step.phase == phase.id]
        counted = {strand.name: strand.steps for strand in phase.strands}
        assert counted == {name: sum(step.strand == name for step in inside) for name in counted}
        assert phase.independent == (
            not any(home[need][0] == phase.id for step in inside for need in step.needs)
        )


def _check_chain(setup) -> None:
    found = steps_of(setup)
    assert all(
        first in found[second].needs for first, second in zip(setup.chain, setup.chain[1:], strict=False)
    )
    length: dict[str, int] = {}
    for step in setup.steps:
        length[step.id] = 1 + max((length[need] for need in step.needs), default=0)
    assert len(setup.chain) == max(length.values(), default=0)


def test_every_step_comes_after_what_it_needs_and_phases_are_whole():
    _check_order(PLAN)


def test_strands_of_a_phase_need_nothing_of_each_other():
    _check_strands(PLAN)


def test_the_longest_chain_is_one_and_the_longest():
    _check_chain(PLAN)


@st.composite
def tangled(draw: st.DrawFn) -> str:
    """Workspaces with lists, folders and campaigns that name each other in any way, circles included."""
    count = draw(st.integers(1, 5))
    names = [f"W{i}.{kind}{j}" for i in range(count) for kind in ("S", "C") for j in range(2)]
    lines = ["instance Acme"]
    for i in range(count):
        lines += [f"partition W{i}", f"workspace W{i} {{ sees W{i} }}", f"assets in W{i} {{"]
        for j in range(2):
            other = draw(st.sampled_from([name for name in names if ".S" in name]))
            called = draw(st.sampled_from([name for name in names if ".C" in name]))
            lines.append(
                f"  folder F{j} shared with all workspaces {{ smart_list I{j} {{ when member of {other} }} }}"
            )
            lines.append(f"  smart_list S{j} {{ when member of {other} }}")
            lines.append(f"  smart_campaign C{j} {{ when member of {other}; flow {{ request {called} }} }}")
        lines.append("}")
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(tangled())
def test_any_tangle_gets_an_order_that_works(text: str):
    setup = planned(text)
    _check_order(setup)
    _check_strands(setup)
    _check_chain(setup)


def test_the_order_of_files_and_declarations_never_shows():
    blocks = EVERYTHING.strip().split("\nassets in ")
    files = {f"{9 - i}.mops": block if i == 0 else f"assets in {block}" for i, block in enumerate(blocks)}
    context = api.load_text(files).context()
    again = plan(context.model, context.names, context.sight)
    assert [(step.id, step.needs, step.enter, step.strand) for step in again.steps] == [
        (step.id, step.needs, step.enter, step.strand) for step in PLAN.steps
    ]


# What certain steps say


def test_default_is_changed_and_others_are_made():
    assert "edit-workspace-Default" in STEPS
    assert "create-workspace-Default" not in STEPS
    enter = dict(STEPS["create-workspace-EMEA"].enter)
    assert enter == {
        "Name": "EMEA",
        "Person Partitions": "EMEA people",
        "Primary Person Partition": "EMEA people",
        "Primary Branding Domain": "go.acme.example",
        "Language": "de_DE",
    }
    assert STEPS["create-workspace-EMEA"].irreversible
    assert "language can never be changed" in STEPS["create-workspace-EMEA"].undo


def test_a_renamed_default_partition_is_renamed():
    assert "rename-partition-Default" in _only('instance Acme\npartition Default "Everybody"\n')


def test_the_duplicate_rule_is_asked_of_support_only_where_it_is_not_marketos_own():
    assert STEPS["request-duplicate-rule"].executor == "support"
    assert "request-duplicate-rule" not in _only("instance Acme { duplicates by Email }")


def test_users_come_the_way_the_instance_manages_them():
    teams = 'team A { member "a@b.example" }\nworkspace W { sees all }\ngrant Standard_User to A in W\n'
    adobe = steps_of(planned(f"instance Acme {{ users managed by adobe }}\n{teams}"))
    assert adobe["add-users-A"].executor == "ui"
    assert adobe["grant-access-Standard_User-to-A-in-W"].needs == ("add-users-A", "create-workspace-W")
    marketo = steps_of(planned(f"instance Acme {{ users managed by marketo }}\n{teams}"))
    body = marketo["add-users-A"].request.body
    assert body["emailAddress"] == "a@b.example"
    assert body["userRoleWorkspaces"] == [
        {"accessRoleId": "<id of the role Standard User>", "workspaceId": "<id from create-workspace-W>"}
    ]


def test_a_clone_waits_for_all_of_its_master_and_for_sharing():
    step = STEPS["clone-program-across-EMEA.Intro"]
    assert step.executor == "ui"
    assert {"create-program-Framework.Master", "approve-email-Framework.Master.Invite"} <= set(step.needs)
    assert "adapt-asset-email-EMEA.Intro.Invite" in STEPS
    assert "create-email-EMEA.Intro.Invite" not in STEPS


def test_segmentations_are_shared_once_they_are_approved():
    assert "approve-segmentation-Default.Masters.Language" in STEPS["share-folder-Default.Masters"].needs
    assert STEPS["approve-segmentation-Default.Masters.Language"].wait
    assert STEPS["create-snippet-Framework.Templates.Footer"].phase == "segmentations"


def test_a_campaign_is_made_filled_and_started_apart():
    build = STEPS["build-campaign-EMEA.Intro.Greet"]
    assert build.enter == (
        ("Trigger 1", "Fills Out Form: Sign_Up"),
        ("Filters", "Country is DE; FR"),
        ("Flow 1", "Send Email: Invite"),
        ("Flow 2", "Wait: 4 hours"),
        (
            "Flow 3",
            "Change Program Status: Global, new status Won (a program of Default, which a flow here can't name: let a campaign "
            "there do it, and request that one here)",
        ),
        ("Flow 4", "Request Campaign: Route"),
        (
            "Qualification rule",
            "every time (Schedule > Edit Settings), unless its owner wants it once a person: Marketo's own setting is once",
        ),
    )
    assert {"create-campaign-Default.Route", "create-lifecycle-program-Global"} <= set(build.needs)
    assert "activate-campaign-Default.Route" in STEPS["activate-campaign-EMEA.Intro.Greet"].needs


def test_the_campaigns_of_masters_are_never_started():
    text = """
    instance Acme
    workspace W { sees all }
    assets in W {
      program Master { smart_campaign Go { flow { stop } } }
      program Copy { cloned from Master }
    }
    """
    found = _only(text)
    assert "build-campaign-W.Master.Go" in found
    assert "activate-campaign-W.Master.Go" not in found
    assert "build-campaign-W.Master.Go" in found["clone-program-W.Copy"].needs


def test_a_lifecycle_is_kept_as_statuses_with_equal_steps():
    channel = STEPS["create-lifecycle-channel-Global"]
    assert dict(channel.enter)["Status 1"] == "Known, step 1"
    assert dict(channel.enter)["Status 2"] == "Won, step 1, Success"
    assert {
        "build-transition-Global.Known-to-Won",
        "build-transition-Global.Known-to-Won-by-SDR",
        "build-transition-Global.Known-to-Won-after-5-business-days",
    } <= STEPS.keys()


def test_a_local_lifecycle_has_the_moves_it_extends_with_its_own_in_their_place():
    text = """
    instance Acme
    field Points number
    lifecycle Global { stage A inventory; stage B end; A -> B when Points >= 100; A -> B after 5 days }
    lifecycle Japan extends Global { override A -> B when Points >= 80 because "Smaller" }
    """
    found = _only(text)
    assert ("Filters", "Points at least 80") in found["build-transition-Japan.A-to-B"].enter
    assert "build-transition-Japan.A-to-B-after-5-days" in found
    assert "build-transition-Japan.A-to-B-2" not in found


KEPT = """
instance Acme
field Points number
lifecycle Global "Our way" { stage A "Aware" inventory; stage B "Bought" end; A -> B when Points >= 100 }
channel Ladder "The ladder" for default { status "A" 10; status "Bought" 10; status "Never" 10 success }
"""


def test_a_lifecycle_in_a_channel_of_the_projects_own_gets_no_second_one():
    found = _only(KEPT)
    assert "create-lifecycle-channel-Global" not in found
    program = found["create-lifecycle-program-Global"]
    assert program.needs == ("create-channel-Ladder",)
    assert ("Channel", "The ladder") in program.enter
    # The campaigns speak the words of the channel.
    assert ("Flow 1", "Change Program Status: Our way, new status A") in found["build-entry-Global.A"].enter


def test_a_program_of_that_channel_is_the_one_that_keeps_it():
    kept = _only(
        KEPT
        + """
    assets in Default {
      program Life "Life" { type default; channel Ladder }
      program Other "Other" { type default; channel Ladder }
      model Mirror "The mirror"
      smart_list Bought { when stage is B }
    }
    """
    )
    assert not [step for step in kept if step.startswith("create-lifecycle")]
    assert set(kept["create-program-Default.Life"].covers) == {"asset:Default.Life", "lifecycle:Global"}
    assert kept["build-entry-Global.A"].needs == ("create-program-Default.Life",)
    assert "create-program-Default.Life" in kept["create-smart-list-Default.Bought"].needs
    assert ("Filters", "Member of Program in Life, status is Bought") in kept[
        "create-smart-list-Default.Bought"
    ].enter
    # One model mirrors it: the project's own.
    assert ("Name", "The mirror") in kept["draw-model-Global"].enter
    assert "create-model-Default.Mirror" in kept["draw-model-Global"].needs


def test_a_channel_called_like_the_lifecycle_gets_the_statuses_that_it_lacks():
    found = _only(KEPT.replace('Ladder "The ladder"', 'Global "Our way"').replace('status "Bought" 10; ', ""))
    assert "create-lifecycle-channel-Global" not in found
    assert found["create-channel-Global"].enter[-1] == ("Status 3", "Bought, step 10")


def test_the_sync_with_the_crm_is_over_before_people_are_moved_and_placed():
    assert "start-crm-sync-salesforce" in STEPS["move-people-Geo"].needs
    placing = STEPS["place-people-in-lifecycle-Global"]
    assert {"start-crm-sync-salesforce", "move-people-Geo", "activate-lifecycle-Global"} <= set(placing.needs)
    order = [phase.id for phase in PLAN.phases]
    assert order.index("crm_sync") < order.index("people") < order.index("activation")
    assert order.index("activation") < order.index("lifecycle_people")


def test_the_sync_with_the_crm_starts_after_the_assignment_rules():
    assert "set-assignment-rules-Geo" in STEPS["start-crm-sync-salesforce"].needs
    assert STEPS["create-form-EMEA.Intro.Sign_Up"].needs == (
        "clone-program-across-EMEA.Intro",
        "connect-crm-salesforce",
    )


def test_a_folder_is_made_in_every_tree_that_it_is_needed_in():
    made = [step for step in STEPS if step.startswith("create-folder-Framework.Templates")]
    assert made == [
        "create-folder-Framework.Templates-in-email-templates",
        "create-folder-Framework.Templates-in-smart-lists",
        "create-folder-Framework.Templates-in-snippets",
    ]
    assert set(made) <= set(STEPS["share-folder-Framework.Templates"].needs)


def test_segmentations_and_lists_stand_in_trees_of_their_own():
    """experienceleague: share-segmentations-across-workspaces-and-partitions makes the shared folder under Segmentations."""
    masters = dict(STEPS["create-folder-Default.Masters-in-segmentations"].enter)
    assert masters["Under"] == "Database > Segmentations > Default"
    assert "Database > Segmentations" in STEPS["share-folder-Default.Masters"].where
    lists = dict(STEPS["create-folder-Framework.Templates-in-smart-lists"].enter)
    assert lists["Under"] == "Database > Group Smart Lists > Center of Excellence"


def test_the_declared_role_of_admins_is_the_one_that_admins_get():
    text = """
    instance Acme { users managed by adobe }
    team A
    workspace W { sees all; admin A }
    role Local "Local admin" { can administer, edit }
    """
    found = _only(text)
    assert "create-workspace-admin-role" not in found
    grant = found["grant-access-admin-to-A-in-W"]
    assert dict(grant.enter)["Role"] == "Local admin"
    assert "create-role-Local" in grant.needs
    two = _only(text + 'role Other "Another" { can administer }')
    assert "create-workspace-admin-role" in two["grant-access-admin-to-A-in-W"].needs


def test_nobody_gets_two_admin_roles_in_one_workspace():
    setup = planned("""
    instance Acme { users managed by adobe }
    team A
    role Local { can administer }
    workspace V { sees all; admin A }
    workspace W { sees all; admin A }
    grant Local to A in W
    """)
    grants = [step.id for step in setup.steps if step.id.startswith("grant-access")]
    assert grants == ["grant-access-Local-to-A-in-W", "grant-access-admin-to-A-in-V"]
    assert "grant:admin A in W" in {left.id for left in setup.left}
    central = planned("""
    instance Acme { users managed by adobe }
    team A
    workspace W { sees all; admin A }
    grant Admin to A in all workspaces
    """)
    grants = [step.id for step in central.steps if step.id.startswith("grant-access")]
    assert grants == ["grant-access-Admin-to-A-in-all"]


def test_what_stands_where_nobody_is_to_be_is_only_previewed():
    found = _only("""
    instance Acme
    partition Nobody "Empty one" { empty }
    partition Full
    workspace Masters { sees Nobody; primary Nobody }
    workspace Center { purpose center_of_excellence; sees Full; primary Full }
    workspace Real { sees Full; primary Full }
    assets in Masters { form A { asks Email }; landing_page P }
    assets in Center { form B { asks Email } }
    assets in Real { form C { asks Email }; landing_page Q }
    """)
    for step in ("build-form-Masters.A", "build-form-Center.B", "approve-landing-page-Masters.P"):
        assert "Preview it, and don't" in found[step].check
    assert "send it once" in found["build-form-Real.C"].check
    assert "private window" in found["approve-landing-page-Real.Q"].check


def test_users_are_read_back_as_people_with_roles():
    rows = dict(STEPS["read-back-by-api-users"].enter)
    assert rows["MOps"] == "a@b.example: Editor in Center of Excellence; Admin of one workspace in EMEA"


def test_what_lifecycles_make_is_read_back_too():
    assert "Global" in dict(STEPS["read-back-by-api-channels"].enter)["Names"]
    assert "New people → Known" in dict(STEPS["read-back-by-api-smart-campaigns"].enter)["Names"]


def test_a_campaign_without_a_trigger_is_scheduled():
    found = _only("""
    instance Acme
    workspace W { sees all }
    assets in W {
      smart_campaign Batch { when Email is not empty; flow { stop } }
      smart_campaign Called { flow { stop } }
      smart_campaign Caller { trigger person is created; flow { request Called } }
    }
    """)
    assert found["activate-campaign-W.Batch"].executor == "ui"
    assert found["activate-campaign-W.Called"].executor == "rest"
    assert ("Trigger 1", "Campaign is Requested") in found["build-campaign-W.Called"].enter


def test_other_workspaces_ask_for_stages_by_a_shared_list():
    found = _only("""
    instance Acme
    partition P
    workspace W { sees P; primary P }
    lifecycle L "Model" { stage A inventory; stage B end }
    assets in W {
      smart_list Early { when not stage is A }
      smart_campaign Mail { when stage in (A, B); flow { change stage to A } }
    }
    assets in Default { smart_campaign Own { when stage is A; flow { stop } } }
    """)
    lists = dict(found["share-stages-L"].enter)
    assert lists["Smart list Model: A"] == "Member of Program in Model, status is A"
    assert lists["Share the folder with"] == "W"
    assert ("Filters", "Member of Smart List not in Model: A") in found["create-smart-list-W.Early"].enter
    mail = found["build-campaign-W.Mail"]
    assert ("Filters", "Member of Smart List in Model: A; Model: B") in mail.enter
    assert "share-stages-L" in mail.needs
    own = found["build-campaign-Default.Own"]
    assert ("Filters", "Member of Program in Model, status is A") in own.enter
    assert "share-stages-L" not in own.needs


def test_a_stage_is_that_of_the_lifecycle_that_moves_the_people_of_the_workspace():
    found = _only("""
    instance Acme
    partition P
    partition JP
    workspace W { sees P; primary P }
    workspace JP { sees JP; primary JP }
    lifecycle Global { for partitions all except JP; stage A inventory }
    lifecycle Japan in workspace JP extends Global { for partitions JP }
    assets in JP { smart_list L { when stage is A }; smart_campaign C { trigger stage changes to A; flow { change stage to A } } }
    assets in W { smart_list L { when stage is A } }
    assets in Default { smart_list L { when stage is A } }
    """)

    def asked(workspace: str) -> str:
        return dict(found[f"create-smart-list-{workspace}.L"].enter)["Filters"]

    assert asked("JP") == "Member of Program in Japan, status is A"
    assert asked("W") == "Member of Smart List in Global: A"
    assert asked("Default") == "Member of Program in Global, status is A or Member of Smart List in Japan: A"
    campaign = dict(found["build-campaign-JP.C"].enter)
    assert campaign["Trigger 1"] == "Program Status is Changed: Japan, new status A"
    assert campaign["Flow 1"] == "Change Program Status: Japan, new status A"


def test_batches_run_once_people_have_their_stages():
    order = [phase.id for phase in planned(EVERYTHING.replace("trigger fills Sign_Up", "")).phases]
    assert order.index("lifecycle_people") < order.index("schedules")


def test_a_campaign_that_routes_says_its_choices():
    enter = dict(STEPS["build-campaign-Default.Route"].enter)
    assert enter["Flow 1, choice 1"] == "Country is DE; FR → EMEA people"
    assert enter["Flow 1, default choice"] == "Default"


def test_the_alerts_of_a_fence_wait_for_the_promise_first():
    enter = STEPS["build-fence-alerts-Pact"].enter
    assert [text.split(",")[0] for label, text in enter if label.startswith("Flow")][:2] == [
        "Wait: 4 hours"
    ] * 2
    assert ("Trigger", "Program Status is Changed: Global, new status Known") in enter


def test_a_local_lifecycle_has_the_alerts_of_the_fence_too():
    found = _only("""
    instance Acme
    team M { side marketing }
    team S { side sales }
    partition P
    partition JP
    workspace Default { sees all; primary Default }
    workspace JP { sees JP; primary JP }
    lifecycle Global { for partitions P; stage A inventory owned by M; stage B inventory owned by S }
    lifecycle Japan in workspace JP extends Global { for partitions JP }
    lifecycle Other { for partitions Default; stage A inventory owned by M }
    lifecycle Own extends Global { for partitions Default }
    fence Of_Its_Own between M and S on Own { hand over at B }
    fence Pact between M and S on Global {
      hand over at B
      on breach after 1 day notify S
    }
    """)
    built = {step: dict(found[step].enter) for step in found if step.startswith("build-fence-alerts")}
    assert {step: enter["Trigger"] for step, enter in built.items()} == {
        "build-fence-alerts-Pact": "Program Status is Changed: Global, new status B",
        "build-fence-alerts-Pact-in-Japan": "Program Status is Changed: Japan, new status B",
    }
    assert "workspace JP" in found["build-fence-alerts-Pact-in-Japan"].where
    assert "activate-fence-alerts-Pact-in-Japan" in found


def test_a_report_says_what_it_counts_in_the_words_of_the_program():
    found = _only("""
    instance Acme
    team M
    lifecycle Global "Our way" { stage A "The first" inventory; stage B inventory }
    distribution D on Global at B { queue Q for M { capacity 20 per week } }
    metric One owned by M { counts entries to Global.A }
    metric Two owned by M { counts "calls that were answered" }
    metric Three owned by M { counts conversions from Global.A to Global.B }
    """)
    counted = {name: dict(found[f"build-report-{name}"].enter)["Counts"] for name in ("One", "Two", "Three")}
    assert counted == {
        "One": "entries to The first of Our way",
        "Two": "calls that were answered",
        "Three": "conversions from The first to B of Our way",
    }
    assert dict(found["set-up-distribution-D"].enter)["Queue Q"].endswith("at most 20 per week")


def test_names_that_do_not_exist_are_somebody_elses_business():
    loaded = api.load_text("""
    instance Acme { duplicates by Nothing, Nobody }
    workspace W { sees Nowhere; primary Nowhere; admin Nobody }
    team T
    grant Nonsense to T in Nowhere
    grant Nonsense to T in W
    assets in W { program P { cloned from X.Y; channel Z; uses Q; email E { uses R }; smart_campaign C {
      trigger fills F
      flow { send G; route by H; change stage to I }
    } } }
    assets in Elsewhere { email E { uses W.P.E } }
    routing R { carried out by W.P.D; when Nothing is "x" -> Nowhere; otherwise -> Default }
    lifecycle L extends M { success path A, B; stage A inventory owned by Nobody; A -> B by Nobody }
    fence F between A and B on C { hand over at D; accept at E within 1 day }
    site "www.a.example" tracked by Nowhere
    score S adds to Nothing { +1 when fills Nothing }
    threshold T on O in L { when coverage >= 50%; hands over to Nobody }
    """)
    context = loaded.context()
    _check_order(plan(context.model, context.names, context.sight))
