"""`python -m mopsdsl.clock.pin` renews `holidays.txt` from the `holidays` package, of the version that pyproject.toml names.

A development tool: nothing else imports it. Only days are pinned; the names of holidays change with languages.
"""

import warnings
from collections.abc import Iterable, Iterator

from mopsdsl.clock.holidays import PINNED
from mopsdsl.clock.zones import YEARS

_HEAD = """\
# Public holidays from {first} to {last}, of countries (ISO 3166-1) and their subdivisions (ISO 3166-2, where it has them).
# Made by `python -m mopsdsl.clock.pin` from the Python package holidays {version} (MIT licence, github.com/vacanza/holidays).
# A line: code | names | last year that is known | days of every year | a year and its other days | the next year ...
# Days are month and day. A subdivision's line says only what it has besides its country, and with `-` what it has not.
"""

Days = dict[int, frozenset[str]]
"""Year → days as month and day, "1225"."""


def text() -> str:
    """What `holidays.txt` says when it is made now."""
    from importlib.metadata import version

    from holidays import registry

    known = sorted((code, name, others) for name, (_, code, *others) in registry.COUNTRIES.items())
    lines = [line for code, name, others in known for line in _country(code, name, others)]
    head = _HEAD.format(first=YEARS[0], last=YEARS[-1], version=version("holidays"))
    return head + "\n".join(lines) + "\n"


def _country(code: str, name: str, others: list[str]) -> Iterator[str]:
    from holidays import country_holidays

    own = _days(code, None)
    english = name.replace("_", " ").title().replace(" And ", " and ").replace(" Of ", " of ")
    titles = [english, *(other for other in others if not other.startswith("Holidays"))]
    yield _line(code, titles, own, {})
    country = country_holidays(code)
    aliases = country.get_subdivision_aliases()
    for subdivision in sorted(country.subdivisions):
        yield _line(f"{code} {subdivision}", aliases[subdivision], _days(code, subdivision), own)


def _days(code: str, subdivision: str | None) -> Days:
    """The days of the years that the package knows: it warns of those it does not, or says where they end."""
    from holidays import country_holidays

    days: Days = {}
    for year in YEARS:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            found = country_holidays(code, subdiv=subdivision, years=year, expand=False)
        if told or not found.start_year <= year <= found.end_year:
            break
        days[year] = frozenset(day.strftime("%m%d") for day in found)
    return days


def _line(code: str, titles: Iterable[str], days: Days, base: Days) -> str:
    assert days, f"{code}: nothing is known of {YEARS[0]}"
    assert not base or base.keys() == days.keys(), f"{code}: its country's years are others"
    marked = {year: _besides(here, base.get(year, frozenset())) for year, here in days.items()}
    always = frozenset.intersection(*marked.values())
    parts = [code, ",".join(titles), str(max(days)), " ".join(sorted(always))]
    parts += [" ".join((str(year), *sorted(here - always))) for year, here in marked.items() if here - always]
    return "|".join(parts)


def _besides(days: frozenset[str], base: frozenset[str]) -> frozenset[str]:
    return (days - base) | {f"-{day}" for day in base - days}


def main() -> None:
    """Writes the file and says how large it is."""
    content = text()
    with open(PINNED, "w", encoding="utf-8", newline="\n") as file:
        file.write(content)
    places = sum(not line.startswith("#") for line in content.splitlines())
    print(f"{PINNED}: {places} places, {len(content.encode())} bytes")


if __name__ == "__main__":
    main()
