"""Did you mean: what somebody most likely meant."""

from collections.abc import Iterable

MANY = 2_000


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The nearest of `words`, or None: the same but for case first, then the same last part of a path, then by likeness.

    Only words of about the same length with the same first or last letter are compared, and among many one half has to be
    right, so that a large project stays quick.
    """
    folded: dict[str, str] = {}
    for choice in words:
        key = choice.casefold()
        folded[key] = min(choice, folded.get(key, choice))
    wanted = word.casefold()
    if wanted in folded:
        return folded[wanted]
    last = wanted.rpartition(".")[2]
    same_end = [key for key in folded if key.rpartition(".")[2] == last] if last else []
    best = _most_alike(wanted, same_end, 0.0) or _most_alike(wanted, _worth_comparing(wanted, folded), 0.6)
    return folded[best] if best is not None else None


def _worth_comparing(wanted: str, keys: Iterable[str]) -> list[str]:
    near = [key for key in keys if _about_the_same(wanted, key)]
    half = len(wanted) // 2
    if len(near) > MANY:
        near = [key for key in near if key.startswith(wanted[:half]) or key.endswith(wanted[-half:])]
    return near


def _about_the_same(wanted: str, key: str) -> bool:
    if not wanted or not key or abs(len(wanted) - len(key)) > max(3, len(wanted) // 3):
        return False
    return wanted[0] == key[0] or wanted[-1] == key[-1]


def _most_alike(wanted: str, keys: list[str], least: float) -> str | None:
    """By difflib's likeness; of several alike, the one that begins the same, since people get beginnings right."""
    if not keys:
        return None
    from difflib import SequenceMatcher, get_close_matches  # late: its import is a tenth of a start

    found = get_close_matches(wanted, sorted(keys)[:MANY], 8, least)
    likeness = {key: (SequenceMatcher(None, key, wanted).ratio(), _begins(wanted, key), key) for key in found}
    return max(found, key=likeness.__getitem__, default=None)


def _begins(wanted: str, key: str) -> int:
    """How many letters both begin with."""
    pairs = zip(wanted, key, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(wanted), len(key)))
