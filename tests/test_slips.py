"""Slips of the keyboard: whatever is done to a sound spec, there are findings, never a crash."""

import random
from datetime import date
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.render import Report, render
from mopsdsl.source.text import Source
from mopsdsl.syntax.recovery import MAX_FINDINGS
from mopsdsl.syntax.scanner import scan

TEXTS = [path.read_text("utf-8") for path in sorted((Path(__file__).parents[1] / "specs").rglob("*.mops"))]
ODD = [
    "", "9" * 5000, "1e9", "2026-02-31", "25:61", "<x>", "<name>", "4 hrs", "-5", "150%", '""', '"<a>"', "()", "all", "not",
    "each a of (A, A) {", "{", "}", ")", ";", "\n", "#", '"', "\u0661", "\u202e", "Default", "0000-01-01", "9999-12-31",
]  # fmt: skip


def slipped(chance: random.Random) -> str:
    """A text of the specs with one to four words doubled, left out, or replaced by those of other texts and by odd ones."""
    text = chance.choice(TEXTS)
    others = [word for word in scan(Source("", chance.choice(TEXTS))).texts if word]
    for _ in range(chance.randint(1, 4)):
        tokens = scan(Source("", text))
        at = chance.randrange(len(tokens.texts))
        start, word = tokens.starts[at], tokens.texts[at]
        new = chance.choice([f"{word} {word}", chance.choice(others), chance.choice(ODD)])
        text = text[:start] + new + text[start + len(word) :]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_no_slip_is_a_crash(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        loaded = api.load_text(slipped(chance))
        reports = [Report("acme", "/acme", "/", tuple(api.check(loaded, date(2026, 7, 1))))]
        for form in ("text", "json", "sarif", "github", "junit"):
            render(form, reports)
    api.compile(loaded, "/nowhere")


@pytest.mark.parametrize(
    "text", ["}", "} ", "workspace A }\n", "(", "{", '"\n', "a ", "each a of (X) {", ")"]
)
def test_a_file_full_of_one_slip_has_few_findings(text: str) -> None:
    assert 0 < len(api.check_text(text * 1000)) <= MAX_FINDINGS + 2
