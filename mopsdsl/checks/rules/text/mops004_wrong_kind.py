"""MOPS004: the name exists, but as another kind."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import WRONG_KIND, Finding, Related
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Declaration, Reference

RULE = WRONG_KIND


def check(context: Context) -> Iterator[Finding]:
    for unknown in context.unknown.found if context.references.missing else ():
        if unknown.others:
            for reference in (unknown.reference, *unknown.again):
                yield _wrong_kind(unknown.declaration, reference, unknown.others)


def _wrong_kind(declaration: Declaration, reference: Reference, others: tuple[Declaration, ...]) -> Finding:
    wanted = " or ".join(_said(kind) for kind in reference.kind.split("|"))
    kinds = " and ".join(_said(_kind(other)) for other in others)
    return RULE.finding(
        reference.span,
        f"{reference.name} is {kinds}; here stands the name of {wanted}.",
        f"Name {wanted}, or declare one with this name: each kind has names of its own.",
        related=tuple(
            Related(other.span, f"{_said(_kind(other))} is declared here")
            for other in others
            if _is_written(other)
        ),
        subject=declaration.id,
    )


def _kind(declaration: Declaration) -> str:
    return declaration.asset_kind if isinstance(declaration, Asset) else declaration.kind


def _said(kind: str) -> str:
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"{article} {kind.replace('_', ' ')}"


def _is_written(declaration: Declaration) -> bool:
    """Whether it stands in a file: what Marketo brings itself has no place to show."""
    return not any(getattr(declaration, mark, False) for mark in ("implied", "built_in", "standard"))
