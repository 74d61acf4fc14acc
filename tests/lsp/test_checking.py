"""Live findings: of open texts, of the whole project, and never of a text that is gone."""

from lsprotocol import types

from tests.lsp.editor import Editor

SOUND = 'partition EU "Europe"\nworkspace W "West" { sees EU; primary EU }\n'


def test_what_is_wrong_is_shown_when_a_file_is_opened(editor: Editor) -> None:
    editor.save(a='workspace W "West" { sees Nowhere }\n')
    editor.open("a.mops")
    assert "1: MOPS002" in editor.told()


def test_unsaved_changes_count_also_for_other_files(editor: Editor) -> None:
    editor.save(a='partition EU "Europe"\n', b='workspace W "West" { sees EU; primary EU }\n')
    editor.open("a.mops")
    assert "1: MOPS002" not in editor.told("b.mops")
    editor.type('partition Europe "Europe"\n')
    assert "1: MOPS002" in editor.told("b.mops")
    editor.close("a.mops")
    assert "1: MOPS002" not in editor.told("b.mops")


def test_a_file_that_was_never_saved_belongs_to_its_project(editor: Editor) -> None:
    editor.save(a='partition EU "Europe"\n')
    editor.open("new.mops", 'workspace W "West" { sees EU; primary EU }\nworkspace V "V" { sees No }\n')
    assert "2: MOPS002" in editor.told()
    assert "1: MOPS002" not in editor.told()


def test_the_first_file_of_a_project_may_be_unsaved(editor: Editor) -> None:
    editor.open("new.mops", SOUND.replace("sees EU", "sees No"))
    assert "2: MOPS002" in editor.told()


def test_files_that_come_and_go_on_disk(editor: Editor) -> None:
    editor.save(a='partition EU "Europe"\n')
    editor.open("b.mops", 'workspace W "West" { sees EU; primary EU }\n')
    (editor.folder / "a.mops").unlink()
    editor.disk_changed("a.mops")
    assert "1: MOPS002" in editor.told()
    editor.save(a='partition EU "Europe"\n')
    editor.disk_changed("a.mops")
    assert "1: MOPS002" not in editor.told()


def test_the_open_file_itself_vanishes_from_disk(editor: Editor) -> None:
    editor.save(a=SOUND)
    editor.open("a.mops")
    (editor.folder / "a.mops").unlink()
    editor.disk_changed("a.mops")
    editor.type(SOUND.replace("sees EU", "sees No"))
    assert "2: MOPS002" in editor.told()


def test_a_broken_mops_toml_is_told_and_mended(editor: Editor) -> None:
    editor.save(a=SOUND)
    editor.open("a.mops")
    (editor.folder / "mops.toml").write_text("edition = [")
    editor.disk_changed("mops.toml")
    assert editor.told("mops.toml") == ["1: MOPS006"]
    (editor.folder / "mops.toml").write_text("")
    editor.disk_changed("mops.toml")
    assert editor.told("mops.toml") == []
    editor.type(SOUND.replace("sees EU", "sees No"))
    assert "2: MOPS002" in editor.told()


def test_severities_of_the_project_hold(editor: Editor) -> None:
    (editor.folder / "mops.toml").write_text('[rules]\nMOPS002 = "warning"\nMOPS008 = "error"\n')
    editor.open("a.mops", 'partition EU "Europe"\nfield Unused "Unused" text\n')
    severities = {one.code: one.severity for one in editor.shown["a.mops"]}
    assert severities["MOPS008"] == types.DiagnosticSeverity.Error


def test_text_findings_come_before_the_project_is_checked(editor: Editor) -> None:
    editor.open("a.mops", SOUND)
    editor.published.clear()
    editor.type(f"}} {SOUND}")
    first = editor.published[0]
    assert [one.code for one in first.diagnostics if one.code == "MOPS001"] == ["MOPS001"]
    assert first.version == 2


