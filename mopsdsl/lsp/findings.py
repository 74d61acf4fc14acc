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
    start, kept = shared(before.text, after.text)
    end = len(before.text) - kept
    shift = len(after.text) - len(before.text)
    for finding in findings:
        span = finding.span
        if span.source.name != before.name:
            yield finding
        elif span.end < start:
            yield evolve(finding, span=Span(after, span.start, span.end, span.round), related=())
        elif span.start > end:
            where = Span(after, span.start + shift, span.end + shift, span.round)
            yield evolve(finding, span=where, related=())


def shared(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts have in common at the start, and at the end of what is left then."""
    start = _longest(min(len(one), len(other)), lambda count: one.startswith(other[:count]))
    rest = min(len(one), len(other)) - start
    return start, _longest(rest, lambda count: not count or one.endswith(other[-count:]))


def _longest(most: int, holds: Callable[[int], bool]) -> int:
    """The largest number up to `most` for which something holds that holds for all smaller ones, too."""
    return bisect_left(range(1, most + 1), True, key=lambda count: not holds(count))
