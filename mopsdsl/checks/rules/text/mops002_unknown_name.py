"""MOPS002: a reference to something that nobody declared."""

from collections.abc import Iterable, Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.statuses import of_stages, spoken_of
from mopsdsl.checks.unknown import OFTEN, Unknown, also
from mopsdsl.diagnostics.finding import UNKNOWN_NAME, Edit, Finding, Fix
from mopsdsl.diagnostics.nearest import nearest
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.conditions import Literal
from mopsdsl.source.text import Span

RULE = UNKNOWN_NAME

_FEW = 6


def check(context: Context) -> Iterator[Finding]:
    yield from _names(context)
    yield from _statuses(context)


def _names(context: Context) -> Iterator[Finding]:
    for unknown in context.unknown.found if context.references.missing else ():
        told = "<" in unknown.reference.name  # a word that no `each` gives: lowering says so
        if not unknown.others and not told:
            for reference, again in unknown.places():
                yield _unknown(context, unknown, reference, again)


def _unknown(
    context: Context, unknown: Unknown, reference: Reference, again: tuple[Reference, ...]
) -> Finding:
    span = reference.span
    by_round = span.source.text[span.start : span.end] != reference.name
    return RULE.finding(
        span if by_round else Span(span.source, span.start, span.end),
        f"There is no {_in_words(context, reference)}.",
        _help(unknown, bool(again)),
        related=tuple(also([one.span for one in again])),
        fixes=unknown.fixes((reference, *again)),
        subject=unknown.declaration.id,
    )


def _in_words(context: Context, reference: Reference) -> str:
    lifecycle, dot, stage = reference.name.rpartition(".")
    if reference.kind == "stage" and dot:
        known = lifecycle in context.meant.model.lifecycles
        return f"stage {stage} in lifecycle {lifecycle}" if known else f"lifecycle {lifecycle}"
    return f"{in_words(reference.kind)} {reference.name}{_where_it_ends(context, reference)}"


def _where_it_ends(context: Context, reference: Reference) -> str:
    """Of a path from a workspace that goes on for more than a step from where it is lost: how far it leads."""
    way, model = "", context.meant.model
    for word in reference.name.split(".")[:-1]:
        further = f"{way}.{word}" if way else word
        if further not in (model.assets if way else model.workspaces):
            return f": {way} holds no {word}" if way else ""
        way = further
    return ""


def _help(unknown: Unknown, often: bool) -> str:
    name, kind, meant = unknown.reference.name, in_words(unknown.reference.kind), unknown.meant
    if meant is not None:
        return (
            f"Declare it, since so many places name it; or did you mean {meant}?"
            if often
            else f"Did you mean {meant}?"
        )
    alike = [one for one in unknown.known if one[:1].casefold() == name[:1].casefold()]
    choices = unknown.known if len(unknown.known) <= _FEW else alike if len(alike) <= _FEW else ()
    if choices:
        return f"Declare {name}, or name one that exists: {', '.join(sorted(choices))}."
    return f"Declare the {kind} {name}, or name one that exists."


def in_words(kind: str) -> str:
    """ "smart_list|static_list" as people say it: "smart list or static list"."""
    *others, last = (one.replace("_", " ") for one in kind.split("|"))
    return f"{', '.join(others)} or {last}" if others else last


def _statuses(context: Context) -> Iterator[Finding]:
    """The statuses that exist are those that stages declare; where no stage declares any, every status is taken as it is."""
    declared = {literal.value for _, literal in of_stages(context.model) if isinstance(literal.value, str)}
    if not declared:
        return
    unknown: dict[str, list[tuple[Declaration, Literal]]] = {}
    for declaration, literal in spoken_of(context.model):
        if isinstance(literal.value, str) and literal.value not in declared:
            unknown.setdefault(literal.value, []).append((declaration, literal))
    for status, places in unknown.items():
        yield from _unknown_status(status, places, sorted(declared))


def _unknown_status(
    status: str, places: list[tuple[Declaration, Literal]], declared: list[str]
) -> Iterator[Finding]:
    """One finding a place; of a status that many places name, one with all of them."""
    meant = nearest(status, declared)
    help = f'Did you mean "{meant}"?' if meant else f"The stages declare {_quoted(declared)}."
    places = sorted(places, key=lambda place: place[1].span.written)
    often = len(places) > OFTEN
    for declaration, literal in places[:1] if often else places:
        yield RULE.finding(
            literal.span,
            f'No stage has the status "{status}".',
            help,
            related=tuple(also([literal.span for _, literal in places[1:]])) if often else (),
            fixes=_replaced(literal.span, f'"{status}"', f'"{meant}"' if meant and not often else None),
            subject=declaration.id,
        )


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _replaced(span: Span, written: str, meant: str | None) -> tuple[Fix, ...]:
    if meant is None or span.source.text[span.start : span.end] != written:
        return ()
    return (Fix(f"Write {meant}", (Edit(span, meant),)),)
