"""The renames of a session: what was called otherwise a moment ago, so that `formerly` can still be said of it."""

from lsprotocol import types

from mopsdsl.diagnostics.finding import Fix
from mopsdsl.graphs.occurrences import Named, called
from mopsdsl.lsp import former
from mopsdsl.lsp.edits import workspace_edit
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View
from mopsdsl.model.assets import Segment
from mopsdsl.source.text import Span


def why(thing: Named, old: str) -> str:
    """When `formerly` is to be said, for somebody who knows Marketo and not this language."""
    return (
        f"Take this if {called(thing)} is in Marketo already: it is renamed there then, and nothing in it is lost. Leave it out if "
        f"{old} was never carried out: Marketo knows nothing of that name, and makes it new."
    )


_INNER = {"workspace": "asset", "asset": "asset", "lifecycle": "stage"}
"""What stands in a thing and has its name in its own path."""


def remember(session: Session, view: View, things: tuple[Named, ...], old: str, new: str) -> None:
    """Keep what things were called before they are renamed; of one that is called back there is nothing to keep."""
    known = session.renamed.setdefault(_root(view), {})
    for thing in things:
        before = _id(view, thing)
        if before is None:
            continue
        after = _beside(before, new)
        first = known.pop(before, old)
        kind, _, path = before.partition(":")
        inside = f"{_INNER.get(kind)}:{path}."
        for inner in [one for one in known if one.startswith(inside)]:
            renamed = f"{_INNER[kind]}:{after.partition(':')[2]}.{inner.removeprefix(inside)}"
            known[renamed] = known.pop(inner)
        if first != new:
            known[after] = first


def formerly_actions(session: Session, view: View, span: Span) -> list[types.CodeAction]:
    """Say what the things that are declared in a stretch of text were called before this session renamed them."""
    known = session.renamed.get(_root(view))
    if not known:
        return []
    made = []
    for one in view.occurrences.by_file.get(span.source.name, ()):
        if one.reference is None and one.span.start <= span.end and span.start <= one.span.end:
            old = known.get(_id(view, one.found) or "")
            fix = former.told(one.found, old) if old else None
            if old and fix and _beside(_id(view, one.found) or "", old) not in view.world.things.nodes:
                made.append(_action(session, view, one.found, fix))
    return made


def _action(session: Session, view: View, thing: Named, fix: Fix) -> types.CodeAction:
    return types.CodeAction(
        f"{fix.title}, as {called(thing)} is in Marketo already",
        types.CodeActionKind.QuickFix,
        edit=workspace_edit(session, view, fix.edits),
    )


def _root(view: View) -> str:
    return view.loaded.project.root if view.loaded.project else ""


def _id(view: View, thing: Named) -> str | None:
    """`kind:path`; a segment has none of its own, and nothing to say."""
    return None if isinstance(thing, Segment) else view.world.things.id_of(thing)


def _beside(id: str, name: str) -> str:
    """The id of what has another name in the same place."""
    kind, _, path = id.partition(":")
    above = path.rpartition(".")[0] if kind in ("asset", "stage") else ""
    return f"{kind}:{above}.{name}" if above else f"{kind}:{name}"
