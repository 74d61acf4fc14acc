"""Where a name is declared, and every place that means the same."""

from collections.abc import Callable, Iterable
from typing import Any

from lsprotocol import types

from mopsdsl.graphs.occurrences import Named, Occurrence
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import Place


def definition(
    session: Session, params: types.DefinitionParams
) -> list[types.Location] | list[types.LocationLink] | None:
    """The declarations of the name under the cursor; where the client can, with the stretch of text that it is."""
    place = session.place(params.text_document.uri, params.position)
    if place is None:
        return None
    view = place.view
    found = {(one.span.source.name, one.span.start): one for one in meant(place)}
    declared = [one for (name, _), one in found.items() if name in view.sources]
    asked = session.capabilities.text_document and session.capabilities.text_document.definition
    if not (asked and asked.link_support):
        return view.locations(one.span for one in declared)
    here = view.range(place.occurrences[0].span) if declared else None
    return [
        types.LocationLink(view.uri(one.span.source.name), view.range(one.extent), view.range(one.span), here)
        for one in declared
    ]


def references(session: Session, params: types.ReferenceParams) -> list[types.Location] | None:
    """Every place that means what the cursor is on, by file and place."""
    place = session.place(params.text_document.uri, params.position)
    if place is None:
        return None
    declared = params.context.include_declaration
    found = (one for one in everywhere(place) if declared or one.reference is not None)
    return place.view.locations(one.span for one in found)


def highlights(
    session: Session, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight] | None:
    """The same in this text alone: where it is declared it is written, elsewhere read."""
    place = session.place(params.text_document.uri, params.position)
    if place is None:
        return None
    kinds = {
        (one.span.start, one.span.end): _READ if one.reference else _WRITE
        for one in everywhere(place)
        if one.span.source.name == place.source.name
    }
    lines = place.view.lines(place.source)
    return [types.DocumentHighlight(lines.range(*at), kind) for at, kind in sorted(kinds.items())]


def meant(place: Place) -> list[Named]:
    """What the name at a place means: one thing, or one for each round of an `each`."""
    return list({id(one.found): one.found for one in place.occurrences}.values())


def everywhere(place: Place) -> Iterable[Occurrence]:
    """Every place that means one of those."""
    found = [one for named in meant(place) for one in place.view.occurrences.of(named)]
    return sorted(found, key=lambda one: one.span.written)


_READ, _WRITE = types.DocumentHighlightKind.Read, types.DocumentHighlightKind.Write

ANSWERS: dict[str, Callable[[Session, Any], Any]] = {
    types.TEXT_DOCUMENT_DEFINITION: definition,
    types.TEXT_DOCUMENT_REFERENCES: references,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: highlights,
}
