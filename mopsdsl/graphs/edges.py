"""The graphs as edges: who refers to whom, who sees whom, what is shared with whom, how people move.

Every edge knows the place that makes it so. networkx comes in where paths are asked for (`paths`), not here.
"""

from collections.abc import Callable, Iterator
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.graphs.lifecycle import Course, courses
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import Access, Sight, chosen
from mopsdsl.graphs.things import Things
from mopsdsl.graphs.wording import transition_text
from mopsdsl.model.access import Workspace
from mopsdsl.model.assets import Asset, Folder
from mopsdsl.model.base import Declaration, Everything, Reference
from mopsdsl.model.lifecycle import Lifecycle
from mopsdsl.model.model import Model
from mopsdsl.source.text import Span


@value
class Edge:
    """`start` and `end` are ids; `kind` what one does with the other; `label` says more ("as Marketer until 2027-01-31")."""

    start: str
    end: str
    kind: str
    span: Span
    label: str = ""


class World:
    """One model with all that the graphs are made of, each worked out once."""

    def __init__(self, model: Model, names: Names, sight: Sight) -> None:
        self.model = model
        self.names = names
        self.sight = sight
        self.things = Things(model)
        self.workspaces: dict[str, object] = dict(model.workspaces)

    @cached_property
    def courses(self) -> dict[str, Course]:
        """Lifecycle → its stages and ways on, with all that it takes over from those it extends."""
        return courses(self.names)


def references(world: World) -> Iterator[Edge]:
    """Every reference that resolves, from declaration to declaration: a stage belongs to its lifecycle here."""
    for edge in fine_references(world):
        node = world.things.nodes[edge.end]
        end = f"lifecycle:{node.name.rpartition('.')[0]}" if node.kind == "stage" else edge.end
        if end != edge.start:
            yield Edge(edge.start, end, edge.kind, edge.span)


def fine_references(world: World) -> Iterator[Edge]:
    """Every reference that resolves, down to stages."""
    for declaration in world.model.declarations():
        yield from references_of(world, declaration)


def references_of(world: World, declaration: Declaration) -> Iterator[Edge]:
    """The references of one declaration. The kind is the reference's verb; a segment stands for its segmentation."""
    for reference in declaration.references:
        end = world.things.target(world.names, reference)
        if end is not None and end != declaration.id:
            yield Edge(declaration.id, end, reference.verb or "refers to", reference.span)


def visibility(world: World) -> Iterator[Edge]:
    """sees: workspace → partition; works_in: team → workspace; holds: workspace → asset; reads: workspace → shared asset."""
    yield from sees(world)
    yield from works_in(world)
    yield from holds(world)
    yield from reads(world)


def sees(world: World, only: str | None = None, by: str | None = None) -> Iterator[Edge]:
    """All sight, that of `only` one partition, or `by` one workspace: there can be as many edges as workspaces times partitions."""
    workspaces = world.model.workspaces
    for workspace in workspaces.values() if by is None else (workspaces[by],):
        seen = world.sight.partitions[workspace.name]
        for partition in sorted(seen if only is None else seen & {only}):
            span = place_of(workspace.sees, partition, workspace.span)
            label = "sees all" if isinstance(workspace.sees, Everything) else ""
            yield Edge(workspace.id, f"partition:{partition}", "sees", span, label)


def place_of(choice: tuple[Reference, ...] | Everything | None, name: str, otherwise: Span) -> Span:
    """Where a list names somebody; `all` names nobody, so the place of the whole stands for it."""
    named = choice if isinstance(choice, tuple) else ()
    return next((reference.span for reference in named if reference.name == name), otherwise)


def works_in(world: World) -> Iterator[Edge]:
    for team, accesses in world.sight.accesses.items():
        for access in accesses:
            yield Edge(
                f"team:{team}",
                f"workspace:{access.workspace}",
                "works_in",
                granted_at(access),
                access_text(access),
            )


def granted_at(access: Access) -> Span:
    return (
        access.grant.span
        if access.grant.as_admin
        else place_of(access.grant.workspaces, access.workspace, access.grant.span)
    )


def access_text(access: Access) -> str:
    """As which role, and until when."""
    role = access.grant.role.name if access.grant.role and not access.grant.as_admin else "admin"
    return f"as {role} until {access.grant.until.day}" if access.grant.until else f"as {role}"


def holds(world: World) -> Iterator[Edge]:
    for asset in world.model.assets.values():
        if asset.workspace.name in world.model.workspaces:
            yield Edge(f"workspace:{asset.workspace.name}", asset.id, "holds", asset.span)


def reads(world: World) -> Iterator[Edge]:
    for asset in world.model.assets.values():
        for reader, span in readers(world, asset):
            yield Edge(f"workspace:{reader}", asset.id, "reads", span)


