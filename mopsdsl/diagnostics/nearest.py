"""Did you mean: what somebody most likely meant."""

from collections.abc import Iterable

MANY = 200


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The nearest of `words`, or None: the same but for case first, then the same last part of a path, then by likeness.

    Only words of about the same length with the same first or last letter are compared, and of many those that begin and end
    the most alike, so that a large project stays quick.
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
    best = _most_alike(wanted, sorted(same_end), 0.0) or _most_alike(
        wanted, _worth_comparing(wanted, folded), 0.6
    )
    return folded[best] if best is not None else None


def is_slip(written: str, meant: str) -> bool:
    """Whether one is the other with a slip of a letter (of two in long words): one too few, too many, wrong, or two swapped.

    Numbers are no slips: R12 is not meant where R13 is written.
    """
    a, b = written.casefold(), meant.casefold()
    if [c for c in a if c.isdigit()] != [c for c in b if c.isdigit()]:
        return False
    most = 2 if min(len(a), len(b)) >= 8 else 1
    return abs(len(a) - len(b)) <= most and _slips(a, b) <= most


def _slips(a: str, b: str) -> int:
    """How many letters have to be put in, taken out, changed, or swapped with their neighbours to make one the other."""
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            steps = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                steps = min(steps, before[j - 2] + 1)
            row.append(steps)
        before, above = above, row
    return above[-1]


def _worth_comparing(wanted: str, keys: Iterable[str]) -> list[str]:
    """The keys of about the same length; of many, those that share the longest beginning or end with the wanted."""
    near = [key for key in sorted(keys) if _about_the_same(wanted, key)]
    for length in range(len(wanted) // 2, len(wanted)):
        if len(near) <= MANY:
            break
        begin, end = wanted[:length], wanted[-length:]
        near = [key for key in near if key.startswith(begin) or key.endswith(end)] or near[:MANY]
    return near[:MANY]


def _about_the_same(wanted: str, key: str) -> bool:
    if not wanted or not key or abs(len(wanted) - len(key)) > max(3, len(wanted) // 3):
        return False
    return wanted[0] == key[0] or wanted[-1] == key[-1]


def _most_alike(wanted: str, keys: list[str], least: float) -> str | None:
    """By difflib's likeness; of several alike, the one that begins the same, since people get beginnings right."""
    if not keys:
        return None
    from difflib import SequenceMatcher  # late: its import is a tenth of a start

    matcher = SequenceMatcher(None, "", wanted)
    best, likeness = None, (least, 0, "")
    for key in keys[:MANY]:
        matcher.set_seq1(key)
        if matcher.real_quick_ratio() >= likeness[0] and matcher.quick_ratio() >= likeness[0]:
            found = (matcher.ratio(), _begins(wanted, key), key)
            if found >= likeness:
                best, likeness = key, found
    return best


def _begins(wanted: str, key: str) -> int:
    """How many letters both begin with."""
    pairs = zip(wanted, key, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(wanted), len(key)))
