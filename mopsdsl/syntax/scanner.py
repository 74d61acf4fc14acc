"""Text to tokens: one master pattern, and the layout rules that make line ends mean something.

- A line end or `;` separates statements; inside ( ) it is nothing, nor after a comma, `and` or `or`. One separator stands for any
  run of them, none at the edges of a block, and one after a "}" that more follows.
- A word may hold `<name>`, to be filled in by an `each`.
"""

import re

from mopsdsl.source.text import Source
from mopsdsl.syntax.tree import Token

MAX_NESTING = 64
"""Brackets within brackets, and `not not ...`: far beyond anything readable, and small enough for every recursive walk."""

MOST_LOST = 50_000
"""Tokens without any meaning after which the rest of a text is not read: it is no spec, and would take minutes."""

SLOT = r"<[^\W\d]\w*>"
"""What an `each` fills in."""

PATTERNS = {
    "word": rf"(?:[^\W\d]|{SLOT})\w*(?:(?:[-.](?=[\w<])|{SLOT})\w*)*",
    "newline": r"\n\s*|\Z",  # the end is one, or blanks before it would be tried from each of them
    "mark": r"->|>=|<=|\.\.|[{}(),;=<>]",
    "string": r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"',
    "date": r"\d{4}-\d\d-\d\d(?!\d)",
    "hours": r"\d{1,2}:\d\d *- *\d{1,2}:\d\d",
    "clock": r"\d{1,2}:\d\d",
    "number": r"[+-]?\d[\d_]*(?:\.\d+)?%?",
    "comment": r"#[^\n]*",
    "curly": r'[“”„‟«»][^"“”„‟«»\n]*["“”‟«»]|‘[^"‘’\n]*’',
    "other": r'\\"|\S',  # a quote that is escaped opens no text, or each would be tried to the end of the line
}
"""What a token looks like, by its kind; the first that fits is it, so the frequent ones come first."""

_TOKENS = re.compile(
    rf"[^\S\n]*(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in PATTERNS.items())})"
)
_GROUPS = _TOKENS.groupindex
_WORD, _NEWLINE, _STRING, _MARK = (_GROUPS[name] for name in ("word", "newline", "string", "mark"))
_COMMENT, _OTHER = _GROUPS["comment"], _GROUPS["other"]
_KINDS = {_GROUPS[name]: f"<{name}>" for name in ("string", "date", "hours", "clock", "number", "curly")}
GOES_ON = frozenset((",", "and", "or"))
"""After these a line end is nothing."""
_ENTRY = re.compile(r"[\w.<>-]+\s*[,)]")
_BRACKETS, _OPENING, _CLOSING = frozenset("{}()"), frozenset("{("), frozenset("})")
SEPARATOR, END, STRANGE = "<separator>", "<end>", "<strange>"
CURLY = "<curly>"
"""A text in the quotes of a word processor: no token of the language, but it is plain what was meant."""


class Tokens:
    """The tokens of one text, as parallel lists.

    `kinds`: the terminal ("<string>", "{"); for words "<name>" or "<path>", which the parser may take as a keyword. `texts` and
    `starts` (offsets) go with them. The last token is END.
    """

    __slots__ = ("comments", "kinds", "starts", "texts", "too_deep")

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.comments: list[Token] = []
        self.too_deep: list[int] = []


def scan(source: Source) -> Tokens:  # noqa: PLR0912, PLR0915 - one loop over every token, for speed
    """All tokens of a text. Characters that no token starts with come as STRANGE; too deep nesting is left out and noted."""
    tokens = Tokens()
    kinds, texts, starts = tokens.kinds, tokens.texts, tokens.starts
    add_kind, add_text, add_start = kinds.append, texts.append, starts.append
    separate = False  # a separator is due before the next token
    line_in_brackets = False  # a line ended inside ( )
    brackets: list[str] = []
    nots = 0
    lost = 0  # tokens that are none, or too deep
    last = "{"
    for match in _TOKENS.finditer(source.text):
        group = match.lastindex
        if group == _WORD:
            text = match[_WORD]
            kind = "<path>" if "." in text else "<name>"
            if text != "not":
                nots = 0
            elif (nots := nots + 1) >= MAX_NESTING:
                if nots == MAX_NESTING:
                    tokens.too_deep.append(match.start(_WORD))
                continue
        elif group == _NEWLINE:
            if brackets and brackets[-1] == "(":
                line_in_brackets = True
            elif not texts or texts[-1] not in GOES_ON:
                separate = True
            continue
        elif group == _MARK:
            text = kind = match[_MARK]
            if kind == ";":
                separate = True
                continue
        elif group == _COMMENT:
            tokens.comments.append(Token("<comment>", match[_COMMENT].rstrip(), match.start(_COMMENT)))
            continue
        else:
            group = group or _OTHER
            text, kind = match[group], _KINDS.get(group, STRANGE)
            if kind is STRANGE and (lost := lost + 1) > MOST_LOST:
                break
        start = match.start(group)
        if kind in _BRACKETS or line_in_brackets or len(brackets) >= MAX_NESTING:
            before = texts[-1] if texts else ""
            if _bracket_is_forgotten(kind, text, last, before, source.text, start, line_in_brackets):
                while brackets and brackets[-1] == "(":
                    brackets.pop()
                    separate = separate or line_in_brackets
            line_in_brackets = False
            if kind in _OPENING:
                brackets.append(kind)
                if len(brackets) == MAX_NESTING:
                    tokens.too_deep.append(start)
            too_deep = len(brackets) >= MAX_NESTING
            if kind in _CLOSING and brackets:
                brackets.pop()
            if too_deep:
                if (lost := lost + 1) > MOST_LOST:
                    break
                continue
        if separate or last == "}":
            separate = False
            if last != "{" and kind != "}":
                add_kind(SEPARATOR)
                add_text("")
                add_start(start)
        add_kind(kind)
        add_text(text)
        add_start(start)
        last = kind
    add_kind(END)
    add_text("")
    add_start(len(source.text))
    return tokens


def _bracket_is_forgotten(
    kind: str, text: str, last: str, before: str, source: str, start: int, new_line: bool
) -> bool:
    """Whether a "(" above was never closed: a block opens or ends inside it, or a line begins that no list goes on with."""
    if kind in "{}":
        return True
    if not new_line or kind not in ("<name>", "<path>"):
        return False
    goes_on = before in GOES_ON
    if source[start - 1] == "\n":
        return not ((goes_on or before == "(") and _ENTRY.match(source, start))
    return last[0] in "<)" and text not in GOES_ON and not goes_on
