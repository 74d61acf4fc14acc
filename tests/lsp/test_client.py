"""What the server promises, asked by a real client (pytest-lsp) of a server as people start it: each method, in both encodings.

Before every place that is asked about stand letters that count for two or four units of a column.
"""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from lsprotocol import types
from pytest_lsp import ClientServerConfig, fixture

from tests.lsp.client import COMMAND, REFRESHES, Client, valid
from tests.lsp.editor import edited

WORLD = """\
# 😀 𝒜
partition EU "😀 Europe" { people 90_000 }
partition US "😀 States" { people 70_000 }
team Ops "😀 Operations"
workspace One "😀 One" { sees EU; primary EU; admin Ops }
workspace Two "😀 Two" { sees US; primary US; admin Ops }
"""
WORK = """\
assets in One {
  smart_list Swedes "😀 Swedes" { when Country is "SE" }
}
workspace Three "😀 𝒜" { sees EU; primary EU; admin Ops }
"""

TESTED: set[str] = set()


def of(*methods: str) -> Callable[[Callable[..., Any]], Any]:
    """What a test asks."""
    TESTED.update(methods)
    return pytest.mark.asyncio(loop_scope="module")


@fixture(
    config=ClientServerConfig(COMMAND, client_factory=Client), scope="module", params=["utf-16", "utf-8"]
)
async def client(
    lsp_client: Client, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    folder = tmp_path_factory.mktemp("specs")
    (folder / "mops.toml").write_text("")
    (folder / "world.mops").write_text(WORLD, encoding="utf-8")
    (folder / "work.mops").write_text(WORK, encoding="utf-8")
    await lsp_client.begin(folder, request.param)
    lsp_client.show("world.mops", WORLD)
    lsp_client.show("work.mops", WORK)
    await lsp_client.until(lambda: lsp_client.findings("work.mops") is not None)
    yield
    await lsp_client.end()
    valid(lsp_client.protocol.heard, lsp_client.protocol.told)
    valid(lsp_client.protocol.told, lsp_client.protocol.heard)


def units(client: Client, text: str) -> int:
    return len(text.encode()) if client.encoding == "utf-8" else len(text.encode("utf-16-le")) // 2


def read(client: Client, place: types.Location | types.LocationLink) -> str:
    """`file:text` of a place."""
    link = isinstance(place, types.LocationLink)
    uri, range = (place.target_uri, place.target_selection_range) if link else (place.uri, place.range)
    name = uri.rpartition("/")[2]
    return f"{name}:{within(client, name, range)}"


def within(client: Client, name: str, range: types.Range) -> str:
    text = client.texts[name]
    cut = edited(text, [types.TextEdit(range, "\0")], client.encoding)
    return text[cut.index("\0") : len(text) - (len(cut) - 1 - cut.index("\0"))]


def after(client: Client, edit: types.WorkspaceEdit | None) -> dict[str, str]:
    """The texts that an edit changes, after it."""
    assert edit is not None
    assert edit.document_changes is not None
    texts = {}
    for change in edit.document_changes:
        assert isinstance(change, types.TextDocumentEdit)
        name = change.text_document.uri.rpartition("/")[2]
        plain = [one for one in change.edits if isinstance(one, types.TextEdit)]
        texts[name] = edited(client.texts[name], plain, client.encoding)
    return texts


# What is announced


@of(types.INITIALIZE, types.INITIALIZED, types.CLIENT_REGISTER_CAPABILITY)
async def test_the_server_says_what_it_is(client: Client) -> None:
    told = next(one["result"] for one in client.protocol.heard if "capabilities" in (one.get("result") or {}))
    assert told["serverInfo"]["name"] == "mopsdsl"
    assert told["capabilities"]["positionEncoding"] == client.encoding
    await client.until(lambda: client.registered)
    assert client.registered[0].method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES


METHODS = {
    "callHierarchyProvider": (
        types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY,
        types.CALL_HIERARCHY_INCOMING_CALLS,
        types.CALL_HIERARCHY_OUTGOING_CALLS,
    ),
    "codeActionProvider": (types.TEXT_DOCUMENT_CODE_ACTION,),
    "codeLensProvider": (types.TEXT_DOCUMENT_CODE_LENS,),
    "codeLensProvider.resolveProvider": (types.CODE_LENS_RESOLVE,),
    "completionProvider": (types.TEXT_DOCUMENT_COMPLETION,),
    "completionProvider.resolveProvider": (types.COMPLETION_ITEM_RESOLVE,),
    "definitionProvider": (types.TEXT_DOCUMENT_DEFINITION,),
    "documentFormattingProvider": (types.TEXT_DOCUMENT_FORMATTING,),
    "documentHighlightProvider": (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT,),
    "documentRangeFormattingProvider": (types.TEXT_DOCUMENT_RANGE_FORMATTING,),
    "documentSymbolProvider": (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL,),
    "foldingRangeProvider": (types.TEXT_DOCUMENT_FOLDING_RANGE,),
    "hoverProvider": (types.TEXT_DOCUMENT_HOVER,),
    "inlayHintProvider": (types.TEXT_DOCUMENT_INLAY_HINT,),
    "referencesProvider": (types.TEXT_DOCUMENT_REFERENCES,),
    "renameProvider": (types.TEXT_DOCUMENT_RENAME,),
    "renameProvider.prepareProvider": (types.TEXT_DOCUMENT_PREPARE_RENAME,),
    "selectionRangeProvider": (types.TEXT_DOCUMENT_SELECTION_RANGE,),
    "semanticTokensProvider.full": (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,),
    "semanticTokensProvider.range": (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE,),
    "textDocumentSync.change": (types.TEXT_DOCUMENT_DID_CHANGE,),
    "textDocumentSync.openClose": (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CLOSE),
    "textDocumentSync.save": (types.TEXT_DOCUMENT_DID_SAVE,),
    "workspace.workspaceFolders": (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,),
    "workspaceSymbolProvider": (types.WORKSPACE_SYMBOL,),
}
"""What a capability promises."""
OPTIONS = {
    "callHierarchyProvider": (),
    "codeLensProvider": ("resolveProvider",),
    "completionProvider": ("resolveProvider",),
    "renameProvider": ("prepareProvider",),
    "semanticTokensProvider": ("full", "range"),
    "textDocumentSync": ("change", "openClose", "save"),
    "workspace": ("workspaceFolders",),
}
"""The parts of a capability that promise something themselves."""


@pytest.mark.asyncio(loop_scope="module")
async def test_all_that_is_announced_is_tested_here(client: Client) -> None:
    told = next(one["result"] for one in client.protocol.heard if "capabilities" in (one.get("result") or {}))
    announced = {name: said for name, said in told["capabilities"].items() if said}
    assert announced.pop("positionEncoding") == client.encoding
    assert announced.pop("executeCommandProvider") == {"commands": []}  # pygls always says so
    promised: set[str] = set()
    for name, said in announced.items():
        parts = {f"{name}.{part}" for part in OPTIONS.get(name, ()) if said is not True and said.get(part)}
        promised.update(parts | {name} if name in METHODS else parts)
        assert name in METHODS or parts, f"what does {name} promise?"
        unknown = () if said is True else {part for part in said if part.endswith("Provider")}
        assert {f"{name}.{part}" for part in unknown if said[part]} <= METHODS.keys()
    assert {method for name in promised for method in METHODS[name]} - TESTED == set()


# Texts


@of(types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE)
async def test_findings_follow_the_text(client: Client) -> None:
    line = 'workspace New "😀 New" { sees EUU; primary EU; admin Ops }\n'
    column = units(client, line[: line.index("EUU")])
    client.show("new.mops", line)
    await client.until(lambda: f"0:{column} MOPS002" in (client.findings("new.mops") or ()))
    slip = types.Range(client.at("new.mops", "sees EU|U"), client.at("new.mops", "sees EUU|"))
    versioned = types.VersionedTextDocumentIdentifier(2, client.uri("new.mops"))
    change = types.TextDocumentContentChangePartial(slip, "")
    client.text_document_did_change(types.DidChangeTextDocumentParams(versioned, [change]))
    await client.until(lambda: "MOPS002" not in str(client.findings("new.mops")))
    client.hide("new.mops")
    await client.until(lambda: client.findings("new.mops") == [])


@of(
    types.TEXT_DOCUMENT_DID_SAVE,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
)
async def test_what_changes_on_disk_is_read(client: Client) -> None:
    client.show("new.mops", 'workspace New "😀 New" { sees APAC; primary APAC; admin Ops }\n')
    await client.until(lambda: "MOPS002" in str(client.findings("new.mops")))
    file = client.folder / "apac.mops"
    file.write_text('partition APAC "😀 Asia"\n', encoding="utf-8")
    changed = types.FileEvent(file.as_uri(), types.FileChangeType.Created)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
    await client.until(lambda: "MOPS002" not in str(client.findings("new.mops")))
    file.unlink()
    client.text_document_did_save(types.DidSaveTextDocumentParams(client.document("new.mops")))
    await client.until(lambda: "MOPS002" in str(client.findings("new.mops")))
    none = types.WorkspaceFoldersChangeEvent(added=[], removed=[])
    client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(none))
    client.hide("new.mops")
    await client.until(lambda: client.findings("new.mops") == [])


