"""Names and numbers in a sentence."""

from collections.abc import Sequence

MANY = 6
"""How many names or places are written out before the rest is counted."""


def listed(words: Sequence[str], last: str = "and", most: int = 0) -> str:
    """ "A, B and C"; with `most`, no more than so many by name, the rest counted."""
    if most and len(words) > most:
        return f"{', '.join(words[:most])} {last} {len(words) - most:,} more"
    return f" {last} ".join((", ".join(words[:-1]), words[-1]) if len(words) > 1 else words)


def some(names: Sequence[str], last: str = "and") -> str:
    """Names in a sentence, at most MANY of them, the rest counted."""
    return listed(names, last, MANY)


def few(names: Sequence[str], most: int = MANY) -> str:
    """Names one after the other, "A, B, C"; of more than `most` the rest is counted."""
    return listed(names, most=most) if len(names) > most else ", ".join(names)


def many(number: int, word: str) -> str:
    """ "3 campaigns", "1 smart list", "2 categories", "1,200 losses"; the word may be a kind, as `smart_list`."""
    return f"{number:,} {word.replace('_', ' ') if number == 1 else plural(word)}"


def plural(word: str) -> str:
    """Of a word, or of a kind, as `smart_list`."""
    words = word.replace("_", " ")
    if words.endswith("person"):
        return f"{words.removesuffix('person')}people"
    if words.endswith("y") and words[-2] not in "aeiou":
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("s") else f"{words}s"
