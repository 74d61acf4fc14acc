"""What a change says of each property, in words: what it was, what it will be."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from mopsdsl._value import value
from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.render.plans.change.words import Words, label

_NOT_SAID = frozenset(
    (
        *("name", "title", "kind", "asset_kind", "parent", "workspace", "formerly", "moved_from"),
        *("documentation", "allowances", "implied", "team", "role"),
    )
)
"""Properties that the head of a new or a removed thing says already, or that say nothing of the instance."""
LONG = 100
"""Of texts of more letters than this, only what differs is said, with a few words around it."""
_AROUND = 4


@value
class Difference:
    """One property, or a part of one. Lists that only gain and lose members have `gained` and `lost` instead of both ends."""

    label: str
    before: str
    after: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def said(self, removed: bool) -> str:
        """Without the label; `removed`: the whole thing goes, so that nobody asks what a property will be."""
        if self.gained or self.lost:
            return ", ".join((*(f"+ {part}" for part in self.gained), *(f"- {part}" for part in self.lost)))
        if self.before and self.after:
            return f"{self.before} → {self.after}"
        return self.after or (self.before if removed else f"{self.before} → nothing")


def differences(change: Change, words: Words) -> tuple[Difference, ...]:
    """Property by property; of what is new or removed all that is said of it."""
    match change:
        case Create():
            return tuple(Difference(name, "", said) for name, said in _all(change.data, words))
        case Remove():
            return tuple(Difference(name, said, "") for name, said in _all(change.data, words))
        case Alter() | Rename():
            found = (
                _difference(detail.path, detail.before, detail.after, words)
                for one in change.properties
                for detail in one.details
            )
            return tuple(one for one in found if one.before != one.after or one.gained or one.lost)


def _all(data: dict[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    for name, held in data.items():
        said = "" if name in _NOT_SAID else words.of(name, held)
        if said:
            yield label(name), said


def _difference(path: str, before: Any, after: Any, words: Words) -> Difference:
    name = _labelled(path, words)
    if isinstance(before or [], list) and isinstance(after or [], list) and before and after:
        old, new = ([words.text(one) for one in side] for side in (before, after))
        if sorted(old) == sorted(new) and _names(before) != _names(after):
            old, new = (
                sorted(_names(before)),
                sorted(_names(after)),
            )  # called the same, as a stage of another lifecycle
        gained, lost = (
            tuple(one for one in new if one not in old),
            tuple(one for one in old if one not in new),
        )
        if gained or lost:
            return Difference(name, ", ".join(old), ", ".join(new), gained, lost)
        return Difference(f"{name}, in order", ", ".join(old), ", ".join(new))
    key = path.rpartition(".")[2]
    was, will_be = words.of(key, before), words.of(key, after)
    if isinstance(before, str) and isinstance(after, str) and min(len(before), len(after)) > LONG:
        was, will_be = _apart(was, will_be)
    return Difference(name, was, will_be)


def _apart(before: str, after: str) -> tuple[str, str]:
    """Both texts without the words at their beginnings and ends that are the same, but for a few."""
    old, new = before.split(), after.split()
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    start = sum(1 for _ in same)
    backwards = zip(reversed(old[start:]), reversed(new[start:]), strict=False)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], backwards))
    first, last = max(0, start - _AROUND), max(0, end - _AROUND)
    around = ["…"] * (first > 0), ["…"] * (last > 0)
    cut = [" ".join([*around[0], *text[first : len(text) - last], *around[1]]) for text in (old, new)]
    return cut[0], cut[1]


def _labelled(path: str, words: Words) -> str:
    """ "stages.MQL.sla" is "stage MQL: must be handled within"."""
    head, _, rest = path.partition(".")
    if not rest:
        return label(head)
    middle, _, last = rest.rpartition(".")
    one = label(head).removesuffix("s")
    return f"{one} {middle}: {label(last)}" if middle else f"{one} {words.name(last)}"


def _names(listed: list[Any]) -> set[str]:
    """The whole names of things in a list of ids."""
    return {one.partition(":")[2] for one in listed if isinstance(one, str)}
