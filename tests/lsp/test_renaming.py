"""Renaming everywhere at once: safely or not at all."""

import pytest
from lsprotocol import types

from mopsdsl.lsp.refusal import Refusal
from mopsdsl.lsp.renames import formerly_actions
from mopsdsl.source.text import Span
from tests.lsp.editor import Editor

PEOPLE = 'partition EU "Europe"\npartition NA "North America"\n'
WEST = 'workspace W "West" { sees EU, NA; primary EU } # EU is "EU" here\n'
ASSETS = """\
workspace EMEA "Europe" { sees EU; primary EU }
assets in EMEA {
  folder Intro { email Welcome; form Hello }
  program Trip { uses EMEA.Intro.Welcome, Intro.Hello }
}
"""


def asked(editor: Editor, name: str) -> types.WorkspaceEdit:
    params = types.RenameParams(types.TextDocumentIdentifier(editor.uri()), editor.cursor, name)
    edit = editor.ask(types.TEXT_DOCUMENT_RENAME, params)
    assert isinstance(edit, types.WorkspaceEdit)
    return edit


def renamed(editor: Editor, name: str, *, confirmed: bool = False) -> dict[str, str]:
    return editor.text_after(asked(editor, name), confirmed=confirmed)


def refused(editor: Editor, name: str = "Fresh") -> str:
    """Why a rename can't be."""
    with pytest.raises(Refusal) as error:
        asked(editor, name)
    assert error.value.code == types.LSPErrorCodes.RequestFailed
    return error.value.message


# What is edited


def test_the_name_is_ready_to_be_typed_anew(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE + ASSETS.replace("EMEA.Intro", "EMEA.In|tro"))
    ready = editor.ask(types.TEXT_DOCUMENT_PREPARE_RENAME)
    assert ready.placeholder == "Intro"
    assert editor.read(types.Location(editor.uri(), ready.range)) == ["a.mops:6 Intro"]


def test_everywhere_in_all_files_but_not_in_comments_and_texts(editor: Editor) -> None:
    editor.save(b=WEST)
    editor.open("a.mops", PEOPLE.replace("EU", "E|U"))
    assert renamed(editor, "Europe") == {
        "a.mops": PEOPLE.replace("EU", "Europe"),
        "b.mops": 'workspace W "West" { sees Europe, NA; primary Europe } # EU is "EU" here\n',
    }


def test_a_workspace_and_a_folder_in_every_path_that_passes_through_them(editor: Editor) -> None:
    editor.save(a=PEOPLE)
    editor.open("b.mops", ASSETS.replace('EMEA "', 'EM|EA "'))
    assert renamed(editor, "North")["b.mops"] == ASSETS.replace("EMEA", "North")
    editor.type(ASSETS.replace("folder Intro", "folder Intro|"))
    assert renamed(editor, "Start")["b.mops"] == ASSETS.replace("Intro", "Start")


def test_a_lifecycle_in_the_paths_of_its_stages(editor: Editor) -> None:
    text = """\
team Ops "Ops"
lifecycle Glo|bal { stage New inventory owned by Ops; stage Old end; New -> Old by Ops }
metric M owned by Ops { counts entries to Global.Old }
"""
    editor.open("a.mops", text)
    assert renamed(editor, "World")["a.mops"] == text.replace("|", "").replace("Global", "World")
    editor.type(text.replace("|", "").replace("Global.Old", "Global.O|ld"))
    assert renamed(editor, "Gone")["a.mops"] == text.replace("|", "").replace("Old", "Gone")


def test_a_site_between_its_quotes(editor: Editor) -> None:
    text = f'{PEOPLE}{WEST}site "www.ac|me.com" tracked by W\n'
    editor.open("a.mops", text)
    assert renamed(editor, "www.acme.org")["a.mops"] == text.replace("ac|me.com", "acme.org")
    assert "no quotes" in refused(editor, 'www."acme".org')


