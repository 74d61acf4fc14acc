"""What is known of other people's practice, as data with its sources: published conversion rates."""

from functools import cache
from typing import Any

from mopsdsl._value import value


@value
class Range:
    """What somebody published of a step: the lowest and highest rate, in parts of one hundred."""

    low: int
    high: int
    source: str


@value
class Conversions:
    """`names`: what a stage is called, folded → what it is one of; `ranges`: (from, to) → all that was published."""

    names: dict[str, str]
    ranges: dict[tuple[str, str], tuple[Range, ...]]

    def of(self, start: tuple[str, ...], end: tuple[str, ...]) -> tuple[Range, ...]:
        """What is published about a step; a stage is given by all that it is called."""
        return self.ranges.get((self._meant(start), self._meant(end)), ())

    def _meant(self, called: tuple[str, ...]) -> str:
        folded = ("".join(letter for letter in word.casefold() if letter.isalnum()) for word in called)
        return next((self.names[word] for word in folded if word in self.names), "")


@cache
def conversions() -> Conversions:
    """The published conversion rates, read once."""
    import tomllib
    from pathlib import Path

    data: dict[str, Any] = tomllib.loads(
        (Path(__file__).parent / "conversions.toml").read_text(encoding="utf-8")
    )
    names = {word: meant for meant, words in data["names"].items() for word in words}
    ranges: dict[tuple[str, str], tuple[Range, ...]] = {}
    for entry in data["published"]:
        for start, end, low, high in entry["rates"]:
            ranges[start, end] = (*ranges.get((start, end), ()), Range(low, high, entry["source"]))
    return Conversions(names, ranges)
