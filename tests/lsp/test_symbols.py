"""The outline of a text, and the search for what is declared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor

SPECS = sorted((Path(__file__).parents[2] / "specs").rglob("*.mops"))
TEXT = """\
workspace EMEA "Europe" { sees Default }
assets in EMEA {
  folder Intro {
    email Welcome "Hello"
    segmentation Sizes { segment Small "SMB" when Score < 5 }
  }
}
each region of (A, B) {
  team <region>_Ops "Ops"
}
lifecycle Global "All" {
  stage New inventory owned by Ops
  stage Old end
  New -> Old by Ops
}
grant Admin to Ops in EMEA
site "acme.com" tracked by EMEA
"""


def outline(editor: Editor) -> list[types.DocumentSymbol]:
    found: list[types.DocumentSymbol] = editor.ask(
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL,
        types.DocumentSymbolParams(types.TextDocumentIdentifier(editor.uri())),
    )
    return found


def lines(symbols: list[types.DocumentSymbol], depth: int = 0) -> Iterator[str]:
    for one in symbols:
        yield f"{'  ' * depth}{one.name} ({one.detail})"
        yield from lines(list(one.children or ()), depth + 1)


def search(editor: Editor, query: str) -> list[str]:
    found = editor.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams(query))
    return [f"{one.name} ({one.container_name})" for one in found]


def test_the_outline_is_a_tree(editor: Editor) -> None:
    editor.open("a.mops", TEXT)
    assert list(lines(outline(editor))) == [
        "EMEA (Europe)",
        "EMEA (assets)",
        "  Intro (folder)",
        "    Welcome (Hello)",
        "    Sizes (segmentation)",
        "      Small (SMB)",
        "<region>_Ops (Ops)",
        "Global (All)",
        "  New (stage)",
        "  Old (stage)",
        "Admin to Ops (grant)",
        "acme.com (site)",
    ]


def test_clients_without_trees_get_a_row(editor: Editor) -> None:
    editor.session.capabilities = types.ClientCapabilities()
    editor.open("a.mops", TEXT)
    found = {one.name: one for one in outline(editor)}
    assert all(isinstance(one, types.SymbolInformation) for one in found.values())
    assert found["Small"].container_name == "Sizes"  # type: ignore[attr-defined]
    assert editor.read(found["Small"].location) == ["a.mops:5 Small"]  # type: ignore[attr-defined]


def test_broken_text_shows_what_was_read(editor: Editor) -> None:
    editor.open(
        "a.mops",
        TEXT.replace("sees Default }", "sees sees EU }").replace("folder Intro {", "folder Intro { ] "),
    )
    names = [line.strip() for line in lines(outline(editor))]
    assert "Welcome (Hello)" in names
    assert "Global (All)" in names
    editor.type("]]]")
    assert outline(editor) == []


def check(symbols: list[types.DocumentSymbol], around: types.Range | None = None) -> int:
    """Each holds its name, and stands in what it is a child of."""
    for one in symbols:
        assert one.name.strip()
        assert one.range.start <= one.selection_range.start <= one.selection_range.end <= one.range.end
        assert around is None or around.start <= one.range.start <= one.range.end <= around.end
        assert one.kind <= types.SymbolKind.Array
        check(list(one.children or ()), one.range)
    return len(symbols)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_stretches_lie_in_one_another(editor: Editor, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    editor.open("a.mops", text, wait=False)
    assert check(outline(editor))
    for end in range(0, len(text), len(text) // 8 + 1):
        editor.type(text[:end], wait=False)
        check(outline(editor))


# The search


def test_letters_in_their_order_are_enough(editor: Editor) -> None:
    editor.save(b=TEXT)
    editor.open("a.mops", 'partition Welcomed "W"\n')
    assert search(editor, "wlcm") == ["Welcome (email in EMEA.Intro)", "Welcomed (partition)"]
    assert search(editor, "nosuch") == []


def test_the_best_come_first(editor: Editor) -> None:
    editor.open("a.mops", 'team Sales "A"\nteam EU_Sales "B"\nteam Ops "Sales"\nteam S_a_l_e_s "C"\n')
    assert search(editor, "sales") == [
        "Sales (team)", "EU_Sales (team)", "S_a_l_e_s (team)", "Ops (team)",
    ]  # fmt: skip


def test_paths_and_titles_are_searched(editor: Editor) -> None:
    editor.open("a.mops", TEXT)
    assert search(editor, "intro.wel") == ["Welcome (email in EMEA.Intro)"]
    assert search(editor, "Hello") == ["Welcome (email in EMEA.Intro)"]
    assert search(editor, "global.n") == ["New (stage in Global)"]


def test_all_open_projects_and_not_too_much(editor: Editor) -> None:
    (editor.folder / "mops.toml").write_text('projects = ["specs/*"]\n')
    many = "".join(f"team Team_{number}\n" for number in range(250))
    editor.save(**{"specs/one/a": many, "specs/two/b": "team Other\n"})
    editor.open("specs/one/a.mops")
    editor.open("specs/two/b.mops")
    assert "Other (team)" in search(editor, "other")
    assert len(search(editor, "team")) == 200
    assert len(search(editor, "")) == 200


def test_what_marketo_brings_stands_nowhere(editor: Editor) -> None:
    editor.open("a.mops", TEXT)
    assert search(editor, "Default") == []


def test_a_title_that_nearly_fits_in_many_ways_is_gone_through_once(editor: Editor) -> None:
    editor.open("a.mops", f'team T "{"campaig" * 300}"')
    assert not search(editor, "campaign")