def test_what_an_each_makes_of_one_text_is_renamed_together(editor: Editor) -> None:
    text = """\
workspace V { sees EU; primary EU }
workspace W { sees EU; primary EU }
each region of (V, W) { assets in <region> { folder Intro { email Welcome } } }
assets in V { program Trip { uses V.In|tro.Welcome } }
assets in W { program Trip { uses Intro.Welcome } }
"""
    editor.save(a=PEOPLE)
    editor.open("b.mops", text)
    assert renamed(editor, "Start")["b.mops"] == text.replace("|", "").replace("Intro", "Start")


def test_open_documents_are_edited_in_their_versions_and_others_as_they_are(editor: Editor) -> None:
    editor.save(b=WEST)
    editor.open("a.mops", PEOPLE)
    editor.type(PEOPLE.replace("EU", "E|U"))
    changes = asked(editor, "Europe").document_changes
    assert changes
    assert [(change.text_document.uri, change.text_document.version) for change in changes] == [
        (editor.uri("a.mops"), 2), (editor.uri("b.mops"), None),
    ]  # fmt: skip


def test_a_client_that_knows_no_versions_gets_plain_changes(editor: Editor) -> None:
    editor.session.capabilities = types.ClientCapabilities()
    editor.open("a.mops", PEOPLE.replace("EU", "|EU"))
    edit = asked(editor, "Europe")
    assert edit.document_changes is None
    assert edit.change_annotations is None
    assert editor.text_after(edit) == {"a.mops": PEOPLE.replace("EU", "Europe")}


def test_the_same_name_changes_nothing(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE.replace("EU", "|EU"))
    params = types.RenameParams(types.TextDocumentIdentifier(editor.uri()), editor.cursor, "EU")
    assert editor.ask(types.TEXT_DOCUMENT_RENAME, params) is None


# What is refused


def test_where_no_name_is(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE.replace("partition EU", "parti|tion EU"))
    with pytest.raises(Refusal, match="There is no name here"):
        editor.ask(types.TEXT_DOCUMENT_PREPARE_RENAME)
    editor.type('list Colours = ("re|d", "blue")\n')
    assert "There is no name here" in refused(editor)


def test_marketos_own_things(editor: Editor) -> None:
    editor.open("a.mops", WEST.replace("sees EU", "sees De|fault"))
    assert "Partition Default is Marketo's own" in refused(editor)
    editor.type('field Country| "Land" text\n')
    assert "Field Country is Marketo's own" in refused(editor)


def test_what_an_each_puts_together(editor: Editor) -> None:
    editor.save(a=PEOPLE)
    each = "each region of (AMER, EMEA) { workspace <reg|ion> { sees EU; primary EU } }\n"
    editor.open("b.mops", each)
    assert "An `each` puts this name together in b.mops:1" in refused(editor)
    editor.type(
        "partition AP|AC\npartition B\n" + "each x of (APAC) { workspace W { sees <x>; primary <x> } }\n"
    )
    assert "An `each` puts this name together in b.mops:3" in refused(editor)


@pytest.mark.parametrize("name", ["", "2nd", "two words", "a.b", "<x>", "Ä<x>", "a-", "#", "{", "ends\n"])
def test_what_is_no_name(editor: Editor, name: str) -> None:
    editor.open("a.mops", PEOPLE.replace("EU", "E|U"))
    assert "is no name" in refused(editor, name)


def test_a_name_that_is_taken(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE.replace("EU", "E|U"))
    assert refused(editor, "NA").startswith("The name NA is taken (a.mops:1): partition NA is declared twice")


