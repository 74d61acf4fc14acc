"""MOPS113: a central workspace that lists every partition.

A ticked list does not take in partitions that are made later; All Person Partitions does (experienceleague:
create-a-new-workspace).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Edit, Finding, Fix, Rule, Severity
from mopsdsl.graphs.carriers import routes_of
from mopsdsl.model.assets import SmartCampaign
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS113",
    "listed-not-all",
    Severity.ADVICE,
    "A central workspace that lists every partition instead of `sees all`.",
)
CENTRAL = ("center", "centre", "central", "hub", "global", "operations", "headquarters")


def check(context: Context) -> Iterator[Finding]:
    central = _central(context)
    for workspace in context.model.workspaces.values():
        listed = workspace.sees
        complete = workspace.name in central and context.sight.sees_everything(workspace.name)
        if complete and isinstance(listed, tuple) and len(listed) > 1:
            first, last = listed[0].span, listed[-1].span
            span = Span(first.source, first.start, last.end, first.round)
            yield RULE.finding(
                span,
                f"Workspace {workspace.name} lists all {len(listed)} partitions: the next one that is made will be missing.",
                "Say `sees all`, which also takes in partitions that are made later.",
                fixes=tuple(_fixes(span)),
                subject=workspace.id,
            )


def _central(context: Context) -> set[str]:
    """Default, what says so of itself, and what holds something that must reach everybody."""
    model = context.model
    central = {
        w.name for w in model.workspaces.values() if w.name == "Default" or w.purpose.lower() in CENTRAL
    }
    routing = routes_of(model, context.names) if model.routings else {}
    for asset in model.assets.values():
        is_global = isinstance(asset, SmartCampaign) and asset.scope_global
        if is_global or asset.purpose == "subscription_center" or asset.name in routing:
            central.add(asset.workspace.name)
    return central


def _fixes(span: Span) -> Iterator[Fix]:
    one_line = "\n" not in span.source.text[span.start : span.end]
    if one_line and not span.round:
        yield Fix("Say `sees all`", (Edit(span, "all"),))
