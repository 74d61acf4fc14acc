"""Findings inside an `each`: a mistake that is written once is told once, with the rounds that it shows in."""

import re
from collections.abc import Iterable

from mopsdsl.diagnostics.finding import Finding

_SHOWN = 3

Key = tuple[str, int, int, str, str]


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; of those that say the same of one place but for the words of the round, the first one's."""
    groups: dict[Key | int, list[Finding]] = {}
    for at, finding in enumerate(findings):
        groups.setdefault(_key(finding) if finding.span.round else at, []).append(finding)
    return [_one_of(group) if len(group) > 1 else group[0] for group in groups.values()]


def _key(finding: Finding) -> Key:
    span = finding.span
    return span.source.name, span.start, span.end, finding.code, _template(finding.message, span.round)


def _template(message: str, round: str) -> str:
    """The message with the names of the round's words for the words: `There is no team <region>_Ops.`"""
    for part in round.split(", "):
        name, equals, word = part.partition(" = ")
        if equals and word in message:
            whole = rf"(?<![^\W_]){re.escape(word)}(?![^\W_])"
            message = re.sub(whole, lambda _, name=name: f"<{name}>", message)  # type: ignore[misc]
    return message


def _one_of(group: list[Finding]) -> Finding:
    """The finding of the round that is written first, with the others in its help."""
    by_round = {finding.span.round: finding for finding in reversed(group)}
    first, *others = sorted(by_round.values(), key=lambda finding: finding.span.written)
    if not others:
        return first
    shown = "; ".join(finding.span.round for finding in others[:_SHOWN])
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    rounds = "round" if len(others) == 1 else "rounds"
    told = f"The same in {len(others)} more {rounds} of the `each`: {shown}{more}."
    return Finding(
        first.code,
        first.rule,
        first.severity,
        first.message,
        first.span,
        f"{first.help} {told}".strip(),
        first.related,
        first.fixes,
        first.subject,
    )
