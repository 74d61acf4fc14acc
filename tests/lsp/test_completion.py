"""Completion knows what is wanted here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.lsp.wanted import wanted
from mopsdsl.source.text import Source
from tests.lsp.editor import Editor

BASE = """
field Country text one of ("DE", "FR", "US")
field Score number
field Reachable flag
list Europe = ("DE", "FR")
partition EU "Europe"
partition US "States"
team Ops "Operations"
## Everything for the old world.
workspace Old "Old World" { sees EU; primary EU }
workspace New "New World" { sees US; primary US }
assets in Old {
  folder Kit "Kit" shared with New {
    email_template Plain "Plain"
  }
  folder Private "Private" {
    email_template Secret "Secret"
  }
}
lifecycle Global { stage Known "Known"; stage MQL "MQL"
  Known -> MQL when Score >= 50 }
"""


def offered(editor: Editor, text: str) -> list[str]:
    editor.save(base=BASE)
    editor.open("a.mops", text)
    found = editor.ask("textDocument/completion")
    return [item.label for item in found.items] if found else []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ('workspace X "X" { sees | }', ["EU", "US", "Default", "all"]),
        ('workspace X "X" { sees EU, U| }\n', ["US"]),
        ('workspace X "X" { sees EU, | }', ["US", "Default", "EU"]),
        ("grant Marketing_User to |", ["Ops"]),
        ("grant Marketing_User to Ops in |\n", ["New", "Old", "Default", "all workspaces"]),
        ('routing R { when Country is "|" -> EU }', ["DE", "FR", "US"]),
        ('routing R { when Country is "|', ["DE", "FR", "US"]),
        ("routing R { when Country is |", ['"DE"', '"FR"', '"US"', "empty", "not"]),
        ("routing R { when Country in (|", ['"DE"', '"FR"', '"US"']),
        ("routing R { when Reachable is |", ["yes", "no", "empty", "not"]),
        ("lifecycle Local extends Global { Known -> | }", ["Known", "MQL"]),
        ("fence F between Ops and Ops on Global { accept at |", ["Known", "MQL"]),
        ("allow MOPS30|", []),
        ("each region of (A, B) { partition <region>; workspace W_<region> { sees <|> } }", ["<region>"]),
        ('calendar C { timezone "Europe/Berl|" }', ["Europe/Berlin"]),
        ("calendar C { holidays FR| }", ["FR"]),
        ("works|", ["workspace"]),
        ("# grant |", []),
    ],
)
def test_what_is_offered(editor: Editor, text: str, first: list[str]) -> None:
    found = offered(editor, text)
    assert found[: len(first)] == first or (not first and all(one.startswith("MOPS30") for one in found))


def test_assets_that_can_be_used_from_here_come_first_in_their_shortest_form(editor: Editor) -> None:
    editor.save(base=BASE)
    editor.open("a.mops", 'assets in New { email E "E" { uses | } }')
    found = editor.ask("textDocument/completion").items
    labels = [item.label for item in found]
    assert labels.index("Old.Kit.Plain") < labels.index("Old.Private.Secret")
    details = {item.label: item.detail for item in found}
    assert details["Old.Private.Secret"] == 'email template "Secret", not shared with New'
    assert "Kit.Plain" in offered(editor, 'assets in Old { email E "E" { uses | } }')


def test_a_primary_partition_is_one_that_the_workspace_sees(editor: Editor) -> None:
    assert offered(editor, 'workspace X "X" { sees US; primary | }')[:1] == ["US"]
    details = {item.label: item.detail for item in editor.ask("textDocument/completion").items}
    assert details["EU"] == 'partition "Europe", which X does not see'


def test_a_path_is_replaced_as_a_whole(editor: Editor) -> None:
    editor.save(base=BASE)
    editor.open("a.mops", 'assets in New { email E "E" { uses Old.Ki|t } }')
    item = next(one for one in editor.ask("textDocument/completion").items if one.label == "Old.Kit.Plain")
    assert (item.text_edit.range.start.character, item.text_edit.range.end.character) == (35, 42)


def test_a_name_says_more_when_somebody_stops_at_it(editor: Editor) -> None:
    editor.save(base=BASE)
    editor.open("a.mops", "grant Marketing_User to Ops in |")
    item = next(one for one in editor.ask("textDocument/completion").items if one.label == "Old")
    assert editor.ask("completionItem/resolve", item).documentation == "Everything for the old world."


def test_many_names_are_asked_for_again(editor: Editor) -> None:
    editor.save(base="\n".join(f"partition P{number}" for number in range(300)))
    editor.open("a.mops", "workspace X { sees | }")
    assert editor.ask("textDocument/completion").is_incomplete
    editor.type("workspace X { sees P29| }")
    found = editor.ask("textDocument/completion")
    assert not found.is_incomplete
    assert "P299" in [item.label for item in found.items]


WHOLE = (
    BASE
    + 'assets in New { smart_campaign C "C" { when Country is "DE" and Score > 5\n flow { wait 5 days } } }\n'
)


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_it_can_be_asked_anywhere_in_any_text(cut: int, offset: int) -> None:
    text = WHOLE[:cut]
    wanted(Source("a.mops", text), min(offset, len(text)))
    wanted(Source("a.mops", WHOLE[cut:]), min(offset, len(WHOLE) - cut))


def test_of_a_large_text_only_the_declaration_around_is_read(editor: Editor) -> None:
    filler = "".join(f'partition P{number} "P{number}"\n' for number in range(2_000))
    typed = 'workspace X "X" {\n  sees EU\n  primary | }\n'
    editor.save(base=BASE)
    editor.open("a.mops", f"{filler}{typed}{filler.replace('P', 'Q')}")
    assert editor.ask("textDocument/completion").items[0].label == "EU"
    editor.open("b.mops", f"{filler}each region of (A, B) {{\n  partition <|>\n}}\n")
    assert [item.label for item in editor.ask("textDocument/completion").items] == ["<region>"]
