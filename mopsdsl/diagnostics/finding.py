"""The finding: one thing that is wrong with a spec, where, why it matters, and how to mend it."""

from enum import IntEnum

from mopsdsl._value import value
from mopsdsl.source.text import Span


class Severity(IntEnum):
    """How bad a finding is; larger is worse."""

    ADVICE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@value
class Related:
    """A further place that helps to understand a finding, with what it shows."""

    span: Span
    label: str


@value
class Edit:
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


@value
class Fix:
    """A way to mend a finding that a tool can carry out; `safe` when it cannot change what a sound spec means."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@value
class Finding:
    """Exactly one primary place; everything else explains it.

    `subject` is the id of what it is about ("workspace:EMEA"): an `allow` in that declaration hides the finding, and
    fingerprints are made of it, so that a moved line is not a new finding.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    subject: str = ""


@value
class Rule:
    """What is fixed of a rule: its code (people write it in `allow`), its name, and its default severity."""

    code: str
    name: str
    severity: Severity
    summary: str

    def finding(
        self,
        span: Span,
        message: str,
        help: str = "",
        *,
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
        subject: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule at `span`; `severity` only where one case of a rule is milder than the rest."""
        return Finding(
            self.code, self.name, severity or self.severity, message, span, help, related, fixes, subject
        )


SYNTAX_ERROR = Rule("MOPS001", "syntax-error", Severity.ERROR, "Text that is not the language.")
UNKNOWN_NAME = Rule(
    "MOPS002", "unknown-name", Severity.ERROR, "A reference to something that nobody declared."
)
DUPLICATE_NAME = Rule(
    "MOPS003", "duplicate-name", Severity.ERROR, "Two declarations of one kind with one name."
)
WRONG_KIND = Rule("MOPS004", "wrong-kind", Severity.ERROR, "The name exists, but as another kind.")
MISSING_PROPERTY = Rule(
    "MOPS005", "missing-property", Severity.ERROR, "A property without which the declaration means nothing."
)
BAD_VALUE = Rule(
    "MOPS006", "bad-value", Severity.ERROR, "A value out of range, of the wrong type, or not in a list."
)
EXPIRED = Rule(
    "MOPS009", "exception-expired", Severity.WARNING, "An `allow` or an `until` whose day has passed."
)
UNUSED_EXCEPTION = Rule("MOPS010", "exception-unused", Severity.WARNING, "An `allow` that hides nothing.")
