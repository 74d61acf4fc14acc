"""`why`: how one thing reaches another, or what is missing between them."""

from collections.abc import Iterator
from itertools import chain

from mopsdsl._value import value
from mopsdsl.graphs.edges import (
    Edge,
    World,
    fine_references,
    granted_at,
    holds,
    lifecycle,
    place_of,
    primary,
    readers,
    reads,
    sees,
    sharing,
    works_in,
)
from mopsdsl.graphs.missing import Remark, missing
from mopsdsl.graphs.paths import Path, Paths, minimal_paths
from mopsdsl.graphs.sight import chosen
from mopsdsl.graphs.things import Node

READINGS = (
    ({"team", "workspace"}, {"partition", "asset"}),
    ({"asset", "site", "role", "routing", "lifecycle", "stage"}, {"partition"}),
    ({"asset", "role", "routing"}, {"asset"}),
    ({"asset", "site", "role"}, {"workspace"}),
    ({"team"}, {"workspace", "role", "stage"}),
    ({"stage", "asset"}, {"stage"}),
)
"""Which kinds a question is sensibly about, the most sensible first, where a name stands for several."""


@value
class Answer:
    """`remarks` say what is missing where there is no path."""

    subject: Node
    object: Node
    paths: Paths
    remarks: tuple[Remark, ...]

    @property
    def reaches(self) -> bool:
        return bool(self.paths.shown) or self.subject.id == self.object.id


@value
class Unclear:
    """A question that can't be answered: a name that nothing bears, or (`choices`) one that stands for several things."""

    problem: str
    choices: tuple[str, ...]


def why(world: World, subject: str, object: str, limit: int = 1000) -> Answer | Unclear:
    """Every minimal path (at most `limit`) from one thing to another, both written as a name or as `kind:name`."""
    for text in (subject, object):
        if not world.things.called(text):
            return unknown(world, text)
    pairs = _readings(world.things.called(subject), world.things.called(object))
    if len(pairs) > 1:
        choices = tuple(f"{one.id} {other.id}" for one, other in pairs)
        return Unclear(
            f"“{subject} {object}” can be asked of several things; say which, with the kind", choices
        )
    return answer(world, *pairs[0], limit)


def unknown(world: World, text: str) -> Unclear:
    """Nothing is called so; what resembles it."""
    return Unclear(f"nothing is called {text}", tuple(world.things.like(text)))


def _readings(subjects: list[Node], objects: list[Node]) -> list[tuple[Node, Node]]:
    """The pairs that the question can be about: of the most sensible reading that fits at all, else every pair."""
    pairs = [(one, other) for one in subjects for other in objects]
    for subject_kinds, object_kinds in READINGS:
        fitting = [p for p in pairs if p[0].kind in subject_kinds and p[1].kind in object_kinds]
        if fitting:
            return fitting
    return pairs


def answer(world: World, subject: Node, object: Node, limit: int = 1000) -> Answer:
    """The paths of every way in which things of these kinds reach each other, the best known way first."""
    found = _paths(world, subject, object, limit)
    if found.shown or subject.id == object.id:
        return Answer(subject, object, found, ())
    remarks = list(missing(world, subject, object))
    if _paths(world, object, subject, 1).shown:
        text = f"It is the other way round: ask `why {object.id} {subject.id}`."
        remarks.append(Remark(text, None))
    return Answer(subject, object, found, tuple(remarks))


def _paths(world: World, subject: Node, object: Node, limit: int) -> Paths:
    shown: list[Path] = []
    more, complete = 0, True
    for edges in _ways(world, subject, object):
        found = minimal_paths(edges, subject.id, object.id, limit - len(shown))
        shown.extend(found.shown)
        more, complete = more + found.more, complete and found.complete
    return Paths(tuple(shown), more, complete)


def _ways(world: World, subject: Node, object: Node) -> Iterator[Iterator[Edge]]:
    """The graphs in which a question is answered; ways that mean different things are not mixed in one path."""
    places = ("partition", "workspace", "asset")
    match subject.kind, object.kind:
        case "workspace", "workspace":
            yield (edge for edge in sharing(world) if edge.kind != "contains")
        case ("team" | "workspace", kind) if kind in places:
            yield _sight(world, object)
        case ("role", kind) if kind in (*places, "team"):
            yield chain(_given(world, subject), _sight(world, object))
        case "team", "role":
            yield _has_roles(world)
        case "team", "stage":
            yield _owns(world)
        case _:
            if subject.kind in ("asset", "site") and object.kind in ("partition", "workspace"):
                yield _audience(world, subject, object)
            if subject.kind in ("lifecycle", "stage") and object.kind == "partition":
                yield _moved_people(world)
            else:
                yield _references(world)


