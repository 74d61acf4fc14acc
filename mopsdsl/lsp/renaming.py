"""A rename as edits, everywhere at once; one that could change what anything else means is refused.

It is proved, not believed: the texts are read anew with the edits, and every name has to mean what it meant.
"""

import re
from collections.abc import Iterable, Iterator

from mopsdsl._value import value
from mopsdsl.diagnostics.finding import SYNTAX_ERROR, Edit
from mopsdsl.graphs.occurrences import Named, Occurrence, called
from mopsdsl.lowering.standard import marketos_own
from mopsdsl.lsp.former import taken_back
from mopsdsl.lsp.same import objection
from mopsdsl.lsp.view import Place, View
from mopsdsl.model.base import Declaration
from mopsdsl.source.text import Source, Span
from mopsdsl.syntax.scanner import END, scan


class Refused(Exception):
    """Why something can't be renamed, in one sentence, and what to do instead."""


@value
class Subject:
    """What a rename is about: one thing, or all that an `each` makes of one text. `places` is each place of its `name` once."""

    things: tuple[Named, ...]
    places: tuple[Occurrence, ...]
    name: str


def subject(place: Place) -> Subject:
    """What would be renamed at a place. Raises Refused."""
    if not place.occurrences:
        raise Refused(
            "There is no name here that can be renamed. Put the cursor on a name where it is declared or used; words of the language, "
            "texts, values and the words of an `each` are changed by hand."
        )
    found = _together(place.view, place.occurrences)
    places = {(one.span.source.name, one.span.start): one for one in found}
    things = {id(one.found): one.found for one in found}
    for thing in things.values():
        if _is_marketos(place.view, thing):
            told = called(thing)
            raise Refused(
                f"{told[:1].upper()}{told[1:]} is Marketo's own, so its name can't be changed here; its title is what people see."
            )
    for one in found:
        if one.composed:
            raise Refused(
                f"An `each` puts this name together in {one.span.place}, so it can't be renamed everywhere at once. Change the words of "
                "the `each`, and the places that name what it makes, by hand."
            )
    span = next(one.span for one in found if one.reference is None)
    return Subject(tuple(things.values()), tuple(places.values()), span.source.text[span.start : span.end])


def _together(view: View, occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Every occurrence of what these mean, and of all that has to be renamed with it as the same text means it, too."""
    found: dict[int, list[Occurrence]] = {}
    known: set[tuple[str, int, int]] = set()
    waiting = [one.found for one in occurrences]
    while waiting:
        thing = waiting.pop()
        if id(thing) not in found:
            found[id(thing)] = view.occurrences.of(thing)
            for span in (one.span for one in found[id(thing)] if one.span.round):
                place = span.source.name, span.start, span.end
                if place not in known:
                    known.add(place)
                    waiting += [one.found for one in view.occurrences.standing(span)]
    return [one for ones in found.values() for one in ones]


def _is_marketos(view: View, thing: Named) -> bool:
    own = thing.name in marketos_own().get(thing.kind, ()) if isinstance(thing, Declaration) else False
    return own or thing.span.source.name not in view.sources


def edits(view: View, about: Subject, name: str) -> list[Edit]:
    """What to write to give it another name, in the order of the texts. Raises Refused."""
    _fits(about, name)
    _readable(view, about)
    made = [Edit(one.span, name) for one in about.places]
    for thing in about.things:
        back = taken_back(thing, name)
        if back is not None and back.written not in {edit.span.written for edit in made}:
            made.append(Edit(back, ""))
    made.sort(key=lambda edit: edit.span.written)
    reason = objection(view, made, name)
    if reason:
        raise Refused(reason)
    return made


def _fits(about: Subject, name: str) -> None:
    """Whether it is a name at all, or a text where the old one is."""
    quoted = any(_in_quotes(one) for one in about.places)
    text, kind = (f'"{name}"', "<string>") if quoted else (name, "<name>")
    tokens = scan(Source("name", text))
    if tokens.kinds != [kind, END] or tokens.texts[0] != text or not name or "<" in name or "\\" in name:
        raise Refused(
            f"`{name}` can't be written there: a text between quotes holds no quotes, backslashes or < >."
            if quoted
            else f"`{name}` is no name: one begins with a letter and goes on with letters, digits, _ and -. What people see is the title."
        )


def _in_quotes(one: Occurrence) -> bool:
    return one.span.source.text[one.span.start - 1 : one.span.start] == '"'


def _readable(view: View, about: Subject) -> None:
    """Where it stands in text that can't be read, nobody knows what it means."""
    broken = {one.span.source.name for one in view.loaded.findings if one.code == SYNTAX_ERROR.code}
    for file in sorted(broken & view.sources.keys()):
        known = {one.span.start for one in view.occurrences.by_file.get(file, ())}
        for span in _words(view.sources[file]):
            if span.start not in known and span.source.text[span.start : span.end] == about.name:
                raise Refused(
                    f"{about.name} also stands in {span.place}, in text that can't be read. Mend that first, so that it isn't left behind."
                )


def _words(source: Source) -> Iterator[Span]:
    """Every word of a text, those of paths one by one, and what stands between quotes."""
    tokens = scan(source)
    for kind, text, start in zip(tokens.kinds, tokens.texts, tokens.starts, strict=True):
        if kind in ("<name>", "<path>"):
            for word in re.finditer(r"[^.]+", text):
                yield Span(source, start + word.start(), start + word.end())
        elif kind == "<string>":
            yield Span(source, start + 1, start + len(text) - 1)
