"""MOPS901: something goes for good, and what has to be emptied before."""

from collections.abc import Iterator

from mopsdsl.changes.change import Change
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.usage import Drain
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS901",
    "destructive-change",
    Severity.WARNING,
    "Something is removed, or somebody loses sight of people: what must be drained first and how much it is.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for id, drains in change.drains.items():
        yield from (_finding(change.changes[id], drain) for drain in drains)


def _finding(change: Change, drain: Drain) -> Finding:
    word = change.kind.replace("_", " ").capitalize()
    amounts = f": {', '.join(drain.amounts)}" if drain.amounts else ""
    steps = (*drain.first, drain.last)
    numbered = "; ".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    how = (
        f"In this order, and look after each step: {numbered}"
        if drain.first
        else f"What there is to do: {drain.last}"
    )
    return RULE.finding(
        change.span,
        f"{word} {change.title or change.name} {drain.what}{amounts}.",
        f"{drain.lost}. {how}.",
        related=drain.related,
        subject=drain.part or change.id,
    )
