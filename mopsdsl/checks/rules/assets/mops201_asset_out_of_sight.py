"""MOPS201: an asset uses one of another workspace that is not shared with its own.

Saving or cloning such an asset fails (experienceleague: understanding-workspaces-and-person-partitions). Whether Request Campaign
reaches into another workspace is documented nowhere, so `request` is let be; clones are MOPS211's, executable campaigns MOPS215's.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import Use, how_to_see, kind_word, seen_from, uses_of, way
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity

RULE = Rule(
    "MOPS201",
    "asset-out-of-sight",
    Severity.ERROR,
    "An asset uses one of another workspace that is not shared with it.",
)
LEFT_TO_OTHERS = ("is cloned from", "is moved from", "requests", "executes")


def check(context: Context) -> Iterator[Finding]:
    for asset in context.model.assets.values():
        home = asset.workspace.name
        for use in uses_of(context, asset):
            if use.reference.verb not in LEFT_TO_OTHERS and not seen_from(context, home, use.target):
                yield _finding(context, use, home)


def _finding(context: Context, use: Use, home: str) -> Finding:
    help, fixes = how_to_see(context, home, use.target)
    target = use.target
    return RULE.finding(
        use.reference.span,
        f"{kind_word(use.user).capitalize()} {use.user.title} stands in workspace {home}, which can't see {kind_word(target)} "
        f"{target.title} of workspace {target.workspace.name}: Marketo does not offer it there.",
        help,
        related=(
            Related(use.user.span, f"{kind_word(use.user)} {use.user.title} in workspace {home}"),
            *way(context, target),
        ),
        fixes=fixes,
        subject=use.user.id,
        severity=Severity.WARNING if target.asset_kind in ("token", "folder") else None,
    )
