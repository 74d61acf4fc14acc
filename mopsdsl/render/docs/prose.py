"""`##` documentation as blocks: paragraphs, lists, *emphasis*, **strong**, `code` and web addresses; all else is plain text."""

import re

from mopsdsl.render.docs.page import Block, Bullets, Code, Emphasis, Inline, Line, Outside, Paragraph, Strong

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_MARKS = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*"
    r"|\[(?P<text>[^\[\]]+)\]\((?P<address>https?://[\w./~%?=&#+:,;-]+)\)",
    re.ASCII,
)


def prose(documentation: str) -> tuple[Block, ...]:
    """The blocks of a documentation, in its order."""
    found: list[Block] = []
    words: list[str] = []
    items: list[list[str]] = []
    ordered = False

    def finish() -> None:
        if words:
            found.append(Paragraph(inline(" ".join(words))))
        if items:
            found.append(Bullets(tuple(inline(" ".join(item)) for item in items), ordered))
        words.clear()
        items.clear()

    for line in documentation.split("\n"):
        item = _ITEM.match(line)
        if not line.strip():
            finish()
        elif item:
            if words:
                finish()
            if not items:
                ordered = line.lstrip()[0].isdigit()
            items.append([line[item.end() :].strip()])
        elif items:
            items[-1].append(line.strip())
        else:
            words.append(line.strip())
    finish()
    return tuple(found)


def inline(text: str) -> Line:
    """One paragraph's text with its marks."""
    if not any(mark in text for mark in "`*["):
        return text
    found: list[Inline] = []
    end = 0
    for match in _MARKS.finditer(text):
        found += [text[end : match.start()], _marked(match)]
        end = match.end()
    return tuple(part for part in (*found, text[end:]) if part)


def _marked(match: re.Match[str]) -> Inline:
    if match["code"]:
        return Code(match["code"])
    if match["strong"]:
        return Strong(match["strong"])
    if match["emphasis"]:
        return Emphasis(match["emphasis"])
    return Outside(match["text"], match["address"])


def first_words(documentation: str) -> Line:
    """The first sentence, for where there is only room for one."""
    paragraph = " ".join(documentation.split("\n\n", 1)[0].split())
    end = re.search(r"[.!?](?=\s+[A-Z])", paragraph)
    return inline(paragraph[: end.end()] if end else paragraph)
