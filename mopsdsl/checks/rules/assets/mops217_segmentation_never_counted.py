"""MOPS217: a segmentation shared with a workspace whose partitions its own workspace does not see.

A segmentation is computed over the people whom its own workspace sees; shared with a workspace of other people it is never counted
for them, and where the two overlap only for the overlap (experienceleague: share-segmentations-across-workspaces-and-partitions).
"""

from collections.abc import Iterator

from mopsdsl.checks.central import told_by_cause
from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import people_in
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.sight import NOTHING
from mopsdsl.model.assets import Asset

RULE = Rule(
    "MOPS217",
    "segmentation-never-counted",
    Severity.ERROR,
    "A segmentation shared with a workspace whose partitions its own workspace does not see (or sees in part: who is left out).",
)


def check(context: Context) -> Iterator[Finding]:
    yield from told_by_cause(context, _uncounted(context))


def _uncounted(context: Context) -> Iterator[tuple[Asset, str, Finding]]:
    for asset in context.model.assets.values():
        if asset.asset_kind == "segmentation" and context.sight.sharing_folder(asset) is not None:
            for reader in context.sight.readers(asset)[1:]:
                yield from _left_out(context, asset, reader)


def _left_out(context: Context, asset: Asset, reader: str) -> Iterator[tuple[Asset, str, Finding]]:
    partitions, home = context.model.partitions, asset.workspace.name
    counted, wanted = context.peopled.get(home, NOTHING), context.peopled.get(reader, NOTHING)
    out = sorted(wanted - counted)
    folder = context.sight.sharing_folder(asset)
    if not out or folder is None:
        return
    nobody = not wanted & counted
    how = (
        "so it is never counted there"
        if nobody
        else f"so only people of {', '.join(sorted(wanted & counted))} are in it there"
    )
    finding = RULE.finding(
        asset.span,
        f"Segmentation {asset.title} is shared with {reader}, but its own workspace {home} does not see "
        f"{people_in(context, out)}, {how}.",
        "Keep shared segmentations in a workspace that `sees all`, as Default does; or share it only with workspaces whose people "
        f"{home} sees.",
        related=(
            Related(folder.shared_span or folder.span, f"folder {folder.title} is shared with {reader}"),
            Related(
                context.model.workspaces[reader].span, f"workspace {reader} sees {', '.join(sorted(wanted))}"
            ),
            *(Related(partitions[name].span, f"{home} does not see {name}") for name in out),
        ),
        subject=asset.id,
        severity=None if nobody else Severity.WARNING,
    )
    yield asset, finding.severity.word, finding
