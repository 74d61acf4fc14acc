"""Who reaches this, and what does this reach: the client's calls are sight, work, sharing and the ways between stages.

The protocol wants the stretches of a call in the caller's file. What lets a team into a workspace is a grant, which may stand in another
file than the team: then the caller is shown at the grant, which is what somebody wants to see who asks.
"""

from collections.abc import Callable, Iterable
from typing import Any

from lsprotocol import types

from mopsdsl.graphs.edges import Edge
from mopsdsl.graphs.neighbours import KINDS, reached_by, reaches
from mopsdsl.graphs.things import Node
from mopsdsl.lsp.kinds import kind_of
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View
from mopsdsl.source.text import Span


def prepare(
    session: Session, params: types.CallHierarchyPrepareParams
) -> list[types.CallHierarchyItem] | None:
    """What the cursor is on, where it is declared."""
    place = session.place(params.text_document.uri, params.position)
    if place is None:
        return None
    view, things = place.view, place.view.world.things
    ids = dict.fromkeys(things.id_of(one.found) for one in place.occurrences)
    nodes = (things.nodes[id] for id in ids if id is not None)
    return [_item(view, node, place.occurrences[0].span, "") for node in nodes if node.kind in KINDS]


def incoming(
    session: Session, params: types.CallHierarchyIncomingCallsParams
) -> list[types.CallHierarchyIncomingCall] | None:
    view, node = _asked(session, params.item)
    if view is None or node is None:
        return None
    groups: dict[tuple[str, str], list[Edge]] = {}
    for edge in reached_by(view.world, node):
        if edge.span.source.name in view.sources:
            groups.setdefault((edge.start, edge.span.source.name), []).append(edge)
    return [
        types.CallHierarchyIncomingCall(
            _item(view, view.world.things.nodes[start], edges[0].span, _told(edges), file),
            _ranges(view, edges),
        )
        for (start, file), edges in groups.items()
    ]


def outgoing(
    session: Session, params: types.CallHierarchyOutgoingCallsParams
) -> list[types.CallHierarchyOutgoingCall] | None:
    view, node = _asked(session, params.item)
    if view is None or node is None:
        return None
    groups: dict[str, list[Edge]] = {}
    for edge in reaches(view.world, node):
        groups.setdefault(edge.end, []).append(edge)
    calls = []
    for end, edges in groups.items():
        here = [
            edge
            for edge in edges
            if edge.span.source.name in view.sources and view.uri(edge.span.source.name) == params.item.uri
        ]
        item = _item(view, view.world.things.nodes[end], edges[0].span, _told(edges))
        calls.append(
            types.CallHierarchyOutgoingCall(item, _ranges(view, here) or [params.item.selection_range])
        )
    return calls


def _asked(session: Session, item: types.CallHierarchyItem) -> tuple[View | None, Node | None]:
    """What an item of ours stood for, in the project as it is now."""
    id, _, root = str(item.data).partition(" ")
    view = next((check.specs.view() for check in session.checks() if check.specs.root == root), None)
    return view, view.world.things.nodes.get(id) if view else None


def _item(view: View, node: Node, otherwise: Span, told: str, file: str = "") -> types.CallHierarchyItem:
    """A thing where it is declared; at another place if nobody declared it, or not in the `file` that it is wanted in."""
    subject = view.world.things.stage(node) or view.world.things.declaration(node)
    name, extent = node.span, subject.extent if subject else node.span
    if name.source.name not in view.sources or (file and name.source.name != file):
        name = extent = otherwise
    word = node.word.replace("_", " ")
    project = view.loaded.project
    return types.CallHierarchyItem(
        name=node.name,
        kind=kind_of(node.word),
        uri=view.uri(name.source.name),
        range=view.range(extent),
        selection_range=view.range(name),
        detail=f"{word}, {told}" if told else word,
        data=f"{node.id} {project.root if project else ''}",
    )


def _told(edges: Iterable[Edge]) -> str:
    """What one does with the other."""
    return "; ".join(dict.fromkeys(edge.label or edge.kind for edge in edges))


def _ranges(view: View, edges: Iterable[Edge]) -> list[types.Range]:
    places = {(edge.span.start, edge.span.end): edge.span for edge in edges}
    return [view.range(span) for span in places.values()]


ANSWERS: dict[str, Callable[[Session, Any], Any]] = {
    types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY: prepare,
    types.CALL_HIERARCHY_INCOMING_CALLS: incoming,
    types.CALL_HIERARCHY_OUTGOING_CALLS: outgoing,
}
