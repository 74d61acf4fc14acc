"""MOPS002: a reference to something that nobody declared."""

from collections.abc import Iterable, Iterator

from mopsdsl.checks.conditions import conditions
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import UNKNOWN_NAME, Edit, Finding, Fix
from mopsdsl.diagnostics.nearest import nearest
from mopsdsl.graphs.conditions import leaves
from mopsdsl.model.assets import ASSET_KINDS
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.conditions import HasStatus, Literal
from mopsdsl.source.text import Span

RULE = UNKNOWN_NAME

_LOOKS = 200_000
"""So many names are looked at for a did-you-mean in one run; where that is not enough, it is not spelling that is wrong."""
_FEW = 6


def check(context: Context) -> Iterator[Finding]:
    yield from _names(context)
    yield from _statuses(context)


def _names(context: Context) -> Iterator[Finding]:
    seen: set[tuple[str, int, str]] = set()
    candidates: dict[str, list[str]] = {}
    looks = 0
    for declaration, reference in context.references.missing:
        place = (reference.span.source.name, reference.span.start, reference.name)
        if place in seen or context.names.other_kinds(reference):
            continue
        seen.add(place)
        if reference.kind not in candidates:
            candidates[reference.kind] = list(context.names.candidates(reference.kind))
        known = candidates[reference.kind]
        looks += len(known)
        yield _unknown(declaration, reference, known if looks <= _LOOKS else [])


def _unknown(declaration: Declaration, reference: Reference, known: list[str]) -> Finding:
    meant = _meant(reference, known)
    kind = in_words(reference.kind)
    if meant is not None:
        help = f"Did you mean {meant}?"
    elif 0 < len(known) <= _FEW:
        help = f"Declare {reference.name}, or name one that exists: {', '.join(sorted(known))}."
    else:
        help = f"Declare the {kind} {reference.name}, or name one that exists."
    return RULE.finding(
        reference.span,
        f"There is no {kind} {reference.name}.",
        help,
        fixes=_replaced(reference.span, reference.name, meant),
        subject=declaration.id,
    )


def in_words(kind: str) -> str:
    """ "smart_list|static_list" as people say it: "smart list or static list"."""
    return " or ".join(one.replace("_", " ") for one in kind.split("|"))


def _meant(reference: Reference, known: list[str]) -> str | None:
    """The nearest name; of an asset, as short as it may be written at this place."""
    if any(
        kind in ASSET_KINDS or kind in ("asset", "folder", "segment") for kind in reference.kind.split("|")
    ):
        known = [_from_here(reference.scope, path) for path in known]
    return nearest(reference.name, known)


def _from_here(scope: str, path: str) -> str:
    """A path as short as it may be written inside `scope`."""
    while scope:
        if path.startswith(scope + "."):
            return path[len(scope) + 1 :]
        scope = scope.rpartition(".")[0]
    return path


def _statuses(context: Context) -> Iterator[Finding]:
    """The statuses that exist are those that stages declare; where no stage declares any, every status is taken as it is."""
    declared = {
        literal.value
        for lifecycle in context.model.lifecycles.values()
        for stage in lifecycle.stages
        for literal in stage.statuses
        if isinstance(literal.value, str)
    }
    if not declared:
        return
    for declaration, literal in _used_statuses(context):
        if isinstance(literal.value, str) and literal.value not in declared:
            meant = nearest(literal.value, sorted(declared))
            help = f'Did you mean "{meant}"?' if meant else f"The stages declare {_quoted(sorted(declared))}."
            yield RULE.finding(
                literal.span,
                f'No stage has the status "{literal.value}".',
                help,
                fixes=_replaced(literal.span, f'"{literal.value}"', f'"{meant}"' if meant else None),
                subject=declaration.id,
            )


def _used_statuses(context: Context) -> Iterator[tuple[Declaration, Literal]]:
    for declaration, condition in conditions(context.model):
        for leaf in leaves(condition):
            if isinstance(leaf, HasStatus):
                yield from ((declaration, literal) for literal in leaf.statuses)
    for fence in context.model.fences.values():
        for owned in fence.statuses:
            yield from ((fence, literal) for literal in (owned.status, *owned.to))
    for scenario in context.model.scenarios.values():
        for step in scenario.steps:
            if step.expectation is not None and step.expectation.what == "status":
                yield scenario, Literal(step.expectation.text, step.expectation.span)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _replaced(span: Span, written: str, meant: str | None) -> tuple[Fix, ...]:
    """The fix that writes what was meant; none where the text is made by an `each` and not written as such."""
    if meant is None or span.source.text[span.start : span.end] != written:
        return ()
    return (Fix(f"Write {meant}", (Edit(span, meant),)),)
