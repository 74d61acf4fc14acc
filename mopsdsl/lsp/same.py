"""Whether a project means the same after an edit of its names: each name at its place, and nothing newly wrong."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate

from mopsdsl import api
from mopsdsl.diagnostics.finding import Edit, Finding
from mopsdsl.graphs.occurrences import Named, Occurrence, Occurrences, called
from mopsdsl.lsp.view import View

Moves = dict[str, Callable[[int], int]]
"""Text's name → where an offset of before is after the edits."""
Key = tuple[object, ...]


def objection(view: View, edits: list[Edit], name: str) -> str:
    """Why these edits, all of which write `name` or nothing, would change more than names; empty where they don't."""
    project = view.loaded.project
    assert project is not None, "the server loads folders only"
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.span.source.name, []).append(edit)
    texts = {file: applied(view.sources[file].text, ones) for file, ones in by_file.items()}
    loaded = api.load(project.edited(texts), view.loaded.readings)
    context = loaded.context(view.context.today)
    moves = {file: _moved(ones) for file, ones in by_file.items()}
    known = Counter(_of_finding(one, moves) for one in api.about_text(view.loaded, view.context))
    for finding in api.about_text(loaded, context):
        if not known[_of_finding(finding, {})]:
            return _newly_wrong(finding, name)
    return _otherwise(view.occurrences, Occurrences(context.model, context.names), moves)


def applied(text: str, edits: list[Edit]) -> str:
    """A text after edits in its order, none of which overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*parts, text[at:]))


def _moved(edits: list[Edit]) -> Callable[[int], int]:
    ends = [edit.span.end for edit in edits]
    shifts = [0, *accumulate(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)]
    return lambda offset: offset + shifts[bisect_right(ends, offset)]


def _stay(offset: int) -> int:
    return offset


def _of_finding(finding: Finding, moves: Moves) -> Key:
    span = finding.span
    moved = moves.get(span.source.name, _stay)
    return finding.code, span.source.name, moved(span.start), moved(span.end), span.round


def _newly_wrong(finding: Finding, name: str) -> str:
    place = finding.span.place
    if finding.code == "MOPS001":
        return f"`{name}` can't be a name in {place}: the language reads it otherwise there. Choose another name."
    if finding.code == "MOPS003":
        first = f" ({finding.related[0].span.place})" if finding.related else ""
        return f"The name {name} is taken{first}: {finding.message[0].lower()}{finding.message[1:-1]} then. Choose another name."
    return f"Something would be wrong with that name in {place}: {finding.message} Choose another name, or mend it by hand."


# What the names mean


def _otherwise(before: Occurrences, after: Occurrences, moves: Moves) -> str:
    """The first name that means something else."""
    was = dict(_keyed(before, moves))
    now = dict(_keyed(after, {}))
    if was.keys() == now.keys():
        return ""
    lost = {key[:3]: one for key, one in was.items() if key not in now}
    new = {key[:3]: one for key, one in now.items() if key not in was}
    place = min((*lost, *new), key=str)
    return _told(lost.get(place), new.get(place))


def _told(lost: Occurrence | None, new: Occurrence | None) -> str:
    if lost is None:
        assert new is not None, "something has changed"
        return (
            f"{_place(new)} means nothing now, and would mean {called(new.found)} then. Choose another name."
        )
    if new is None:
        return f"{_place(lost)} would not lead to {called(lost.found)} any more. Choose another name."
    there = f"{_place(new)} would mean {called(new.found)} then"
    return f"{there}, and not {called(lost.found)} any more. Choose another name."


def _place(one: Occurrence) -> str:
    return f"`{one.span.source.text[one.span.start : one.span.end]}` in {one.span.place}"


def _keyed(occurrences: Occurrences, moves: Moves) -> Iterator[tuple[Key, Occurrence]]:
    """Each occurrence under its place of afterwards, and the place where what it means is declared."""
    things: dict[int, Key] = {}
    for file, ones in occurrences.by_file.items():
        moved = moves.get(file, _stay)
        for one in ones:
            thing = things.get(id(one.found))
            if thing is None:
                thing = things[id(one.found)] = _identity(one.found, moves)
            verb = one.reference.verb if one.reference else None
            span = one.span
            yield (file, moved(span.start), span.round, moved(span.end), verb, one.composed, thing), one


def _identity(found: Named, moves: Moves) -> Key:
    """What is declared keeps its place, whatever it is called; what Marketo brings keeps its name."""
    span, kind = found.span, type(found).__name__
    if not span.source.text:
        return kind, found.name
    return kind, span.source.name, moves.get(span.source.name, _stay)(span.start), span.round
