"""The reference's pages: which rules they show, and what `make docs` fills in.

A page shows a rule of the grammar by `![](diagrams/NAME.svg)`. What is shown somewhere is a box with a link everywhere else; any other
rule is written out where it is used. `Rules: MOPS104` becomes links to the pages of rules, and below `<!-- words: ... -->` stands where
each word of the language is told.
"""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docs.tools.drawing import KINDS, Pen, title, told
from docs.tools.grammar import Form, filled_in, names_in, rules, words_in
from mopsdsl.checks import explain

DOCS = Path(__file__).parents[1]
REFERENCE = DOCS / "reference"
DIAGRAMS = REFERENCE / "diagrams"
LISTS = {"kind"}
"""Rules that only list words which are told elsewhere."""

_IMAGE = re.compile(r"^!\[.*\]\(diagrams/(\w+)\.svg\)$", re.MULTILINE)
_EXAMPLE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_WORDS = re.compile(r"^(<!-- words: .*? -->)\n.*?(?=^#|\Z)", re.MULTILINE | re.DOTALL)
_RULES = re.compile(r"^Rules: .*$", re.MULTILINE)


def anchor(heading: str) -> str:
    """What a link to a heading names, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def pages() -> list[Path]:
    """The reference's pages, by name."""
    return sorted(REFERENCE.glob("*.md"))


def rule_of(name: str) -> str:
    """The rule of a diagram; its underscore at the front, which is the parser's affair, is not in the file's name."""
    return name if name in rules() else f"_{name}"


class Place(NamedTuple):
    """Where a rule is told: the page's name and the heading."""

    page: str
    heading: str

    def __str__(self) -> str:
        return f"{self.page}#{anchor(self.heading)}"


@cache
def shown() -> Mapping[str, Place]:
    """Where each rule is told that a page shows; if several do, in the last (README.md, the first, only gives examples)."""
    return {
        rule_of(image[1]): Place(page.name, heading)
        for page in pages()
        for heading, line in lines(page.read_text("utf-8"))
        if (image := _IMAGE.match(line))
    }


def lines(text: str) -> Iterator[tuple[str, str]]:
    """Every line of a page outside of its examples, with the heading above it."""
    heading = ""
    for line in _EXAMPLE.sub("", text).splitlines():
        if found := re.match(r"#+ (.+)", line):
            heading = found[1]
        yield heading, line


def written_out(rule: str) -> set[str]:
    """The rules that the diagram of a rule tells, itself included."""
    told_here: set[str] = set()
    todo = {rule}
    while todo:
        told_here |= todo
        todo = {name for one in todo for name in names_in(rules()[one])} - told_here - shown().keys()
    return told_here


def diagrams() -> dict[Path, str]:
    """Every diagram: path → SVG."""
    pen = Pen(_place)
    return {DIAGRAMS / f"{rule.lstrip('_')}.svg": pen.svg(rule, form(rule)) for rule in shown()}


def _place(name: str) -> str:
    return "../../language.md#how-a-file-is-written" if name in KINDS else f"../{shown()[name]}"


def form(rule: str) -> Form:
    return filled_in(rules()[rule], shown().__contains__)


def fresh(text: str) -> str:
    """A page with the words of its diagrams, the links to its rules and the index of words as they should be."""
    text = _RULES.sub(_linked, _IMAGE.sub(_in_words, text))
    return _WORDS.sub(lambda found: f"{found[1]}\n\n{words()}", text)


def words() -> str:
    """Every word of the language, and where it is told (Markdown)."""
    places: dict[str, set[Place]] = {}
    for rule in sorted(shown(), key=LISTS.__contains__):
        for word in words_in(form(rule)) - (places.keys() if rule in LISTS else set()):
            places.setdefault(word, set()).add(shown()[rule])
    rows = (
        f"| `{word}` | {', '.join(f'[{place.heading}]({place})' for place in sorted(places[word]))} |"
        for word in sorted(places)
        if word[0].isalpha()
    )
    return "\n".join(("| word | told in |", "|---|---|", *rows, ""))


def _in_words(image: re.Match[str]) -> str:
    rule = rule_of(image[1])
    return f"![{title(rule)}: {told(form(rule))}](diagrams/{image[1]}.svg)"


def _linked(line: re.Match[str]) -> str:
    codes = sorted(set(re.findall(r"MOPS\d+", line[0])))
    return f"Rules: {' · '.join(map(_link, codes))}"


def _link(code: str) -> str:
    path = os.path.relpath(explain.pages()[code], REFERENCE).replace(os.sep, "/")
    return f"[{code} {explain.names()[code]}]({path})"
