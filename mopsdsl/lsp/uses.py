"""Where something is used: every place that means it, but the one that declares it."""

from mopsdsl.graphs.occurrences import Named, Occurrence
from mopsdsl.lsp.view import View


def uses(view: View, found: Named) -> list[Occurrence]:
    """By file and place, each place once: the rounds of an `each` share theirs."""
    places = {
        (one.span.source.name, one.span.start, one.span.end): one
        for one in view.occurrences.of(found)
        if one.reference is not None and one.span.source.name in view.sources
    }
    return list(places.values())
