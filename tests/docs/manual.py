"""The manual's pages as tests read them: their examples and their links."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.tools.pages import anchor, lines

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

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
    return {anchor(heading) for heading, _ in lines(page)}


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """(file or folder, anchor or "") of each link to something in this repository."""
    text = re.sub(r"`[^`\n]*`", "", "\n".join(line for _, line in lines(page.read_text("utf-8"))))
    for target, place in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", text):
        yield Path(os.path.normpath(page.parent / target)) if target else page, place


def environment(folder: Path) -> dict[str, str]:
    """The environment of a reader: the program on the path, an empty home folder, nobody's own settings."""
    home, bin = folder / "home", folder / "bin"
    home.mkdir()
    bin.mkdir()
    shim = bin / "mopsdsl"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mopsdsl "$@"\n')
    shim.chmod(0o755)
    return {
        "PATH": f"{bin}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "MOPSDSL_CACHE_DIR": str(folder / "cache"),
        "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