# Names


@of(types.TEXT_DOCUMENT_HOVER)
async def test_hover(client: Client) -> None:
    asked = types.HoverParams(client.document("world.mops"), client.at("world.mops", '"😀 One" { sees E|U'))
    found = await client.text_document_hover_async(asked)
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind == types.MarkupKind.Markdown
    assert "😀 Europe" in found.contents.value
    assert found.range is not None
    assert within(client, "world.mops", found.range) == "EU"


@of(types.TEXT_DOCUMENT_DEFINITION)
async def test_definition(client: Client) -> None:
    asked = types.DefinitionParams(
        client.document("work.mops"), client.at("work.mops", '"😀 𝒜" { sees EU; primary EU; admin O|ps')
    )
    found = await client.text_document_definition_async(asked)
    assert isinstance(found, list | tuple)
    assert [read(client, one) for one in found] == ["world.mops:Ops"]


@of(types.TEXT_DOCUMENT_REFERENCES)
async def test_references(client: Client) -> None:
    place = client.at("world.mops", '"😀 One" { sees EU; primary EU; admin |Ops')
    context = types.ReferenceContext(include_declaration=True)
    asked = types.ReferenceParams(context, client.document("world.mops"), place)
    found = await client.text_document_references_async(asked)
    assert [read(client, one) for one in found or ()] == ["work.mops:Ops", *["world.mops:Ops"] * 3]


