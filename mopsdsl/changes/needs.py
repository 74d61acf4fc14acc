"""What needs what, by ids: all that has to come before something, and what hangs together."""

from collections.abc import Iterable, Mapping

Needs = Mapping[str, Iterable[str]]
"""Id → the ids that have to come before it."""


def before(needs: Needs, *ids: str) -> set[str]:
    """Everything that has to come before one of these, however far back."""
    found: set[str] = set()
    open_ = [need for id in ids for need in needs[id]]
    while open_:
        one = open_.pop()
        if one not in found:
            found.add(one)
            open_.extend(needs[one])
    return found


def together(needs: Needs) -> dict[str, str]:
    """What hangs together through needs: each id with the first of them."""
    joined = {id: id for id in needs}

    def root(id: str) -> str:
        while joined[id] != id:
            joined[id] = joined[joined[id]]
            id = joined[id]
        return id

    for id, its in needs.items():
        for need in its:
            first, second = sorted((root(id), root(need)))
            joined[second] = first
    return {id: root(id) for id in needs}


def nearest(needs: Needs, order: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The needs of each without those that follow from others; `order` holds all of them, each after what it needs."""
    place = {id: number for number, id in enumerate(order)}
    above: dict[str, int] = {}
    found: dict[str, tuple[str, ...]] = {}
    for id in place:
        kept: list[str] = []
        reached = 0
        for needed in sorted(needs[id], key=place.__getitem__, reverse=True):
            bit = 1 << place[needed]
            if not reached & bit:
                kept.append(needed)
            reached |= above[needed] | bit
        above[id] = reached
        found[id] = tuple(reversed(kept))
    return found
