"""MOPS004: the name exists, but as another kind."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.unknown import Unknown, also, is_brought
from mopsdsl.diagnostics.finding import WRONG_KIND, Finding, Related
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Declaration, Reference

RULE = WRONG_KIND


def check(context: Context) -> Iterator[Finding]:
    for unknown in context.unknown.found if context.references.missing else ():
        if unknown.others:
            for reference, again in unknown.places():
                yield _wrong_kind(unknown, reference, again)


def _wrong_kind(unknown: Unknown, reference: Reference, again: tuple[Reference, ...]) -> Finding:
    wanted = reference.kind.split("|")
    kinds = " and ".join(_said(_kind(other)) for other in unknown.others)
    help = f"Name {_any(wanted)}, or declare one with this name: each kind has names of its own."
    declared = (
        Related(other.span, f"{_said(_kind(other))} is declared here")
        for other in unknown.others
        if not is_brought(other)
    )
    return RULE.finding(
        reference.span,
        f"There is no {' or '.join(_plain(kind) for kind in wanted)} {reference.name}: {reference.name} is {kinds}.",
        f"Did you mean {unknown.meant}? {help}" if unknown.sure else help,
        related=(*declared, *also([one.span for one in again])),
        fixes=unknown.fixes((reference, *again)) if unknown.sure else (),
        subject=unknown.declaration.id,
    )


def _any(kinds: list[str]) -> str:
    return " or ".join(_said(kind) for kind in kinds)


def _kind(declaration: Declaration) -> str:
    return declaration.asset_kind if isinstance(declaration, Asset) else declaration.kind


def _said(kind: str) -> str:
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"{article} {_plain(kind)}"


def _plain(kind: str) -> str:
    return kind.replace("_", " ")
