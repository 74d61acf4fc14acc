"""A workspace that sees people of both sides itself."""

from collections.abc import Iterator

from mopsdsl.graphs.walls.sides import Breach, Sides
from mopsdsl.model.access import Workspace


def by_sight(sides: Sides) -> Iterator[Breach]:
    for workspace in sides.model.workspaces.values():
        if sides.side(workspace.name) == "both":
            left, right = sides.seen(workspace.name, "left"), sides.seen(workspace.name, "right")
            if workspace.implied:
                way = "idle" if _is_idle(sides, workspace) else "sight"
                yield Breach(sides.wall, way, workspace, left, right, sides.wall.span, ())
            else:
                path = (sides.sees(workspace.name, left), sides.sees(workspace.name, right))
                # What was written last is the likelier mistake.
                decisive = max((hop.span for hop in path), key=lambda span: span.start)
                yield Breach(sides.wall, "sight", workspace, left, right, decisive, path)


def _is_idle(sides: Sides, workspace: Workspace) -> bool:
    """Whether nobody works in a workspace and nothing stands in it."""
    accesses = (access for ways in sides.sight.accesses.values() for access in ways)
    assets = sides.model.assets.values()
    return all(access.workspace != workspace.name for access in accesses) and all(
        asset.workspace.name != workspace.name for asset in assets
    )
