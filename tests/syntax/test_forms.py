"""Every form of the language parses, and our parser reads it as Lark's own does."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from lark.exceptions import UnexpectedInput
from lark.lexer import Token

from mopsdsl.source.text import Source
from mopsdsl.syntax import build, tables, tree
from mopsdsl.syntax.makers import MAKERS
from mopsdsl.syntax.parser import parse
from mopsdsl.syntax.scanner import scan

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SPECS = sorted(ROOT.glob("specs/*/**/*.mops"))


def test_every_form_parses() -> None:
    file, findings = parse(Source("forms.mops", (HERE / "forms.mops").read_text("utf-8")))
    assert [finding.message for finding in findings] == []
    assert len(file.statements) == 71


def test_every_keyword_stands_in_a_form_or_a_spec() -> None:
    """A form that nobody has written down is a form that nobody reads again."""
    texts = [path.read_text("utf-8") for path in (HERE / "forms.mops", *SPECS)]
    said = {word for text in texts for word in scan(Source("", text)).texts}
    keywords = {terminal.pattern.value for terminal in build.lark_parser().terminals}
    assert sorted(keyword for keyword in keywords - said if keyword.isidentifier()) == []


def test_tables_are_made_from_the_grammar() -> None:
    """When this fails: make grammar."""
    assert Path(tables.__file__).read_text("utf-8") == build.render()


def _shape_of_lark(node: Any) -> Any:
    """Lark's tree as nested lists of the words in it, without the rules that only pass one thing on."""
    if isinstance(node, Token):
        return str(node)
    if node is None:
        return None
    return [shape for child in node.children if (shape := _shape_of_lark(child)) not in (None, [])]


def _words(shape: Any) -> list[str]:
    if isinstance(shape, str):
        return [shape]
    return [word for part in shape or [] for word in _words(part)]


def _words_of_tree(node: Any) -> list[str]:
    """Every token of our tree, in the order of the text."""
    found: list[tree.Token] = []

    def walk(item: Any) -> None:
        if isinstance(item, tree.Token):
            found.append(item)
        elif isinstance(item, tuple):
            for part in item:
                walk(part)
        elif attrs.has(type(item)):
            for field in attrs.fields(type(item)):
                walk(getattr(item, field.name))

    walk(node)
    return [token.text for token in sorted(found, key=lambda token: token.start)]


@pytest.mark.parametrize("path", [HERE / "forms.mops", *SPECS], ids=lambda path: str(path.relative_to(ROOT)))
def test_lark_reads_the_same(lark: Any, path: Path) -> None:
    text = path.read_text("utf-8")
    theirs = lark.parse(text)
    ours, findings = parse(Source(path.name, text))
    assert findings == []
    assert _words(_shape_of_lark(theirs)) == _words_of_tree(ours.statements)


@pytest.mark.parametrize(
    "text",
    [
        "workspace",
        "workspace A { sees }",
        "team T { side }",
        "grant A to B",
        "list A = (",
        "routing R { when -> B }",
        "each x of () {}",
    ],
)
def test_lark_refuses_the_same(lark: Any, text: str) -> None:
    with pytest.raises(UnexpectedInput):
        lark.parse(text)
    assert parse(Source("spec.mops", text))[1]


def test_every_maker_is_used() -> None:
    used = {maker for _, _, _, maker, _, _, _ in tables.REDUCTIONS if maker}
    assert used == set(MAKERS)


def test_spans_are_exact() -> None:
    text = 'workspace EMEA "Europe" {\n  sees EMEA, Global  # both\n  code "EM"\n}\n'
    file, _ = parse(Source("spec.mops", text))
    (workspace,) = file.statements
    assert isinstance(workspace, tree.Declaration)
    assert text[workspace.start : workspace.end] == text.strip()
    assert workspace.body is not None
    assert [text[statement.start : statement.end] for statement in workspace.body] == [
        "sees EMEA, Global",
        'code "EM"',
    ]
    assert [comment.text for comment in file.comments] == ["# both"]
