"""The TextMate grammar, for Visual Studio Code and all else that reads such: patterns, tried in their order at each place of a line.

A pattern can't know what the parser knows, so now and then a name that is also a word of the language is coloured as one. The place
says most of it: where a statement begins, what stands in brackets, and after which words only a name can come.
"""

import json
from collections.abc import Iterable
from typing import Any

from mopsdsl.syntax.scanner import PATTERNS, SLOT
from mopsdsl.syntax.words import behind, groups

_Pattern = dict[str, Any]

_SPACE = r"[ \t]+"
_START = r"(?:^|(?<=[{};]))\s*"
"""Where a statement begins: on a line of its own, or after what ends another."""
_END = r"(?!\w|<[^\W\d]|[-.][\w<])"
"""Where a word ends: with a dot or a hyphen it goes on, as a longer name."""

_DECLARATION, _STATEMENT, _INSIDE = "storage.type.mops", "keyword.other.statement.mops", "keyword.other.mops"
_NAME, _DECLARED, _UNIT = "variable.other.mops", "entity.name.type.mops", "support.constant.unit.mops"


def render() -> str:
    """The grammar, as JSON."""
    grammar = {
        "information_for_contributors": [
            "Made by `make editors` from the tables of the parser; do not edit."
        ],
        "name": "mops",
        "scopeName": "source.mops",
        "fileTypes": ["mops"],
        "patterns": [_include("statement"), _include("part")],
        "repository": {
            "statement": {"patterns": _statements()},
            "part": {"patterns": [*_texts(), _brackets(), *_numbers(), *_words(), *_marks(), _name()]},
            "bracketed": {"patterns": [*_texts(), _brackets(), *_numbers(), _operator(), *_marks(), _name()]},
            "slot": _match(SLOT, "variable.parameter.mops"),
        },
    }
    return json.dumps(grammar, ensure_ascii=False, indent=2) + "\n"


def _statements() -> list[_Pattern]:
    """The first words of a statement, and the name that is declared."""
    words = groups()
    name = PATTERNS["word"]
    return [
        _match(f"{_START}({_declaring(words.named)}){_SPACE}({name})", "", _DECLARATION, _DECLARED),
        _match(f"{_START}({_declaring(words.declarations)})", "", _DECLARATION),
        _match(f"{_START}({_one_of(words.statements & words.constants)})", "", "constant.language.mops"),
        _match(
            f"{_START}({_one_of(words.openers & words.before_names)}){_SPACE}({name})", "", _STATEMENT, _NAME
        ),
        _match(f"{_START}({_one_of(words.statements)})", "", _STATEMENT),
    ]


def _texts() -> list[_Pattern]:
    """Comments and texts in quotes; a text ends where its line does."""
    string = {
        "name": "string.quoted.double.mops",
        "begin": '"',
        "end": '"|$',
        "patterns": [_match(r"\\.", "constant.character.escape.mops"), _include("slot")],
    }
    return [
        _match("##.*$", "comment.line.documentation.mops"),
        _match("#.*$", "comment.line.number-sign.mops"),
        string,
    ]


def _brackets() -> _Pattern:
    """In round brackets, on however many lines, no statement begins and only conditions have words; a brace says that one was forgotten."""
    return {"begin": r"\(", "end": r"\)|(?=[{}])", "patterns": [_include("bracketed")]}


def _numbers() -> list[_Pattern]:
    """Days, times and amounts. The name after a number is a unit of time."""
    amount, name, inside = PATTERNS["number"], PATTERNS["word"], _one_of(groups().inside - {"business"})
    unit = f"({amount}){_SPACE}(?:(business){_SPACE})?(?!{inside})({name})"
    return [
        *(_match(PATTERNS[kind], f"constant.numeric.{kind}.mops") for kind in ("date", "hours", "clock")),
        _match(unit, "", "constant.numeric.mops", "constant.language.mops", _UNIT),
        _match(amount, "constant.numeric.mops"),
    ]


def _words() -> list[_Pattern]:
    """The words further on in a statement."""
    words = groups()
    before_names = words.inside & words.before_names - words.constants
    return [
        _match(f"({_one_of(before_names)}){_SPACE}({PATTERNS['word']})", "", _INSIDE, _NAME),
        _match(f"({_one_of(words.inside & words.constants)})", "", "constant.language.mops"),
        _operator(),
        _match(f"({_one_of(words.inside)})", "", _INSIDE),
    ]


def _operator() -> _Pattern:
    return _match(_one_of(groups().operators), "keyword.operator.word.mops")


def _marks() -> list[_Pattern]:
    return [
        _match("->", "keyword.operator.arrow.mops"),
        _match(r">=|<=|\.\.|[=>]|<(?![^\W\d])", "keyword.operator.comparison.mops"),
        _match(r"[,;{}]", "punctuation.separator.mops"),
    ]


def _name() -> _Pattern:
    return _match(f"({PATTERNS['word']})", "", _NAME)


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words))}){_END}"


def _declaring(words: Iterable[str]) -> str:
    """One of these words, but not where it asks something, as in `stage is MQL`."""
    spelled = (
        word + (f"(?!{_SPACE}{_one_of(more)})" if (more := behind(word)) else "") for word in sorted(words)
    )
    return f"(?:{'|'.join(spelled)}){_END}"


def _match(pattern: str, name: str, *captures: str) -> _Pattern:
    """A pattern, with the scope of all of it or of its groups. In names there may be slots."""
    found: _Pattern = {"match": pattern}
    if name:
        found["name"] = name
    if captures:
        found["captures"] = {str(at): _scoped(scope) for at, scope in enumerate(captures, 1)}
    return found


def _scoped(scope: str) -> _Pattern:
    return {"name": scope, "patterns": [_include("slot")]} if scope in (_NAME, _DECLARED) else {"name": scope}


def _include(part: str) -> _Pattern:
    return {"include": f"#{part}"}
