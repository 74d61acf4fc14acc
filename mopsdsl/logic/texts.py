"""Texts that contain some patterns and lack others.

A text is looked at with a mark before and one after it, so that "starts with P" is containing START + P, "ends with S" containing
S + END, and "is V" containing both: everything that conditions ask of a text is whether it contains a pattern.
"""

from collections import deque
from collections.abc import Iterable
from functools import cache
from itertools import count

START, END = "\x02", "\x03"


class TooMuch(Exception):
    """The search took more steps than it may; says nothing about the answer."""


def pattern(operator: str, constant: str) -> str:
    """The pattern that a marked text contains when `operator constant` holds of it; folded to one case."""
    folded = constant.casefold()
    start = START if operator in ("is", "starts with") else ""
    end = END if operator in ("is", "ends with") else ""
    return f"{start}{folded}{end}"


def marked(text: str) -> str:
    return f"{START}{text.casefold()}{END}"


def shortest_text(
    required: Iterable[str], forbidden: Iterable[str], taken: Iterable[str] = (), effort: int = 50_000
) -> str | None:
    """A shortest text that contains every required pattern and no forbidden one, is none of `taken`, and is not empty.

    `taken` is put among the forbidden only when it stands in the way: it may be long, and hardly ever does.
    """
    needed, refused = sorted(set(required)), {*forbidden, START + END}
    others = {marked(one) for one in taken}
    while True:
        found = _search(needed, sorted(refused), effort)
        if found is None or found not in others:
            return found[1:-1] if found is not None else None
        refused.add(found)


def _search(required: list[str], forbidden: list[str], effort: int) -> str | None:
    """Breadth first over (what the end of the text so far begins of some pattern, required patterns met)."""
    patterns = [*required, *forbidden]
    beginnings = {one[:length] for one in patterns for length in range(len(one) + 1)}
    letters = sorted({letter for one in patterns for letter in one} - {START, END})
    letters.append(next(letter for letter in map(chr, count(ord("a"))) if letter not in letters))
    everything = (1 << len(required)) - 1
    seen: set[tuple[str, int]] = set()
    queue: deque[tuple[str, str, int]] = deque()

    @cache
    def follow(state: str, letter: str) -> tuple[str, int] | None:
        """What one letter more begins, and the required patterns that it ends; None where it ends a forbidden one."""
        grown = state + letter
        if any(grown.endswith(one) for one in forbidden):
            return None
        ended = sum(1 << place for place, one in enumerate(required) if grown.endswith(one))
        while grown not in beginnings:
            grown = grown[1:]
        return grown, ended

    def reach(text: str, state: str, met: int, letter: str) -> str | None:
        following = follow(state, letter)
        if following is None:
            return None
        grown, met = following[0], met | following[1]
        if letter == END:
            return text + letter if met == everything else None
        if (grown, met) not in seen:
            seen.add((grown, met))
            queue.append((text + letter, grown, met))
        return None

    reach("", "", 0, START)
    while queue:
        if len(seen) > effort:
            raise TooMuch
        text, state, met = queue.popleft()
        finished = reach(text, state, met, END)
        if finished is not None:
            return finished
        for letter in letters:
            reach(text, state, met, letter)
    return None
