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


def format_text(source: Source) -> Formatted:
    """The canonical form of a text. The form is parsed again, and is only given out if it says the same."""
    before = Reading(source)
    text = canonical(before)
    broken = bool(before.findings)
    if text == source.text:
        return Formatted(text, "", broken)
    changed = difference(before, Reading(Source(source.name, text)))
    return Formatted(source.text if changed else text, changed, broken)
