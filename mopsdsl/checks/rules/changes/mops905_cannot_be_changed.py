"""MOPS905: a change of what Marketo fixes when it makes a thing."""

from collections.abc import Iterator

from mopsdsl.changes.change import Alter, Change, Property, Rename
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.dangers import fixed
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS905",
    "cannot-be-changed",
    Severity.ERROR,
    "A change to what Marketo fixes at creation (a workspace's language, a program's channel or type): recreate, or leave.",
)
_WORDS = {"asset_kind": "kind", "channel_title": "channel"}
_ANEW = {
    "workspace": "Leave it. Where it has to be, declare a workspace with another name and the new language, clone the programs that are "
    "still needed into it, move grants and forms over, and remove the old one in a later change.",
    "program": "Leave it. Where it has to be, declare a program with another name, clone what stands in this one into it, let new "
    "people in there, and archive the old one with its members: they can't be moved.",
    "field": "Leave it: standard fields and score fields keep their type. Where it has to be, declare a field with another name and the "
    "new type, fill it from the old one, let everything ask for the new one, and hide the old one in a later change.",
}


def check(change: ChangeContext) -> Iterator[Finding]:
    for one in change.comparison.changes:
        told = set()
        for name in fixed(one, change):
            word = _WORDS.get(name, name)
            if word not in told:
                told.add(word)
                yield _finding(one, _property(one, name), word)


def _property(change: Change, name: str) -> Property:
    assert isinstance(change, Alter | Rename)
    return next(one for one in change.properties if one.name == name)


def _finding(change: Change, changed: Property, word: str) -> Finding:
    kind = change.kind.replace("_", " ")
    old, new = (str(value).removeprefix("channel:") for value in (changed.before, changed.after))
    return RULE.finding(
        change.span,
        f"The {word} of {kind} {change.title} can't change from {old} to {new}: Marketo fixes it when it makes the {kind}.",
        _ANEW.get(
            change.kind, "Leave it, or declare a new one with another name and remove the old one later."
        ),
        subject=change.id,
    )
