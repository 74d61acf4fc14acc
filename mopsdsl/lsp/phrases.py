"""Which words of the language stand at a place, and what they stand in."""

from collections.abc import Iterator

from mopsdsl.lsp.view import Written
from mopsdsl.model.assets import ASSET_KINDS
from mopsdsl.syntax import tree

_TOLD: dict[type[tree.Node], tuple[str, ...]] = {
    tree.Grant: ("grant",),
    tree.Protect: ("protect",),
    tree.Approve: ("approve",),
    tree.Allow: ("allow",),
    tree.Assets: ("assets in",),
    tree.Each: ("each",),
    tree.Assume: ("assume",),
    tree.Transition: ("Transitions",),
    tree.Chain: ("Conditions",),
    tree.Negation: ("Conditions",),
    tree.Test: ("Conditions",),
    tree.Event: ("What can trigger one",),
    tree.FlowStep: ("What a flow can do",),
}
"""Under which headings of the manual's reference a node is told that is no declaration."""


def told_under(around: list[tree.Node | tree.Token]) -> list[str]:
    """The headings of the manual's reference that tell of what stands around a place, the nearest first."""
    return [heading for node in reversed(around) for heading in _headings(node)]


def _headings(node: tree.Node | tree.Token) -> tuple[str, ...]:
    match node:
        case tree.Declaration(kind=kind):
            kinds = ("program, email and the other kinds",) if kind in ASSET_KINDS else ()
            return (
                kind,
                kind.capitalize(),
                *kinds,
                *(("Lists and segmentations",) if kind == "segment" else ()),
            )
        case tree.Property(word=word):
            return (word,)
        case tree.Node():
            return _TOLD.get(type(node), ())
        case _:
            return ()


def phrases(written: Written, offset: int, most: int) -> Iterator[tuple[str, int, int]]:
    """Every row of up to `most` words of the language in a text that holds the one at `offset`, with its start and end.

    The longest come first.
    """
    tokens = written.tokens
    at = next((one for one in sorted(written.words) if _touches(written, one, offset)), None)
    if at is None:
        return
    first = last = at
    while first - 1 in written.words and at - first < most - 1:
        first -= 1
    while last + 1 in written.words and last - at < most - 1:
        last += 1
    rows = [
        (one, other) for one in range(first, at + 1) for other in range(at, last + 1) if other - one < most
    ]
    for one, other in sorted(rows, key=lambda row: row[0] - row[1]):
        end = tokens.starts[other] + len(tokens.texts[other])
        yield " ".join(tokens.texts[one : other + 1]), tokens.starts[one], end


def _touches(written: Written, at: int, offset: int) -> bool:
    start = written.tokens.starts[at]
    return start <= offset < start + len(written.tokens.texts[at])
