"""A statement that does not stand on one line: where it is broken.

The places, from the first that is tried: lists in brackets that fit on no line of their own; after the commas, else after each `or`,
else after each `and` outside of brackets; then the widest brackets. A list in brackets is broken into one entry a line with a comma
after each, so that a change of one entry touches one line. What has no such place (a long text) stays as long as it is.
"""

from collections.abc import Sequence

from mopsdsl._value import value
from mopsdsl.formatter.spacing import space

WIDTH = 120
"""Columns of a line without its comment: what the review pages of GitHub and GitLab show beside each other's margins without
scrolling, and enough for a sentence with its reason. A comment is never a cause to break: it belongs to its line."""

STEP = 2
_GOES_ON = 2 * STEP  # further in than a body, so that it can't be taken for one
_LEVELS = (",", "or", "and")


@value
class Comment:
    """A comment as written; `alone` on its line, `apart` by a blank line from what stands above."""

    text: str
    alone: bool
    apart: bool


@value
class Word:
    """A token and the comments between it and the next."""

    kind: str
    text: str
    comments: tuple[Comment, ...] = ()


@value
class Group:
    """Round brackets and what stands in them."""

    opening: Word
    parts: "tuple[Word | Group, ...]"
    closing: Word


Piece = Word | Group


def lay_out(words: Sequence[Word], indent: int) -> list[str]:
    """The lines of a statement (or of a header, up to its brace), the first without its indent."""
    lines, left = _run(_grouped(words), indent, indent + _GOES_ON)
    finish(lines, "", left, indent + _GOES_ON)
    return lines


def finish(lines: list[str], mark: str, comments: Sequence[Comment], indent: int) -> None:
    """Add a mark to the last line, and comments: the first behind it where it stood behind something, the others below."""
    lines[-1] += mark
    for number, comment in enumerate(comments):
        if number or comment.alone:
            if comment.apart:
                lines.append("")
            lines.append(" " * indent + comment.text)
        else:
            lines[-1] += f"  {comment.text}"


# Brackets


def _grouped(words: Sequence[Word]) -> list[Piece]:
    """Words with the bracketed ones put together. A comment before a comma, `and` or `or` moves behind it."""
    levels: list[list[Piece]] = [[]]
    openings: list[Word] = []
    for word in words:
        if word.kind == "(":
            openings.append(word)
            levels.append([])
        elif word.kind == ")" and openings:
            inside = tuple(levels.pop())
            levels[-1].append(Group(openings.pop(), inside, word))
        else:
            levels[-1].append(_joined(levels[-1], word) if _level(word) else word)
    return levels[0]


def _joined(before: list[Piece], word: Word) -> Word:
    """A joining word that has taken over the comments of what stands before it."""
    last = before[-1] if before else None
    if isinstance(last, Word) and last.comments:
        before[-1] = Word(last.kind, last.text)
        return Word(word.kind, word.text, last.comments + word.comments)
    if isinstance(last, Group) and last.closing.comments:
        before[-1] = Group(last.opening, last.parts, Word(last.closing.kind, last.closing.text))
        return Word(word.kind, word.text, last.closing.comments + word.comments)
    return word


def _level(piece: Piece) -> str:
    """The joining word that a piece is, or nothing."""
    if isinstance(piece, Word):
        if piece.kind == ",":
            return ","
        if piece.text in _LEVELS and piece.kind == "<name>":
            return piece.text
    return ""


# A run of pieces


def _run(pieces: Sequence[Piece], indent: int, further: int) -> tuple[list[str], tuple[Comment, ...]]:
    """Its lines, the first without its indent, those that go on from it at `further`; and the comments that belong behind it."""
    pieces, behind = _without_last_comments(pieces)
    opened = frozenset(
        at for at, piece in enumerate(pieces) if isinstance(piece, Group) and _must_open(piece, further)
    )
    level = next((level for level in _LEVELS if any(_level(piece) == level for piece in pieces[:-1])), None)
    if level and (any(map(_loose, pieces)) or not _fits(pieces, opened, indent)):
        return _split(pieces, level, indent, further, behind)
    lines = _on_one_line(pieces, _widened(pieces, opened, indent), indent)
    return lines, tuple(comment for piece in pieces for comment in _loose(piece)) + behind


def _without_last_comments(pieces: Sequence[Piece]) -> tuple[list[Piece], tuple[Comment, ...]]:
    pieces = list(pieces)
    last = pieces[-1] if pieces else None
    if isinstance(last, Word):
        pieces[-1] = Word(last.kind, last.text)
        return pieces, last.comments
    if isinstance(last, Group):
        pieces[-1] = Group(last.opening, last.parts, Word(last.closing.kind, last.closing.text))
        return pieces, last.closing.comments
    return pieces, ()


