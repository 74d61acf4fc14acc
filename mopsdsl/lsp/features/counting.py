"""How often something is used, above its declaration.

A client that knows the command SHOW says so in its experimental capabilities (`{"commands": {"commands": ["mopsdsl.showReferences"]}}`, as
rust-analyzer's clients do for theirs); it then gets the places with it. Any other gets plain text.
"""

from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from mopsdsl.graphs.occurrences import Occurrence
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.uses import uses
from mopsdsl.lsp.view import View
from mopsdsl.model.access import Partition
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import NAMELESS
from mopsdsl.source.text import Source

SHOW = "mopsdsl.showReferences"
"""A command of the client's: it shows places beside the code, given the document's URI, a position in it and the places."""

_ENDS = NAMELESS | {
    *("instance", "site", "wall", "score", "funnel", "fence", "distribution", "forecast", "cadence"),
    *("threshold", "scenario"),
}
"""Kinds that are there for themselves: whether something names them says nothing."""


def lenses(session: Session, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Where something is counted; what is on the screen is counted then."""
    uri = params.text_document.uri
    place = session.place(uri, types.Position(0, 0))
    if place is None:
        return None
    view = place.view
    declared = view.once(_declared, view, place.source)
    return [
        types.CodeLens(view.range(rounds[0].span), data=[uri, start]) for start, rounds in declared.items()
    ]


def counted(session: Session, lens: types.CodeLens) -> types.CodeLens:
    """The count of uses, and what leads to them."""
    uri, start = lens.data if isinstance(lens.data, list) and len(lens.data) == 2 else ("", -1)
    place = session.place(uri, types.Position(0, 0))
    declared = place.view.once(_declared, place.view, place.source).get(start) if place else None
    lens.command = types.Command("", "")
    if place is not None and declared is not None:  # the text may be another by now
        view = place.view
        places = view.locations(use.span for one in declared for use in uses(view, one.found))
        lens.command.title = ", ".join(_said(view, declared, len(places)))
        if places and _shows(session):
            lens.command.command = SHOW
            lens.command.arguments = [uri, lens.range.start, places]
    return lens


def _declared(view: View, source: Source) -> dict[int, list[Occurrence]]:
    """Offset → what is declared there: one thing, or one for each round of an `each`."""
    found: dict[int, list[Occurrence]] = {}
    for one in view.occurrences.in_file(source.name):
        if one.reference is None and _kind(one) not in _ENDS:
            found.setdefault(one.span.start, []).append(one)
    return found


def _kind(one: Occurrence) -> str:
    return one.found.kind if isinstance(one.found, Declaration) else "stage"


def _said(view: View, declared: list[Occurrence], count: int) -> Iterator[str]:
    found = declared[0].found
    yield f"{count:,} use{'' if count == 1 else 's'}" if count else "named nowhere else"
    if isinstance(found, Partition) and len(declared) == 1:
        seeing = len(view.context.sight.workspaces[found.name])
        yield f"seen by {seeing:,} workspace{'' if seeing == 1 else 's'}"


def _shows(session: Session) -> bool:
    """Whether the client knows the command."""
    experimental: Any = session.capabilities.experimental
    commands = _within(_within(experimental, "commands"), "commands")
    return isinstance(commands, list | tuple) and SHOW in commands


def _within(told: Any, name: str) -> Any:
    """A part of what a client says of itself, which comes as a dictionary or an object."""
    return told.get(name) if isinstance(told, dict) else getattr(told, name, None)


ANSWERS = {types.TEXT_DOCUMENT_CODE_LENS: lenses, types.CODE_LENS_RESOLVE: counted}
OPTIONS = {types.TEXT_DOCUMENT_CODE_LENS: types.CodeLensOptions(resolve_provider=True)}
