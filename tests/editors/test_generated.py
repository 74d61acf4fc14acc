"""What is generated for editors is what the grammar says today."""

import pytest

from mopsdsl.highlighting import build
from tests.editors.words import EDITORS


@pytest.mark.parametrize("name", build.FILES)
def test_patterns_are_made_from_the_grammar(name: str) -> None:
    """When this fails: make editors."""
    assert (EDITORS / name).read_text("utf-8") == build.FILES[name]()


def test_nothing_else_is_generated() -> None:
    marked = {
        path.relative_to(EDITORS).as_posix()
        for path in EDITORS.rglob("*")
        if path.is_file()
        and "node_modules" not in path.parts
        and "Made by `make" in path.read_text("utf-8", "replace")
    }
    assert marked - {path for path in marked if "dist" in path} == set(build.FILES)
