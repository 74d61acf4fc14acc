"""Where each name stands."""

from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.graphs.occurrences import FEW, Occurrences

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


def test_places_looked_for_one_by_one_are_those_found_at_once() -> None:
    (project,) = api.projects(str(SPECS / "acme"))
    loaded = api.load(project)
    names = loaded.context().names
    whole = Occurrences(loaded.model, names)
    things = {id(one.found): one.found for ones in whole.by_file.values() for one in ones}
    for _ in range(FEW):
        whole.of(loaded.model.instance)
    for found in things.values():
        at_once = [one.span.written for one in whole.of(found)]
        assert at_once
        assert [one.span.written for one in Occurrences(loaded.model, names).of(found)] == at_once
