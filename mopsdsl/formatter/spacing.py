"""Words on one line: what stands between them."""

from mopsdsl.syntax.scanner import SEPARATOR, Tokens

_CLOSE_BEHIND = frozenset((",", ")", "..", SEPARATOR))
_CLOSE_BEFORE = frozenset(("(", ".."))
_ENDS = frozenset((")", "}", SEPARATOR))
_SHOWN = {SEPARATOR: ";"}


def space(before: str, kind: str) -> str:
    """What stands between a token of kind `before` and one of kind `kind`: a space or nothing."""
    if kind in _CLOSE_BEHIND or before in _CLOSE_BEFORE or (before == "{" and kind == "}"):
        return ""
    return " "


def flat(tokens: Tokens, first: int, stop: int) -> str:
    """The tokens `first` to `stop` (exclusive) on one line; a comma that ends a list or a statement is left out."""
    kinds, texts = tokens.kinds, tokens.texts
    words = [texts[first]]
    before = kinds[first]
    for at in range(first + 1, stop):
        kind = kinds[at]
        if kind == "," and (at + 1 == stop or kinds[at + 1] in _ENDS):
            continue
        words.append(space(before, kind))
        words.append(_SHOWN.get(kind) or texts[at])
        before = kind
    return "".join(words)
