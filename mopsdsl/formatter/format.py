"""The one door: a text in, its canonical form out, with the proof that it says the same."""

from mopsdsl._value import value
from mopsdsl.formatter.document import canonical
from mopsdsl.formatter.proof import difference
from mopsdsl.formatter.reading import Reading
from mopsdsl.source.text import Source


@value
class Formatted:
    """A text in its canonical form. `refused` says what would not be the same; then `text` is what was given.

    `broken` says whether something in it could not be read, and so was left as it is.
    """

    text: str
    refused: str
    broken: bool

    def trouble(self, shown: str) -> str:
        """What of a text called `shown` was left as it was, and why; empty where all of it was laid out."""
        if self.refused and not self.broken:
            return (
                f"{shown} is left as it is: in the canonical form {self.refused} would not be the same. "
                "This is a mistake in mopsdsl, not in the spec. Please report it."
            )
        if self.refused:
            return (
                f"{shown} is left as it is: with its errors it is not clear what belongs together. "
                "`mopsdsl check` shows them."
            )
        if self.broken:
            return f"{shown} has errors; the lines that they touch are left as they are. `mopsdsl check` shows them."
        return ""


def format_text(source: Source) -> Formatted:
    """The canonical form of a text. The form is parsed again, and is only given out if it says the same."""
    before = Reading(source)
    text = canonical(before)
    broken = bool(before.findings)
    if text == source.text:
        return Formatted(text, "", broken)
    changed = difference(before, Reading(Source(source.name, text)))
    return Formatted(source.text if changed else text, changed, broken)