def _sight(world: World, object: Node) -> Iterator[Edge]:
    """What teams and workspaces see, as far as it matters for one thing."""
    yield from works_in(world)
    if object.kind == "partition":
        yield from sees(world, object.name)
    elif object.kind == "asset":
        yield from holds(world)
        yield from reads(world)


def _given(world: World, role: Node) -> Iterator[Edge]:
    """given_in: role → workspace; given_to: role → team. A role opens what it is granted in, not all that its teams see."""
    for team, accesses in world.sight.accesses.items():
        for access in accesses:
            if access.grant.role and f"role:{access.grant.role.name}" == role.id:
                span = granted_at(access)
                yield Edge(role.id, f"workspace:{access.workspace}", "given_in", span, f"to {team}")
                yield Edge(role.id, f"team:{team}", "given_to", span, f"in {access.workspace}")


def _has_roles(world: World) -> Iterator[Edge]:
    for team, accesses in world.sight.accesses.items():
        for access in accesses:
            if access.grant.role:
                end = f"role:{access.grant.role.name}"
                yield Edge(f"team:{team}", end, "has_role", granted_at(access), f"in {access.workspace}")


def _owns(world: World) -> Iterator[Edge]:
    """owns: team → stage; moves_to: team → the stage that people come to by its decision."""
    for one in world.model.lifecycles.values():
        for stage in one.stages:
            for owner in stage.owners:
                yield Edge(f"team:{owner.name}", f"stage:{one.name}.{stage.name}", "owns", owner.span)
        for transition in one.transitions:
            end = world.things.target(world.names, transition.target)
            if transition.by and end:
                span, label = transition.by.span, f"from {transition.source.name}"
                yield Edge(f"team:{transition.by.name}", end, "moves_to", span, label)


def _audience(world: World, subject: Node, object: Node) -> Iterator[Edge]:
    """Through the workspace an asset stands in: it acts on the people seen there, and new people land in its primary.

    A shared smart list counts the people of whoever uses it (experienceleague:
    reference-a-list-or-smart-list-across-workspaces).
    """
    asset, site = world.model.assets.get(subject.name), world.model.sites.get(subject.name)
    if subject.kind == "asset" and asset:
        yield Edge(asset.id, f"workspace:{asset.workspace.name}", "stands_in", asset.span)
        if asset.asset_kind in ("smart_list", "static_list"):
            for reader, span in readers(world, asset):
                yield Edge(asset.id, f"workspace:{reader}", "shared_with", span)
    elif site:
        for reference in site.workspaces:
            yield Edge(site.id, f"workspace:{reference.name}", "tracked_by", reference.span)
    if object.kind == "partition":
        if not site or subject.kind == "asset":
            yield from sees(world, object.name)
        if subject.word in ("form", "landing_page", "site"):
            landings = (primary(world, workspace) for workspace in world.model.workspaces.values())
            yield from (edge for edge in landings if edge)


def _moved_people(world: World) -> Iterator[Edge]:
    """Stages and lifecycles to the partitions whose people they move."""
    everything: dict[str, object] = dict(world.model.partitions)
    for one in world.model.lifecycles.values():
        for stage in one.stages:
            yield Edge(f"stage:{one.name}.{stage.name}", one.id, "is a stage of", stage.span)
        for partition in chosen(one.partitions, everything):
            span = place_of(one.partitions, partition, one.span)
            yield Edge(one.id, f"partition:{partition}", "moves people of", span)


def _references(world: World) -> Iterator[Edge]:
    """Who names whom, down to stages and how people move between them. Where an asset stands is no use of the workspace,
    and what a team or workspace names further on is nothing that the asset does."""
    for edge in fine_references(world):
        if (
            not edge.start.startswith(("workspace:", "team:"))
            and not _place(edge)
            and "except" not in edge.kind
        ):
            yield edge
    yield from lifecycle(world)
    for one in world.model.lifecycles.values():
        for stage in one.stages:
            for owner in stage.owners:
                yield Edge(f"stage:{one.name}.{stage.name}", f"team:{owner.name}", "owned by", owner.span)


def _place(edge: Edge) -> bool:
    return edge.start.startswith("asset:") and edge.end.startswith("workspace:")


__all__ = ["Answer", "Unclear", "answer", "unknown", "why"]
