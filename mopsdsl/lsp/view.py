"""One project at one moment: what every answer is made of. It is never changed; after an edit there is a new one."""

import os
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from lsprotocol import types

from mopsdsl import api
from mopsdsl.checks.context import Context
from mopsdsl.graphs.edges import World
from mopsdsl.graphs.occurrences import Occurrence, Occurrences
from mopsdsl.lsp.documents import Documents
from mopsdsl.lsp.positions import Lines
from mopsdsl.source.text import Source, Span
from mopsdsl.syntax.enclosing import enclosing
from mopsdsl.syntax.parser import parse_tokens
from mopsdsl.syntax.scanner import Tokens, scan
from mopsdsl.syntax.tree import File, Node, Token
from mopsdsl.syntax.words import taken

T = TypeVar("T")


class Written:
    """One text as it is written, for what goes by its words; the model does not keep them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens: Tokens = scan(source)

    @cached_property
    def file(self) -> File:
        return parse_tokens(self.source, self.tokens)[0]

    @cached_property
    def words(self) -> frozenset[int]:
        """Which of the tokens are words of the language."""
        return taken(self.tokens, self.file)


class View:
    """A loaded project beside the documents that are open. `paths` are its files by the names of its texts."""

    def __init__(self, loaded: api.Loaded, paths: dict[str, str], documents: Documents) -> None:
        self.loaded = loaded
        self._paths = paths
        self._documents = documents
        self._lines: dict[str, Lines] = {}
        self._made: dict[tuple[Callable[..., Any], tuple[Hashable, ...]], Any] = {}
        self.sources = {source.name: source for source in loaded.sources}

    @cached_property
    def context(self) -> Context:
        """The model as it is written, with all that the rules ask of it."""
        return self.loaded.context()

    @cached_property
    def world(self) -> World:
        return World(self.context.model, self.context.names, self.context.sight)

    @cached_property
    def occurrences(self) -> Occurrences:
        return Occurrences(self.context.model, self.context.names)

    def once(self, make: Callable[..., T], *of: Hashable) -> T:
        """What a function makes of something, made when first asked for: a view is never changed."""
        key = make, tuple(one for one in of if one is not self)  # who holds itself is not let go at once
        if key not in self._made:
            self._made[key] = make(*of)
        made: T = self._made[key]
        return made

    def written(self, source: Source) -> Written:
        return self.once(Written, source)

    # Places

    def path(self, name: str) -> str:
        """The file of a text, or where it would be."""
        assert self.loaded.project is not None, "the server loads folders only"
        return self._paths.get(name) or os.path.normpath(os.path.join(self.loaded.project.root, name))

    def uri(self, name: str) -> str:
        return self._documents.uri(self.path(name))

    def lines(self, source: Source) -> Lines:
        lines = self._lines.get(source.name)
        if lines is None or lines.text != source.text:
            lines = self._lines[source.name] = Lines(source.text, self._documents.encoding)
        return lines

    def range(self, span: Span) -> types.Range:
        return self.lines(span.source).range(span.start, span.end)

    def location(self, span: Span) -> types.Location:
        return types.Location(self.uri(span.source.name), self.range(span))

    def locations(self, spans: Iterable[Span]) -> list[types.Location]:
        """Each place once, in the order given: the rounds of an `each` share theirs."""
        unique = {
            (span.source.name, span.start, span.end): span
            for span in spans
            if span.source.name in self.sources
        }
        return [self.location(span) for span in unique.values()]


class Place:
    """A place in an open document, in the project as it is now."""

    def __init__(self, view: View, source: Source, offset: int) -> None:
        self.view = view
        self.source = source
        self.offset = offset

    @cached_property
    def occurrences(self) -> list[Occurrence]:
        """The name that stands here: one, or one for each round of an `each`; none between names."""
        return self.view.occurrences.at(self.source.name, self.offset)

    @cached_property
    def around(self) -> list[Node | Token]:
        """What stands around it in the tree, the outermost first."""
        return enclosing(self.view.written(self.source).file, self.offset, self.offset)
