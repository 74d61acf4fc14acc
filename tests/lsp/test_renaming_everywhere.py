"""Every name of the specs of this repository is renamed and back, or refused with a reason: the text is the same then.

Beside the server's own proof stand three that know nothing of it: all rules find the same at the same places; for words that mean one
thing only, the text is what searching and replacing makes of it; and with `formerly`, a change plan sees nothing made or removed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.changes.change import Create, Remove
from mopsdsl.changes.compare import compare
from mopsdsl.diagnostics.finding import Edit
from mopsdsl.lsp import former
from mopsdsl.lsp.documents import Documents
from mopsdsl.lsp.renaming import Refused, Subject, edits, subject
from mopsdsl.lsp.same import applied
from mopsdsl.lsp.view import Place, View
from mopsdsl.source.project import Project
from mopsdsl.source.text import Span
from mopsdsl.syntax.words import groups

SPECS = Path(__file__).parents[2] / "specs"
TODAY = date(2026, 6, 1)
MOST = 6
"""Names of a project that are tried; which they are changes with the length of their names only."""
FRESH = "_new"

_OUTSIDE = re.compile(r'#[^\n]*|"(?:\\.|[^"\\\n])*"|(?<![\w<-])[^\W\d](?:\w|-(?=\w))*(?![\w>])')


def seen(project: Project, readings: api.Readings) -> View:
    return View(api.load(project, readings), project.paths, Documents())


def written(view: View, made: list[Edit]) -> dict[str, str]:
    by_file: dict[str, list[Edit]] = {}
    for edit in made:
        by_file.setdefault(edit.span.source.name, []).append(edit)
    return {file: applied(view.sources[file].text, ones) for file, ones in by_file.items()}


def subjects(view: View) -> Iterator[tuple[Span, Subject]]:
    """What can be renamed, each once, with a place of it."""
    known: set[int] = set()
    for ones in view.occurrences.by_file.values():
        for one in ones:
            if id(one.found) not in known:
                known.add(id(one.found))
                with suppress(Refused):
                    about = subject(Place(view, one.span.source, one.span.start))
                    known.update(id(thing) for thing in about.things)
                    yield one.span, about


def found(view: View) -> Counter[tuple[str, str, int]]:
    return Counter((one.code, one.span.source.name, one.span.line) for one in api.check(view.loaded, TODAY))


def replaced(view: View, old: str, new: str) -> dict[str, str]:
    """Every whole word in the texts that have it, but in comments and quotes; there it counts between braces, as in `naming`."""

    def put(word: re.Match[str]) -> str:
        return new if word[0] == old else word[0].replace(f"{{{old}}}", f"{{{new}}}")

    texts = {name: _OUTSIDE.sub(put, source.text) for name, source in view.sources.items()}
    return {name: text for name, text in texts.items() if text != view.sources[name].text}


def made_or_removed(view: View, about: Subject, there: list[Edit]) -> list[str]:
    """What a change plan would make or remove, if it is said of each thing what it was called."""
    told = [former.told(thing, about.name) for thing in about.things]
    if None in told:
        return []
    both = [*there, *(edit for fix in told if fix for edit in fix.edits)]
    texts = written(
        view, sorted(both, key=lambda edit: (edit.span.source.name, edit.span.start, edit.span.end))
    )
    project = view.loaded.project
    assert project
    after = api.load(project.edited(texts), view.loaded.readings)
    changes = compare(view.context.model, after.model).changes
    return [one.id for one in changes if isinstance(one, Create | Remove)]


@pytest.mark.parametrize("name", sorted(path.name for path in SPECS.iterdir() if path.is_dir()))
def test_there_and_back(name: str) -> None:
    (project,) = (one for one in api.projects(str(SPECS / name)) if Path(one.root).name == name)
    project.keep()
    view = seen(project, api.Readings())
    every = sorted(subjects(view), key=lambda one: one[0].written)
    named = Counter(node.name.rpartition(".")[2] for node in view.world.things.nodes.values())
    named.update(groups().all)
    before = found(view)
    for span, about in every[:: len(every) // MOST + 1]:
        fresh = about.name + FRESH
        there = edits(view, about, fresh)
        texts = written(view, there)
        if named[about.name] == 1 and about.name.isidentifier():
            assert texts == replaced(view, about.name, fresh)
        renamed = seen(project.edited(texts), view.loaded.readings)
        assert found(renamed) == before
        assert not made_or_removed(view, about, there)
        at = span.start + sum(
            len(FRESH) for edit in there if edit.span.source is span.source and edit.span.end <= span.start
        )
        back = edits(renamed, subject(Place(renamed, renamed.sources[span.source.name], at)), about.name)
        assert written(renamed, back) == {file: view.sources[file].text for file in texts}
