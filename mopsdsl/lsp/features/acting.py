"""What can be done at a place: mend a finding as its rule knows, let it pass with a reason, or say what was called otherwise before."""

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import islice

from lsprotocol import types

from mopsdsl.checks.exceptions import NEVER_HIDDEN
from mopsdsl.diagnostics.finding import Edit, Finding
from mopsdsl.lsp.checking import Checking
from mopsdsl.lsp.edits import workspace_edit
from mopsdsl.lsp.findings import diagnostic
from mopsdsl.lsp.renames import formerly_actions
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View
from mopsdsl.source.text import Source, Span
from mopsdsl.syntax import tree
from mopsdsl.syntax.enclosing import enclosing
from mopsdsl.syntax.parser import parse

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.mopsdsl"
MOST = 10
"""Findings that something is offered for: whoever marks more than that means none of them."""


def actions(session: Session, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    check, start = session.check_of(params.text_document.uri), params.range.start
    place = session.place(params.text_document.uri, start)
    if check is None or place is None:
        return None
    view, source = place.view, place.source
    end = view.lines(source).offset(params.range.end)
    wanted = params.context.only
    made: list[types.CodeAction] = []
    if _asked_for(wanted, types.CodeActionKind.QuickFix):
        touched = (
            one
            for one in _current(view, check, source)
            if one.span.start <= end and place.offset <= one.span.end
        )
        for finding in islice(touched, MOST):
            made += _about(session, view, finding)
        made += formerly_actions(session, view, Span(source, place.offset, end))
    if wanted and _asked_for(wanted, FIX_ALL):
        made += _all_safe(session, view, list(_current(view, check, source)))
    return made


def _asked_for(wanted: Sequence[types.CodeActionKind | str] | None, kind: str) -> bool:
    """Whether the client wants actions of a kind; one that it names stands for all below it."""
    return not wanted or any(kind == one or kind.startswith(f"{one}.") for one in map(_word, wanted))


def _word(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _current(view: View, check: Checking, source: Source) -> Iterator[Finding]:
    """The findings about a text as it is now."""
    return (
        one for one in check.findings if one.span.source.name == source.name and _is_current(view, one.span)
    )


def _is_current(view: View, span: Span) -> bool:
    now = view.sources.get(span.source.name)
    return now is not None and now.text == span.source.text


def _about(session: Session, view: View, finding: Finding) -> Iterator[types.CodeAction]:
    shown = [diagnostic(view, finding, related=False)]
    fixes = [fix for fix in finding.fixes if all(_is_current(view, edit.span) for edit in fix.edits)]
    for fix in fixes:
        yield types.CodeAction(
            fix.title,
            types.CodeActionKind.QuickFix,
            shown,
            is_preferred=len(fixes) == 1 or None,
            edit=workspace_edit(session, view, fix.edits),
        )
    if finding.code not in NEVER_HIDDEN and (allow := _allow(view, finding)) is not None:
        title = f"Let it pass, and say why: allow {finding.code}"
        yield types.CodeAction(
            title, types.CodeActionKind.QuickFix, shown, edit=workspace_edit(session, view, [allow])
        )


def _all_safe(session: Session, view: View, findings: list[Finding]) -> Iterator[types.CodeAction]:
    """What can be mended without anybody looking; of two that touch the same text only the first."""
    edits: list[Edit] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for fix in (fix for finding in findings for fix in finding.fixes if fix.safe):
        if all(_is_free(edit.span, taken) and _is_current(view, edit.span) for edit in fix.edits):
            edits += fix.edits
            for span in (edit.span for edit in fix.edits):
                insort(taken.setdefault(span.source.name, []), (span.start, span.end))
    if edits:
        edit = workspace_edit(session, view, edits)
        yield types.CodeAction("Mend what is safe to mend", FIX_ALL, edit=edit)


def _is_free(span: Span, taken: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether a stretch touches none of those, by text and place, which don't overlap."""
    places = taken.get(span.source.name, [])
    before = bisect_right(places, span.end, key=lambda place: place[0])
    return not before or places[before - 1][1] < span.start


# An exception


def _allow(view: View, finding: Finding) -> Edit | None:
    """`allow CODE because ""` in the declaration that a finding is about, the reason to be filled in; None where none takes it."""
    node = view.world.things.nodes.get(finding.subject)
    declared = view.world.things.stage(node) or view.world.things.declaration(node) if node else None
    about = declared.extent if declared and _is_current(view, declared.extent) else finding.span
    source = view.sources[about.source.name]
    file, before = view.once(parse, source)
    for around in reversed(enclosing(file, about.start, about.end)):
        if isinstance(around, tree.Declaration | tree.Grant):
            edit = _put_in(source, around, f'allow {finding.code} because ""')
            if len(parse(_after(source, edit))[1]) <= len(before):
                return edit
    return None


def _put_in(source: Source, node: tree.Declaration | tree.Grant, words: str) -> Edit:
    """A statement as the last of a block, in a block of its own where there is none."""
    text = source.text
    if node.body is None:
        return Edit(Span(source, node.end, node.end), f" {{ {words} }}")
    close = node.end - 1
    line = text.rfind("\n", 0, close) + 1
    if text[line:close].strip():  # a block on one line
        begun = text[:close].rstrip()
        mark = " " if begun.endswith("{") else "; "
        return Edit(Span(source, len(begun), close), f"{mark}{words} ")
    return Edit(Span(source, line, line), f"{text[line:close]}  {words}\n")


def _after(source: Source, edit: Edit) -> Source:
    text = source.text
    return Source(source.name, text[: edit.span.start] + edit.text + text[edit.span.end :])


ANSWERS = {types.TEXT_DOCUMENT_CODE_ACTION: actions}
OPTIONS = {
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(
        code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]
    )
}
