"""Where each name stands in the texts: what is meant at a place, and every place that means a thing.

A path stands for several things: in `EMEA.Intro.Welcome` the first word means the workspace, the second the folder.
"""

from collections.abc import Iterator
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.graphs.names import Measure, Names
from mopsdsl.graphs.patterns import HOLE, OTHER, list_of
from mopsdsl.model.assets import Asset, Segment, Segmentation
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.lifecycle import Lifecycle, Stage
from mopsdsl.model.model import NAMELESS, Model
from mopsdsl.model.people import Instance, NamingPattern
from mopsdsl.source.text import Span

Named = Declaration | Stage | Segment
"""What has a name of its own in a text."""


def called(found: Named) -> str:
    """What a sentence calls it: `landing page EMEA.Intro.Hello`, `stage MQL`."""
    match found:
        case Asset():
            word = found.asset_kind
        case Declaration():
            word = found.kind
        case Stage():
            word = "stage"
        case Segment():
            word = "segment"
    return f"{word.replace('_', ' ')} {found.name}"


@value
class Occurrence:
    """One name at its place. `found` is what it means; `reference` is what it is a part of, None where `found` is declared.

    `owner` is the declaration that it stands in, or declares. `composed`: the name does not stand there letter for letter (an
    `each` puts it together), so that it can't be written anew.
    """

    span: Span
    found: Named
    owner: Declaration
    reference: Reference | None = None
    composed: bool = False


