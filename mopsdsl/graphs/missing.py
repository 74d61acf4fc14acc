"""What is missing where one thing does not reach another, and what would let it."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.diagnostics.wording import MANY, some
from mopsdsl.graphs.edges import World, access_text, granted_at, lifecycle, readers, references_of
from mopsdsl.graphs.things import Node
from mopsdsl.source.text import Span


@value
class Remark:
    """One sentence, with the place that it is about, if there is one."""

    text: str
    span: Span | None


def missing(world: World, subject: Node, object: Node) -> Iterator[Remark]:
    """Why `subject` does not reach `object`, one sentence at a time, the way to mend it last."""
    match subject.kind, object.kind:
        case "team", ("partition" | "asset" | "workspace"):
            yield from _team(world, subject, object)
        case "workspace", "partition":
            yield from _sees(world, subject.name)
            yield from _seen_by(world, object)
            yield Remark(f"`sees {object.name}` in workspace {subject.name} would let it.", subject.span)
            yield from _walls(world, subject, object.name, set(world.sight.partitions[subject.name]))
        case "workspace", "asset":
            yield from _kept_in(world, object)
            yield _share(world, object, subject.name)
        case "asset", "partition":
            yield from _stands_in(world, subject, object)
        case "stage", "stage":
            yield from _stuck(world, subject, object)
        case _:
            yield from _strangers(world, subject, object)


def _team(world: World, team: Node, object: Node) -> Iterator[Remark]:
    accesses = world.sight.accesses.get(team.name, ())
    if not accesses:
        yield Remark(f"Team {team.name} works in no workspace: nothing is granted to it.", team.span)
    for access in accesses[:MANY]:
        yield Remark(
            f"Team {team.name} works in {access.workspace} {access_text(access)}.", granted_at(access)
        )
    if len(accesses) > MANY:
        yield Remark(f"Team {team.name} works in {len(accesses) - MANY} more.", None)
    doors: tuple[str, ...] = (object.name,)
    if object.kind == "partition":
        if accesses:
            yield Remark(f"None of them sees partition {object.name}.", object.span)
        yield from _seen_by(world, object)
        # The narrowest first: whoever sees least gives away least.
        sight = world.sight.partitions
        doors = tuple(
            sorted(world.sight.workspaces.get(object.name, ()), key=lambda name: (len(sight[name]), name))
        )
    elif object.kind == "asset":
        yield from _kept_in(world, object)
        asset = world.model.assets[object.name]
        doors = (asset.workspace.name, *(reader for reader, _ in readers(world, asset)))
    if doors:
        role = next((access.grant.role.name for access in accesses if access.grant.role), "ROLE")
        choice = "" if len(doors) == 1 else f" (or in {some(doors[1:], 'or')})"
        yield Remark(f"`grant {role} to {team.name} in {doors[0]}`{choice} would let it.", None)
    if object.kind == "partition":
        yield from _walls(world, team, object.name, set(world.sight.reach(team.name)))


def _walls(world: World, subject: Node, partition: str, reached: set[str]) -> Iterator[Remark]:
    """The walls that would be breached if `subject`, which reaches these partitions, reached this one as well."""
    for wall in world.model.walls.values():
        excepted = wall.except_teams if subject.kind == "team" else wall.except_workspaces
        if subject.name in {one.name for one in excepted}:
            continue
        left, right = ({one.name for one in side} for side in (wall.left, wall.right))
        across = reached & (right if partition in left else left if partition in right else set())
        if across:
            text = f"But wall {wall.name} keeps {partition} apart from {some(sorted(across))}, which {subject.name} reaches."
            yield Remark(text, wall.span)


def _sees(world: World, workspace: str) -> Iterator[Remark]:
    partitions = sorted(world.sight.partitions.get(workspace, ()))
    what = f"partition{'s' * (len(partitions) > 1)} {some(partitions)}" if partitions else "no partition"
    yield Remark(f"Workspace {workspace} sees {what}.", world.model.workspaces[workspace].span)


def _seen_by(world: World, partition: Node) -> Iterator[Remark]:
    workspaces = world.sight.workspaces.get(partition.name, ())
    if not workspaces:
        yield Remark(f"No workspace sees partition {partition.name}.", partition.span)
    else:
        seen = "is seen by workspace" if len(workspaces) == 1 else "is seen by workspaces"
        yield Remark(f"Partition {partition.name} {seen} {some(workspaces)}.", partition.span)


def _kept_in(world: World, node: Node) -> Iterator[Remark]:
    asset = world.model.assets[node.name]
    yield Remark(f"The {node.label} stands in workspace {asset.workspace.name}.", asset.span)
    folder = world.sight.sharing_folder(asset)
    if folder is None:
        yield Remark("It is shared with nobody: it is in no shared folder.", None)
    else:
        shared = [reader for reader, _ in readers(world, asset)]
        span = folder.shared_span or folder.span
        yield Remark(f"Folder {folder.name} shares it with {some(shared) or 'nobody else'}.", span)


def _share(world: World, node: Node, workspace: str) -> Remark:
    asset = world.model.assets[node.name]
    folder = world.sight.sharing_folder(asset)
    if folder is not None:
        text = f"`{workspace}` added to what folder {folder.name} is `shared with` would let it."
        return Remark(text, folder.shared_span or folder.span)
    parent = world.model.assets.get(asset.parent)
    if parent is not None and parent.asset_kind == "folder":
        text = f"`shared with {workspace}` on folder {parent.name} would let it, if Marketo shares all that is in there."
        return Remark(text, parent.span)
    return Remark(
        f"In a folder `shared with {workspace}` it could be used there, if Marketo shares its kind.",
        asset.span,
    )


def _stands_in(world: World, asset: Node, partition: Node) -> Iterator[Remark]:
    workspace = world.model.assets[asset.name].workspace.name
    text = f"The {asset.label} stands in workspace {workspace}, and acts only on people whom that workspace sees."
    yield Remark(text, asset.span)
    if workspace in world.model.workspaces:
        yield from _sees(world, workspace)
    yield from _seen_by(world, partition)


def _stuck(world: World, subject: Node, object: Node) -> Iterator[Remark]:
    edges = list(lifecycle(world))
    onward: dict[str, list[str]] = {}
    for edge in edges:
        onward.setdefault(edge.start, []).append(edge.end)
    seen, open_ = {subject.id}, [subject.id]
    while open_:
        new = [end for end in onward.get(open_.pop(), ()) if end not in seen]
        seen.update(new)
        open_.extend(new)
    names = [name.rpartition(".")[2] for name in sorted(seen - {subject.id})]
    text = (
        f"From {subject.name} people get to {some(names)}, no further."
        if names
        else f"Nothing leads out of {subject.name}."
    )
    yield Remark(text, subject.span)
    into = [edge for edge in edges if edge.end == object.id]
    for edge in into[:MANY]:
        yield Remark(
            f"People come to {object.name} from {edge.start.partition(':')[2]} {edge.label}".rstrip() + ".",
            edge.span,
        )
    if not into:
        yield Remark(f"Nothing leads to {object.name}.", object.span)


def _strangers(world: World, subject: Node, object: Node) -> Iterator[Remark]:
    declaration = world.things.declaration(subject)
    named = sorted({edge.end for edge in references_of(world, declaration)}) if declaration else []
    text = (
        f"It names {some(named)}; none of them leads to {object.id}." if named else "It names nothing else."
    )
    yield Remark(text, subject.span)
