"""The manual's pages as tests read them: their examples and their links."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))

_BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def blocks(page: str, language: str) -> list[tuple[int, str, str]]:
    """(line, mark, text) of each example in a language; the mark is the word behind it, as in ```mops whole."""
    return [
        (page.count("\n", 0, found.start()) + 1, found[2] or "", found[3])
        for found in _BLOCK.finditer(page)
        if found[1] == language
    ]


def anchors(page: str) -> set[str]:
    """What a link into a page may name, as GitHub makes it of the headings."""
    text = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
