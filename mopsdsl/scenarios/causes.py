"""What happens, and what set it off."""

from mopsdsl._value import value
from mopsdsl.model.assets import Event
from mopsdsl.scenarios.story import Halt, Line, shortened
from mopsdsl.source.text import Span

ROUNDS = 3
"""How often one thing may set itself off, through others, before it is said to run in a circle."""

_SHOWN = 12


@value
class Occurrence:
    """Something that has happened: `what` as in Event; `about` is the declaration, or the field's or stage's name."""

    what: str
    about: object = None
    text: str = ""
    event: Event | None = None


@value
class Cause:
    """What set something off, back to the scenario's own step. `key` is the campaign or score rule that acts."""

    key: object
    text: str
    span: Span
    before: "Cause | None"


def caused(key: object, text: str, span: Span, before: Cause | None) -> Cause:
    """The cause of what a thing does next. Raises Halt where it has set itself off again and again."""
    cause, again = Cause(key, text, span, before), 0
    while before is not None:
        again += before.key is key
        if again == ROUNDS:
            raise _circle(cause)
        before = before.before
    return cause


def _circle(cause: Cause) -> Halt:
    """A sentence about what runs in a circle, and each thing on the way round, once."""
    links = [cause]
    before = cause.before
    while before is not None and before.key is not cause.key:
        links.append(before)
        before = before.before
    links.reverse()
    lines = shortened(
        [Line(link.text, link.span) for link in links],
        _SHOWN,
        lambda more: Line(f"... {more:,} more on the way round ...", None),
    )
    many = f"{len(links):,} things set each other off" if len(links) > 1 else "it sets itself off"
    return Halt(f"This runs in a circle and never ends: {many}.", tuple(lines))
