"""What is said of a token that does not fit: what stands there, what could, and what was probably meant."""

from typing import Any

from mopsdsl.source.text import Source
from mopsdsl.syntax.scanner import END, SEPARATOR, STRANGE, Tokens
from mopsdsl.syntax.tree import Token

_KINDS = {
    "<name>": "a name", "<path>": "a path (`Workspace.Folder.Name`)", "<string>": 'a text in quotes ("...")', "<number>": "a number",
    "<date>": "a date (2026-12-31)", "<clock>": "a time of day (09:00)", "<hours>": "hours (09:00-17:30)",
    SEPARATOR: "the end of the line", END: "the end of the file",
}  # fmt: skip

_SLIPS = {
    "'": 'Texts stand in double quotes: "...".', "“": 'Use straight quotes: "...".', "”": 'Use straight quotes: "...".',
    "‘": 'Use straight double quotes: "...".', "’": 'Use straight double quotes: "...".', "’s": "",
    ":": "No colon is needed: the word and its value stand side by side.", "[": "Lists stand in round brackets: (...).",
    "&": "Write `and`.", "|": "Write `or`.", "!": "Write `not`.", "–": "Use a plain hyphen, or `->` for an arrow.",
    "→": "Write the arrow as `->`.", "/": "A comment starts with `#`.", "\u00a0": "This is a no-break space; type a plain one.",
    '"': "A text ends on the line it starts on: add the closing quote; a quote inside is written \\\".",
}  # fmt: skip


def unexpected(source: Source, tokens: Tokens, at: int, wanted: list[str], values: list[Any]) -> tuple[str, str]:
    """(message, help) for the token `at`, when one of `wanted` had to come."""
    kind, text = tokens.kinds[at], tokens.texts[at]
    if kind == STRANGE and text in _SLIPS:
        return f"{found(kind, text)} has no meaning here.", _SLIPS[text]
    if kind in ("<name>", "<path>") and (meant := _near(text, [word for word in wanted if word[0].isalpha()])):
        return f"`{text}` is not a word that fits here.", f"Did you mean `{meant}`?"
    if at and tokens.kinds[at - 1] == "<name>" and isinstance(values[-1] if values else None, str) and values[-1] == tokens.texts[at - 1]:
        hint = _keyword_as_name(tokens.texts[at - 1], wanted)
    else:
        hint = ""
    before = _before(tokens, at)
    return f"{found(kind, text)} does not fit {before}.".replace("  ", " "), (f"{listing(wanted)}{hint}").strip()


def found(kind: str, text: str) -> str:
    """How a token is called in a sentence that begins with it."""
    if kind in (SEPARATOR, END):
        return _KINDS[kind][0].upper() + _KINDS[kind][1:]
    if kind == "<string>":
        return f"The text {text if len(text) < 40 else text[:36] + '…' + chr(34)}"
    return f"`{text if len(text) < 60 else text[:57] + '…'}`"


def listing(wanted: list[str]) -> str:
    """What could stand here, as a sentence; long lists are cut and say so."""
    names = [_KINDS.get(kind, f"`{kind}`") for kind in wanted]
    if not names:
        return ""
    if len(names) == 1:
        return f"Here comes {names[0]}."
    shown = names if len(names) <= 12 else names[:11]
    rest = "" if len(names) <= 12 else f" or {len(names) - 11} more"
    return "Here may come " + (", ".join(shown) + rest if rest else ", ".join(shown[:-1]) + " or " + shown[-1]) + "."


def _before(tokens: Tokens, at: int) -> str:
    if not at or tokens.kinds[at - 1] in (SEPARATOR, "{"):
        return "at the start of a statement" if tokens.kinds[at] not in (SEPARATOR, END) else "here"
    last = tokens.texts[at - 1]
    return f"after `{last}`" if len(last) < 40 else "here"


def _keyword_as_name(word: str, wanted: list[str]) -> str:
    return f" (`{word}` is a word of the language in this place; it can't serve as a name here.)"


def _near(word: str, words: list[str]) -> str | None:
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), words, 1, 0.75)
    return found[0] if found else None


__all__ = ["Token", "found", "listing", "unexpected"]