def _split(
    pieces: Sequence[Piece], level: str, indent: int, further: int, behind: tuple[Comment, ...]
) -> tuple[list[str], tuple[Comment, ...]]:
    """A new line after each joining word of that level."""
    lines: list[str] = []
    left: tuple[Comment, ...] = ()
    for part in _parts(pieces, level):
        if lines:
            finish(lines, "", left, further)
        laid, left = _run(part, further if lines else indent, further)
        lines += [" " * further + laid[0], *laid[1:]] if lines else laid
    return lines, left + behind


def _parts(pieces: Sequence[Piece], level: str) -> list[list[Piece]]:
    """Pieces up to and with each joining word of that level."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        parts[-1].append(piece)
        if _level(piece) == level:
            parts.append([])
    return parts if parts[-1] else parts[:-1]


def _widened(pieces: Sequence[Piece], opened: frozenset[int], indent: int) -> frozenset[int]:
    """Which brackets to open, the widest first, until it fits."""
    widths = {at: len(_plain([piece])) for at, piece in enumerate(pieces) if isinstance(piece, Group)}
    for at in sorted(widths.keys() - opened, key=lambda at: (-widths[at], at)):
        if _fits(pieces, opened, indent):
            break
        opened |= {at}
    return opened


def _fits(pieces: Sequence[Piece], opened: frozenset[int], indent: int) -> bool:
    """Whether no line around the brackets that are opened is too long; what stands in them has lines of its own."""
    return all(indent + len(line) <= WIDTH for line in _around(pieces, opened))


def _around(pieces: Sequence[Piece], opened: frozenset[int]) -> list[str]:
    """The pieces without breaks but those in opened brackets: each of these ends a line, and its end begins the next."""
    lines, before = [""], ""
    for at, piece in enumerate(pieces):
        first, last = (piece.kind, piece.kind) if isinstance(piece, Word) else ("(", ")")
        lines[-1] += space(before, first) if before else ""
        if at in opened:
            lines[-1] += "("
            lines.append(")")
        else:
            lines[-1] += _plain([piece])
        before = last
    return lines


def _on_one_line(pieces: Sequence[Piece], opened: frozenset[int], indent: int) -> list[str]:
    """The lines of the pieces, the first without its indent: one, and those that the opened brackets make."""
    head, *others = _around(pieces, opened)
    lines = [head]
    for at, after in zip(sorted(opened), others, strict=True):
        group = pieces[at]
        if isinstance(group, Group):
            lines += _entries(group, lines, indent + STEP)
            lines.append(" " * indent + after)
    return lines


def _entries(group: Group, above: list[str], indent: int) -> list[str]:
    """The lines between two brackets; comments behind the opening one stand behind it in `above`."""
    opening = [above[-1]]
    finish(opening, "", group.opening.comments, indent)
    above[-1] = opening[0]
    lines = opening[1:]
    is_list = any(_level(piece) == "," for piece in group.parts)
    for part in _parts(group.parts, ",") if group.parts else ():
        laid, left = _run(part, indent, indent + (STEP if is_list else 0))
        laid[0] = " " * indent + laid[0]
        mark = "," if is_list and _level(part[-1]) != "," else ""
        finish(laid, mark, left, indent)
        lines += laid
    return lines


def _must_open(group: Group, indent: int) -> bool:
    return bool(_inside(group)) or indent + len(_plain([group])) > WIDTH


# What a piece is on one line


def _plain(pieces: Sequence[Piece]) -> str:
    words = [word for piece in pieces for word in _words(piece)]
    text, before = "", ""
    for at, word in enumerate(words):
        if word.kind == "," and at + 1 < len(words) and words[at + 1].kind == ")":
            continue
        text += (space(before, word.kind) if before else "") + word.text
        before = word.kind
    return text


def _words(piece: Piece) -> list[Word]:
    if isinstance(piece, Word):
        return [piece]
    return [piece.opening, *(word for part in piece.parts for word in _words(part)), piece.closing]


def _loose(piece: Piece) -> tuple[Comment, ...]:
    """The comments behind a piece: where it can't be broken, they move behind all of it."""
    return piece.comments if isinstance(piece, Word) else piece.closing.comments


def _comments(piece: Piece) -> tuple[Comment, ...]:
    return tuple(comment for word in _words(piece) for comment in word.comments)


def _inside(group: Group) -> tuple[Comment, ...]:
    """The comments between the brackets."""
    return group.opening.comments + tuple(comment for part in group.parts for comment in _comments(part))
