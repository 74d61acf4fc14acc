"""Everything that stands in the specs would have been offered: each word of the language, and each name, where it stands."""

from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.lsp.documents import Documents
from mopsdsl.lsp.features.completion import offers
from mopsdsl.lsp.view import View
from mopsdsl.lsp.wanted import wanted
from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import parse_tokens
from mopsdsl.syntax.scanner import scan
from mopsdsl.syntax.words import taken

SPECS = sorted(path for path in Path(__file__).parents[2].joinpath("specs").iterdir() if path.is_dir())
EVERY = 11
"""One token of so many is tried."""


@pytest.mark.parametrize("folder", SPECS, ids=lambda path: path.name)
def test_what_stands_there_is_offered(folder: Path) -> None:
    [project] = api.projects(str(folder))
    project.keep()
    view = View(api.load(project), project.paths, Documents())
    missed = [
        f"{source.name}:{source.position(start)[0]} {word}, {how}"
        for source in view.sources.values()
        for start, word, is_word in _tokens(view, source)[::EVERY]
        for how, text, at in _half_written(source.text, start, word)
        if not _is_offered(view, Source(source.name, text), at, word, is_word)
    ]
    assert missed == []


def _tokens(view: View, source: Source) -> list[tuple[int, str, bool]]:
    """(offset, text, whether it is a word of the language) of the words, and of the names that lead to something."""
    tokens = scan(source)
    words = taken(tokens, parse_tokens(source, tokens)[0])
    here = view.occurrences.by_file.get(source.name, ())
    names = {one.span.end for one in here if one.reference is not None and not one.composed}
    declared = {one.span.end for one in here if one.reference is None}
    found = []
    for at, (kind, text, start) in enumerate(zip(tokens.kinds, tokens.texts, tokens.starts, strict=True)):
        end = start + len(text)
        if at in words or (kind in ("<name>", "<path>") and end in names and end not in declared):
            found.append((start, text, at in words))
    return found


def _half_written(text: str, start: int, word: str) -> list[tuple[str, str, int]]:
    """The text with only the first letter of a word, and the text cut off before it, each with the cursor's place."""
    begun = text[: start + 1] + text[start + len(word) :]
    return [("begun", begun, start + 1), ("at the end", text[:start], start)]


def _is_offered(view: View, source: Source, at: int, word: str, is_word: bool) -> bool:
    asked = wanted(source, at)
    texts = [offer.text for offer in offers(view, asked)] if asked else []
    if is_word:
        return any(text == word or text.startswith(f"{word} ") for text in texts)
    return any(text == word or text.endswith(f".{word}") or word.endswith(f".{text}") for text in texts)
