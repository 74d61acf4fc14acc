"""MOPS211: a clone whose source uses assets that its new workspace cannot see.

What has a template can be cloned only where the template is shared; the same goes for snippets, and for everything that a program
depends on (experienceleague: understanding-workspaces-and-person-partitions, clone-a-program).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import Use, how_to_see, inside, kind_word, seen_from, uses_of, way
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Reference

RULE = Rule(
    "MOPS211",
    "clone-brings-strangers",
    Severity.ERROR,
    "A clone whose source uses assets that its new workspace cannot see.",
)
NOT_BROUGHT = ("is cloned from", "is moved from", "requests")


def check(context: Context) -> Iterator[Finding]:
    for asset in context.model.assets.values():
        if asset.cloned_from is None:
            continue
        source = context.names.asset(asset.cloned_from)
        if source is not None and source.workspace.name != asset.workspace.name:
            yield from _strangers(context, asset, asset.cloned_from, source)


def _strangers(context: Context, clone: Asset, cloned_from: Reference, source: Asset) -> Iterator[Finding]:
    home, seen = clone.workspace.name, set[str]()
    for part in inside(context, source):
        for use in uses_of(context, part):
            target = use.target.name
            brought = use.reference.verb not in NOT_BROUGHT and not f"{target}.".startswith(f"{source.name}.")
            if brought and target not in seen and not seen_from(context, home, use.target):
                seen.add(target)
                yield _finding(context, clone, cloned_from, source, use)


def _finding(context: Context, clone: Asset, cloned_from: Reference, source: Asset, use: Use) -> Finding:
    home, target = clone.workspace.name, use.target
    help, fixes = how_to_see(context, home, target)
    part = "" if use.user is source else f"{kind_word(use.user)} {use.user.title} in "
    return RULE.finding(
        cloned_from.span,
        f"{clone.title} can't be cloned into workspace {home}: {part}{source.title} uses {kind_word(target)} {target.title} of "
        f"workspace {target.workspace.name}, which {home} can't see.",
        f"{help} Do it before the clone is made.",
        related=(
            Related(source.span, f"the source, {kind_word(source)} {source.title}"),
            Related(
                use.reference.span,
                f"{kind_word(use.user)} {use.user.title} {use.reference.verb} {target.title}",
            ),
            *way(context, target),
        ),
        fixes=fixes,
        subject=clone.id,
        severity=Severity.WARNING if target.asset_kind in ("token", "folder") else None,
    )