class Occurrences:
    """Every name of a model that stands in a text, by place and by what it means."""

    def __init__(self, model: Model, names: Names) -> None:
        self.model = model
        self.names = names
        self._in_file: dict[str, list[Occurrence]] = {}
        self._known: dict[int, list[Occurrence]] = {}  # by the identity of the declaration
        self._by_word: dict[str, dict[int, list[Occurrence]]] = {}

    @cached_property
    def by_file(self) -> dict[str, list[Occurrence]]:
        """The name of a text → what stands in it, in its order."""
        return {file: self.in_file(file) for file in self._declarations}

    def in_file(self, file: str) -> list[Occurrence]:
        """What stands in one text, in its order; the others are not looked at."""
        if file not in self._in_file:
            found = [one for declared in self._declarations.get(file, ()) for one in self._in(declared)]
            self._in_file[file] = sorted(found, key=lambda one: one.span.written)
        return self._in_file[file]

    @cached_property
    def _declarations(self) -> dict[str, list[Declaration]]:
        """The name of a text → what is declared in it; nothing is declared in one and named in another."""
        found: dict[str, list[Declaration]] = {}
        for declaration in self.model.declarations():
            found.setdefault(declaration.span.source.name, []).append(declaration)
        return found

    def at(self, file: str, offset: int) -> list[Occurrence]:
        """The name that a place in a text touches: one, or one for each round of the `each` that it stands in."""
        touched = [one for one in self.in_file(file) if one.span.start <= offset <= one.span.end]
        # A cursor between two names belongs to the one that it stands before.
        best = min(((one.span.end == offset, one.span.end - one.span.start) for one in touched), default=None)
        return [one for one in touched if (one.span.end == offset, one.span.end - one.span.start) == best]

    @cached_property
    def _by_round(self) -> dict[tuple[str, int, int], list[Occurrence]]:
        found: dict[tuple[str, int, int], list[Occurrence]] = {}
        for occurrences in self.by_file.values():
            for one in occurrences:
                if one.span.round:
                    found.setdefault((one.span.source.name, one.span.start, one.span.end), []).append(one)
        return found

    def standing(self, span: Span) -> list[Occurrence]:
        """What one stretch of text inside an `each` means, in all rounds."""
        return self._by_round.get((span.source.name, span.start, span.end), [])

    def of(self, found: Named) -> list[Occurrence]:
        """Every place that means a thing, by file and place, its declaration included."""
        return self._meant(_last(found)).get(id(found), [])

    def _meant(self, word: str) -> dict[int, list[Occurrence]]:
        """Every place of all that have this last word in their names, by the identity of what it means: there may be thousands."""
        if word not in self._by_word:
            found: dict[int, list[Occurrence]] = {}
            for declared in (*self._having.get(word, ()), *self._of_any):
                for one in self._in(declared):
                    if _last(one.found) == word:
                        found.setdefault(id(one.found), []).append(one)
            for ones in found.values():
                ones.sort(key=lambda one: one.span.written)
            self._by_word[word] = found
        return self._by_word[word]

    @cached_property
    def _having(self) -> dict[str, list[Declaration]]:
        """A word of a name or path → the declarations that are called so, or have it in them."""
        found: dict[str, list[Declaration]] = {}
        for declaration in self.model.declarations():
            words = {word for one in declaration.references for word in one.name.split(".")}
            for word in words.union(map(_last, (declaration, *_inside(declaration)))):
                if not isinstance(declaration, Instance):
                    found.setdefault(word, []).append(declaration)
        return found

    @cached_property
    def _of_any(self) -> list[Declaration]:
        """The declarations that name things in another case, too: lists in patterns."""
        return [one for one in self.model.declarations() if isinstance(one, Instance)]

    def _in(self, declaration: Declaration) -> list[Occurrence]:
        """What stands in a declaration."""
        if id(declaration) not in self._known:
            self._known[id(declaration)] = list(self._of(declaration))
        return self._known[id(declaration)]

    def _of(self, declaration: Declaration) -> Iterator[Occurrence]:
        if declaration.kind not in NAMELESS:
            yield from _declared(declaration, declaration, declaration.name)
        for inner in _inside(declaration):
            yield from _declared(inner, declaration, inner.name)
        if isinstance(declaration, Instance):
            for naming in declaration.naming:
                yield from self._in_pattern(declaration, naming)
        for reference in declaration.references:
            found = self.names.find(reference)
            if (
                found is not None
                and not isinstance(found, Measure)
                and reference.span.end > reference.span.start
            ):
                yield from self._parts(declaration, reference, found)

    def _in_pattern(self, owner: Instance, naming: NamingPattern) -> Iterator[Occurrence]:
        """The lists that a naming pattern names between its braces."""
        span = naming.span
        begin = _written(span).find(f'"{naming.pattern}"') + 1  # 0 where an `each` puts it together
        for hole in HOLE.finditer(naming.pattern) if begin else ():
            word = hole[1].strip()
            found = list_of(word, self.model) if word not in OTHER else None
            if found is not None:
                start = span.start + begin + hole.start(1) + hole[1].index(word)
                place = Span(span.source, start, start + len(word), span.round)
                yield Occurrence(place, found, owner, Reference("list", word, place, "names assets by"))

    def _parts(self, owner: Declaration, reference: Reference, found: Named) -> Iterator[Occurrence]:
        """A path word by word, each with what it means."""
        span, written = reference.span, _written(reference.span)
        here, words = written.split("."), reference.name.split(".")
        quoted = written == f'"{reference.name}"'
        if written.startswith('"') or len(here) != len(words):  # what an `each` gives can be a path itself
            yield Occurrence(_within(span, quoted), found, owner, reference, not quoted)
            return
        end = span.end
        current: Named | None = found
        for text, word in zip(reversed(here), reversed(words), strict=True):
            start = end - len(text)
            if current is not None:
                place = Span(span.source, start, end, span.round)
                yield Occurrence(place, current, owner, reference, text != word)
                current = self._around(current, reference)
            end = start - 1

    def _around(self, found: Named, reference: Reference) -> Named | None:
        """What the word before means, in a path."""
        if isinstance(found, Stage):
            path, _, _ = reference.name.rpartition(".")
            return self.model.lifecycles.get(path)
        if isinstance(found, Segment):
            return self._segmentations.get(id(found))
        if isinstance(found, Asset):
            return self.model.assets.get(found.parent) or self.model.workspaces.get(found.workspace.name)
        return None

    @cached_property
    def _segmentations(self) -> dict[int, Segmentation]:
        """Where a segment stands, by the identity of the value: it doesn't know itself."""
        return {
            id(segment): asset
            for asset in self.model.assets.values()
            if isinstance(asset, Segmentation)
            for segment in asset.segments
        }


def _inside(declaration: Declaration) -> tuple[Stage, ...] | tuple[Segment, ...]:
    """What else gets its name in a declaration."""
    if isinstance(declaration, Lifecycle):
        return declaration.stages
    return declaration.segments if isinstance(declaration, Segmentation) else ()


def _last(found: Named) -> str:
    """The last word of its name."""
    return found.name.rpartition(".")[2]


def _declared(found: Named, owner: Declaration, name: str) -> Iterator[Occurrence]:
    """Where something gets its name, if that stands in a text: what Marketo brings stands nowhere."""
    span, short = found.span, name.rpartition(".")[2]
    written = _written(span)
    if written == short:
        yield Occurrence(span, found, owner)
    elif written == f'"{name}"':
        yield Occurrence(_within(span, True), found, owner)
    elif "<" in written:
        yield Occurrence(span, found, owner, None, True)


def _within(span: Span, quoted: bool) -> Span:
    return Span(span.source, span.start + 1, span.end - 1, span.round) if quoted else span


def _written(span: Span) -> str:
    return span.source.text[span.start : span.end]