def test_a_name_that_would_capture_a_path(editor: Editor) -> None:
    editor.save(a=PEOPLE)
    text = """\
workspace W { sees EU; primary EU }
assets in W {
  folder Outer { email Mail }
  program Trip { folder Inner { email Other }; email News { uses Outer.Mail, Shared.Mail } }
  folder Shared { email Mail }
}
"""
    editor.open("b.mops", text.replace("folder Inner", "folder Inn|er"))
    assert "folder Shared" in renamed(editor, "Shared")["b.mops"]
    editor.type(text.replace("Inner { email Other }", "Inn|er { email Mail }"))
    assert refused(editor, "Shared") == (
        "`Shared` in b.mops:4 would mean folder W.Trip.Shared then, and not folder W.Shared any more. Choose another name."
    )


def test_a_name_that_something_unknown_bears_already(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE.replace("NA", "N|A") + "workspace V { sees EU, Asia; primary EU }\n")
    assert refused(editor, "Asia").startswith("`Asia` in a.mops:3 means nothing now")


def test_a_word_of_the_language_where_it_does_not_fit(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE.replace("EU", "E|U") + WEST)
    assert "Choose another name" in refused(editor, "all")
    assert renamed(editor, "folder")["a.mops"].startswith("partition folder")


def test_text_that_cant_be_read_may_mean_it(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE.replace("EU", "E|U") + "workspace W { sees sees EU }\n")
    assert refused(editor, "Europe") == (
        "EU also stands in a.mops:3, in text that can't be read. Mend that first, so that it isn't left behind."
    )
    editor.type(PEOPLE.replace("EU", "E|U") + "workspac W { sees EU }\n")
    assert "Mend that first" in refused(editor, "Europe")


def test_a_file_that_another_project_reads(editor: Editor) -> None:
    (editor.folder / "mops.toml").write_text('projects = ["one", "two"]\n')
    editor.save(**{"shared/people": PEOPLE, "one/a": WEST, "two/b": WEST})
    for project in ("one", "two"):
        (editor.folder / project / "mops.toml").write_text('include = ["../shared"]\n')
    editor.open("one/a.mops", WEST.replace("sees EU", "sees E|U"))
    assert "is a part of project two, too" in refused(editor, "Europe")
    editor.type(WEST.replace("workspace W", "workspace |W"))
    assert "workspace V" in renamed(editor, "V")["one/a.mops"]


def test_what_thousands_of_rounds_name_is_gone_through_once(editor: Editor) -> None:
    words = ", ".join(f"A{number}" for number in range(1, 3_000))
    text = f"{PEOPLE}each region of ({words}) {{ workspace <region> {{ sees EU; primary E|U }} }}\n"
    editor.open("a.mops", text)
    assert renamed(editor, "Europe")["a.mops"].count("Europe") == 4  # its title is one


def test_the_name_of_a_file_is_no_link_in_a_message(editor: Editor) -> None:
    name = "[Mend it](command:workbench.action.terminal.new)"
    editor.open(f"{name}.mops", PEOPLE.replace("EU", "E|U") + "workspac W { sees EU }\n")
    assert "[Mend it] (command:" in refused(editor, "Europe")


# `formerly`


def test_formerly_is_asked_about(editor: Editor) -> None:
    editor.open("a.mops", PEOPLE.replace("EU", "E|U"))
    edit = asked(editor, "Europe")
    assert edit.change_annotations
    (question,) = edit.change_annotations.values()
    assert question.needs_confirmation
    assert question.label == "Say that it was called EU"
    assert question.description
    assert question.description.startswith("Take this if partition EU is in Marketo already")
    assert editor.text_after(edit)["a.mops"].startswith('partition Europe "Europe"\n')
    assert editor.text_after(edit, confirmed=True)["a.mops"].startswith(
        'partition Europe "Europe" formerly EU\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "field F|F text", "team F|F", "list F|F = (1)", "partition F|F", "workspace F|F { sees Default }", "role F|F { can read }",
        "wall F|F { keep Default apart from Default }", 'channel F|F for event { status "A" 10 }', "metric F|F", "cadence F|F every week",
        'rota F|F on C', "calendar F|F", "routing F|F", "score F|F adds to Score", "funnel F|F maps L", "fence F|F", "distribution F|F",
        "forecast F|F", "object F|F", "threshold F|F", "content F|F", "assets in Default { folder F|F }", "assets in Default { email F|F }",
        "lifecycle F|F { stage A end }", "lifecycle L { stage F|F end }",
    ],
)  # fmt: skip
def test_formerly_fits_where_it_is_put(editor: Editor, text: str) -> None:
    editor.open("a.mops", text)
    if editor.session.place(editor.uri(), editor.cursor).occurrences:  # type: ignore[union-attr]
        after = renamed(editor, "G", confirmed=True)["a.mops"]
        assert "G formerly FF" in after
        before = editor.told()
        editor.type(after)
        assert editor.told() == before


