"""The rules of the catalogue that this version does not check yet.

Their codes are fixed, so an `allow` may name them already, and `explain` says what they will be about. A rule that gets its
file leaves this table; a test says so.
"""

RESERVED: dict[str, tuple[str, str, str]] = {
    "MOPS901": (
        "destructive-change",
        "warning",
        "Something is removed, or somebody loses sight of people: what must be drained first and how much it is.",
    ),
    "MOPS902": (
        "no-safe-order",
        "error",
        "No order of the steps keeps every promise on the way; the promise, and the temporary step that would.",
    ),
    "MOPS903": (
        "unplanned-rename",
        "warning",
        "One thing gone and a like one new: `formerly` would keep it.",
    ),
    "MOPS904": (
        "limit-on-the-way",
        "error",
        "A limit that the end state keeps, but a step in between breaks.",
    ),
    "MOPS905": (
        "cannot-be-changed",
        "error",
        "A change to what Marketo fixes at creation (a workspace's language, a program's channel or type): recreate, or leave.",
    ),
    "MOPS906": (
        "stage-needs-merging",
        "warning",
        "A stage removed from an approved model: only a merge into another is possible; which.",
    ),
    "MOPS907": (
        "protected",
        "error",
        "The removal of a protected thing, also when the protection goes in the same change.",
    ),
    "MOPS908": (
        "sight-gained",
        "warning",
        "Somebody gains sight of people, or an asset gains readers: who, of whom, through what.",
    ),
    "MOPS909": (
        "sight-lost",
        "warning",
        "Somebody loses sight of people, or an asset its readers: what stops working.",
    ),
}
"""Code → name, severity, summary."""
