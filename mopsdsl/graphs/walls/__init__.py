"""Every way across a wall: who, outside its exceptions, can see or act on people of both its sides.

Facts of Marketo behind it (experienceleague: understanding-workspaces-and-person-partitions,
share-segmentations-across-workspaces-and-partitions, reference-a-list-or-smart-list-across-workspaces): a workspace acts on
the people of the partitions that it sees and on nobody else, and a shared smart list, static list or segmentation gives each
reader only people whom the reader sees anyway. So reading a shared asset is no way across. A campaign can be one: it can hand
its people on to a campaign of another workspace, and it can move them to a partition of the other side.
"""

from collections.abc import Iterator

from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import Sight
from mopsdsl.graphs.walls.campaigns import by_campaigns
from mopsdsl.graphs.walls.glimpses import by_alerts, by_lists
from mopsdsl.graphs.walls.lifecycles import by_lifecycles
from mopsdsl.graphs.walls.sides import Breach, Hop, Sides, keeps
from mopsdsl.graphs.walls.sight import by_sight
from mopsdsl.graphs.walls.teams import by_grants, by_members
from mopsdsl.model.model import Model

__all__ = ["Breach", "Hop", "breaches"]


def breaches(model: Model, names: Names, sight: Sight) -> Iterator[Breach]:
    """Every way across every wall, wall by wall; what follows from a workspace's own sight is not told again."""
    for wall in model.walls.values():
        for keep in keeps(wall):
            sides = Sides(wall, keep, model, sight)
            if sides.left and sides.right:
                yield from by_sight(sides)
                yield from by_grants(sides)
                yield from by_members(sides)
                yield from by_campaigns(sides, names)
                yield from by_lifecycles(sides)
                yield from by_lists(sides, names)
                yield from by_alerts(sides, names)
