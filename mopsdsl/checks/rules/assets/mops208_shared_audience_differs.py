"""MOPS208: a shared smart list or segmentation returns different people in each workspace.

It keeps its rules, but counts only people whom the looking workspace sees, and for a segmentation only those whom its own workspace
sees as well (experienceleague: share-segmentations-across-workspaces-and-partitions,
reference-a-list-or-smart-list-across-workspaces).
"""

from collections.abc import Iterator
from itertools import islice

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import kind_word
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import few
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.model.assets import Asset

RULE = Rule(
    "MOPS208",
    "shared-audience-differs",
    Severity.ADVICE,
    "A shared smart list or segmentation returns different people in each workspace: who gets whom.",
)


SHOWN = 8
"""Workspaces that are named; the rest are counted."""


def check(context: Context) -> Iterator[Finding]:
    everybody = frozenset(name for name, one in context.model.partitions.items() if not one.empty)
    for asset in context.model.assets.values():
        if asset.asset_kind in ("smart_list", "segmentation") and context.sight.sharing_folder(asset):
            found = ((reader, _audience(context, asset, reader)) for reader in context.sight.readers(asset))
            audiences = {reader: audience for reader, audience in found if audience}
            if len(set(audiences.values())) > 1:
                yield _finding(context, asset, audiences, everybody)


def _audience(context: Context, asset: Asset, reader: str) -> frozenset[str]:
    """The partitions with people that an asset counts for a workspace."""
    seen = context.peopled.get(reader, NOTHING)
    return seen & context.sight.audience(asset) if asset.asset_kind == "segmentation" else seen


def _finding(
    context: Context, asset: Asset, audiences: dict[str, frozenset[str]], everybody: frozenset[str]
) -> Finding:
    who = {
        workspace: "everybody" if seen == everybody else few(sorted(seen), SHOWN)
        for workspace, seen in islice(audiences.items(), SHOWN)
    }
    more = f"; and so on for {len(audiences) - SHOWN} more" if len(audiences) > SHOWN else ""
    workspaces = context.model.workspaces
    return RULE.finding(
        asset.span,
        f"Shared {kind_word(asset)} {asset.title} means other people in each workspace: "
        f"{'; '.join(f'{workspace} gets {seen}' for workspace, seen in who.items())}{more}.",
        "Where all have to count the same people, count them in a workspace that sees all. Where each is to get its own, say so: "
        '`allow MOPS208 because "..."` in it.',
        related=tuple(
            Related(workspaces[workspace].span, f"{workspace} gets {seen}")
            for workspace, seen in who.items()
            if workspace in workspaces and not workspaces[workspace].implied
        ),
        subject=asset.id,
    )
