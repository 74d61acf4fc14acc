"""Promises that break on the way, as findings tell them."""

from mopsdsl.changes.moves import Conflict, Move
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.diagnostics.finding import Related
from mopsdsl.source.text import Span


def place_of(change: ChangeContext, conflict: Conflict) -> Span:
    """Where the change stands that would break the promise, else what it is about."""
    caused = (change.changes[id].span for id in conflict.move.causes if id in change.changes)
    nodes = (world.things.nodes.get(conflict.subject) for world in reversed(change.worlds))
    known = (node.span for node in nodes if node is not None)
    instance = change.after.model.instance.span
    return (*caused, *known, instance)[0]


_NOUNS = {
    "create": "the making of",
    "change": "the change of",
    "rename": "the renaming of",
    "remove": "the removal of",
}


def step(change: ChangeContext, move: Move) -> str:
    """A step as a noun: "the removal of workspace LATAM"."""
    nodes = (world.things.nodes.get(move.subject) for world in reversed(change.worlds))
    labels = (node.label for node in nodes if node is not None)
    cause = change.changes.get(move.subject)
    noun = _NOUNS[cause.action if cause is not None else move.verb]
    return f"{noun} {next(labels, move.subject.replace(':', ' '))}"


def waiting(change: ChangeContext, conflict: Conflict) -> tuple[Related, ...]:
    """The steps that would have to come before and can't."""
    others = {move.subject: move for move in conflict.waits_for if move.subject in change.changes}
    return tuple(
        Related(change.changes[subject].span, f"{step(change, move)} would have to come before")
        for subject, move in others.items()
        if subject != conflict.move.subject
    )
