"""Who reaches this, and what it reaches."""

from lsprotocol import types

from tests.lsp.editor import Editor

ACCESS = """\
grant Marketing_User to Ops in EMEA
grant Marketing_User to Ops in NA until 2099-01-01
"""
PLACES = """\
partition EU "Europe"
partition US "America"
workspace EMEA "Europe" { sees EU; primary EU }
workspace NA "America" { sees all; primary US }
assets in EMEA {
  folder Intro shared with NA {
    email Welcome
  }
}
"""
STAGES = """\
lifecycle Global {
  stage New inventory owned by Ops
  stage Old end
  New -> Old by Ops
  New -> Old after 3 days
}
team Ops "Ops"
"""


def prepared(editor: Editor) -> types.CallHierarchyItem:
    (item,) = editor.ask(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    assert isinstance(item, types.CallHierarchyItem)
    return item


def incoming(editor: Editor, item: types.CallHierarchyItem | None = None) -> list[str]:
    """Each who reaches it, with the text that makes it so."""
    params = types.CallHierarchyIncomingCallsParams(item or prepared(editor))
    return [
        f"{call.from_.name} ({call.from_.detail}): {_read(editor, call.from_.uri, call.from_ranges)}"
        for call in editor.ask(types.CALL_HIERARCHY_INCOMING_CALLS, params)
    ]


def outgoing(editor: Editor) -> list[str]:
    item = prepared(editor)
    params = types.CallHierarchyOutgoingCallsParams(item)
    return [
        f"{call.to.name} ({call.to.detail}): {_read(editor, item.uri, call.from_ranges)}"
        for call in editor.ask(types.CALL_HIERARCHY_OUTGOING_CALLS, params)
    ]


def _read(editor: Editor, uri: str, ranges: list[types.Range]) -> str:
    return ", ".join(editor.read(*(types.Location(uri, one) for one in ranges)))


def test_who_sees_a_partition(editor: Editor) -> None:
    editor.open("a.mops", PLACES.replace("partition EU", "partition |EU"))
    assert incoming(editor) == [
        "EMEA (workspace, sees): a.mops:3 EU", "NA (workspace, sees all): a.mops:4 NA",
    ]  # fmt: skip
    assert outgoing(editor) == []


def test_which_teams_work_in_a_workspace_at_their_grants(editor: Editor) -> None:
    editor.save(b=STAGES, c=ACCESS)
    editor.open("a.mops", PLACES.replace('NA "', 'N|A "'))
    assert incoming(editor) == ["Ops (team, as Marketing_User until 2099-01-01): c.mops:2 NA"]
    call = editor.ask(
        types.CALL_HIERARCHY_INCOMING_CALLS, types.CallHierarchyIncomingCallsParams(prepared(editor))
    )[0]
    assert editor.read(types.Location(call.from_.uri, call.from_.selection_range)) == ["c.mops:2 NA"]


def test_further_from_an_item(editor: Editor) -> None:
    editor.save(b=STAGES, c=ACCESS)
    editor.open("a.mops", PLACES.replace("partition EU", "partition |EU"))
    calls = editor.ask(
        types.CALL_HIERARCHY_INCOMING_CALLS, types.CallHierarchyIncomingCallsParams(prepared(editor))
    )
    assert incoming(editor, calls[0].from_) == ["Ops (team, as Marketing_User): c.mops:1 EMEA"]


def test_what_a_workspace_reaches(editor: Editor) -> None:
    editor.open("a.mops", PLACES.replace('NA "', 'N|A "'))
    assert outgoing(editor) == [
        "Default (partition, sees all): a.mops:4 NA",
        "EU (partition, sees all): a.mops:4 NA",
        "US (partition, sees all): a.mops:4 NA",
        "EMEA.Intro (folder, reads): a.mops:6 NA",
        "EMEA.Intro.Welcome (email, reads): a.mops:6 NA",
    ]


def test_who_can_use_an_asset(editor: Editor) -> None:
    editor.open("a.mops", PLACES.replace("email Wel", "email W|el"))
    assert incoming(editor) == [
        "EMEA (workspace, holds): a.mops:5 EMEA", "NA (workspace, reads): a.mops:6 NA",
    ]  # fmt: skip


def test_where_a_team_works(editor: Editor) -> None:
    editor.save(a=PLACES, c=ACCESS)
    editor.open("b.mops", STAGES.replace("team Ops", "team O|ps"))
    assert outgoing(editor) == [
        "EMEA (workspace, as Marketing_User): b.mops:7 Ops",
        "NA (workspace, as Marketing_User until 2099-01-01): b.mops:7 Ops",
    ]


def test_the_ways_between_stages(editor: Editor) -> None:
    editor.open("a.mops", STAGES.replace("stage Old", "stage O|ld"))
    (found,) = incoming(editor)
    assert found.startswith("Global.New (stage, by Ops; ")
    assert found.endswith(": a.mops:4 New -> Old by Ops, a.mops:5 New -> Old after 3 days")
    editor.type(STAGES.replace("stage New", "stage |New"))
    (found,) = outgoing(editor)
    assert found.startswith("Global.Old (stage, by Ops; ")


def test_what_reaches_nothing_is_not_asked_about(editor: Editor) -> None:
    editor.open("a.mops", 'fi|eld A "A" text\n')
    assert editor.ask(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY) == []
    editor.type('field |A "A" text\n')
    assert editor.ask(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY) == []


def test_an_item_that_is_gone(editor: Editor) -> None:
    editor.open("a.mops", PLACES.replace("partition EU", "partition |EU"))
    item = prepared(editor)
    editor.type("partition Other\n")
    params = types.CallHierarchyIncomingCallsParams(item)
    assert editor.ask(types.CALL_HIERARCHY_INCOMING_CALLS, params) is None
