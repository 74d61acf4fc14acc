"""MOPS006 for time zones and public holidays that don't exist: everywhere that the language takes them, with the right one as a fix."""

import pytest

from mopsdsl import api
from mopsdsl.clock import holidays, zones
from mopsdsl.diagnostics.finding import Finding

ROTA = "team T { side marketing }\nrota R for T { covers Mon..Fri 08:00-18:00 %s }"
PLACES = {
    "instance": "instance X { timezone %s }",
    "calendar": "calendar C { hours Mon..Fri 09:00-17:00; timezone %s }",
    "rota": ROTA,
    "scenario at": 'scenario "s" { at 2026-07-03 16:45 %s }',
    "expect due": 'scenario "s" { expect due 2026-07-03 16:45 %s }',
}


def bad(text: str) -> list[Finding]:
    return [finding for finding in api.check_text(text) if finding.code == "MOPS006"]


@pytest.mark.parametrize("place", PLACES)
def test_every_place_that_takes_a_zone_is_looked_at(place: str) -> None:
    text = PLACES[place]
    assert not bad(text % '"Europe/Berlin"')
    assert not bad(text % '"UTC"')
    (finding,) = bad(text % '"Europe/Berln"')
    (edit,) = finding.fixes[0].edits
    assert edit.span == finding.span
    mended = (
        finding.span.source.text[: edit.span.start] + edit.text + finding.span.source.text[edit.span.end :]
    )
    assert mended == text % '"Europe/Berlin"'


@pytest.mark.parametrize(
    ("zone", "meant"),
    [("Berlin", "Europe/Berlin"), ("PST", "America/Los_Angeles"), ("europe/paris", "Europe/Paris"), ("Mars/Olympus", None)],
)  # fmt: skip
def test_the_zone_that_was_meant(zone: str, meant: str | None) -> None:
    (finding,) = bad(PLACES["calendar"] % f'"{zone}"')
    assert [edit.text for fix in finding.fixes for edit in fix.edits] == ([f'"{meant}"'] if meant else [])


def test_an_empty_zone_is_none_but_no_zone_is_no_mistake() -> None:
    assert len(bad('calendar C { timezone "" }')) == 1
    assert not bad("calendar C { hours Mon..Fri 09:00-17:00 }")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("UK", "GB"), ("Germany", "DE"), ("de", "DE"), ("de by", "DE BY"), ("Bayern", "DE BY"), ("DE Bayren", "DE BY"),
        ("USA", "US"), ("XX", None), ("FR XX", None),
    ],
)  # fmt: skip
def test_the_country_or_part_that_was_meant(written: str, meant: str | None) -> None:
    (finding,) = bad(f"calendar C {{ hours Mon..Fri 09:00-17:00; holidays {written}, AT }}")
    assert finding.span.source.text[finding.span.start : finding.span.end] == written
    assert [edit.text for fix in finding.fixes for edit in fix.edits] == ([meant] if meant else [])
    assert meant is None or not bad(f"calendar C {{ hours Mon..Fri 09:00-17:00; holidays {meant} }}")


@pytest.mark.parametrize("written", ["DE", "DE BY", "DE Bayern", "GB ENG", "US CA"])
def test_what_exists_is_no_mistake(written: str) -> None:
    assert not bad(f"calendar C {{ hours Mon..Fri 09:00-17:00; holidays {written} }}")


def test_what_is_offered_exists() -> None:
    for word in ("Bejing", "Amerika/New_York", "EST5", "London", "IST", "Zürich"):
        meant = zones.nearest(word)
        assert meant is None or zones.exists(meant)
    for word in ("Swiss", "Holland", "Deutschland", "Catalonia"):
        right = holidays.nearest_country(word)
        assert right is None or holidays.place(*right.split(" ", 1)) is not None


def test_in_a_round_of_an_each_nothing_is_rewritten() -> None:
    (finding,) = bad('each city of ("Berlin") { calendar C { timezone "<city>" } }')
    assert "Europe/Berlin" in finding.help
    assert not finding.fixes
