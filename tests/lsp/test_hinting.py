"""What is shown behind lines: how many people a condition can mean at most, and when a promise runs out."""

from lsprotocol import types

from tests.lsp.editor import Editor

WORLD = """\
partition Nordics { people 310_000 }
partition Iberia { people 90_000 }
partition Nobody { empty }
workspace North { sees Nordics, Nobody; primary Nordics }
workspace Both { sees Nordics, Iberia; primary Nordics }
workspace Default { sees all; primary Nordics }
"""
ROUTING = """\
routing Home {
  carried out by Default.Route
  when Country in ("SE", "NO") -> Nordics
  when Country in ("ES", "PT") -> Iberia
  otherwise -> Default
}
assets in Default { smart_campaign Route { scope global; trigger person is created; flow { route by Home } } }
"""


def shown(editor: Editor, text: str, lines: tuple[int, int] = (0, 999)) -> list[str]:
    """The lines with hints, without what stands around: `2: condition‹hint›`."""
    editor.open("a.mops", text)
    range = types.Range(types.Position(lines[0], 0), types.Position(lines[1], 0))
    document = types.TextDocumentIdentifier(editor.uri())
    found = editor.ask(types.TEXT_DOCUMENT_INLAY_HINT, types.InlayHintParams(document, range))
    return [f"{one.position.line + 1}: {one.label}" for one in found]


def in_list(editor: Editor, workspace: str, condition: str, more: str = "") -> list[str]:
    text = f"assets in {workspace} {{ smart_list L {{ when {condition} }} }}\n{WORLD}{more}"
    return [one.removeprefix("1: ") for one in shown(editor, text) if one.startswith("1: ")]


def test_a_condition_means_at_most_the_people_whom_its_workspace_sees(editor: Editor) -> None:
    assert in_list(editor, "North", 'Country is "SE"') == ["at most 310,000 people"]
    assert in_list(editor, "Both", 'Country is "SE"') == ["at most 400,000 people"]


def test_nothing_is_said_where_nothing_is_known(editor: Editor) -> None:
    assert (
        in_list(editor, "Default", 'Country is "SE"') == []
    )  # nobody says how many the Default partition has
    assert in_list(editor, "Both", 'Country is "SE"', "partition More\nworkspace M { sees More }") == [
        "at most 400,000 people"
    ]


def test_there_are_no_more_than_the_instance_has(editor: Editor) -> None:
    instance = "instance I { people 450_000 }"
    assert in_list(editor, "Default", 'Country is "SE"', instance) == ["at most 450,000 people"]
    assert in_list(editor, "Both", 'Country is "SE"', instance) == ["at most 400,000 people"]
    assert in_list(editor, "Default", 'Country is "XX"', instance + "\n" + ROUTING) == [
        "at most 50,000 people"
    ]
    assert in_list(editor, "Default", 'Country is "XX"', f"{ROUTING}instance I {{ people 5 }}") == [
        "at most 5 people"  # what contradicts itself proves nothing more
    ]


def test_people_whom_routing_sends_elsewhere_don_t_count(editor: Editor) -> None:
    assert in_list(editor, "Both", 'Country is "SE"', ROUTING) == ["at most 310,000 people"]
    assert in_list(editor, "Both", 'Country in ("SE", "ES")', ROUTING) == ["at most 400,000 people"]
    assert in_list(editor, "North", 'Country is "ES"', ROUTING) == ["nobody"]


def test_routing_that_nothing_carries_out_leaves_nobody_out(editor: Editor) -> None:
    idle = ROUTING.replace("  carried out by Default.Route\n", "")
    assert in_list(editor, "Both", 'Country is "SE"', idle) == ["at most 400,000 people"]


def test_nobody_fits_what_contradicts_itself(editor: Editor) -> None:
    assert in_list(editor, "Default", 'Country is "SE" and Country is empty') == ["nobody"]


def test_a_shared_list_counts_the_people_of_whoever_uses_it(editor: Editor) -> None:
    shared = 'assets in North { folder F { shared with Both\n smart_list L { when Country is "SE" } } }'
    assert shown(editor, f"{shared}\n{WORLD}") == ["2: at most 400,000 people"]


def test_an_earlier_segment_takes_its_people(editor: Editor) -> None:
    segments = 'segment A when Country is "SE"\n segment B when Country in ("SE", "NO")\n segment C when Country is "SE" and Score > 5'
    found = shown(editor, f"assets in North {{ segmentation S {{\n {segments} }} }}\n{WORLD}")
    assert found == ["2: at most 310,000 people", "3: at most 310,000 people", "4: nobody"]


def test_a_rule_of_routing_takes_no_more_than_its_partition_has(editor: Editor) -> None:
    more = ROUTING.replace("  otherwise", '  when Country is "SE" -> Iberia\n  otherwise')
    assert shown(editor, more + WORLD) == [
        "3: at most 310,000 people", "4: at most 90,000 people", "5: nobody",
    ]  # fmt: skip


def test_rounds_of_an_each_say_what_holds_for_all(editor: Editor) -> None:
    each = 'each w of (North, Both) { assets in <w> { smart_list L { when Country is "SE" } } }'
    assert shown(editor, f"{each}\n{WORLD}") == ["1: at most 400,000 people"]


def test_what_can_t_be_read_or_found_proves_nothing(editor: Editor) -> None:
    assert in_list(editor, "North", 'Country is "SE"', "workspace Broken { sees ]") == []
    nowhere = WORLD.replace("sees Nordics, Nobody", "sees Nordics, Nowhere")
    assert shown(editor, f'assets in North {{ smart_list L {{ when Country is "SE" }} }}\n{nowhere}') == []


FENCE = """\
team Ops { side marketing }
team Sales { side sales; calendar Office }
calendar Office { timezone "Europe/Stockholm"; hours Mon..Fri 09:00-17:00; holidays "SE" }
lifecycle L {
  stage Known
  stage MQL sla 1 business day owned by Sales { means "Worth a call" }
  stage SAL
  Known -> MQL when Score > 5
  MQL -> SAL by Sales
}
fence F between Ops and Sales on L {
  hand over at MQL
  accept at SAL within 4 business hours
  after accept { call "First" within 2 days; touch 6 times within 10 business days }
  agreed by "VP" on 2026-01-15
}
"""


def test_a_promise_says_when_it_runs_out(editor: Editor) -> None:
    found = shown(editor, FENCE)
    assert [one.partition(", at worst")[0] for one in found] == [
        "6: Fri 16:00 → Mon 16:00",
        "13: Fri 16:00 → Mon 12:00",
        "14: Fri 16:00 → Sun 16:00",
        "14: Fri 16:00 → Fri 16:00, 14 days later",
    ]
    assert [", at worst" in one for one in found] == [True, True, False, True]


def test_a_hint_stands_behind_what_it_is_about(editor: Editor) -> None:
    editor.open("a.mops", FENCE)
    range = types.Range(types.Position(12, 0), types.Position(12, 99))
    params = types.InlayHintParams(types.TextDocumentIdentifier(editor.uri()), range)
    (found,) = editor.ask(types.TEXT_DOCUMENT_INLAY_HINT, params)
    assert FENCE.splitlines()[12][: found.position.character] == "  accept at SAL within 4 business hours"
    assert "by the hours of Sales (Europe/Stockholm)" in found.tooltip


def test_only_what_is_on_the_screen_is_told(editor: Editor) -> None:
    assert len(shown(editor, FENCE, (0, 12))) == 1
    assert not shown(editor, FENCE, (0, 4))
