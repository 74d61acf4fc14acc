"""The Pygments lexer `mops`. The parser itself says what each word is, so the colours are right by construction."""

import re
from collections.abc import Iterator
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Error,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
    _TokenType,
)

from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import parse_tokens
from mopsdsl.syntax.scanner import END, SEPARATOR, Tokens, scan
from mopsdsl.syntax.tree import Declaration, Duration, EachMany, EachOne, File, Node, Token
from mopsdsl.syntax.words import groups, parts_of, taken

_TYPES: dict[str, _TokenType] = {
    "<name>": Name, "<path>": Name, "<string>": String.Double, "<number>": Number, "<date>": Number, "<clock>": Number,
    "<hours>": Number, "{": Punctuation, "}": Punctuation, "(": Punctuation, ")": Punctuation, ",": Punctuation,
    "..": Operator, "->": Operator, "=": Operator, "<": Operator, ">": Operator, "<=": Operator, ">=": Operator,
}  # fmt: skip
"""What the kinds of tokens are shown as; the others mean nothing in the language."""

_Shown = tuple[int, _TokenType, str]

_SLOT = re.compile(r"(<[^\W\d]\w*>)")
_GAP = re.compile(r"\s+|;|[^\s;]+")


class MopsLexer(Lexer):
    """Marketing operations as text."""

    name = "mops"
    aliases: ClassVar[list[str]] = ["mops"]
    filenames: ClassVar[list[str]] = ["*.mops"]
    mimetypes: ClassVar[list[str]] = ["text/x-mops"]

    def get_tokens_unprocessed(self, text: str) -> Iterator[_Shown]:
        """(offset, type, text), every character of the text once and in its order."""
        source = Source("", text)
        tokens = scan(source)
        file, _ = parse_tokens(source, tokens)
        shown = [*_comments(file), *_words(tokens, file)]
        end = 0
        for start, kind, part in sorted(shown, key=lambda one: one[0]):
            yield from _between(text, end, start)
            yield start, kind, part
            end = start + len(part)
        yield from _between(text, end, len(text))


def _comments(file: File) -> Iterator[_Shown]:
    for comment in file.comments:
        documents = comment.text.startswith("##")
        yield comment.start, String.Doc if documents else Comment.Single, comment.text


def _words(tokens: Tokens, file: File) -> Iterator[_Shown]:
    keywords, roles = taken(tokens, file), _roles(file)
    begins = True
    for at, (kind, text, start) in enumerate(zip(tokens.kinds, tokens.texts, tokens.starts, strict=True)):
        if at in keywords:
            yield start, _keyword(text, begins), text
        elif kind in ("<name>", "<path>"):
            yield from _name(text, start, roles.get(start, Name))
        elif kind not in (SEPARATOR, END):
            yield start, _TYPES.get(kind, Error), text
        begins = kind in (SEPARATOR, "{")


def _keyword(word: str, begins: bool) -> _TokenType:
    """By the word's group; `begins` says whether a statement begins with it."""
    known = groups()
    if begins and word in known.declarations:
        return Keyword.Declaration
    if word in known.constants:
        return Keyword.Constant
    return Operator.Word if word in known.operators and not begins else Keyword


def _name(text: str, start: int, kind: _TokenType) -> Iterator[_Shown]:
    """A name; what an `each` fills in has a colour of its own."""
    for part in _SLOT.split(text):
        if part:
            yield start, Name.Variable if part[0] == "<" else kind, part
        start += len(part)


def _roles(file: File) -> dict[int, _TokenType]:
    """What is special about the name that starts there."""
    return {name.start: kind for part in parts_of(file.statements) for kind, name in _special(part)}


def _special(part: Node | Token) -> Iterator[tuple[_TokenType, Token]]:
    match part:
        case Declaration():
            yield Name.Class, part.name
        case Duration():
            yield Keyword.Type, part.unit
        case EachOne():
            yield Name.Variable, part.name
        case EachMany():
            yield from ((Name.Variable, name) for name in part.names)
        case _:
            pass


def _between(text: str, start: int, end: int) -> Iterator[_Shown]:
    """What stands between two tokens: spaces, semicolons, and what was too deep or too much to be read."""
    for match in _GAP.finditer(text, start, end):
        kind = Whitespace if match[0].isspace() else Punctuation if match[0] == ";" else Error
        yield match.start(), kind, match[0]
