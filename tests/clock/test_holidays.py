"""What is pinned: known lists, codes and their slips, years that end earlier, and that it can be made again."""

import os
from datetime import date
from importlib import metadata

import pytest

from mopsdsl.clock import holidays
from mopsdsl.clock.zones import YEARS


def of(code: str, year: int) -> list[str]:
    return sorted(
        found.strftime("%m-%d") for found in map(date.fromordinal, holidays.days(code)) if found.year == year
    )


def test_england() -> None:
    # gov.uk/bank-holidays
    assert of("GB ENG", 2026) == [
        "01-01",
        "04-03",
        "04-06",
        "05-04",
        "05-25",
        "08-31",
        "12-25",
        "12-26",
        "12-28",
    ]


def test_bavaria_adds_to_germany() -> None:
    # The 15th of August is not one of all Bavaria, but of its towns with more Catholics.
    germany = ["01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26"]
    assert of("DE", 2026) == germany
    assert of("DE BY", 2026) == sorted([*germany, "01-06", "06-04", "11-01"])


def test_a_state_leaves_out_what_the_federation_keeps() -> None:
    assert "10-12" in of("US", 2026)
    assert "10-12" not in of("US TX", 2026)


@pytest.mark.parametrize(
    ("country", "subdivision", "code"),
    [
        ("DE", "", "DE"),
        ("DE", "BY", "DE BY"),
        ("DE", "by", "DE BY"),
        ("DE", "Bayern", "DE BY"),
        ("AT", "Wien", "AT 9"),
        ("BR", "Sao_Paulo_Capital", "BR São Paulo Capital"),
        ("GB", "Northern_Ireland", "GB NIR"),
        ("DE", "XX", None),
        ("XX", "", None),
        ("XX", "BY", None),
        ("de", "", None),
        ("DE BY", "", "DE BY"),
        ("", "", None),
    ],
)
def test_places(country: str, subdivision: str, code: str | None) -> None:
    assert holidays.place(country, subdivision) == code


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("UK", "GB"), ("de", "DE"), ("Germany", "DE"), ("DEU", "DE"), ("Untied_States", "US"), ("England", "GB ENG"),
     ("Bayern", "DE BY"), ("XX", None), ("", None), ("Atlantis", None)],
)  # fmt: skip
def test_nearest_country(wrong: str, meant: str | None) -> None:
    assert holidays.nearest_country(wrong) == meant


@pytest.mark.parametrize(
    ("country", "wrong", "meant"),
    [
        ("DE", "Bayren", "BY"),
        ("US", "Texs", "TX"),
        ("DE", "XX", None),
        ("JP", "Tokyo", None),
        ("XX", "BY", None),
    ],
)
def test_nearest_subdivision(country: str, wrong: str, meant: str | None) -> None:
    assert holidays.nearest_subdivision(country, wrong) == meant


def test_every_place_can_be_read_and_written() -> None:
    assert len(holidays.countries()) > 240
    for country in holidays.countries():
        for subdivision in ("", *holidays.subdivisions(country)):
            code = holidays.place(country, subdivision)
            assert code == f"{country} {subdivision}".strip()
            known = holidays.known(code)
            assert known[0] == YEARS[0]
            assert {date.fromordinal(day).year for day in holidays.days(code)} <= set(known)
            assert holidays.title(code)


def test_years_that_end_earlier() -> None:
    assert holidays.known("DE") == YEARS
    assert holidays.known("LK")[-1] == 2026  # the days by the moon are decided year by year
    assert holidays.known("IN MH")[-1] == holidays.known("IN")[-1] == 2035


def test_the_file_is_small_and_says_where_it_is_from() -> None:
    assert os.path.getsize(holidays.PINNED) < 300_000
    with open(holidays.PINNED, encoding="utf-8") as file:
        assert f"from {YEARS[0]} to {YEARS[-1]}" in file.readline()
    assert holidays.source().startswith("holidays 0.")


@pytest.mark.slow
def test_made_again_it_is_the_same() -> None:
    try:
        installed = f"holidays {metadata.version('holidays')}"
    except metadata.PackageNotFoundError:
        pytest.skip("the package holidays is not installed")
    if installed != holidays.source():
        pytest.skip(f"{installed} is installed, the file is from {holidays.source()}")
    from mopsdsl.clock.pin import text

    with open(holidays.PINNED, encoding="utf-8", newline="") as file:
        assert file.read() == text(), "renew it with `python -m mopsdsl.clock.pin`"
