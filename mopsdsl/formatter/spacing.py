"""Words on one line: what stands between them."""

from mopsdsl.syntax.scanner import SEPARATOR, Tokens

_CLOSE_BEHIND = frozenset((",", ")", "..", SEPARATOR))
_CLOSE_BEFORE = frozenset(("(", ".."))
_ENDS = frozenset((")", "}", SEPARATOR))
_NOT_PLAIN = _CLOSE_BEHIND | _CLOSE_BEFORE | _ENDS
_SHOWN = {SEPARATOR: ";"}


def space(before: str, kind: str) -> str:
    """What stands between a token of kind `before` and one of kind `kind`: a space or nothing."""
    if kind in _CLOSE_BEHIND or before in _CLOSE_BEFORE or (before == "{" and kind == "}"):
        return ""
    return " "


def flat(tokens: Tokens, first: int, stop: int) -> str:
    """The tokens `first` to `stop` (exclusive) on one line; a comma that ends a list or a statement is left out."""
    kinds, texts = tokens.kinds[first:stop], tokens.texts[first:stop]
    if _NOT_PLAIN.isdisjoint(kinds):
        return " ".join(texts)
    words = [texts[0]]
    before, last = kinds[0], len(kinds) - 1
    for at in range(1, len(kinds)):
        kind = kinds[at]
        if kind == "," and (at == last or kinds[at + 1] in _ENDS):
            continue
        if kind in _NOT_PLAIN or before in _CLOSE_BEFORE:
            words.append(space(before, kind))
        else:
            words.append(" ")
        words.append(_SHOWN.get(kind) or texts[at])
        before = kind
    return "".join(words)