@of(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
async def test_highlights(client: Client) -> None:
    place = client.at("world.mops", '"😀 One" { sees |EU')
    asked = types.DocumentHighlightParams(client.document("world.mops"), place)
    found = await client.text_document_document_highlight_async(asked)
    assert [within(client, "world.mops", one.range) for one in found or ()] == ["EU", "EU", "EU"]


@of(types.TEXT_DOCUMENT_PREPARE_RENAME, types.TEXT_DOCUMENT_RENAME)
async def test_rename_in_two_files(client: Client) -> None:
    document, place = (
        client.document("work.mops"),
        client.at("work.mops", '"😀 𝒜" { sees EU; primary EU; admin |Ops'),
    )
    could = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, place))
    assert isinstance(could, types.PrepareRenamePlaceholder)
    assert (could.placeholder, within(client, "work.mops", could.range)) == ("Ops", "Ops")
    made = await client.text_document_rename_async(types.RenameParams(document, place, "Crew"))
    assert after(client, made) == {
        "work.mops": WORK.replace("Ops", "Crew"),
        "world.mops": WORLD.replace("Ops", "Crew"),
    }


@of(types.TEXT_DOCUMENT_RENAME)
async def test_a_rename_that_can_t_be_says_why(client: Client) -> None:
    place = client.at("world.mops", '"😀 One" { sees |EU')
    with pytest.raises(Exception, match="US") as refused:
        await client.text_document_rename_async(
            types.RenameParams(client.document("world.mops"), place, "US")
        )
    assert refused.value.code == types.LSPErrorCodes.RequestFailed.value  # type: ignore[attr-defined]
    assert "Traceback" not in str(refused.value)


