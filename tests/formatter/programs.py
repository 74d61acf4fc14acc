"""Texts for the formatter: random programs of the grammar, written as nobody would, and damage done to sound ones."""

import functools
from random import Random
from typing import Any

from mopsdsl.syntax import build

_WORDS = {
    "NAME": ("A", "EMEA_Ops", "<region>_x", "JP-People", "Été", "days"),
    "DOTTED": ("A.B", "Framework.Templates.Letter", "A.<region>"),
    "STRING": ('"DE"', '"a # no comment; { ( "', '"\\" \\\\"', '"日本 𝄞"', '"x"', '"' + "long " * 12 + '"'),
    "NUMERAL": ("1", "1_200_000", "12.5", "25%", "+10", "-20"),
    "DAY": ("2026-07-01",),
    "CLOCK": ("09:00",),
    "OPENING": ("09:00-17:30", "8:00 - 9:30"),
}
_COMMENTS = ("# a word", "## Of the *next*", "#", "#tight", '# { ( " ; }', "#  two  spaces")
_MOST = 14  # how deep a rule may go before the shortest way is taken


@functools.cache
def _rules() -> tuple[dict[str, list[list[Any]]], dict[str, str]]:
    """(rule → its expansions, keyword terminals → their texts), as Lark compiled them."""
    lark = build.lark_parser()
    rules: dict[str, list[list[Any]]] = {}
    for rule in lark.rules:
        if not any(symbol.name in ("broken", "BROKEN", "_BROKEN_HEADER") for symbol in rule.expansion):
            rules.setdefault(str(rule.origin.name), []).append(list(rule.expansion))
    return rules, {terminal.name: terminal.pattern.value for terminal in lark.terminals}


@functools.cache
def _depths() -> dict[str, int]:
    """How deep the shallowest text of each rule is."""
    rules, _ = _rules()
    depths: dict[str, int] = {}
    while True:
        found = {
            name: min(depth for depth in map(_depth, ways, [depths] * len(ways)) if depth is not None)
            for name, ways in rules.items()
            if any(_depth(way, depths) is not None for way in ways)
        }
        if found == depths:
            return depths
        depths = found


def _depth(way: list[Any], depths: dict[str, int]) -> int | None:
    parts = [0 if symbol.is_term else depths.get(str(symbol.name)) for symbol in way]
    known = [part for part in parts if part is not None]
    return None if len(known) < len(parts) else 1 + max(known, default=0)


def tokens(random: Random, rule: str = "start") -> list[str]:
    """The words of a random text; `;` stands for what ends a statement."""
    found: list[str] = []
    _add(random, rule, 0, found)
    return found


def _add(random: Random, rule: str, depth: int, found: list[str]) -> None:
    rules, texts = _rules()
    ways = rules[rule]
    if depth > _MOST or len(found) > 400:
        depths = _depths()
        least = min(d for way in ways if (d := _depth(way, depths)) is not None)
        ways = [way for way in ways if _depth(way, depths) == least]
    for symbol in random.choice(ways):
        name = str(symbol.name)
        if not symbol.is_term:
            _add(random, name, depth + 1, found)
        elif name == "_SEP":
            found.append(";")
        else:
            found.append(random.choice(_WORDS[name]) if name in _WORDS else texts[name])


def written(random: Random, words: list[str], comments: float = 0.1) -> str:
    """Those words with random blanks, line ends, blank lines and comments wherever the language allows them."""
    text, brackets, before = "", 0, ""
    for word in words:
        brackets += (word == "(") - (word == ")")
        free = brackets > 0 or before in (",", "and", "or", ";", "{", "}") or word == "}"
        if word == ";":
            ends = (";", " ;", " ; \n") if before == "," else (";", " ;", " ; \n", "\n", "\n\n\n")
            text += random.choice(ends)
            before = word
            continue
        if free and random.random() < comments and not _forgets(brackets, before, word):
            text += (
                random.choice(("", " ", "\n", "\n\n"))
                + random.choice(_COMMENTS)
                + "\n"
                + random.choice(("", "  ", "\n", "\n\n"))
            )
        elif free and random.random() < 0.3 and not _forgets(brackets, before, word):
            text += random.choice(("\n", "\n    ", "\r\n\n \t", "\n\n\n"))
        else:
            text += random.choice((" ", "  ", "\t"))
        if text.endswith("\n") and brackets:
            text += " "  # what begins a line is no entry of a list
        text += word
        before = word
    return text + random.choice(("", "\n", "\n\n\n", " # the end"))


def _forgets(brackets: int, before: str, word: str) -> bool:
    """Whether a line that begins with this word ends the brackets above: it would look like a new statement."""
    joins = ("and", "or")
    return brackets > 0 and word not in (*joins, ")", ",") and before not in (",", "(", *joins)


def damaged(random: Random, text: str) -> str:
    """A text to which something happened, as happens to texts."""
    lines = text.split("\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    kind = random.randrange(8)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 2:
        words = lines[at].split(" ")
        random.shuffle(words)
        lines[at] = " ".join(words)
    elif kind == 3:
        return text[: random.randrange(len(text) + 1)]
    elif kind == 4:
        place = random.randrange(len(text) + 1)
        return (
            text[:place]
            + random.choice(("\x00", "\x1b", "\u202e", "\r", "\u00a0", "\f", "'", "“x”"))
            + text[place:]
        )
    elif kind == 5:
        place = random.randrange(len(text) + 1)
        return text[:place] + random.choice('{}()";,#<>=') + text[place:]
    elif kind == 6:
        marks = [place for place, character in enumerate(text) if character in '{}()",;']
        if marks:
            place = random.choice(marks)
            return text[:place] + text[place + 1 :]
    else:
        lines.insert(at, lines[other])
    return "\n".join(lines)


def loosened(random: Random, text: str) -> str:
    """A sound spec with blank lines, comments and wide blanks where its lines end and begin."""
    lines = []
    for line in text.split("\n"):
        if random.random() < 0.2:
            lines += random.choice(([""], ["", "", ""], ["", random.choice(_COMMENTS), ""]))
        if random.random() < 0.1 and not line.lstrip().startswith("##"):
            lines.append("   " + random.choice(("# a word", "#", "#tight")))
        indent = random.choice(("", " ", "\t", "      ")) if random.random() < 0.3 else ""
        lines.append(indent + line + random.choice(("", "", "  ", "\t", "\r")))
    return "\n".join(lines)
