"""How often something is used, above its declaration."""

from collections import namedtuple
from pathlib import Path

import pytest
from lsprotocol import types

from mopsdsl.lsp.features.counting import SHOW
from tests.lsp.editor import Editor

SPEC = """\
partition EU "Europe"
partition US
workspace W "West" { sees EU; primary EU }
workspace Default { sees all; primary US }
wall Apart { keep EU apart from US }
list Nordics = ("SE", "NO")
lifecycle L {
  stage Known
  stage Won end
  Known -> Won when Score > 5
}
"""
COUNTED = [
    "1: 3 uses, seen by 2 workspaces",
    "2: 2 uses, seen by 1 workspace",
    "3: named nowhere else",
    "4: named nowhere else",
    "6: named nowhere else",
    "7: named nowhere else",
    "8: 1 use",
    "9: 1 use",
]


def lenses(editor: Editor) -> list[types.CodeLens]:
    document = types.TextDocumentIdentifier(editor.uri())
    found: list[types.CodeLens] = editor.ask(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensParams(document))
    return found


def counted(editor: Editor) -> list[types.CodeLens]:
    """The lenses with what is only worked out for those on the screen."""
    return [editor.ask(types.CODE_LENS_RESOLVE, one) for one in lenses(editor)]


def titles(lenses: list[types.CodeLens]) -> list[str]:
    return [f"{one.range.start.line + 1}: {one.command.title}" for one in lenses if one.command]


def test_the_count_of_uses_is_plain_text(editor: Editor) -> None:
    editor.open("a.mops", SPEC)
    found = counted(editor)
    assert titles(found) == COUNTED
    assert {one.command.command for one in found if one.command} == {""}


Told = namedtuple("Told", "commands")
"""What pygls makes of an object that has no type in the protocol."""


@pytest.mark.parametrize("experimental", [{"commands": {"commands": [SHOW]}}, Told(Told([SHOW]))])
def test_a_client_that_shows_places_gets_them(editor: Editor, experimental: object) -> None:
    editor.session.capabilities.experimental = experimental
    editor.save(b="workspace V { sees EU; primary EU }\n")
    editor.open("a.mops", SPEC)
    first = counted(editor)[0]
    assert first.command
    assert first.command.title == "5 uses, seen by 3 workspaces"
    assert first.command.command == SHOW
    uri, position, places = first.command.arguments
    assert (uri, position) == (editor.uri(), types.Position(0, 10))
    assert editor.read(*places) == ["a.mops:3 EU", "a.mops:3 EU", "a.mops:5 EU", "b.mops:1 EU", "b.mops:1 EU"]


def test_a_lens_of_a_text_that_is_gone_counts_nothing(editor: Editor) -> None:
    editor.open("a.mops", SPEC)
    lens = lenses(editor)[1]
    editor.type("")
    assert editor.ask(types.CODE_LENS_RESOLVE, lens).command.title == ""


def test_rounds_of_an_each_are_counted_together(editor: Editor) -> None:
    editor.open(
        "a.mops",
        "each r of (North, South) { partition <r> }\nworkspace W { sees North, South; primary North }\n",
    )
    assert titles(counted(editor))[0] == "1: 3 uses"


def test_the_extension_knows_the_command() -> None:
    """What it does with it, its types say."""
    extension = Path(__file__).parents[2] / "editors" / "vscode" / "src" / "extension.ts"
    assert f'"{SHOW}"' in extension.read_text("utf-8")


def test_thousands_of_one_name_are_looked_for_once(editor: Editor) -> None:
    words = ", ".join(f"A{number}" for number in range(2_000))
    text = (
        f"each r of ({words}) {{\n  lifecycle L<r> {{\n    stage X\n    stage Y end\n    X -> Y\n  }}\n}}\n"
    )
    editor.open("a.mops", text)
    said = [one.command.title for one in counted(editor) if one.command]
    assert said == ["named nowhere else", "1 use", "1 use"]
