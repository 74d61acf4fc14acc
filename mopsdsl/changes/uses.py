"""Who is made of what in one model: references that are a dependence, turned round."""

from mopsdsl.graphs.edges import World, fine_references

_NO_USE = ("all except", "is cloned from", "is moved from")
"""Verbs of references that are no dependence: what was left out, and what something was once made of."""
_NO_USERS = frozenset(
    (
        "wall",
        "protect",
        "approve",
        "scenario",
        "workspace",
        "team",
        "partition",
        "grant",
        "role",
        "instance",
    )
)
"""Kinds that speak of a thing without being made of it, or that see it and are told of in ways of their own."""


def users(world: World) -> dict[str, set[str]]:
    """Thing → what is made with it, by ids. That an asset stands in a workspace is no use of it."""
    found: dict[str, set[str]] = {}
    for edge in fine_references(world):
        is_use = not edge.end.startswith("workspace:") and not edge.kind.endswith(_NO_USE)
        if is_use and edge.start.partition(":")[0] not in _NO_USERS:
            found.setdefault(edge.end, set()).add(edge.start)
    return found
