"""Where a name is declared, and where it stands."""

from lsprotocol import types

from tests.lsp.editor import Editor, everything

PEOPLE = 'partition EU "Europe"\npartition NA "North America"\n'
WEST = 'workspace W "West" { sees EU; primary EU }\n'
ASSETS = """\
workspace EMEA "Europe" { sees EU; primary EU }
assets in EMEA {
  folder Intro {
    email Welcome
  }
  program Trip { uses Intro.Welcome }
}
"""
EACH = """\
each region of (AMER, EMEA) {
  workspace <region> { sees EU; primary EU }
  assets in <region> {
    folder Intro { email Welcome }
    program Trip { uses <region>.Intro.Welcome }
  }
}
"""


def definitions(editor: Editor) -> list[str]:
    return editor.read(*editor.ask(types.TEXT_DOCUMENT_DEFINITION))


def references(editor: Editor, declared: bool = True) -> list[str]:
    params = types.ReferenceParams(
        types.ReferenceContext(declared), types.TextDocumentIdentifier(editor.uri()), editor.cursor
    )
    return editor.read(*editor.ask(types.TEXT_DOCUMENT_REFERENCES, params))


def test_to_the_declaration_in_another_file(editor: Editor) -> None:
    editor.save(a=PEOPLE)
    editor.open("b.mops", WEST.replace("sees EU", "sees E|U"))
    assert definitions(editor) == ["a.mops:1 EU"]


def test_a_path_leads_where_the_word_under_the_cursor_leads(editor: Editor) -> None:
    editor.save(a=PEOPLE)
    editor.open("b.mops", ASSETS.replace("uses Intro.Welcome", "uses |EMEA.Intro.Welcome"))
    assert definitions(editor) == ["b.mops:1 EMEA"]
    editor.type(ASSETS.replace("uses Intro.Welcome", "uses EMEA.I|ntro.Welcome"))
    assert definitions(editor) == ["b.mops:3 Intro"]
    editor.type(ASSETS.replace("uses Intro.Welcome", "uses EMEA.Intro.Welcome|"))
    assert definitions(editor) == ["b.mops:4 Welcome"]


def test_a_stage_and_its_lifecycle(editor: Editor) -> None:
    text = 'lifecycle Global { stage New inventory owned by Ops; stage Old end; New -> Old by Ops }\nteam Ops "Ops"\n'
    editor.open("a.mops", f"{text}metric M owned by Ops {{ counts entries to Glo|bal.Old }}\n")
    assert definitions(editor) == ["a.mops:1 Global"]
    editor.type(f"{text}metric M owned by Ops {{ counts entries to Global.O|ld }}\n")
    assert definitions(editor) == ["a.mops:1 Old"]
    assert references(editor) == ["a.mops:1 Old", "a.mops:1 Old", "a.mops:3 Old"]


def test_in_an_each_the_declarations_of_all_rounds(editor: Editor) -> None:
    editor.save(
        a=PEOPLE, b="workspace AMER { sees EU; primary EU }\n\nworkspace EMEA { sees EU; primary EU }\n"
    )
    text = "each region of (AMER, EMEA) { assets in <reg|ion> { folder F { email E } } }\n"
    editor.open("c.mops", text)
    assert definitions(editor) == ["b.mops:1 AMER", "b.mops:3 EMEA"]


def test_a_path_that_an_each_puts_together_is_read_word_by_word(editor: Editor) -> None:
    editor.save(a=PEOPLE)
    editor.open("b.mops", EACH.replace("<region>.Intro.", "<region>.In|tro."))
    assert definitions(editor) == ["b.mops:4 Intro"]
    editor.type(EACH.replace("<region>.Intro.", "<region|>.Intro."))
    assert definitions(editor) == ["b.mops:2 <region>"]
    assert references(editor) == ["b.mops:2 <region>", "b.mops:3 <region>", "b.mops:5 <region>"]


def test_a_declaration_is_its_own_definition(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE.replace("EU", "|EU"))
    assert definitions(editor) == ["a.mops:1 EU"]


def test_marketos_own_things_and_no_name_lead_nowhere(editor: Editor) -> None:
    editor.open("a.mops", WEST.replace("sees EU", "sees Def|ault"))
    assert definitions(editor) == []
    assert references(editor) == ["a.mops:1 Default"]
    editor.type(WEST.replace("sees EU", "|sees EU"))
    assert definitions(editor) == []


def test_a_client_that_can_gets_the_stretches_of_both_ends(editor: Editor) -> None:
    capabilities = everything()
    assert capabilities.text_document
    capabilities.text_document.definition = types.DefinitionClientCapabilities(link_support=True)
    editor.session.capabilities = capabilities
    editor.save(a=PEOPLE)
    editor.open("b.mops", ASSETS.replace("uses Intro.Welcome", "uses EMEA.In|tro.Welcome"))
    (link,) = editor.ask(types.TEXT_DOCUMENT_DEFINITION)
    places = [types.Location(editor.uri(), link.origin_selection_range)]
    places += [
        types.Location(link.target_uri, one) for one in (link.target_selection_range, link.target_range)
    ]
    assert editor.read(*places) == [
        "b.mops:6 Intro", "b.mops:3 Intro", "b.mops:3 folder Intro {\n    email Welcome\n  }",
    ]  # fmt: skip


def test_references_with_and_without_the_declaration(editor: Editor) -> None:
    editor.save(a=PEOPLE)
    editor.open("b.mops", WEST.replace("sees EU", "sees EU|"))
    assert references(editor) == ["a.mops:1 EU", "b.mops:1 EU", "b.mops:1 EU"]
    assert references(editor, declared=False) == ["b.mops:1 EU", "b.mops:1 EU"]


def test_highlights_tell_where_it_is_declared(editor: Editor) -> None:
    editor.save(c=WEST.replace('W "West"', "V"))
    editor.open("a.mops", PEOPLE.replace("EU", "E|U") + WEST)
    found = editor.ask(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    read, write = types.DocumentHighlightKind.Read, types.DocumentHighlightKind.Write
    assert [(one.range.start.line, one.kind) for one in found] == [(0, write), (2, read), (2, read)]


def test_columns_count_as_the_client_counts(editor: Editor) -> None:
    text = '# \U0001f600\npartition EU "\U0001f600"; workspace W "\U0001f600" { sees E|U; primary EU }\n'
    editor.open("a.mops", text)
    assert definitions(editor) == ["a.mops:2 EU"]
    assert references(editor, declared=False) == ["a.mops:2 EU", "a.mops:2 EU"]
