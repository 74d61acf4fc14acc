"""What can be done about a finding, from the place where it is shown."""

from lsprotocol import types

from mopsdsl.lsp.features.acting import MOST
from tests.lsp.editor import Editor

BASE = """partition EU "Europe"
partition US "States"
team Ops "Operations"
workspace Old "Old World" { sees EU; primary EU; admin Ops }
workspace New "New World" { sees US; primary US; admin Ops }
assets in Old {
  folder Kit "Kit" shared with Default {
    email_template Plain "Plain"
  }
}
"""


def offered(editor: Editor, text: str) -> dict[str, dict[str, str]]:
    """What is offered at the cursor → the texts after it."""
    editor.save(base=BASE)
    editor.open("a.mops", text)
    place = types.Range(editor.cursor, editor.cursor)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(editor.uri()), place, types.CodeActionContext([])
    )
    actions = editor.ask("textDocument/codeAction", params)
    return {action.title: editor.text_after(action.edit) for action in actions}


def test_a_slip_is_written_right(editor: Editor) -> None:
    found = offered(editor, 'workspace X "X" { sees U|SS; primary US; admin Ops }\n')
    assert found["Write US"] == {"a.mops": 'workspace X "X" { sees US; primary US; admin Ops }\n'}


def test_a_word_of_the_language_is_written_right(editor: Editor) -> None:
    found = offered(editor, 'workspace X "X" { seess| EU; primry EU; admin Ops }\n')
    assert found["Write `sees`"]["a.mops"] == 'workspace X "X" { sees EU; primry EU; admin Ops }\n'


def test_a_share_that_is_missing_is_added_where_it_stands(editor: Editor) -> None:
    found = offered(editor, 'assets in New {\n  email Hello "Hello" { uses Old.Kit.Pl|ain }\n}\n')
    [(title, texts)] = [(title, texts) for title, texts in found.items() if "Share" in title]
    assert title == "Share folder Old.Kit with New"
    assert 'folder Kit "Kit" shared with Default, New {' in texts["base.mops"]


def test_a_finding_can_be_let_pass_with_a_reason_to_fill_in(editor: Editor) -> None:
    found = offered(editor, 'field Unu|sed "Unused" text\n')
    texts = found["Let it pass, and say why: allow MOPS008"]
    assert texts == {"a.mops": 'field Unused "Unused" text { allow MOPS008 because "" }\n'}
    editor.type(texts["a.mops"])
    assert [code for code in editor.told() if "MOPS008" in code] == []
    assert editor.told() == ["1: MOPS006"]  # there is no reason yet


def test_the_exception_goes_into_the_block_of_the_declaration(editor: Editor) -> None:
    found = offered(editor, 'workspace X| "X" {\n  sees US\n  primary US\n}\n')
    assert found["Let it pass, and say why: allow MOPS602"]["a.mops"].splitlines() == [
        'workspace X "X" {',
        "  sees US",
        "  primary US",
        '  allow MOPS602 because ""',
        "}",
    ]
    found = offered(editor, 'workspace X| "X" { sees US; primary US }\n')
    texts = found["Let it pass, and say why: allow MOPS602"]
    assert texts["a.mops"] == 'workspace X "X" { sees US; primary US; allow MOPS602 because "" }\n'


def test_what_no_exception_hides_is_not_offered_one(editor: Editor) -> None:
    assert not [title for title in offered(editor, "workspace X { sees Nowhe|re }\n") if "allow" in title]


def test_all_that_is_safe_is_mended_at_once(editor: Editor) -> None:
    editor.open(
        "a.mops", 'partition A { allow MOPS306 because "x" }\npartition B { allow MOPS306 because "x" }\n'
    )
    whole = types.Range(types.Position(0, 0), types.Position(9, 0))
    context = types.CodeActionContext([], only=[types.CodeActionKind.SourceFixAll])
    params = types.CodeActionParams(types.TextDocumentIdentifier(editor.uri()), whole, context)
    [action] = editor.ask("textDocument/codeAction", params)
    assert "allow" not in editor.text_after(action.edit)["a.mops"]


def test_who_marks_a_whole_text_is_offered_little(editor: Editor) -> None:
    editor.save(base=BASE)
    editor.open("a.mops", "".join(f'field F{number} "F" text\n' for number in range(1_000)) + "|")
    assert len(editor.shown["a.mops"]) == 1_000
    assert len(editor.ask("textDocument/codeAction")) == MOST


def test_fixes_of_a_text_that_has_changed_are_not_offered(editor: Editor) -> None:
    editor.save(base=BASE)
    editor.open("a.mops", 'workspace X "X" { sees USS; primary US; admin Ops }\n')
    editor.type("\n\n# something else\n", wait=False)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(editor.uri()),
        types.Range(types.Position(0, 0), types.Position(9, 0)),
        types.CodeActionContext([]),
    )
    assert editor.ask("textDocument/codeAction", params) == []


def test_edits_name_the_version_that_they_are_for(editor: Editor) -> None:
    editor.save(base=BASE)
    editor.open("a.mops", 'workspace X "X" { sees U|SS; primary US; admin Ops }\n')
    place = types.Range(editor.cursor, editor.cursor)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(editor.uri()), place, types.CodeActionContext([])
    )
    action = editor.ask("textDocument/codeAction", params)[0]
    assert action.edit.document_changes[0].text_document.version == 1
    editor.session.capabilities = types.ClientCapabilities()
    action = editor.ask("textDocument/codeAction", params)[0]
    assert list(action.edit.changes) == [editor.uri()]


def test_what_was_renamed_can_say_what_it_was_called(editor: Editor) -> None:
    editor.save(base=BASE)
    editor.open("a.mops", "# nothing yet\n")
    editor.open("base.mops", BASE.replace("partition EU", "partition E|U"))
    params = types.RenameParams(types.TextDocumentIdentifier(editor.uri()), editor.cursor, "Europe")
    renamed = editor.text_after(editor.ask("textDocument/rename", params))["base.mops"]
    editor.type(renamed)
    actions = editor.ask(
        "textDocument/codeAction",
        types.CodeActionParams(
            types.TextDocumentIdentifier(editor.uri()),
            types.Range(editor.cursor, editor.cursor),
            types.CodeActionContext([]),
        ),
    )
    [action] = [one for one in actions if "Marketo already" in one.title]
    assert 'partition Europe "Europe" formerly EU' in editor.text_after(action.edit)["base.mops"]
