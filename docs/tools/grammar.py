"""The grammar as people read it: the form of each rule, without what only the parser needs.

Lark reads grammar/*.lark. Left out are aliases and the recovery of broken text; a list is a list, however the grammar spells it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Token, Tree
from lark.grammar import NonTerminal
from lark.load_grammar import load_grammar

from mopsdsl.syntax.build import grammar_text


@dataclass(frozen=True)
class Word:
    """Words of the language, or one of its signs: `shared with`, `->`."""

    text: str


@dataclass(frozen=True)
class Kind:
    """What the scanner knows by its looks: `NAME`, `STRING`."""

    name: str


@dataclass(frozen=True)
class Named:
    """Another rule, by its name in the grammar."""

    rule: str


@dataclass(frozen=True)
class Row:
    """One after the other."""

    parts: "tuple[Form, ...]"


NOTHING = Row(())


@dataclass(frozen=True)
class Choice:
    """Exactly one of these."""

    options: "tuple[Form, ...]"


@dataclass(frozen=True)
class Maybe:
    """This, or nothing."""

    part: "Form"


@dataclass(frozen=True)
class Repeated:
    """Once or more, with `between` between two."""

    part: "Form"
    between: "Form" = NOTHING


Form = Word | Kind | Named | Row | Choice | Maybe | Repeated

RECOVERY = frozenset(("broken", "BROKEN", "_BROKEN_HEADER"))
"""How the parser goes on after a mistake. Nobody writes it."""


@cache
def rules() -> Mapping[str, Form]:
    """Every rule's form by its name; other rules in it are `Named`, templates are filled in."""
    grammar, _ = load_grammar(grammar_text(), "", [], False)  # type: ignore[no-untyped-call]
    templates = {name: (parameters, tree) for name, parameters, tree, _ in grammar.rule_defs if parameters}
    return {
        str(name): _read(tree, templates)
        for name, parameters, tree, _ in grammar.rule_defs
        if not parameters and name not in RECOVERY
    }


def _read(tree: Any, templates: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> Form:
    """A part of Lark's tree of a rule; `given` are the arguments of the template that it stands in."""

    def read(parts: list[Any]) -> list[Form]:
        return [_read(part, templates, given) for part in parts if not _is_recovery(part)]

    match tree:
        case Token():
            return Word(tree[1:-1])
        case Tree(data="expansions", children=options):
            return one_of(read(options))
        case Tree(data="expansion", children=parts):
            return in_a_row(read(parts))
        case Tree(data="maybe", children=parts):
            return Maybe(*read(parts))
        case Tree(data="expr", children=[part, "?"]):
            return Maybe(*read([part]))
        case Tree(data="expr", children=[part, "*"]):
            return Maybe(Repeated(*read([part])))
        case Tree(data="template_usage", children=[NonTerminal(name=name), argument]):
            (parameter,), body = templates[name]
            return _read(body, templates, {parameter: argument})
        case Tree(data="alias" | "value" | "literal", children=[part, *_]):
            return _read(part, templates, given)
        case Tree():
            raise LookupError(
                f"docs/tools can't draw {tree.data!r}; nothing in the grammar has needed it before"
            )
        case _:
            return _symbol(tree, templates, given)


def _symbol(symbol: Any, templates: Mapping[str, Any], given: Mapping[str, Any] | None) -> Form:
    if given and symbol.name in given:
        return _read(given[symbol.name], templates)
    return Kind(str(symbol.name)) if symbol.is_term else Named(str(symbol.name))


def _is_recovery(tree: Any) -> bool:
    if isinstance(tree, Tree):
        parts = [part for part in tree.children if not isinstance(part, Token)]
        return bool(parts) and all(_is_recovery(part) for part in parts)
    return tree.name in RECOVERY


def one_of(options: list[Form]) -> Form:
    """A choice; a choice within it is a part of it."""
    flat = [one for each in options for one in (each.options if isinstance(each, Choice) else (each,))]
    return flat[0] if len(flat) == 1 else Choice(tuple(flat))


def in_a_row(parts: list[Form]) -> Form:
    """One after the other: words are read in one breath, and `x ("," x)*` is a list."""
    done: list[Form] = []
    for part in [one for each in parts for one in (each.parts if isinstance(each, Row) else (each,))]:
        match done[-1:], part:
            case [Word(before)], Word(text) if before[-1].isalpha() and text[0].isalpha():
                done[-1] = Word(f"{before} {text}")
            case [first], Maybe(Repeated(Row((between, again)), Row(()))) if first == again:
                done[-1] = Repeated(first, between)
            case _:
                done.append(part)
    return done[0] if len(done) == 1 else Row(tuple(done))


def filled_in(form: Form, apart: Callable[[str], bool]) -> Form:
    """The form with every rule in it written out, but for those that stand `apart`."""

    def fill(part: Form) -> Form:
        return filled_in(part, apart)

    match form:
        case Named(rule):
            return form if apart(rule) else fill(rules()[rule])
        case Row(parts):
            return in_a_row([fill(part) for part in parts])
        case Choice(options):
            return one_of([fill(option) for option in options])
        case Maybe(part):
            return Maybe(fill(part))
        case Repeated(part, between):
            return Repeated(fill(part), fill(between))
        case Word() | Kind():
            return form


def names_in(form: Form) -> set[str]:
    """The rules that a form names."""
    return {part.rule for part in parts_of(form) if isinstance(part, Named)}


def words_in(form: Form) -> set[str]:
    """The words and signs of the language that a form has."""
    return {part.text for part in parts_of(form) if isinstance(part, Word)}


def parts_of(form: Form) -> Iterator[Word | Kind | Named]:
    """What a form is made of, from left to right."""
    match form:
        case Row(parts) | Choice(parts):
            for part in parts:
                yield from parts_of(part)
        case Maybe(part):
            yield from parts_of(part)
        case Repeated(part, between):
            yield from parts_of(part)
            yield from parts_of(between)
        case Word() | Kind() | Named():
            yield form
