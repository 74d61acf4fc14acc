"""Public holidays, as pinned in `holidays.txt`: which countries and subdivisions there are, and which days they have off.

A country is its two capitals of ISO 3166-1 ("DE"). A subdivision is its code ("BY") or its name ("Bayern", "Sao_Paulo_Capital"): some
codes are numbers, which the language cannot write. Government days that are decided late, and days by the moon, are what the source
expects of them. Working Saturdays that make up for a holiday (as in China) are not known.
"""

import os
from functools import cache

from mopsdsl.clock.zones import YEARS

PINNED = os.path.join(os.path.dirname(__file__), "holidays.txt")


@cache
def source() -> str:
    """What the days are from, to be said in documents: "holidays 0.109"."""
    return _text().partition("package ")[2].partition(" (")[0]


@cache
def countries() -> tuple[str, ...]:
    """The codes of all countries, sorted."""
    return tuple(code for code in _names() if " " not in code)


@cache
def subdivisions(country: str) -> tuple[str, ...]:
    """The codes of a country's subdivisions, sorted; none for a country that does not exist."""
    return tuple(code.partition(" ")[2] for code in _names() if code.startswith(f"{country} "))


def place(country: str, subdivision: str = "") -> str | None:
    """The code of a place ("DE", "DE BY", "AT 9" for AT and Wien), or None where there is no such country or subdivision."""
    if not subdivision:
        return country if country in _names() else None
    if (exact := f"{country} {subdivision}") in _names():
        return exact
    return _by_word(country).get(_folded(subdivision))


def nearest_country(word: str) -> str | None:
    """What somebody meant by a country that does not exist: "GB" for UK, "DE" for Germany or DEU, "GB ENG" for England."""
    return _nearest(word, "")


def nearest_subdivision(country: str, word: str) -> str | None:
    """The code (without its country) of the subdivision that somebody meant: "BY" for Bayren; None where nothing is near."""
    found = _nearest(word, country)
    return found.partition(" ")[2] if found else None


def title(code: str) -> str:
    """The first name of a place, or its code: "Germany", "Bayern"."""
    names = _names().get(code, ())
    return names[0] if names else code.rpartition(" ")[2]


@cache
def known(code: str) -> range:
    """The years in which the holidays of a place ("DE BY") are known; most reach to the last of `YEARS`, none begins later."""
    return range(YEARS[0], int(_parts(code)[2]) + 1)


@cache
def days(code: str) -> frozenset[int]:
    """All public holidays of a place ("DE BY") in its known years, as ordinals of dates. Ask `known` before taking a day as worked."""
    country, _, subdivision = code.partition(" ")
    added, left_out = _read(code)
    return (days(country) - left_out) | added if subdivision else added


def _read(code: str) -> tuple[frozenset[int], frozenset[int]]:
    """The days that a line adds, and those that it leaves out."""
    from datetime import date

    _, _, _, always, *others = _parts(code)
    listed = [(year, day) for day in always.split() for year in known(code)]
    for other in others:
        year, *its = other.split()
        listed += [(int(year), day) for day in its]
    ordinals = [
        (day[0] == "-", date(year, int(day[-4:-2]), int(day[-2:])).toordinal()) for year, day in listed
    ]
    return (
        frozenset(day for minus, day in ordinals if not minus),
        frozenset(day for minus, day in ordinals if minus),
    )


def _parts(code: str) -> list[str]:
    text = _text()
    start = text.index(f"\n{code}|") + 1
    return text[start : text.index("\n", start)].split("|")


@cache
def _text() -> str:
    with open(PINNED, encoding="utf-8") as file:
        return file.read()


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Code of a place → its names; in the order of the codes."""
    lines = (line.split("|", 2) for line in _text().splitlines() if line[0] != "#")
    return {code: tuple(filter(None, names.split(","))) for code, names, _ in sorted(lines)}


@cache
def _by_word(country: str) -> dict[str, str]:
    """Name or code, folded → code of a place: of a country's subdivisions, or with "" of all countries, then all subdivisions."""
    wanted = [code for code in _names() if not country or code.startswith(f"{country} ")]
    found: dict[str, str] = {}
    for code in sorted(wanted, key=lambda code: (" " in code, code)):
        words = (
            _names()[code]
            if " " in code and not country
            else (code.rpartition(f"{country} ")[2], *_names()[code])
        )
        for word in words:
            found.setdefault(_folded(word), code)
    return found


def _nearest(word: str, country: str) -> str | None:
    from difflib import get_close_matches

    words, folded = _by_word(country), _folded(word)
    if folded in words:
        return words[folded]
    # Of codes, every slip is another code: only names are near.
    near = get_close_matches(folded, [name for name in words if len(name) > 3], 1, 0.75)
    return words[near[0]] if near else None


def _folded(word: str) -> str:
    """A name without case, accents and the kind of space between its words."""
    from unicodedata import combining, normalize

    letters = (letter for letter in normalize("NFKD", word) if not combining(letter))
    return "".join(letter if letter.isalnum() else "_" for letter in letters).casefold()