@of(types.TEXT_DOCUMENT_COMPLETION, types.COMPLETION_ITEM_RESOLVE)
async def test_completion(client: Client) -> None:
    text = '## 😀 Asia\npartition APAC "😀 APAC"\nworkspace New "😀 New" { sees EU, US, APAC; primary }\n'
    client.show("new.mops", text)
    document, place = client.document("new.mops"), client.at("new.mops", "APAC; primary |}")
    found = await client.text_document_completion_async(types.CompletionParams(document, place))
    assert isinstance(found, types.CompletionList)
    assert {one.label for one in found.items} >= {"EU", "US", "APAC"}
    [item] = [one for one in found.items if one.label == "APAC"]
    assert isinstance(item.text_edit, types.TextEdit)
    assert edited(text, [item.text_edit], client.encoding) == text.replace("primary }", "primary APAC}")
    resolved = await client.completion_item_resolve_async(item)
    assert "😀 Asia" in str(resolved.documentation)
    client.hide("new.mops")


@of(
    types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY,
    types.CALL_HIERARCHY_INCOMING_CALLS,
    types.CALL_HIERARCHY_OUTGOING_CALLS,
)
async def test_who_reaches_it(client: Client) -> None:
    place = client.at("world.mops", 'workspace O|ne "😀 One"')
    asked = types.CallHierarchyPrepareParams(client.document("world.mops"), place)
    [item] = await client.text_document_prepare_call_hierarchy_async(asked) or ()
    reached = await client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(item))
    assert "EU" in [one.to.name for one in reached or ()]
    [place] = [range for one in reached or () if one.to.name == "EU" for range in one.from_ranges][:1]
    assert within(client, "world.mops", place) == "EU"
    reaching = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item))
    assert "Ops" in [one.from_.name for one in reaching or ()]


# What is shown beside the text


@of(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
async def test_outline(client: Client) -> None:
    asked = types.DocumentSymbolParams(client.document("work.mops"))
    [assets, _] = await client.text_document_document_symbol_async(asked) or ()
    assert isinstance(assets, types.DocumentSymbol)
    assert [
        within(client, "work.mops", one.selection_range) for one in (assets, *(assets.children or ()))
    ] == ["One", "Swedes"]


@of(types.WORKSPACE_SYMBOL)
async def test_search(client: Client) -> None:
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams("Swed"))
    assert [one.name for one in found or ()] == ["Swedes"]
    assert isinstance(found[0].location, types.Location)  # type: ignore[index]
    assert read(client, found[0].location) == "work.mops:Swedes"  # type: ignore[index]


def whole(client: Client, name: str) -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(client.texts[name].count("\n"), 0))


@of(types.TEXT_DOCUMENT_INLAY_HINT)
async def test_hints(client: Client) -> None:
    asked = types.InlayHintParams(client.document("work.mops"), whole(client, "work.mops"))
    [hint] = await client.text_document_inlay_hint_async(asked) or ()
    assert hint.label == "at most 90,000 people"
    assert hint.position == client.at("work.mops", 'Country is "SE"|')


@of(types.TEXT_DOCUMENT_CODE_LENS, types.CODE_LENS_RESOLVE)
async def test_counts_of_uses(client: Client) -> None:
    asked = types.CodeLensParams(client.document("world.mops"))
    found = await client.text_document_code_lens_async(asked) or ()
    [lens] = [one for one in found if one.range.start.line == 3]
    resolved = await client.code_lens_resolve_async(lens)
    assert resolved.command is not None
    assert resolved.command.title == "3 uses"


