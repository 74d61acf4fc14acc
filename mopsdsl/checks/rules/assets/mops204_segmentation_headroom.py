"""MOPS204: shared segmentations leave fewer than ten for local use.

The advice of a much-read article on workspaces: of the twenty, keep at least ten for the workspaces' own (Marketing Rockstar Guides,
"Using Workspaces and Lead Partitions in Marketo", 2017).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Segmentation

RULE = Rule(
    "MOPS204",
    "segmentation-headroom",
    Severity.WARNING,
    "Shared segmentations leave fewer than ten for local use.",
)
LIMIT, HEADROOM = 20, 10


def check(context: Context) -> Iterator[Finding]:
    limit = context.model.instance.limits.get("segmentations", LIMIT)
    shared = [
        asset
        for asset in context.model.assets.values()
        if isinstance(asset, Segmentation) and context.sight.sharing_folder(asset) is not None
    ]
    left = limit - len(shared)
    if not shared or left >= HEADROOM:
        return
    first = shared[max(limit - HEADROOM, 0)]
    yield RULE.finding(
        first.span,
        f"{len(shared)} segmentations are shared: of the {limit} that the instance can hold, {max(left, 0)} are left for the "
        f"workspaces' own, and {HEADROOM} should be.",
        "Keep shared what every workspace uses, and let the others stand where they are used.",
        related=tuple(Related(one.span, f"{one.title} is shared") for one in shared if one is not first),
        subject=context.model.instance.id,
    )
