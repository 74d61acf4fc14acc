"""Steps that can be shared out, and the longest line of those that can't."""

from mopsdsl.plan.change_plan import ChangeStep, Group
from mopsdsl.plan.change_reading import READING


def groups(steps: tuple[ChangeStep, ...]) -> tuple[Group, ...]:
    """Steps that hang together through their needs, each group by its first step.

    What reads back at the end needs all and joins none: it is of the only group there is, or one of its own.
    """
    joined: dict[str, str] = {}

    def root(id: str) -> str:
        while joined.get(id, id) != id:
            id = joined[id]
        return id

    place = {one.step.id: number for number, one in enumerate(steps)}
    for one in steps:
        joined.setdefault(one.step.id, one.step.id)
        for need in () if one.step.action.name == READING else one.step.needs:
            first, second = sorted((root(one.step.id), root(need)), key=place.__getitem__)
            joined[second] = first
    found: dict[str, list[str]] = {}
    for one in steps:
        is_last_of_one = one.step.action.name == READING and len(found) == 1
        first = next(iter(found)) if is_last_of_one else root(one.step.id)
        found.setdefault(first, []).append(one.step.id)
    titles = {one.step.id: one.step.strand for one in steps}
    return tuple(Group(titles[first], tuple(ids)) for first, ids in found.items())


def chain(steps: tuple[ChangeStep, ...]) -> tuple[str, ...]:
    """The longest line of steps each of which needs the one before it."""
    longest: dict[str, tuple[str, ...]] = {}
    for one in steps:
        above = max((longest[need] for need in one.step.needs), key=len, default=())
        longest[one.step.id] = (*above, one.step.id)
    return max(longest.values(), key=len, default=())
