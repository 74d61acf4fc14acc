"""MOPS210: a `scope global` campaign in a workspace that does not see every partition.

A campaign acts only on people in partitions that its workspace sees (experienceleague:
understanding-workspaces-and-person-partitions), so that global triggers belong in a workspace that sees all.
"""

from collections.abc import Iterator

from mopsdsl.checks.central import told_by_cause
from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import missed, people_in
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset, SmartCampaign

RULE = Rule(
    "MOPS210",
    "global-campaign-blind",
    Severity.ERROR,
    "A `scope global` campaign in a workspace that does not see every partition; who is missed.",
)


def check(context: Context) -> Iterator[Finding]:
    yield from told_by_cause(context, _blind(context))


def _blind(context: Context) -> Iterator[tuple[Asset, str, Finding]]:
    for asset in context.model.assets.values():
        home = asset.workspace.name
        if not isinstance(asset, SmartCampaign) or not asset.scope_global:
            continue
        blind = missed(context, home)
        if blind:
            finding = RULE.finding(
                asset.scope_span or asset.span,
                f"Campaign {asset.title} is meant for everybody, but workspace {home} does not see {people_in(context, blind)}: "
                "it never runs for them.",
                "Keep it in a workspace that `sees all`, as Default does; or take `scope global` out, if it is meant for "
                f"{home} alone.",
                related=(
                    Related(
                        context.model.workspaces[home].span,
                        f"campaign {asset.title} stands in workspace {home}",
                    ),
                    *(
                        Related(context.model.partitions[one].span, f"{one} is out of its sight")
                        for one in blind
                    ),
                ),
                subject=asset.id,
            )
            yield asset, "", finding
