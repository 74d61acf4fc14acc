"""MOPS111: brands with partitions of their own that market to each other's people.

A campaign or smart list acts only on people of the partitions that its workspace sees (experienceleague:
understanding-workspaces-and-person-partitions), so a campaign for another brand's people finds nobody.
"""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import leaves
from mopsdsl.model.access import Workspace
from mopsdsl.model.assets import Asset, SmartCampaign, SmartList
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import All, Comparison, Condition, InAsset, Membership
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS111",
    "cross-sell-wants-one-partition",
    Severity.ADVICE,
    "Brand workspaces with partitions of their own, and programs that target each other's people.",
)
OF_PEOPLE = ("static_list", "form", "program")
"""Assets that stand for the people of their workspace, whoever refers to them."""


@value
class Aim:
    """An asset of one workspace that is aimed at people of another; `what` says how, at `span`."""

    asset: Asset
    other: str
    what: str
    span: Span


def check(context: Context) -> Iterator[Finding]:
    pairs: dict[tuple[str, str], list[Aim]] = {}
    for asset in context.model.assets.values():
        if isinstance(asset, SmartCampaign | SmartList):
            for aim in _aims(asset, context):
                one, other = sorted((asset.workspace.name, aim.other))
                pairs.setdefault((one, other), []).append(aim)
    for (one, other), aims in sorted(pairs.items()):
        if _strangers(context, one, other) and not _walled(context, one, other):
            first = aims[0]
            yield RULE.finding(
                first.span,
                f"{first.asset.name} is aimed at people of workspace {first.other} ({first.what}), whom workspace "
                f"{first.asset.workspace.name} does not see: it finds nobody.",
                f"Where {one} and {other} sell to each other's people, one partition that both see serves better than two; "
                "a field tells the people apart.",
                related=tuple(
                    Related(aim.span, f"{aim.asset.name} is aimed at {aim.other}") for aim in aims[1:]
                ),
                subject=first.asset.id,
            )


def _aims(asset: SmartCampaign | SmartList, context: Context) -> Iterator[Aim]:
    asked = [leaf.asset for leaf in leaves(asset.when) if isinstance(leaf, InAsset)]
    if isinstance(asset, SmartCampaign):
        asked.extend(event.about for event in asset.triggers if event.about is not None)
    for reference in asked:
        found = context.names.find(reference)
        if isinstance(found, Asset) and found.workspace.name != asset.workspace.name:
            brands = _is_brand(context, asset.workspace.name) and _is_brand(context, found.workspace.name)
            if found.asset_kind in OF_PEOPLE or (brands and found.asset_kind == "smart_list"):
                what = f"{found.asset_kind.replace('_', ' ')} {found.name}"
                yield Aim(asset, found.workspace.name, what, reference.span)
    if _is_brand(context, asset.workspace.name):
        yield from _aims_by_field(asset, context)


def _aims_by_field(asset: SmartCampaign | SmartList, context: Context) -> Iterator[Aim]:
    """A brand's campaign for people whom routing takes to another brand: `when Brand is "Other"`."""
    wanted = {(field.name, text): field.span for field, text in _values(asset.when)}
    for routing in context.model.routings.values():
        for route in routing.routes:
            for field, text in _values(route.when):
                span = wanted.get((field.name, text))
                for other in context.sight.workspaces.get(route.target.name, ()) if span else ():
                    if span is not None and other != asset.workspace.name and _is_brand(context, other):
                        yield Aim(asset, other, f"{field.name} {text}", span)


def _values(condition: Condition | None) -> Iterator[tuple[Reference, str]]:
    """The values that a field must have for a condition to hold."""
    match condition:
        case All(parts=parts):
            for part in parts:
                yield from _values(part)
        case Comparison(field=field, operator="is", literal=literal):
            yield field, str(literal.value)
        case Membership(field=field, literals=literals, list=None, negated=False):
            for literal in literals:
                yield field, str(literal.value)
        case _:
            pass


def _is_brand(context: Context, name: str) -> bool:
    workspace: Workspace | None = context.model.workspaces.get(name)
    return workspace is not None and "brand" in workspace.purpose.lower()


def _strangers(context: Context, one: str, other: str) -> bool:
    """Whether both see people, and neither anybody whom the other sees."""
    partitions = context.model.partitions
    seen = [{p for p in context.sight.partitions.get(w, ()) if not partitions[p].empty} for w in (one, other)]
    return bool(seen[0]) and bool(seen[1]) and seen[0].isdisjoint(seen[1])


def _walled(context: Context, one: str, other: str) -> bool:
    """Whether a wall keeps their people apart on purpose."""
    seen = context.sight.partitions
    for wall in context.model.walls.values():
        left, right = ({reference.name for reference in side} for side in (wall.left, wall.right))
        for here, there in ((one, other), (other, one)):
            if left & seen[here] and right & seen[there]:
                return True
    return False
