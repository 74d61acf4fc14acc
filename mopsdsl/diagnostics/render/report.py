"""What the forms have in common: one project's findings, their places and counts."""

import os
from collections.abc import Sequence

from mopsdsl._value import value
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.source.text import Span


@value
class Report:
    """The findings of one project. `root` is its folder and `repository` the folder that nothing leaves, both absolute."""

    project: str
    root: str
    repository: str
    findings: tuple[Finding, ...]

    def path(self, span: Span, base: str) -> str:
        """The span's file relative to a folder, with forward slashes."""
        path = os.path.normpath(os.path.join(self.root, span.source.name))
        return os.path.relpath(path, base).replace(os.sep, "/")


def places(span: Span) -> tuple[int, int, int, int]:
    """(line, column, end line, end column), all from 1, in code points, the end exclusive."""
    return (*span.source.position(span.start), *span.source.position(span.end))


def counts(reports: Sequence[Report]) -> dict[str, int]:
    """How many findings of each severity, the worst first."""
    found = {severity.word: 0 for severity in sorted(Severity, reverse=True)}
    for report in reports:
        for finding in report.findings:
            found[finding.severity.word] += 1
    return found


def printable(text: str) -> str:
    """The text with every character that a terminal or a reader could be fooled with shown as `�`."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
