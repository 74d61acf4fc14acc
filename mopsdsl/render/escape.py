"""Text of a spec made safe for where it is written: Markdown, CSV and iCalendar. (HTML is escaped by Jinja's autoescape.)"""

import re
from functools import lru_cache

from mopsdsl.diagnostics.render.report import printable

_SPECIAL = re.compile(r"[\\`*\[\]<|~$_&@{]")
_REFERENCE = re.compile(
    r"[#!&](?=\d)|[%~](?=[\w\"])|\$(?=\S|\Z)|\bGH(?=-\d)|:(?=[\w+-]+:)|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{3}(?=[0-9a-f]{4,37}\b)",
    re.IGNORECASE,
)
"""Where GitHub or GitLab see an issue, a merge request, a milestone, a label, a formula, an emoji or a commit in what is shown."""
_REFERENCE_HINT = re.compile(
    r"[#!&%~$:0-9-](?:(?<=[#!&%~:])(?=[\w\"+-])|(?<=\$)|(?<=-)\d|(?<=\d)[a-fA-F]|(?<=[a-fA-F]\d))"
)
"""What each of them has in it: a sign before a word, a digit behind a hyphen, or one beside a letter of a commit. It is found faster."""
CUT = "<!-- -->"
"""Shown nowhere, and no reference reaches across it: a backslash would be gone by the time that forges look for references."""
_LINK = re.compile(r"(?i)\bwww\.|\b(?:[a-z][a-z0-9+.-]*:(?=//)|mailto:|xmpp:)")
_LINK_HINT = re.compile(r"(?i)[:.](?:(?<=:)//|(?<=www\.|lto:|mpp:))")
_ENTITY = re.compile(r"&#?\w+;")
_NUMBER = re.compile(r"\d+(?=[.)])")
_SIGNS = ("#", ">", "+", "-", "=", "/")
_OPENERS = (*_SIGNS, *"0123456789")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

HIDDEN = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)), " "
)
"""Letters that nobody sees, and those that turn the direction of what stands around them: a blank for each, as `translate` wants it."""

_ICALENDAR = HIDDEN | {ord("\n"): "\\n", ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,"}


@lru_cache(maxsize=4096)
def markdown(text: str) -> str:
    """One line of Markdown (GitHub's) that shows the text as it is.

    No markup, no HTML, no links that make themselves, and nobody is mentioned: an `@` is cut off from what follows by an empty
    comment, which GitHub does not show; so are numbers of issues and the like. No line is a command (GitLab's begin with `/`). Line
    breaks become spaces, and what can't be seen or turns the direction is shown as `�`.
    """
    line = printable(" ".join(text.split()))
    if _SPECIAL.search(line):
        line = _SPECIAL.sub(_escaped, line)
    if _LINK_HINT.search(line):
        line = _LINK.sub(_unlinked, line)
    if _REFERENCE_HINT.search(line):
        line = _REFERENCE.sub(rf"\g<0>{CUT}", line)
    return _opened(line) if line.startswith(_OPENERS) else line


def _escaped(match: re.Match[str]) -> str:
    """The sign with a backslash, or as it is where it means nothing: an underscore inside a word, a lone brace or ampersand."""
    sign, line, at = match.group(), match.string, match.start()
    following = line[at + 1 : at + 2]
    if sign == "_" and following.isalnum() and line[at - 1 : at].isalnum():
        return sign
    if sign == "@":
        return f"@{CUT}" if following.isalnum() or following == "_" else sign
    if (sign == "{" and following not in ("{", "%")) or (sign == "&" and not _ENTITY.match(line, at)):
        return sign
    return f"\\{sign}"


def _unlinked(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found[:-1]}\\{found[-1]}"


def _opened(line: str) -> str:
    """A line whose beginning would make it a heading, a quotation, or an item of a list."""
    if line.startswith(_SIGNS):
        return f"\\{line}"
    number = _NUMBER.match(line)
    return f"{line[: number.end()]}\\{line[number.end() :]}" if number else line


def csv_cell(text: str) -> str:
    """A quoted cell (RFC 4180) that no spreadsheet takes for a formula: such a beginning gets an apostrophe before it."""
    guard = "'" if text.startswith(_FORMULA) else ""
    return f'"{guard}{text.replace(_QUOTE, _QUOTES)}"'


def csv_row(cells: tuple[str, ...]) -> str:
    """The cells of a row as `csv_cell` makes them; most rows hold nothing to mind, and are looked through as a whole."""
    row = '","'.join(cells)
    if row.count('"') == 2 * (len(cells) - 1) and not [cell for cell in cells if cell.startswith(_FORMULA)]:
        return f'"{row}"'
    return ",".join(map(csv_cell, cells))


_QUOTE, _QUOTES = '"', '""'


def code(text: str) -> str:
    """Text for between two backticks, which can hold anything on one line but those."""
    return " ".join(text.replace("`", "'").split())


def icalendar(text: str) -> str:
    """A text value of iCalendar (RFC 5545 3.3.11), in which nothing ends a line, a value or a list; line breaks stay."""
    return text.translate(_ICALENDAR)
