"""Blocks cut to the room there is: the first units of them stay, the rest is counted."""

from collections.abc import Sequence

from attrs import evolve

from mopsdsl.render.docs.markdown import blocks as written
from mopsdsl.render.docs.page import Block, Bullets, Section, Table

SMALLEST = 16
"""Letters that the shortest unit takes: more of them than would fit are not even tried."""


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """How the room is shared out: nobody gets more than wanted, and what one leaves the others get, each as much."""
    given = [0] * len(wanted)
    waiting = sorted(range(len(wanted)), key=wanted.__getitem__)
    while waiting:
        equal = room // len(waiting)
        at = waiting.pop(0)
        given[at] = min(wanted[at], equal)
        room -= given[at]
    return given


def units(some: Sequence[Block]) -> int:
    """How many rows, lines and parts there are that can be left out one by one."""
    return sum(_units(one) for one in some)


def _units(one: Block) -> int:
    match one:
        case Table():
            return len(one.rows)
        case Bullets():
            return len(one.lines)
        case Section():
            return max(1, units(one.blocks))
        case _:
            return 0


def fitted(some: Sequence[Block], room: int, level: int) -> tuple[str, int]:
    """As much of the blocks as Markdown as there is room for, from the front, and how many units are left out."""
    total = units(some)
    low, high = 0, min(total, room // SMALLEST)
    whole = written(tuple(some), level) if high == total else ""
    if whole and len(whole) <= room:
        return whole, 0
    best = ""
    while low < high:
        middle = (low + high + 1) // 2
        text = written(_first(some, middle), level)
        if len(text) <= room:
            low, best = middle, text
        else:
            high = middle - 1
    return best, total - low


def _first(some: Sequence[Block], count: int) -> tuple[Block, ...]:
    """The blocks with no more than so many units; a block whose units are all left out goes with them."""
    kept: list[Block] = []
    for one in some:
        inside = _units(one)
        if inside and not count:
            continue
        kept.append(one if inside <= count else _shortened(one, count))
        count -= min(inside, count)
    return tuple(kept)


def _shortened(one: Block, count: int) -> Block:
    match one:
        case Table():
            return evolve(one, rows=one.rows[:count])
        case Bullets():
            return evolve(one, lines=one.lines[:count])
        case Section():
            return evolve(one, blocks=_first(one.blocks, count))
        case _:
            return one
