"""What gives nobody the people of the other side, and still touches the promise: milder than a breach.

A list, form or program of the other side, asked for on this one: it counts nobody of the other side here, but who keeps it
decides about people of this side. And an alert, which tells a team of the other side who somebody is.
"""

from collections.abc import Iterator

from mopsdsl.graphs.carriers import campaigns
from mopsdsl.graphs.conditions import segmentation_of
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.walls.sides import OPPOSITE, Breach, Hop, Sides
from mopsdsl.graphs.walls.teams import entries_of
from mopsdsl.model.assets import Asset, Segment
from mopsdsl.model.base import Reference
from mopsdsl.model.people import Team

AUDIENCES = ("smart_list", "static_list", "segmentation", "form", "program")
"""Kinds of assets that stand for people."""
ASKING = ("smart_campaign", "smart_list", "segmentation")
"""Kinds of assets that have conditions."""


def by_lists(sides: Sides, names: Names) -> Iterator[Breach]:
    for asset in sides.model.assets.values():
        side = sides.side(asset.workspace.name)
        told: set[str] = set()
        for reference in asset.references if side in OPPOSITE and asset.asset_kind in ASKING else ():
            used = _audience(reference, names)
            if used is None or used.name in told or sides.side(used.workspace.name) != OPPOSITE[side]:
                continue
            told.add(used.name)
            hop = Hop(
                f"{asset.name} asks for {used.asset_kind.replace('_', ' ')} {used.name}", reference.span
            )
            yield _across(sides, "list", asset, side, used.workspace.name, hop)


def _audience(reference: Reference, names: Names) -> Asset | None:
    found = names.find(reference)
    if isinstance(found, Segment):
        return segmentation_of(reference, names)
    return found if isinstance(found, Asset) and found.asset_kind in AUDIENCES else None


def _across(sides: Sides, way: str, asset: Asset, side: str, other: str, hop: Hop) -> Breach:
    here, there = sides.seen(asset.workspace.name, side), sides.seen(other, OPPOSITE[side])
    left, right = (here, there) if side == "left" else (there, here)
    path = (sides.sees(asset.workspace.name, here), sides.sees(other, there), hop)
    return Breach(sides.wall, way, asset, left, right, hop.span, path)


def by_alerts(sides: Sides, names: Names) -> Iterator[Breach]:
    for campaign in campaigns(sides.model):
        side = sides.side(campaign.workspace.name)
        for step in campaign.flow if side in OPPOSITE else ():
            team = names.find(step.about) if step.action == "alert" and step.about is not None else None
            entries = entries_of(sides, team) if isinstance(team, Team) else {}
            if isinstance(team, Team) and OPPOSITE[side] in entries and side not in entries:
                here = sides.seen(campaign.workspace.name, side)
                entry = entries[OPPOSITE[side]]
                left, right = (here, entry.partition) if side == "left" else (entry.partition, here)
                alerts = Hop(f"{campaign.name} tells team {team.name} who they are", step.span)
                path = (*entry.path, sides.sees(campaign.workspace.name, here), alerts)
                yield Breach(sides.wall, "alert", campaign, left, right, step.span, path)
