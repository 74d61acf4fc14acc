"""Severities that a project sets for itself: `[rules] MOPS303 = "warning"` in mops.toml.

There is no "off": an `allow` with a reason is the way. What no `allow` hides (errors about meaning, walls, limits) can't be made
milder here, either.
"""

from collections.abc import Iterable, Iterator, Mapping

from mopsdsl.checks.exceptions import NEVER_HIDDEN
from mopsdsl.checks.explain import names
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.diagnostics.nearest import nearest

WORDS = {severity.word: severity for severity in Severity}


def apply(findings: Iterable[Finding], settings: Mapping[str, str]) -> list[Finding]:
    """The findings with the severities that were set; `settings` maps codes to words. What is wrong in it changes nothing."""
    wanted = {code: WORDS[word] for code, word in settings.items() if word in WORDS}
    return [_with(finding, wanted.get(finding.code)) for finding in findings]


def wrong(settings: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the settings: the code as it was written, a message, and how to mend it."""
    for code, word in sorted(settings.items()):
        if code not in names():
            meant = nearest(code, names())
            yield (
                code,
                f"There is no rule {code}.",
                f"Did you mean {meant}?" if meant else "Take the line out.",
            )
        elif word == "off":
            help = f'Write `allow {code} because "..."` in the spec: then everybody sees what was let pass, and why.'
            yield code, f"{code} can't be turned off.", help
        elif word not in WORDS:
            yield code, f"{word} is no severity.", "Write error, warning or advice."
        elif code in NEVER_HIDDEN and WORDS[word] < Severity.ERROR and code not in ("MOPS009", "MOPS010"):
            yield code, f"{code} can't be made milder than an error.", NEVER_HIDDEN[code]


def _with(finding: Finding, severity: Severity | None) -> Finding:
    fixed = finding.code in NEVER_HIDDEN and finding.severity == Severity.ERROR
    if severity is None or severity == finding.severity or fixed:
        return finding
    return Finding(
        finding.code,
        finding.rule,
        severity,
        finding.message,
        finding.span,
        finding.help,
        finding.related,
        finding.fixes,
        finding.subject,
    )
