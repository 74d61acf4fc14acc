"""Characters that have no business in a spec: they hide text from the reviewer, or break tools further on."""

import re
import unicodedata

from mopsdsl.diagnostics.finding import SYNTAX_ERROR, Finding
from mopsdsl.source.text import Source, Span

_STRANGE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]"
)
MAX_SHOWN = 10


def strange_characters(source: Source) -> list[Finding]:
    """Control characters and those that turn the direction of text, wherever they stand, comments included."""
    findings: list[Finding] = []
    for match in _STRANGE.finditer(source.text):
        character = match[0]
        name = unicodedata.name(character, "CONTROL CHARACTER").lower()
        message = f"Here stands an invisible character, U+{ord(character):04X} ({name})."
        why = "It can make a line read differently from what it says. Delete it."
        findings.append(SYNTAX_ERROR.finding(Span(source, match.start(), match.end()), message, why))
        if len(findings) == MAX_SHOWN:
            break
    return findings