def readers(world: World, asset: Asset) -> list[tuple[str, Span]]:
    """The other workspaces that can use an asset, sorted, each with the place of the nearest share that lets it."""
    found: dict[str, Span] = {}
    current: Asset | None = asset
    while current is not None:
        if isinstance(current, Folder) and current.shared_with is not None:
            span = current.shared_span or current.span
            for reader in chosen(current.shared_with, world.workspaces):
                found.setdefault(reader, place_of(current.shared_with, reader, span))
        current = world.model.assets.get(current.parent)
    found.pop(asset.workspace.name, None)
    return sorted(found.items())


def sharing(world: World) -> Iterator[Edge]:
    """shares: workspace → folder; shared_with: folder → workspace; contains: shared folder → all that stands in it."""
    for folder in world.model.assets.values():
        if isinstance(folder, Folder) and folder.shared_with is not None:
            span = folder.shared_span or folder.span
            if folder.workspace.name in world.model.workspaces:
                yield Edge(f"workspace:{folder.workspace.name}", folder.id, "shares", folder.span)
            for reader in sorted(set(chosen(folder.shared_with, world.workspaces)) - {folder.workspace.name}):
                yield Edge(
                    folder.id,
                    f"workspace:{reader}",
                    "shared_with",
                    place_of(folder.shared_with, reader, span),
                )
    for asset in world.model.assets.values():
        parent = world.model.assets.get(asset.parent)
        if parent is not None and world.sight.sharing_folder(parent) is not None:
            yield Edge(parent.id, asset.id, "contains", asset.span)


def lifecycle(world: World) -> Iterator[Edge]:
    """moves: stage → stage, with what lets people go as the label; otherwise: where a gate sends the rest."""
    for one in world.model.lifecycles.values():
        yield from transitions_of(world, one)


def transitions_of(world: World, one: Lifecycle) -> Iterator[Edge]:
    """The transitions that one lifecycle writes itself; those of a local one say so."""
    where = f" (in {one.name})" if one.extends else ""
    for transition in one.transitions:
        start = world.things.target(world.names, transition.source)
        end = world.things.target(world.names, transition.target)
        if start and end:
            text = transition_text(transition)
            yield Edge(start, end, "moves", transition.span, f"{text}{where}".strip())
    for stage in one.stages:
        end = world.things.target(world.names, stage.otherwise) if stage.otherwise else None
        if stage.otherwise and end:
            yield Edge(
                f"stage:{one.name}.{stage.name}", end, "moves", stage.otherwise.span, f"otherwise{where}"
            )


def containment(world: World) -> Iterator[Edge]:
    """contains: workspace → its assets at the top, asset → those in it, lifecycle → its stages."""
    for asset in world.model.assets.values():
        parent = world.model.assets.get(asset.parent)
        if parent is not None:
            yield Edge(parent.id, asset.id, "contains", asset.span)
        elif asset.workspace.name in world.model.workspaces:
            yield Edge(f"workspace:{asset.workspace.name}", asset.id, "contains", asset.span)
    for one in world.model.lifecycles.values():
        for stage in one.stages:
            yield Edge(one.id, f"stage:{one.name}.{stage.name}", "contains", stage.span)


def primary(world: World, workspace: Workspace) -> Edge | None:
    """lands_in: workspace → the partition where people of its forms, pages and imports land."""
    from mopsdsl.graphs.ways_in import landing

    partition = landing(world.model, workspace)
    if partition not in world.model.partitions:
        return None
    span = workspace.primary.span if workspace.primary else workspace.span
    return Edge(
        workspace.id, f"partition:{partition}", "lands_in", span, "people who come in here land there"
    )


GRAPHS: dict[str, Callable[[World], Iterator[Edge]]] = {
    "reference": references,
    "visibility": visibility,
    "sharing": sharing,
    "lifecycle": lifecycle,
    "containment": containment,
}
"""The kinds of graphs that can be asked for."""

MEMBERS: dict[str, tuple[str, ...]] = {
    "visibility": ("team", "workspace", "partition", "asset"),
    "sharing": ("workspace",),
    "lifecycle": ("stage",),
    "containment": ("workspace", "asset", "lifecycle", "stage"),
}
"""The kinds of things that stand in a graph even where no edge touches them."""


def nodes_of(world: World, kind: str, edges: list[Edge]) -> list[str]:
    """The ids in a graph, in the model's order: what its edges touch, and what belongs there alone.

    The reference graph has every declaration but those that Marketo brings and nobody refers to.
    """
    nodes = world.things.nodes
    touched = {end for edge in edges for end in (edge.start, edge.end)}
    if kind == "reference":
        alone = {node.id for node in nodes.values() if node.kind != "stage" and not node.brought}
    else:
        alone = {node.id for node in nodes.values() if node.kind in MEMBERS[kind]}
    return [name for name in nodes if name in touched or name in alone]
