"""How wide text is, and where it breaks, without a font at hand: estimates for a common sans serif, rather too wide."""

_NARROW = frozenset("iljtfrI.,:;'|!()[]/ -")
_WIDE = frozenset("mwMW@%&QOGDCHNU")

LONGEST = 400
"""Letters of a label that are looked at; nobody reads more of one in a picture."""


def width(text: str, size: float) -> float:
    """The width of a line in pixels at a font size in pixels."""
    return sum(_letter(letter) for letter in text) * size


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.82
    if ord(letter) >= 0x1100:  # Hangul, CJK, full-width forms, emoji
        return 1.05
    return 0.66 if letter.isupper() else 0.57


def wrapped(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """Text in at most `lines` lines of at most `room` pixels; long words are broken, and what is left out ends in “…”."""
    found: list[str] = []
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}…"
    for paragraph in text.split("\n"):
        current = ""
        for word in _pieces(paragraph, size, room):
            longer = f"{current} {word}" if current else word
            if current and width(longer, size) > room:
                found.append(current)
                current = word
            else:
                current = longer
        found.append(current)
    found = [line for line in found if line]
    if len(found) > lines:
        found = [*found[: lines - 1], _cut(f"{found[lines - 1]} …", size, room)]
    return tuple(found)


def _pieces(paragraph: str, size: float, room: float) -> list[str]:
    """Words; one that is too long on its own is broken, at a `_`, `.` or `-` where it can."""
    pieces: list[str] = []
    for word in paragraph.split():
        rest = word
        while width(rest, size) > room:
            end = max(1, next(n for n in range(1, len(rest) + 1) if width(rest[:n], size) > room) - 1)
            seam = max(rest.rfind(mark, 1, end) for mark in "._-/")
            end = seam + 1 if seam >= end // 3 else end
            pieces.append(rest[:end])
            rest = rest[end:]
        if rest:
            pieces.append(rest)
    return pieces


def _cut(line: str, size: float, room: float) -> str:
    while width(line, size) > room and len(line) > 2:
        line = f"{line[:-2].rstrip()}…"
    return line
