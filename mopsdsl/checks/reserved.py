"""The rules of the catalogue that this version does not check yet.

Their codes are fixed, so an `allow` may name them already, and `explain` says what they will be about. A rule that gets its
file leaves this table; a test says so.
"""

RESERVED: dict[str, tuple[str, str, str]] = {}
"""Code → name, severity, summary."""
