"""Who reaches a thing directly, and what it reaches: the edges of sight and of lifecycles at one node."""

from collections.abc import Iterator

from mopsdsl.graphs.edges import Edge, World, lifecycle, readers, reads, sees, works_in
from mopsdsl.graphs.things import Node

KINDS = frozenset(("team", "workspace", "partition", "asset", "stage"))
"""The kinds of things that reach others or are reached."""


def reached_by(world: World, node: Node) -> Iterator[Edge]:
    """Workspaces that see a partition; teams that work in a workspace; workspaces that have or can use an asset; stages before one."""
    match node.kind:
        case "partition":
            yield from sees(world, node.name)
        case "workspace":
            yield from (edge for edge in works_in(world) if edge.end == node.id)
        case "asset":
            asset = world.model.assets[node.name]
            if asset.workspace.name in world.model.workspaces:
                yield Edge(f"workspace:{asset.workspace.name}", asset.id, "holds", asset.workspace.span)
            for reader, span in readers(world, asset):
                yield Edge(f"workspace:{reader}", asset.id, "reads", span)
        case "stage":
            yield from (edge for edge in lifecycle(world) if edge.end == node.id)
        case _:
            return


def reaches(world: World, node: Node) -> Iterator[Edge]:
    """Workspaces in which a team works; what a workspace sees, has or can use; stages after one."""
    match node.kind:
        case "team":
            yield from (edge for edge in works_in(world) if edge.start == node.id)
        case "workspace":
            yield from sees(world, by=node.name)
            for asset in world.model.assets.values():
                if asset.workspace.name == node.name:
                    yield Edge(node.id, asset.id, "holds", asset.workspace.span)
            yield from (edge for edge in reads(world) if edge.start == node.id)
        case "stage":
            yield from (edge for edge in lifecycle(world) if edge.start == node.id)
        case _:
            return
