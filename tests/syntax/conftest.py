"""Lark's own parser of the grammar: the oracle."""

from typing import Any

import pytest
from lark.lexer import Lexer, Token

from mopsdsl.source.text import Source
from mopsdsl.syntax import build
from mopsdsl.syntax.scanner import END, scan


@pytest.fixture(scope="session")
def lark() -> Any:
    """Lark's parser over our scanner; a word is a keyword where the state takes one, as in Lark's contextual lexer."""
    keywords = {terminal.pattern.value: terminal.name for terminal in build.lark_parser().terminals}
    names = {kind: name for name, kind in build.TERMINALS.items()}

    class Scanner(Lexer):
        __future_interface__ = 2  # be given the parser's state

        def __init__(self, conf: Any) -> None:
            pass

        def lex(self, state: Any, parser_state: Any = None) -> Any:
            tokens = scan(Source("spec.mops", state.text.text))
            for kind, word, start in zip(tokens.kinds, tokens.texts, tokens.starts, strict=True):
                if kind == END:
                    return
                taken = parser_state.parse_conf.parse_table.states[parser_state.position]
                name = keywords[word] if keywords.get(word) in taken else names.get(kind) or keywords[kind]
                yield Token(name, word, start_pos=start)

    return build.lark_parser(Scanner)
