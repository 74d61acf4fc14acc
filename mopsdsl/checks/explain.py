"""The page of a rule, found by its file's name: no rule is imported for it, so that `explain` starts at once.

pathlib alone would cost a third of the start, so this is os.path.
"""

import os
from functools import cache

from mopsdsl.checks.reserved import RESERVED

RULES = os.path.join(os.path.dirname(__file__), "rules")


def page(wanted: str) -> str | None:
    """The page (Markdown) of a rule by its code, number or name ("MOPS104", "104", "wall-breached"); None where there is none."""
    code = _code(wanted)
    path = pages().get(code)
    if path is not None:
        with open(path, encoding="utf-8") as file:
            return file.read()
    if code in RESERVED:
        name, severity, summary = RESERVED[code]
        return f"# {code} {name}\n\n{severity}: {summary}\n\nThis version does not check it yet.\n"
    return None


def _code(wanted: str) -> str:
    by_name = {name: code for code, name in names().items()}
    written = wanted.strip()
    return by_name.get(written.lower(), f"MOPS{written}" if written.isdecimal() else written.upper())


def nearest_codes(wanted: str) -> list[str]:
    """Up to three rules that somebody may have meant, as "MOPS104 wall-breached"."""
    from difflib import get_close_matches  # late: its import is a tenth of a start

    titles = {code: f"{code} {name}" for code, name in names().items()}
    by_name = {name: titles[code] for code, name in names().items()}
    word = wanted.strip().lower()
    found = [title for name, title in by_name.items() if word and word in name.split("-")]
    found += [by_name[name] for name in get_close_matches(word, by_name, n=3)]
    found += [titles[near] for near in get_close_matches(_code(wanted), titles, n=3, cutoff=0.8)]
    return list(dict.fromkeys(found))[:3]


def pages() -> dict[str, str]:
    """Code → path of its page, by code."""
    return {code: f"{stem}.md" for code, (stem, ends) in _files().items() if ".md" in ends}


@cache
def names() -> dict[str, str]:
    """Code → name ("wall-breached") of every rule of the catalogue, by code; from file names alone."""
    checked = {code: os.path.basename(stem)[8:].replace("_", "-") for code, (stem, _) in _files().items()}
    return dict(sorted({**{code: entry[0] for code, entry in RESERVED.items()}, **checked}.items()))


@cache
def _files() -> dict[str, tuple[str, set[str]]]:
    """Code → path without its end, and the ends (".md", ".py") that there are of it."""
    found: dict[str, tuple[str, set[str]]] = {}
    for family in sorted(os.listdir(RULES)):
        folder = os.path.join(RULES, family)
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            stem, end = os.path.splitext(name)
            if stem.startswith("mops"):
                found.setdefault(stem[:7].upper(), (os.path.join(folder, stem), set()))[1].add(end)
    return dict(sorted(found.items()))
