"""Findings as the protocol's diagnostics, and what stays of them while somebody types."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from attrs import evolve
from lsprotocol import types

from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.lsp.view import View
from mopsdsl.source.text import Source, Span

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.ADVICE: types.DiagnosticSeverity.Information,
}


def diagnostic(view: View, finding: Finding, related: bool) -> types.Diagnostic:
    """One finding; `related`: the client shows further places."""
    said = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    places = [
        types.DiagnosticRelatedInformation(view.location(one.span), one.label)
        for one in finding.related
        if related
    ]
    return types.Diagnostic(
        range=view.range(finding.span),
        message=said,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="mopsdsl",
        related_information=places or None,
    )


def moved(findings: Iterable[Finding], before: Source, after: Source) -> Iterator[Finding]:
    """The findings about a text where they are in its next version; those about what was changed itself are left out.

    A finding is about one place and explained by others: of those only its own has to be still there.
    """
    start, end, _ = changed(before.text, after.text)
    shift = len(after.text) - len(before.text)
    for finding in findings:
        span = finding.span
        if span.source.name != before.name:
            yield finding
        elif span.end < start:
            yield evolve(finding, span=_span(span, after, 0), related=())
        elif span.start > end:
            yield evolve(finding, span=_span(span, after, shift), related=())


def placed(finding: Finding, source: Source, start: int) -> Finding:
    """A finding about a part of a text, where it is in the whole, in which the part begins at `start`."""
    fixes = tuple(
        evolve(fix, edits=tuple(evolve(edit, span=_span(edit.span, source, start)) for edit in fix.edits))
        for fix in finding.fixes
    )
    related = tuple(evolve(one, span=_span(one.span, source, start)) for one in finding.related)
    return evolve(finding, span=_span(finding.span, source, start), fixes=fixes, related=related)


def _span(span: Span, source: Source, shift: int) -> Span:
    return Span(source, span.start + shift, span.end + shift, span.round)


def changed(before: str, after: str) -> tuple[int, int, int]:
    """Where two versions of a text differ: from the first offset to the second in the one, to the third in the other."""
    start, kept = shared(before, after)
    return start, len(before) - kept, len(after) - kept


def shared(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts have in common at the start, and at the end of what is left then."""
    start = _longest(min(len(one), len(other)), lambda count: one.startswith(other[:count]))
    rest = min(len(one), len(other)) - start
    return start, _longest(rest, lambda count: not count or one.endswith(other[-count:]))


def _longest(most: int, holds: Callable[[int], bool]) -> int:
    """The largest number up to `most` for which something holds that holds for all smaller ones, too."""
    return bisect_left(range(1, most + 1), True, key=lambda count: not holds(count))
