"""What comes of a scenario: the story of its person, and where it differs from what was expected."""

from collections.abc import Callable
from typing import TypeVar

from mopsdsl._value import value
from mopsdsl.model.scenario import Scenario
from mopsdsl.source.text import Span


@value
class Entry:
    """One thing that happened, at an instant (as `clock.zones` counts them), with the line that caused it.

    `kind`: said (the scenario's own words), happened, unknown (what can't be known here), expected, failed. `depth` is 0 for what the
    scenario says, 1 for what follows from it, 2 for the steps of a campaign.
    """

    at: int
    kind: str
    depth: int
    text: str
    span: Span | None


@value
class Line:
    """A further line that helps to understand a failure."""

    text: str
    span: Span | None


@value
class Failure:
    """An expectation that did not come true, as written, and what came instead."""

    expected: str
    came: str
    span: Span
    lines: tuple[Line, ...] = ()


@value
class Outcome:
    """A scenario that has run. `zone` is the time zone that its story is told in."""

    scenario: Scenario
    zone: str
    story: tuple[Entry, ...]
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures

    @property
    def unknown(self) -> tuple[Entry, ...]:
        """What could not be known, each thing once."""
        found: dict[tuple[str, str], Entry] = {}
        for entry in self.story:
            if entry.kind == "unknown":
                found.setdefault((entry.text, entry.span.place if entry.span else ""), entry)
        return tuple(found.values())


_T = TypeVar("_T")


def shortened(lines: list[_T], most: int, told: Callable[[int], _T]) -> list[_T]:
    """The same lines, or the first and the last of very many; `told` says how many are left out between them."""
    half, more = most // 2, len(lines) - most
    return [*lines[:half], told(more), *lines[-half:]] if more > 0 else lines


class Halt(Exception):
    """The story can't go on: something runs in a circle or never ends. The text says what; `lines` show the circle."""

    def __init__(self, text: str, lines: tuple[Line, ...] = ()) -> None:
        super().__init__(text)
        self.lines = lines
