"""A source text and places in it."""

from bisect import bisect_right

from mopsdsl._value import value


def legible(name: str) -> str:
    """A name of the disk as text; bytes that are none are written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def visible(name: str) -> str:
    """A name of anybody's for a message: what a terminal would obey, and what nobody sees, is written out, too."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in legible(name))


class Source:
    """One text with its name (a path relative to the project, with forward slashes).

    `rounds` numbers the rounds of its `each`s in the order in which they are written.
    """

    __slots__ = ("_line_starts", "name", "rounds", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.rounds: dict[str, int] = {}
        self._line_starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    @property
    def line_starts(self) -> list[int]:
        """Offsets (code points) at which the lines begin; made when first asked for."""
        if self._line_starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._line_starts = starts
        return self._line_starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end."""
        starts = self.line_starts
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].removesuffix("\r")


@value
class Span:
    """A stretch of a source, `start` to `end` (exclusive) in code points.

    `round` names the round of an `each` that the text was read in ("region = EMEA"), else it is empty.
    """

    source: Source
    start: int
    end: int
    round: str = ""

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def place(self) -> str:
        """`file:line`, as people write it."""
        return f"{self.source.name}:{self.line}"

    @property
    def written(self) -> tuple[str, int, int]:
        """What to sort by to get the order of the text, rounds in theirs."""
        return self.source.name, self.start, self.source.rounds.get(self.round, 0)

    def contains(self, other: "Span") -> bool:
        same_round = self.round in ("", other.round) or other.round.startswith(self.round + ", ")
        return (
            self.source is other.source and self.start <= other.start and other.end <= self.end and same_round
        )
