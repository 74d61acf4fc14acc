"""What is said of a token that does not fit: what stands there, what could, and what was probably meant."""

from mopsdsl.syntax.scanner import END, SEPARATOR, STRANGE, Tokens

_KINDS = {
    "<name>": "a name", "<path>": "a path (Workspace.Folder.Name)", "<string>": 'a text in quotes ("...")', "<number>": "a number",
    "<date>": "a date (2026-12-31)", "<clock>": "a time of day (09:00)", "<hours>": "hours (09:00-17:30)",
    SEPARATOR: "the end of the line", END: "the end of the file",
}  # fmt: skip

_SLIPS = {
    "'": 'Texts stand in double quotes: "...".', "“": 'Use straight quotes: "...".', "”": 'Use straight quotes: "...".',
    "‘": 'Use straight double quotes: "...".', "’": 'Use straight double quotes: "...".',
    ":": "No colon is needed: the word and its value stand side by side.", "[": "Lists stand in round brackets: (...).",
    "&": "Write `and`.", "|": "Write `or`.", "!": "Write `not`.", "–": "Use a plain hyphen, or `->` for an arrow.",
    "→": "Write the arrow as `->`.", "/": "A comment starts with `#`.", "\u00a0": "This is a no-break space; type a plain one.",
    '"': 'A text ends on the line it starts on: add the closing quote. A quote inside is written \\".',
}  # fmt: skip


def meant(tokens: Tokens, at: int, wanted: list[str]) -> str | None:
    """The word of the language that a word which does not fit is nearly."""
    kind, text = tokens.kinds[at], tokens.texts[at]
    return (
        _near(text, [word for word in wanted if word[0].isalpha()]) if kind in ("<name>", "<path>") else None
    )


def unexpected(tokens: Tokens, at: int, wanted: list[str], keyword: str) -> tuple[str, str]:
    """(message, help) for the token `at`, when one of `wanted` had to come.

    `keyword` is the word before it, where that was taken for a word of the language and could have been a name.
    """
    kind, text = tokens.kinds[at], tokens.texts[at]
    if kind == STRANGE:
        return f"{_found(kind, text)} has no meaning here.", _SLIPS.get(
            text, "Take it out, or put the text in quotes."
        )
    if word := meant(tokens, at, wanted):
        return f"`{text}` is not a word that fits here.", f"Did you mean `{word}`?"
    if kind == SEPARATOR and at and tokens.kinds[at - 1] == "(":
        return (
            "`(` is not closed, and the line below does not go on in it.",
            "Close it with `)`. A line that goes on in brackets is indented.",
        )
    if kind == "{" and at and tokens.kinds[at - 1] == SEPARATOR:
        return "A line can't begin with `{`.", "The opening brace ends the line of its declaration, above."
    hint = (
        f"`{keyword}` is a word of the language in this place; it can't serve as a name here."
        if keyword[:1].isalpha()
        else ""
    )
    names = [_KINDS.get(one, f"`{one}`") for one in wanted]
    if 0 < len(names) <= 3:
        return f"{_place(tokens, at)} comes {_listed(names)}, not {_found(kind, text, inside=True)}.", hint
    if kind == "<name>" and text in ("and", "or") and at and tokens.kinds[at - 1] == SEPARATOR:
        return (
            f"A line can't begin with `{text}`.",
            f"End the line above with it: a condition goes on after `{text}`.",
        )
    if kind == "=" and "is" in wanted:
        return "`=` compares nothing here.", 'Write `is`: `Country is "DE"`.'
    place = _place(tokens, at)
    message = f"{_found(kind, text)} does not fit {place[0].lower()}{place[1:]}."
    return message, f"{_may_come(names)} {hint}".strip()


def _found(kind: str, text: str, inside: bool = False) -> str:
    """How a token is called, at the beginning of a sentence or inside it."""
    if kind in (SEPARATOR, END):
        words = _KINDS[kind]
        return words if inside else words.capitalize()
    if kind == "<string>":
        return f"{'the' if inside else 'The'} text {text if len(text) < 40 else text[:36] + '…' + chr(34)}"
    return f"`{text if len(text) < 60 else text[:57] + '…'}`"


def _may_come(names: list[str]) -> str:
    """What could stand here, as a sentence; long lists are cut and say so."""
    if not names:
        return ""
    if len(names) > 12:
        return f"Here may come {', '.join(names[:11])}, and {len(names) - 11} more."
    return f"Here may come {_listed(names)}."


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _place(tokens: Tokens, at: int) -> str:
    """Where the token stands: after what."""
    if not at or tokens.kinds[at - 1] in (SEPARATOR, "{"):
        return "Here" if tokens.kinds[at] in (SEPARATOR, END) else "At the start of a statement"
    last = tokens.texts[at - 1]
    return f"After `{last}`" if len(last) < 40 else "Here"


def _near(word: str, words: list[str]) -> str | None:
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), words, 1, 0.75)
    return found[0] if found else None