@pytest.mark.parametrize(
    "text", ["assume F|F 5", 'scenario "F|F" {}', 'site "F|F" tracked by Default', "instance F|F"]
)
def test_kinds_without_formerly(editor: Editor, text: str) -> None:
    editor.open("a.mops", text)
    edit = asked(editor, "G")
    assert edit.change_annotations is None


def test_the_oldest_name_is_kept_and_taken_out_when_it_is_back(editor: Editor) -> None:
    text = 'partition Euro|pe "Europe" formerly EU\npartition X "X"\n'
    editor.open("a.mops", text)
    assert renamed(editor, "Evropa", confirmed=True)["a.mops"].startswith(
        'partition Evropa "Europe" formerly EU\n'
    )
    assert renamed(editor, "EU", confirmed=True)["a.mops"].startswith('partition EU "Europe"\n')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("partition B| {\n  people 3\n  formerly A\n  empty\n}\n", "partition A {\n  people 3\n  empty\n}\n"),
        ("partition B| { formerly A; empty }\n", "partition A { empty }\n"),
        ("partition B| { empty; formerly A }\n", "partition A { empty; }\n"),
        (
            "lifecycle L { stage C end formerly A; stage B| end formerly A }",
            "lifecycle L { stage C end formerly A; stage A end }",
        ),
    ],
)
def test_wherever_it_is_said(editor: Editor, before: str, after: str) -> None:
    editor.open("a.mops", before)
    assert renamed(editor, "A")["a.mops"] == after


def test_later_it_can_still_be_said(editor: Editor) -> None:
    editor.session.capabilities = types.ClientCapabilities()
    editor.save(a=PEOPLE)
    editor.open("b.mops", ASSETS.replace("folder Intro", "folder In|tro"))
    editor.type(renamed(editor, "Start")["b.mops"].replace('EMEA "', 'EM|EA "'))
    editor.type(renamed(editor, "North")["b.mops"].replace("folder Start", "folder Sta|rt"))
    editor.type(renamed(editor, "Begin")["b.mops"])

    def offered() -> list[str]:
        view = editor.session.view(editor.uri())
        assert view
        whole = view.sources["b.mops"]
        actions = formerly_actions(editor.session, view, Span(whole, 0, len(whole.text)))
        return [text for one in actions if one.edit for text in editor.text_after(one.edit).values()]

    north, begin = offered()
    assert 'workspace North "Europe" formerly EMEA {' in north
    assert "folder Begin formerly Intro {" in begin
    editor.type(begin)
    assert len(offered()) == 1
    editor.type(north.replace("folder Begin", "folder Be|gin"))
    editor.type(renamed(editor, "Intro")["b.mops"])
    assert offered() == []


def test_a_list_in_the_naming_patterns_that_are_made_of_it(editor: Editor) -> None:
    text = (
        'instance I { naming program "{code}-{region}-{name}" }\nlist reg|ion = ("EU")\nlist name = ("N")\n'
    )
    editor.open("a.mops", text)
    assert renamed(editor, "area")["a.mops"] == text.replace("|", "").replace("region", "area")
