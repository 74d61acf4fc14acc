"""Steps that can be shared out, and the longest line of those that can't."""

from mopsdsl.changes.needs import together
from mopsdsl.plan.change_plan import ChangeStep, Group
from mopsdsl.plan.change_reading import READING


def groups(steps: tuple[ChangeStep, ...]) -> tuple[Group, ...]:
    """Steps that hang together through their needs, each group by its first step.

    What reads back at the end needs all and joins none: it is of the only group there is, or one of its own.
    """
    found: dict[str, list[ChangeStep]] = {}
    joined = together({one.step.id: () if _reads(one) else one.step.needs for one in steps})
    for one in steps:
        group = next(iter(found)) if _reads(one) and len(found) == 1 else joined[one.step.id]
        found.setdefault(group, []).append(one)
    return tuple(
        Group(members[0].step.strand, tuple(one.step.id for one in members)) for members in found.values()
    )


def _reads(one: ChangeStep) -> bool:
    return one.step.action.name == READING


def chain(steps: tuple[ChangeStep, ...]) -> tuple[str, ...]:
    """The longest line of steps each of which needs the one before it."""
    length: dict[str, int] = {}
    above: dict[str, str] = {}
    for one in steps:
        last = max(one.step.needs, key=length.__getitem__, default="")
        length[one.step.id] = 1 + length.get(last, 0)
        above[one.step.id] = last
    found = []
    id = max(length, key=length.__getitem__, default="")
    while id:
        found.append(id)
        id = above[id]
    return tuple(reversed(found))
