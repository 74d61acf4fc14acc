"""Where each name stands."""

from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.graphs.occurrences import Occurrence, Occurrences

SPECS = Path(__file__).parents[2] / "specs"


@pytest.mark.parametrize("folder", sorted(path.name for path in SPECS.iterdir() if path.is_dir()))
def test_what_is_named_stands_in_the_text_of_what_names_it(folder: str) -> None:
    (project,) = api.projects(str(SPECS / folder))
    loaded = api.load(project)
    occurrences = Occurrences(loaded.model, loaded.context().names)
    found = [(file, one) for file, ones in occurrences.by_file.items() for one in ones]
    assert found
    assert all(one.span.source.name == file for file, one in found)
    assert all(
        one.span.source.name == declared.span.source.name
        for declared in loaded.model.declarations()
        for one in declared.references
        if one.span.end > one.span.start
    )


def test_the_places_of_a_thing_are_all_that_mean_it() -> None:
    (project,) = api.projects(str(SPECS / "acme"))
    loaded = api.load(project)
    occurrences = Occurrences(loaded.model, loaded.context().names)
    meant: dict[int, list[Occurrence]] = {}
    for _, ones in sorted(occurrences.by_file.items()):
        for one in ones:
            meant.setdefault(id(one.found), []).append(one)
    assert len(meant) > 100
    for ones in meant.values():
        found = occurrences.of(ones[0].found)
        assert {id(one) for one in found} == {id(one) for one in ones}
        assert [one.span.written for one in found] == [one.span.written for one in ones]
