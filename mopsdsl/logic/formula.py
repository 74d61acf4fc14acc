"""Conditions as the decider works on them: and, or, and leaves that say in which cells of an axis a person lies; no negation.

Plain tuples, since a run makes and reads hundreds of thousands: (LEAF, axis, cells, all cells), (AND, parts, axes) and (OR, parts, axes).
An axis is its index; `axes` are all that the parts ask of, as bits.
"""

from collections.abc import Iterable, Sequence
from typing import Any

LEAF, AND, OR = 0, 1, 2

Formula = tuple[Any, ...]

TRUE: Formula = (AND, (), 0)
FALSE: Formula = (OR, (), 0)


def leaf(axis: int, cells: int, full: int) -> Formula:
    if cells == 0:
        return FALSE
    return TRUE if cells == full else (LEAF, axis, cells, full)


def conjunction(parts: Iterable[Formula]) -> Formula:
    """All parts, with one leaf for an axis."""
    return _joined(AND, parts, FALSE)


def disjunction(parts: Iterable[Formula]) -> Formula:
    """At least one part, with one leaf for an axis."""
    return _joined(OR, parts, TRUE)


def _joined(tag: int, parts: Iterable[Formula], overruling: Formula) -> Formula:
    leaves: dict[int, Formula] = {}
    others: list[Formula] = []
    for part in parts:
        for one in part[1] if part[0] == tag else (part,):
            if one[0] != LEAF:
                others.append(one)
                continue
            _, axis, cells, full = one
            if axis in leaves:
                cells = cells & leaves[axis][2] if tag == AND else cells | leaves[axis][2]
            leaves[axis] = (LEAF, axis, cells, full)
    joined = [leaf(*one[1:]) for one in leaves.values()] + others
    if overruling in joined:
        return overruling
    joined = [one for one in joined if one not in (TRUE, FALSE)]
    return joined[0] if len(joined) == 1 else (tag, tuple(joined), axes_of(joined))


def axes_of(parts: Iterable[Formula]) -> int:
    """The axes that the parts ask of, as bits."""
    axes = 0
    for part in parts:
        axes |= 1 << part[1] if part[0] == LEAF else part[2]
    return axes


def negation(formula: Formula) -> Formula:
    """What holds exactly where the formula does not."""
    if formula[0] == LEAF:
        return (LEAF, formula[1], formula[3] & ~formula[2], formula[3])
    parts = (negation(part) for part in formula[1])
    return disjunction(parts) if formula[0] == AND else conjunction(parts)


def value(formula: Formula, state: Sequence[int]) -> bool | None:
    """Whether the formula holds everywhere in the state, nowhere (False), or here and there (None)."""
    if formula[0] == LEAF:
        here = state[formula[1]]
        met = here & formula[2]
        return False if not met else True if met == here else None
    overruling = formula[0] == OR
    result: bool | None = not overruling
    for part in formula[1]:
        found = value(part, state)
        if found is overruling:
            return overruling
        if found is None:
            result = None
    return result


def propagate(
    state: list[int], fresh: Sequence[Formula], open_ors: list[Formula], changed: int
) -> tuple[list[Formula], int] | None:
    """Narrow the state by all that must hold; gives the "or"s still open and the axes narrowed, or None where that can't be.

    `fresh` has not been looked at yet; of the others only those that ask of a changed axis are looked at again. Changes `state`.
    """
    work, narrowed = list(fresh), 0
    while work or changed:
        kept = [formula for formula in open_ors if not formula[2] & changed]
        work += [formula for formula in open_ors if formula[2] & changed]
        changed = 0
        while work:
            formula = work.pop()
            if formula[0] == AND:
                work.extend(formula[1])
            elif formula[0] == LEAF:
                here = state[formula[1]]
                met = here & formula[2]
                if not met:
                    return None
                if met != here:
                    state[formula[1]] = met
                    changed |= 1 << formula[1]
            else:
                parts = _open_parts(formula[1], state)
                if parts is None:
                    continue
                if not parts:
                    return None
                if len(parts) == 1:
                    work.append(parts[0])
                else:
                    kept.append(formula if len(parts) == len(formula[1]) else (OR, parts, axes_of(parts)))
        open_ors = kept
        narrowed |= changed
    return open_ors, narrowed


def _open_parts(parts: Sequence[Formula], state: Sequence[int]) -> list[Formula] | None:
    """The parts that may still hold; None where one holds already."""
    found = []
    for part in parts:
        if part[0] == LEAF:
            here = state[part[1]]
            met = here & part[2]
            if met == here:
                return None
            if met:
                found.append(part)
        else:
            holding = value(part, state)
            if holding:
                return None
            if holding is None:
                found.append(part)
    return found
