"""The order of steps: needs first, phases in theirs; the strands that can be shared out, and the longest chain."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from mopsdsl._value import value
from mopsdsl.plan.draft import Draft, Drafts
from mopsdsl.plan.steps import Phase, Strand
from mopsdsl.targets import PhaseText

LONG_NAME = 3
"""A strand that joins more labels than this is named by the first of them."""


@value
class Place:
    """A draft in its place: with the steps that it needs, and the number of its phase."""

    draft: Draft
    needs: tuple[str, ...]
    phase: int


def placed(drafts: Drafts) -> list[Place]:
    """The drafts so that each comes after all that it needs, otherwise by phase and as they came.

    A step that needs something of a later phase moves into that phase. Needs that go round in a circle (such a spec has a
    finding) are dropped where the circle is entered.
    """
    rank = {phase.id: number for number, phase in enumerate(drafts.target.phases)}
    everything = list(drafts.found.values())
    keys = [(rank[draft.phase], number) for number, draft in enumerate(everything)]
    position = {draft.id: number for number, draft in enumerate(everything)}
    needs = [_needs(draft, drafts.ready, position) for draft in everything]
    waiting, dependants = _dependencies(needs)
    ready = [key for key in keys if not waiting[key[1]]]
    heapify(ready)
    others = iter(sorted(keys))
    done = [False] * len(everything)
    result: list[Place] = []
    reached = 0
    while len(result) < len(everything):
        phase, number = heappop(ready) if ready else next(key for key in others if not done[key[1]])
        if done[number]:
            continue
        done[number] = True
        reached = max(reached, phase)
        kept = tuple(sorted([everything[need].id for need in needs[number] if done[need]]))
        result.append(Place(everything[number], kept, reached))
        for dependant in dependants.get(number, ()):
            waiting[dependant] -= 1
            if not waiting[dependant]:
                heappush(ready, keys[dependant])
    return result


def _needs(draft: Draft, ready: dict[str, str], position: dict[str, int]) -> frozenset[int]:
    steps = [*draft.needs, *[ready[used] for used in draft.uses if used in ready]]
    return frozenset([position[step] for step in steps if step in position and step != draft.id])


def _dependencies(needs: list[frozenset[int]]) -> tuple[list[int], dict[int, list[int]]]:
    """How many steps each still waits for, and who waits for each."""
    dependants: dict[int, list[int]] = {}
    for number, needed in enumerate(needs):
        for need in needed:
            dependants.setdefault(need, []).append(number)
    return [len(needed) for needed in needs], dependants


def strands(places: Sequence[Place]) -> list[str]:
    """The strand of each place: labels of a phase, joined where a step of one needs a step of another in that phase."""
    where = {place.draft.id: (place.phase, place.draft.label) for place in places}
    joined: dict[tuple[int, str], tuple[int, str]] = {}

    def root(key: tuple[int, str]) -> tuple[int, str]:
        while key in joined:
            key = joined[key]
        return key

    for place in places:
        here = root((place.phase, place.draft.label))
        for need in place.needs:
            if where[need][0] == place.phase:
                there = root(where[need])
                if there != here:
                    joined[max(here, there)] = min(here, there)
                    here = min(here, there)
    members: dict[tuple[int, str], list[str]] = {}
    for key in sorted(set(where.values())):
        members.setdefault(root(key), []).append(key[1])
    return [_joint_name(members[root((place.phase, place.draft.label))]) for place in places]


def _joint_name(labels: list[str]) -> str:
    if len(labels) <= LONG_NAME:
        return " + ".join(labels)
    return f"{' + '.join(labels[: LONG_NAME - 1])} + {len(labels) - LONG_NAME + 1} more"


def phases(places: Sequence[Place], names: Sequence[str], texts: tuple[PhaseText, ...]) -> tuple[Phase, ...]:
    """The phases that have steps, each with its strands."""
    counts: dict[int, dict[str, int]] = {}
    phase_of = {place.draft.id: place.phase for place in places}
    chained: set[int] = set()
    for place, strand in zip(places, names, strict=True):
        here = counts.setdefault(place.phase, {})
        here[strand] = here.get(strand, 0) + 1
        if any(phase_of[need] == place.phase for need in place.needs):
            chained.add(place.phase)
    return tuple(
        Phase(
            texts[number].id,
            texts[number].title,
            texts[number].why,
            tuple(Strand(name, count) for name, count in sorted(strands.items())),
            number not in chained,
        )
        for number, strands in sorted(counts.items())
    )


def longest_chain(places: Sequence[Place]) -> tuple[str, ...]:
    """The longest line of steps each of which needs the one before: two admins can't be quicker than it."""
    length: dict[str, int] = {}
    before: dict[str, str] = {}
    for place in places:
        last = max(place.needs, key=length.__getitem__, default="")
        length[place.draft.id] = length.get(last, 0) + 1
        if last:
            before[place.draft.id] = last
    step = max(length, key=length.__getitem__, default="")
    chain = []
    while step:
        chain.append(step)
        step = before.get(step, "")
    return tuple(reversed(chain))
