"""MOPS907: a protected thing goes, perhaps together with its protection."""

from collections.abc import Iterator

from mopsdsl.checks.changes import ChangeContext
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.access import Protection

RULE = Rule(
    "MOPS907",
    "protected",
    Severity.ERROR,
    "The removal of a protected thing, also when the protection goes in the same change.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for id, protection in change.protections.items():
        yield _finding(change, id, protection)


def _finding(change: ChangeContext, id: str, protection: Protection) -> Finding:
    node = change.worlds[0].things.nodes[id]
    gone = protection.id not in change.worlds[1].things.nodes
    because = f" ({protection.because})" if protection.because else ""
    also = ", and its protection goes with it" if gone else ""
    return RULE.finding(
        node.span,
        f"{node.label[:1].upper()}{node.label[1:]} is protected{because} and is removed{also}.",
        "Removing it takes two changes: in the first one take out the line that protects it, and have that agreed; remove it in a "
        "second one. If it has only a new name, write `formerly` with the old one.",
        related=(Related(protection.span, "protected here, in the base"),),
        subject=id,
    )
