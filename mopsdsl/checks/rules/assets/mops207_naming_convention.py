"""MOPS207: a title that does not fit the declared pattern: which part, and what would fit."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.naming import Part, misfit, parts_of
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset
from mopsdsl.model.people import NamingPattern

RULE = Rule(
    "MOPS207",
    "naming-convention",
    Severity.WARNING,
    "A title that does not fit the declared pattern; which part, and what would fit.",
)


def check(context: Context) -> Iterator[Finding]:
    patterns = {naming.kind: naming for naming in context.model.instance.naming}
    for asset in context.model.assets.values():
        naming = patterns.get(asset.asset_kind)
        if naming is not None:
            parts = parts_of(naming.pattern, asset.workspace.name, context.model)
            wrong = misfit(asset.title, parts)
            if wrong is not None:
                yield _finding(asset, naming, parts, *wrong)


def _finding(
    asset: Asset, naming: NamingPattern, parts: list[Part], part: Part | None, written: str
) -> Finding:
    here = f"“{written}”" if written else "the end of the title"
    why = f"{here} stands where {part.wanted} should" if part else f"“{written}” is left over"
    kind = asset.asset_kind.replace("_", " ")
    return RULE.finding(
        asset.span,
        f"The title “{asset.title}” does not fit how each {kind} is named: {why}.",
        f"One that would fit: “{''.join(one.example for one in parts)}”.",
        related=(Related(naming.span, f"naming {kind} “{naming.pattern}”"),),
        subject=asset.id,
    )
