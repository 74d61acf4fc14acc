"""What to enter, before and after: only the rows that differ, each as what stands there and what shall stand there."""

from collections.abc import Iterator

from mopsdsl.targets.filling import Rows

ARROW = "→"
LISTS = ("Person Partitions", "Workspaces", "People", "Values, for forms and lists")
"""Rows that are boxes to tick: told by what comes and what goes."""


PLACES = frozenset(
    (
        "flow",
        "choice",
        "trigger",
        "field",
        "row",
        "status",
        "value",
        "move",
        "activate",
        "schedule",
        "segment",
    )
)
"""Words of labels after which a number says the place."""
GONE = "no longer: "
FROM_NOW_ON = "; from now on "
LESS = ": take away"
NOT_ENTERED = ("Stays empty",)
"""What is said of a thing and entered nowhere."""
ALIKE = 20_000
"""Where more pairs of rows than this say the same, rows are compared place by place: to find which of them stayed takes too long."""


def changed(before: Rows, after: Rows) -> Rows:
    """The rows that differ: "old → new" (or both in words, `_both`), "new: …" or "no longer: …"; of several campaigns on one screen
    each under its name."""
    old, new = _campaigns(before), _campaigns(after)
    if len(old) < 2 and len(new) < 2:
        return tuple(_rows(before, after))
    rows: list[tuple[str, str]] = []
    for name in dict.fromkeys((*new, *old)):
        own = tuple(_rows(old.get(name, ()), new.get(name, ())))
        rows += [("In", name), *own] if own else []
    return tuple(rows)


def _campaigns(rows: Rows) -> dict[str, Rows]:
    """Rows by the name under which they stand."""
    found: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for row in rows:
        name = row[1] if row[0] == "Name" else name
        found.setdefault(name, []).append(row)
    return {name: tuple(own) for name, own in found.items()}


def _rows(before: Rows, after: Rows) -> Iterator[tuple[str, str]]:
    old, new = _by_stem(before), _by_stem(after)
    for stem in dict.fromkeys((*new, *old)):
        yield from _stem(old.get(stem, []), new.get(stem, []))


def is_lost(row: tuple[str, str]) -> bool:
    """Whether a row says only what is no more."""
    return row[1].startswith(GONE)


def _by_stem(rows: Rows) -> dict[str, list[tuple[str, str]]]:
    """Rows that belong together, such as the steps of a flow: by their label without its place."""
    found: dict[str, list[tuple[str, str]]] = {}
    for label, text in (row for row in rows if row[0] not in NOT_ENTERED):
        found.setdefault(_without_place(label), []).append((label, text))
    return found


def _without_place(label: str) -> str:
    words = label.split(" ")
    places = (word.lower() in PLACES for word in ("", *words))
    return " ".join(
        "#" if is_place and word.rstrip(",:").isdigit() else word
        for is_place, word in zip(places, words, strict=False)
    )


def _stem(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    texts = [text for _, text in old], [text for _, text in new]
    if texts[0] == texts[1]:
        if len(old) == 1 and old[0][0] != new[0][0]:
            yield new[0][0], f"until now {old[0][0]}"
        return
    if len(old) == len(new) == 1 and new[0][0] in LISTS:
        yield from _ticked(new[0][0], old[0][1], new[0][1])
        return
    for start, end, low, high in _apart(*texts):
        paired = min(end - start, high - low)
        for (_, was), (label, text) in zip(old[start:end], new[low:high], strict=False):
            yield label, _both(was, text)
        for label, text in new[low + paired : high]:
            yield label, f"new: {text}"
        for label, was in old[start + paired : end]:
            yield f"{label} until now", f"{GONE}{was}"


def _both(was: str, text: str) -> str:
    """What stood there and what shall; an arrow between the two only where neither has one of its own, as choices have."""
    if ARROW in was + text:
        return f"until now {was}{FROM_NOW_ON}{text}"
    return f"{was} {ARROW} {text}"


def _apart(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two lists of texts differ: from and to a place in the older one, from and to a place in the newer."""
    from collections import Counter
    from difflib import SequenceMatcher

    times = Counter(new)
    if sum(times[text] for text in old) <= ALIKE:
        found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        yield from (places for what, *places in found if what != "equal")  # type: ignore[misc]
        return
    both = min(len(old), len(new))
    yield from ((place, place + 1, place, place + 1) for place in range(both) if old[place] != new[place])
    if len(old) != len(new):
        yield both, len(old), both, len(new)


def _ticked(label: str, before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.split(", "), after.split(", ")
    if label == "People" and len(old) == len(new) == 1:
        yield label, f"{before} {ARROW} {after}"  # a number of people, not their names
        return
    had, has = set(old), set(new)
    gained, lost = [one for one in new if one not in had], [one for one in old if one not in has]
    if gained:
        yield f"{label}: add", ", ".join(gained)
    if lost:
        yield f"{label}{LESS}", ", ".join(lost)
    yield f"{label}, then", after
