"""The words of the language: their groups, and which words of a text the parser took for them."""

import re
from pathlib import Path
from typing import Any

import pytest
from lark.lexer import Token

from mopsdsl.source.text import Source
from mopsdsl.syntax import build
from mopsdsl.syntax.parser import parse_tokens
from mopsdsl.syntax.scanner import scan
from mopsdsl.syntax.words import CONDITION_RULES, behind, groups, taken

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SPECS = sorted(ROOT.glob("specs/*/**/*.mops"))


def _taken(text: str) -> list[str]:
    source = Source("spec.mops", text)
    tokens = scan(source)
    file, _ = parse_tokens(source, tokens)
    return [tokens.texts[at] for at in sorted(taken(tokens, file))]


def test_every_word_of_the_grammar_is_in_a_group() -> None:
    terminals = {terminal.pattern.value for terminal in build.lark_parser().terminals}
    assert groups().all == {text for text in terminals if text[0].isalpha()}


def test_declarations_are_what_a_file_may_begin_with_and_what_has_a_name() -> None:
    text = (build.grammar_folder() / "file.lark").read_text("utf-8")
    rules = re.search(r"^_declaration: (.*?)\n\n", text, re.M | re.S)
    assert rules
    tops = set(re.findall(r"\w+", rules[1])) - {"broken"}
    assert tops <= groups().declarations
    assert {"stage", "queue", "folder", "email", "smart_list"} <= groups().named
    assert {"grant", "allow", "each", "protect"} & groups().named == set()
    assert {"sees", "owner", "when", "in"} & groups().declarations == set()


def test_operators_are_the_words_of_the_grammar_of_conditions() -> None:
    text = (build.grammar_folder() / "conditions.lark").read_text("utf-8")
    rules = re.findall(r"^\??(\w+):(.*(?:\n +.*)*)", text, re.M)
    words = {rule: set(re.findall(r'"([a-z]\w*)"', body)) for rule, body in rules}
    assert groups().operators == set().union(*words.values())
    assert {rule for rule, found in words.items() if found} == CONDITION_RULES


def test_constants_are_all_that_is_said() -> None:
    assert {"text", "flag", "gate", "inventory", "external", "executable", "business"} <= groups().constants
    assert {"sees", "empty", "sla", "partition", "is"} & groups().constants == set()


def test_after_some_words_comes_a_name_always() -> None:
    assert {"workspace", "owner", "purpose", "extends"} <= groups().before_names
    assert {"by", "in", "to", "site", "code", "sees"} & groups().before_names == set()


def test_a_word_that_begins_a_declaration_may_ask_something_elsewhere() -> None:
    assert {"is", "in", "not"} <= behind("stage")
    assert behind("workspace") == behind("assets") == frozenset()


@pytest.mark.parametrize("path", [HERE / "forms.mops", *SPECS], ids=lambda path: str(path.relative_to(ROOT)))
def test_lark_takes_the_same_words(lark: Any, path: Path) -> None:
    text = path.read_text("utf-8")
    names = {token.start_pos for token in lark.parse(text).scan_values(lambda one: isinstance(one, Token))}
    tokens = scan(Source(path.name, text))
    places = zip(tokens.kinds, tokens.texts, tokens.starts, strict=True)
    assert _taken(text) == [word for kind, word, start in places if kind == "<name>" and start not in names]


def test_a_word_is_one_only_where_the_language_expects_it() -> None:
    text = "workspace email { purpose email }\nassets in email { email stage { uses email.stage, stage } }"
    assert _taken(text) == ["workspace", "purpose", "assets", "in", "email", "uses"]


def test_in_text_that_cannot_be_read_every_word_counts() -> None:
    assert _taken("workspace A { sees sees when }\nrole B { can edit }") == [
        "workspace",
        "sees",
        "when",
        "role",
        "can",
    ]