@of(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE)
async def test_colours(client: Client) -> None:
    document = client.document("world.mops")
    found = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
    assert found is not None
    words = coloured(client, found.data)
    assert {"partition", "EU", '"😀 Europe"', "90_000", "sees", "primary"} <= set(words)
    start, end = client.at("world.mops", "|team Ops"), client.at("world.mops", '"😀 Operations"|')
    part = types.SemanticTokensRangeParams(document, types.Range(start, end))
    some = await client.text_document_semantic_tokens_range_async(part)
    assert some is not None
    assert coloured(client, some.data) == ["team", "Ops", '"😀 Operations"']


def coloured(client: Client, data: Any) -> list[str]:
    """The words that have a colour."""
    words, line, column = [], 0, 0
    for at in range(0, len(data), 5):
        down, right, length = data[at : at + 3]
        line, column = line + down, right if down else column + right
        place = types.Range(types.Position(line, column), types.Position(line, column + length))
        words.append(within(client, "world.mops", place))
    return words


@of(types.TEXT_DOCUMENT_FOLDING_RANGE)
async def test_folds(client: Client) -> None:
    found = await client.text_document_folding_range_async(
        types.FoldingRangeParams(client.document("work.mops"))
    )
    assert [(one.start_line, one.end_line) for one in found or ()] == [(0, 1)]


@of(types.TEXT_DOCUMENT_SELECTION_RANGE)
async def test_selecting_more_and_more(client: Client) -> None:
    place = client.at("work.mops", '"😀 𝒜" { sees EU; primary EU; admin O|ps')
    asked = types.SelectionRangeParams(client.document("work.mops"), [place])
    [found] = await client.text_document_selection_range_async(asked) or ()
    chain: list[str] = []
    step: types.SelectionRange | None = found
    while step is not None:
        chain.append(within(client, "work.mops", step.range))
        step = step.parent
    assert chain[:2] == ["Ops", "admin Ops"]
    assert chain == sorted(chain, key=len)


# What is done to the text


@of(types.TEXT_DOCUMENT_FORMATTING)
async def test_formatting(client: Client) -> None:
    text = 'partition   APAC "😀 Asia"  {people   5}\n\n\n\nteam   New   "😀 New"\n'
    client.show("new.mops", text)
    options = types.FormattingOptions(tab_size=8, insert_spaces=False)
    asked = types.DocumentFormattingParams(client.document("new.mops"), options)
    found = await client.text_document_formatting_async(asked)
    expected = 'partition APAC "😀 Asia" { people 5 }\n\nteam New "😀 New"\n'
    assert edited(text, found or (), client.encoding) == expected
    client.hide("new.mops")


@of(types.TEXT_DOCUMENT_CODE_ACTION)
async def test_a_slip_is_mended(client: Client) -> None:
    text = 'workspace New "😀 New" { sees EUU; primary EU; admin Ops }\n'
    client.show("new.mops", text)
    await client.until(lambda: "MOPS002" in str(client.findings("new.mops")))
    place = client.at("new.mops", "sees EU|U")
    [finding] = [one for one in client.diagnostics[client.uri("new.mops")] if one.code == "MOPS002"]
    context = types.CodeActionContext([finding], trigger_kind=types.CodeActionTriggerKind.Invoked)
    asked = types.CodeActionParams(client.document("new.mops"), types.Range(place, place), context)
    found = await client.text_document_code_action_async(asked) or ()
    actions = [one for one in found if isinstance(one, types.CodeAction)]
    assert actions[0].title == "Write EU"
    assert after(client, actions[0].edit) == {"new.mops": text.replace("EUU", "EU")}
    client.hide("new.mops")
    await client.until(lambda: client.findings("new.mops") == [])


@of()
async def test_what_stands_between_the_lines_is_asked_for_again(client: Client) -> None:
    client.refreshed.clear()
    client.show("new.mops", 'workspace New "😀 New" { sees EU; primary EU; admin Ops }\n')
    await client.until(lambda: set(client.refreshed) == set(REFRESHES))
    client.hide("new.mops")
    await client.until(lambda: client.findings("new.mops") in (None, []))
