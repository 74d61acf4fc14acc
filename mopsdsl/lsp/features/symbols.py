"""What a text declares, as an outline; and everything that is declared, by a few letters of its name."""

from collections.abc import Callable, Iterable, Iterator
from heapq import nsmallest
from typing import Any

from lsprotocol import types

from mopsdsl.graphs.things import Node
from mopsdsl.lsp.kinds import kind_of
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View
from mopsdsl.source.text import Source
from mopsdsl.syntax import tree

MOST = 200
"""Things that a search finds at most; whoever sees so many types on."""

# The outline


def outline(
    session: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """The declarations of a text, each with those inside it; in a row where the client knows no trees."""
    place = session.place(params.text_document.uri, types.Position(0, 0))
    if place is None:
        return None
    view, source = place.view, place.source
    symbols = list(_symbols(view, source, view.written(source).file.statements))
    client = session.capabilities.text_document
    asked = client.document_symbol if client else None
    if asked and asked.hierarchical_document_symbol_support:
        return symbols
    return list(_in_a_row(params.text_document.uri, symbols, None))


def _symbols(view: View, source: Source, statements: Iterable[Any]) -> Iterator[types.DocumentSymbol]:
    for node in statements:
        if isinstance(node, tree.Each):
            yield from _symbols(view, source, node.body)
            continue
        told = _told(node)
        if told is not None:
            kind, name, title, at, inside = told
            lines = view.lines(source)
            yield types.DocumentSymbol(
                name=name.strip() or kind,
                kind=kind_of(kind),
                range=lines.range(node.start, node.end),
                selection_range=lines.range(at.start, at.end),
                detail=title or kind.replace("_", " "),
                children=list(_symbols(view, source, inside)) or None,
            )


Told = tuple[str, str, str, tree.Token, tuple[Any, ...]]


def _told(node: Any) -> Told | None:
    """(kind, name, title, where the name stands, what may hold more) of what an outline shows."""
    match node:
        case tree.Declaration():
            return node.kind, _plain(node.name), _plain(node.title), node.name, node.body or ()
        case tree.Assets():
            return "assets", node.workspace.text, "", node.workspace, node.body
        case tree.Property(word="segment"):
            name, title, _ = node.values
            return "segment", name.text, _plain(title), name, ()
        case tree.Grant():
            return "grant", f"{node.role.text} to {node.team.text}", "", node.role, ()
        case tree.Protect():
            return "protect", node.target.text, "", node.target, ()
        case tree.Approve():
            return "approve", f"{node.action.text} of {node.target.text}", "", node.target, ()
        case tree.Assume():
            return "assume", node.name.text, "", node.name, ()
        case _:
            return None


def _plain(token: tree.Token | None) -> str:
    """A name or title without its quotes."""
    return token.text.strip('"') if token is not None else ""


def _in_a_row(
    uri: str, symbols: Iterable[types.DocumentSymbol], around: str | None
) -> Iterator[types.SymbolInformation]:
    for one in symbols:
        place = types.Location(uri, one.selection_range)
        yield types.SymbolInformation(place, one.name, one.kind, container_name=around)
        yield from _in_a_row(uri, one.children or (), one.name)


# The search


def search(session: Session, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    """What is declared in any open project and has the letters of the query in their order, the best first."""
    query = params.query.strip().casefold()
    ranked: list[tuple[Rank, int, View, Node]] = []
    for number, check in enumerate(session.checks()):
        view = check.specs.view()
        for node in view.world.things.nodes.values() if view else ():
            rank = _rank(query, node)
            if view and rank is not None and node.span.source.name in view.sources:
                ranked.append((rank, number, view, node))
    best = nsmallest(MOST, ranked, key=lambda one: one[:2])
    return [_found(view, node) for _, _, view, node in best]


Rank = tuple[int, int, str]


def _rank(query: str, node: Node) -> Rank | None:
    """Smaller is better: in its name, then in its title, then in its path; what begins so first, then what holds the letters closest."""
    last = node.name.rpartition(".")[2]
    for place, text in enumerate((last, node.title, node.name)):
        length = _stretch(query, text.casefold())
        if length is not None:
            begins = text[: len(query)].casefold() == query
            return place, len(text) if begins else 1000 + len(text) + 100 * length, node.id
    return None


def _stretch(letters: str, text: str) -> int | None:
    """How long the first stretch of a text is that holds some letters in their order; None where it has not all of them."""
    start = at = text.find(letters[:1])
    for letter in letters[1:]:
        at = text.find(letter, at + 1) if at >= 0 else at
    return at + 1 - start if at >= 0 else None


def _found(view: View, node: Node) -> types.WorkspaceSymbol:
    above = node.name.rpartition(".")[0]
    kind = node.word.replace("_", " ")
    return types.WorkspaceSymbol(
        view.location(node.span),
        node.name.rpartition(".")[2] if above and node.kind in ("asset", "stage") else node.name,
        kind_of(node.word),
        container_name=f"{kind} in {above}" if above and node.kind in ("asset", "stage") else kind,
    )


ANSWERS: dict[str, Callable[[Session, Any], Any]] = {
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: outline,
    types.WORKSPACE_SYMBOL: search,
}
