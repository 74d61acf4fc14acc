"""A server lives through whatever a client, a disk or somebody wicked does, says nothing on standard error, and goes when asked to."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol.types import ErrorCodes

from mopsdsl.source.reading import MAX_FILE
from tests.lsp.editor import Editor
from tests.lsp.wire import Wire

SLIP = 'partition EU "Europe"\nworkspace W "W" { sees EUU; primary EU }\n'
SOUND = SLIP.replace("EUU", "EU")
BEGIN = {"processId": None, "rootUri": None, "capabilities": {}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mops.toml").write_text("")
    (tmp_path / "a.mops").write_text(SLIP)
    return tmp_path.resolve()


@pytest.fixture
def wire() -> Iterator[Wire]:
    made = Wire()
    yield made
    made.close()


def code(answer: dict[str, Any]) -> int | None:
    """The code of an error."""
    error = answer.get("error")
    return error["code"] if error else None


# Coming and going


def test_a_client_that_leaves_without_a_word(folder: Path, wire: Wire) -> None:
    wire.open(folder, "a.mops")
    assert wire.gone() == (1, "")


def test_a_client_that_breaks_off_in_the_middle(folder: Path, wire: Wire) -> None:
    wire.open(folder, "a.mops")
    assert wire.process.stdin is not None
    wire.process.stdin.write(b'Content-Length: 100\r\n\r\n{"jsonrpc": ')
    assert wire.gone() == (1, "")


def test_a_client_that_says_exit_and_nothing_before(folder: Path, wire: Wire) -> None:
    wire.open(folder, "a.mops")
    wire.tell("exit")
    assert wire.gone() == (1, "")


def test_a_client_that_hears_nothing_any_more(folder: Path, wire: Wire) -> None:
    wire.open(folder, "a.mops")
    assert wire.process.stdout is not None
    wire.process.stdout.close()
    wire.show(folder / "b.mops", "}")
    assert wire.gone() == (1, "")


def test_too_early_and_too_late(folder: Path, wire: Wire) -> None:
    assert code(wire.ask("workspace/symbol", {"query": ""})) == ErrorCodes.ServerNotInitialized
    wire.show(folder / "a.mops", SLIP)  # nobody listens yet
    wire.open(folder)
    assert wire.ask("workspace/symbol", {"query": ""})["result"] == []
    assert code(wire.ask("initialize", BEGIN)) == ErrorCodes.InvalidRequest
    wire.ask("shutdown")
    assert code(wire.ask("workspace/symbol", {"query": ""})) == ErrorCodes.InvalidRequest
    wire.tell("exit")
    assert wire.gone() == (0, "")


# Nonsense


def test_nonsense_gets_an_error_and_does_no_harm(folder: Path, wire: Wire) -> None:
    wire.open(folder, "a.mops")
    document = {"uri": (folder / "a.mops").as_uri()}
    for nonsense in ([1], None, "x", {"textDocument": document}, hover(document, -1), hover(document, "x")):
        assert code(wire.ask("textDocument/hover", nonsense)) == ErrorCodes.InvalidParams, nonsense
    assert code(wire.ask("no/such/thing", {"a": [{"class": 1}]})) == ErrorCodes.MethodNotFound
    assert wire.ask("textDocument/hover", hover(document, 10**6))["result"] is None
    assert wire.ask("textDocument/hover", hover({"uri": "file:///no/such/file"}, 0))["result"] is None
    for data in (1, "two", [], [1], [1, 2, 3], {"id": 1}):
        assert code(wire.ask("completionItem/resolve", {"label": "x", "data": data})) is None
    for message in (
        b"{",
        b"[]",
        b"5",
        b"null",
        b"\xff",
        b'{"jsonrpc": "2.0"}',
        b'{"jsonrpc": "1.0", "id": 1}',
    ):
        wire.send(message)
    wire.send({"jsonrpc": "2.0", "id": 900, "result": "nobody asked"})
    wire.tell("textDocument/didOpen", {"textDocument": 5})
    wire.tell(
        "textDocument/didChange", {"textDocument": {"uri": "file:///no", "version": 2}, "contentChanges": []}
    )
    wire.tell("textDocument/didClose", {"textDocument": {"uri": "file:///no"}})
    odd = [f"{folder.as_uri()}/{name}.mops" for name in ("%ff", "%00", "a" * 5000)]
    for uri in ("", "file:", "file://", "http://a/b.mops", "git:/a.mops?ref=main", *odd):
        item = {"uri": uri, "languageId": "mops", "version": 1, "text": SLIP}
        wire.tell("textDocument/didOpen", {"textDocument": item})
    wire.tell("$/cancelRequest", {"id": 900})
    wire.tell("$/whatever", {"id": 900})
    backwards = {"start": {"line": 90, "character": 5}, "end": {"line": 1, "character": 20}}
    change = {
        "textDocument": {**document, "version": 2},
        "contentChanges": [{"range": backwards, "text": ""}],
    }
    wire.tell("textDocument/didChange", change)
    assert wire.ask("textDocument/hover", hover(document, 0, 11))["result"]["contents"]
    wire.end()


def hover(document: dict[str, Any], line: object, character: int = 0) -> dict[str, Any]:
    return {"textDocument": document, "position": {"line": line, "character": character}}


def test_a_request_that_is_taken_back_is_answered_once(folder: Path, wire: Wire) -> None:
    wire.open(folder, "a.mops")
    params = hover({"uri": (folder / "a.mops").as_uri()}, 0, 11)
    wire.tell("$/cancelRequest", {"id": 500})
    for id in (500, 501):
        wire.send({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": params})
        wire.tell("$/cancelRequest", {"id": id})
    assert wire.answer(500)["result"]
    assert wire.answer(501)["result"]
    wire.end()
    assert [one["id"] for one in wire.heard if one.get("id", 0) in (500, 501)] == [500, 501]


# The disk


def test_two_servers_in_one_folder(folder: Path) -> None:
    one, other = Wire(), Wire()
    for wire in (one, other):
        wire.open(folder)
        wire.show(folder / "a.mops", SLIP)
        assert "MOPS002" in wire.findings(folder / "a.mops")
    for wire in (one, other):
        wire.end()
        wire.close()


def test_a_folder_that_is_deleted_and_comes_back(editor: Editor) -> None:
    editor.save(**{"sub/a": SLIP})
    (editor.folder / "sub" / "mops.toml").write_text("")
    editor.open("sub/a.mops")
    for name in ("a.mops", "mops.toml"):
        (editor.folder / "sub" / name).unlink()
    (editor.folder / "sub").rmdir()
    editor.disk_changed("sub/a.mops")
    editor.type(SLIP.replace("EUU", "US"))
    editor.disk_changed("sub/mops.toml")
    assert "2: MOPS002" in editor.told()
    editor.save(**{"sub/b": 'partition US "States"\n'})
    editor.disk_changed("sub/b.mops")
    assert "2: MOPS002" not in editor.told()


@pytest.mark.skipif(os.geteuid() == 0, reason="who is root has all rights")
def test_a_folder_without_rights(editor: Editor) -> None:
    editor.save(**{"a": SLIP, "shut/b": SOUND})
    (editor.folder / "shut").chmod(0)
    try:
        editor.open("a.mops")
        assert "2: MOPS002" in editor.told()
        assert editor.told("shut") == ["1: MOPS001"]
    finally:
        (editor.folder / "shut").chmod(0o700)


def test_links(editor: Editor) -> None:
    editor.save(a=SLIP)
    (editor.folder / "b.mops").symlink_to(editor.folder / "a.mops")
    (editor.folder / "c.mops").symlink_to(editor.folder / "nowhere.mops")
    (editor.folder / "loop").symlink_to(editor.folder)
    editor.open("b.mops")
    assert "2: MOPS002" in editor.told()
    assert editor.told("c.mops") == ["1: MOPS001"]
    assert not [one for name in editor.shown for one in editor.told(name) if "MOPS003" in one]


def test_a_file_that_is_too_large(editor: Editor) -> None:
    editor.open("a.mops", SOUND + "#" * MAX_FILE)
    assert editor.told() == ["1: MOPS001"]
    editor.type(SLIP)
    assert "2: MOPS002" in editor.told()


def test_two_hundred_files(editor: Editor) -> None:
    for number in range(200):
        editor.open(f"p{number}.mops", f'partition P{number} "P {number}"\n', wait=False)
    editor.open("w.mops", "workspace W { sees P0, P199, P200; primary P0 }\n")
    assert "1: MOPS002" in editor.told()
    editor.open("p200.mops", 'partition P200 "P"\n')
    assert "1: MOPS002" not in editor.told("w.mops")
