"""MOPS207: a title that does not fit the declared pattern: which part, and what would fit."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.naming import Misfit, is_tellable, misfit, parts_of
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset
from mopsdsl.model.people import NamingPattern

RULE = Rule(
    "MOPS207",
    "naming-convention",
    Severity.WARNING,
    "A title that does not fit the declared pattern; which part, and what would fit.",
)


LONGEST = 300
"""Characters of a title that are looked at; Marketo takes 255."""


def check(context: Context) -> Iterator[Finding]:
    patterns = {naming.kind: naming for naming in context.model.instance.naming}
    told: set[str] = set()
    for asset in context.model.assets.values():
        naming = patterns.get(asset.asset_kind)
        if naming is None:
            continue
        parts = parts_of(naming.pattern, asset.workspace.name, context.model)
        if not is_tellable(parts):
            if naming.kind not in told:
                yield _untellable(naming)
            told.add(naming.kind)
        elif (wrong := misfit(asset.title[:LONGEST], parts)) is not None:
            yield _finding(asset, naming, wrong)


def _untellable(naming: NamingPattern) -> Finding:
    return RULE.finding(
        naming.span,
        f"Nobody could tell the parts of “{naming.pattern}” apart: too many of them let in any words.",
        "Keep `{name}` for the last part, and put a hyphen between the others.",
    )


def _finding(asset: Asset, naming: NamingPattern, wrong: Misfit) -> Finding:
    here = f"“{wrong.written}”" if wrong.written else "the end of the title"
    why = (
        f"{here} stands where {wrong.part.wanted} should" if wrong.part else f"“{wrong.written}” is left over"
    )
    kind = asset.asset_kind.replace("_", " ")
    return RULE.finding(
        asset.span,
        f"The title “{asset.title}” does not fit how each {kind} is named: {why}.",
        f"One that would fit: “{wrong.fitting}”.",
        related=(Related(naming.span, f"naming {kind} “{naming.pattern}”"),),
        subject=asset.id,
    )