def test_findings_move_with_the_text_until_they_are_found_again(editor: Editor) -> None:
    editor.open("a.mops", SOUND.replace("sees EU", "sees No"))
    editor.published.clear()
    start = types.Position(0, 0)
    editor.change(types.TextDocumentContentChangePartial(types.Range(start, start), "\n} \n"))
    first = editor.published[0]
    assert {one.code: one.range.start.line for one in first.diagnostics}["MOPS002"] == 3


def test_several_projects_of_a_repository_don_t_mix(editor: Editor) -> None:
    (editor.folder / "mops.toml").write_text('projects = ["specs/*"]\n')
    editor.save(**{"specs/one/a": 'partition EU "Europe"\n', "specs/two/b": SOUND})
    editor.open("specs/one/a.mops")
    editor.open("specs/two/b.mops")
    assert not [code for code in editor.told("specs/two/b.mops") if "MOPS003" in code]
    editor.open("specs/one/c.mops", 'workspace W "West" { sees EU; primary EU }\n')
    assert "1: MOPS002" not in editor.told("specs/one/c.mops")


def test_a_file_of_a_folder_that_is_no_part_of_a_project_stands_alone(editor: Editor) -> None:
    editor.save(**{"a": SOUND, "generated/a": SOUND})
    editor.open("a.mops")
    editor.open("generated/a.mops")
    assert not [code for code in (*editor.told("a.mops"), *editor.told()) if "MOPS003" in code]


def test_a_text_that_another_project_includes_is_checked_there_too(editor: Editor) -> None:
    (editor.folder / "mops.toml").write_text('projects = ["one"]\n')
    editor.save(**{"shared/people": 'partition EU "Europe"\n', "one/a": SOUND.partition("\n")[2]})
    (editor.folder / "one/mops.toml").write_text('include = ["../shared"]\n')
    editor.open("one/a.mops")
    assert "1: MOPS002" not in editor.told()
    editor.open("shared/people.mops")
    editor.type('partition NA "North America"\n')
    assert "1: MOPS002" in editor.told("one/a.mops")
    editor.close("shared/people.mops")
    assert "1: MOPS002" not in editor.told("one/a.mops")


def test_a_check_of_a_text_that_is_gone_says_nothing(editor: Editor) -> None:
    editor.open("a.mops", SOUND)
    editor.published.clear()
    for number in range(5):
        editor.type(SOUND.replace("sees EU", f"sees No{number}"), wait=False)
    editor.type(SOUND)
    assert all("No0" not in one.message for said in editor.published for one in said.diagnostics)
    assert "2: MOPS002" not in editor.told()


def test_documents_that_are_no_files_are_left_alone(editor: Editor) -> None:
    item = types.TextDocumentItem("git:/a.mops?ref=main", "mops", 1, "}")
    editor.session.opened(item)
    assert not editor.published


def test_what_stands_between_the_lines_is_asked_for_again_after_a_check(editor: Editor) -> None:
    asked: list[None] = []
    editor.session.refresh = lambda: asked.append(None)
    editor.open("a.mops", SOUND)
    assert len(asked) == 1
    editor.type(SOUND.replace("West", "Wild West"))
    assert len(asked) == 2


def test_of_a_large_text_what_is_wrong_with_its_form_is_told_at_its_place(editor: Editor) -> None:
    many = "".join(f'partition P{number} "P{number}"\n' for number in range(2_000))
    other = many.replace("P", "Q")
    editor.open("a.mops", many + 'workspace W "West" { sees P1; primary P1 }\n' + other + "}\n")
    whole = editor.told()
    editor.published.clear()
    editor.change(
        types.TextDocumentContentChangePartial(
            types.Range(types.Position(2_000, 0), types.Position(2_000, 9)), "workspaze"
        )
    )
    first = {f"{one.range.start.line + 1}: {one.code}" for one in editor.published[0].diagnostics}
    assert "2001: MOPS001" in first
    assert "4002: MOPS001" in first  # far from the change, and known before
    assert [one for one in whole if "MOPS001" in one] == ["4002: MOPS001"]
    assert "2001: MOPS001" in editor.told()
