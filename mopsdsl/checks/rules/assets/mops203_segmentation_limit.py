"""MOPS203: more segmentations than the instance can hold.

Twenty for the whole instance, not for each workspace (experienceleague: share-segmentations-across-workspaces-and-partitions);
a newer page counts the approved ones. A segmentation that is declared is one to be approved.
"""

from collections import Counter
from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import few
from mopsdsl.model.assets import Segmentation

RULE = Rule(
    "MOPS203",
    "segmentation-limit",
    Severity.ERROR,
    "More segmentations than the instance can hold.",
)
LIMIT = 20


def check(context: Context) -> Iterator[Finding]:
    limit = context.model.instance.limits.get("segmentations", LIMIT)
    found = [asset for asset in context.model.assets.values() if isinstance(asset, Segmentation)]
    if len(found) <= limit:
        return
    counts = Counter(asset.workspace.name for asset in found)
    where = few([f"{count} in {workspace}" for workspace, count in sorted(counts.items())])
    first = found[limit]
    yield RULE.finding(
        first.span,
        f"There are {len(found)} segmentations ({where}); the whole instance can hold {limit}, however many workspaces it has.",
        "Share one segmentation instead of making it in each workspace, or use smart lists where nothing is dynamic content. "
        "If Marketo has raised your limit, say so: `limit segmentations NUMBER` in the instance.",
        related=tuple(
            Related(one.span, f"segmentation {one.title} is one too many") for one in found[limit + 1 :]
        ),
        subject=context.model.instance.id,
    )
