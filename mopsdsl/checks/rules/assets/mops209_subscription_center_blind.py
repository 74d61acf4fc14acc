"""MOPS209: a subscription centre in a workspace that does not see every partition.

A form acts only on people whom its workspace sees, while unsubscribing holds for the whole instance; hence the advice to keep the
one subscription centre in Default (Marketing Rockstar Guides, "Using Workspaces and Lead Partitions in Marketo", 2017).
"""

from collections.abc import Iterator

from mopsdsl.checks.central import told_by_cause
from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import kind_word, missed, people_in
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset

RULE = Rule(
    "MOPS209",
    "subscription-center-blind",
    Severity.ERROR,
    "A subscription centre in a workspace that does not see every partition.",
)


def check(context: Context) -> Iterator[Finding]:
    yield from told_by_cause(context, _blind(context))


def _blind(context: Context) -> Iterator[tuple[Asset, str, Finding]]:
    for asset in context.model.assets.values():
        home = asset.workspace.name
        blind = missed(context, home) if asset.purpose == "subscription_center" else []
        if blind:
            finding = RULE.finding(
                asset.span,
                f"Subscription centre {asset.title} stands in workspace {home}, which does not see {people_in(context, blind)}: "
                "whoever lives there can't opt out with it.",
                "Keep the subscription centre in a workspace that `sees all`, as Default does.",
                related=(
                    Related(
                        context.model.workspaces[home].span, f"this {kind_word(asset)}'s workspace {home}"
                    ),
                    *(
                        Related(context.model.partitions[one].span, f"{one} is out of its sight")
                        for one in blind
                    ),
                ),
                subject=asset.id,
            )
            yield asset, "", finding
