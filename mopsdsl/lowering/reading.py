"""Reading one declaration: its statements, its references, and what every kind has in common."""

from typing import Any

from mopsdsl.diagnostics.finding import DUPLICATE_NAME, MISSING_PROPERTY, Related
from mopsdsl.lowering.place import Place
from mopsdsl.model.base import Allowance, Deprecation, Everything, Reference
from mopsdsl.source.text import Span
from mopsdsl.syntax import tree


class Reading:
    """One declaration being read: its statements by their words, and the references that it turns out to hold."""

    def __init__(
        self, place: Place, node: Any, name: str, statements: tuple[Any, ...], scope: str = ""
    ) -> None:
        self.place = place
        self.node = node
        self.name = name
        self.scope = scope
        self.references: list[Reference] = []
        self.properties: dict[str, list[tree.Property]] = {}
        self.others: list[Any] = []
        self.allowances: list[Allowance] = []
        for statement in statements:
            if isinstance(statement, tree.Property):
                self.properties.setdefault(statement.word, []).append(statement)
            elif isinstance(statement, tree.Allow):
                self.allowances.append(allowance(place, statement))
            elif not isinstance(statement, tree.Broken):
                self.others.append(statement)

    # What all kinds share

    def common(self, span: Span, title: str = "") -> dict[str, Any]:
        """The shared part of a declaration; call it when everything else has been read, as it closes the references."""
        place, node = self.place, self.node
        old = self.one("formerly")
        gone = self.one("deprecated", "deprecated since")
        return {
            "name": self.name,
            "title": title or self.name,
            "span": span,
            "extent": place.span(node),
            "documentation": place.with_words(place.comments.above(node.start)),
            "formerly": place.name(old.values[0]) if old else None,
            "deprecated": Deprecation(place.date(gone.values[0])) if gone else None,
            "allowances": tuple(self.allowances),
            "references": tuple(self.references),
        }

    # Properties

    def one(self, word: str, other: str = "", third: str = "") -> Any:
        """The one property with this word (or the others), or None; a second is a finding."""
        found = self.all(word, other, third)
        if len(found) > 1:
            first, second = found[:2]
            place = self.place
            related = (Related(place.span(first), "said first here"),)
            place.report(
                DUPLICATE_NAME, second, f"`{second.word}` is said twice here.", "Keep one of them.", related
            )
        return found[0] if found else None

    def all(self, word: str, other: str = "", third: str = "") -> "list[tree.Property] | tuple[()]":
        """Every property with one of these words, in the order of the text."""
        properties = self.properties
        found = properties.get(word, ())
        if other and (other in properties or third in properties):
            found = [*found, *properties.get(other, ()), *properties.get(third, ())]
            found.sort(key=lambda statement: statement.start)
        return found

    def has(self, word: str) -> bool:
        return word in self.properties

    def value(self, word: str) -> Any:
        """The single value of a property, or None."""
        if word not in self.properties:
            return None
        return self.one(word).values[0]

    def said(self, word: str) -> str:
        """The text or name of a property, or ""."""
        token = self.value(word)
        return self.place.text(token) if token is not None else ""

    def chosen(self, word: str, what: str, words: tuple[str, ...]) -> str:
        """One of a few words, or ""."""
        token = self.value(word)
        return self.place.word(token, what, words) if token is not None else ""

    def freely_chosen(self, word: str, what: str, known: tuple[str, ...]) -> str:
        """Any word, but no slip of a known one; or ""."""
        token = self.value(word)
        return self.place.free_word(token, what, known) if token is not None else ""

    def missing(self, what: str, help: str) -> None:
        """Report a property without which the declaration means nothing."""
        named = getattr(self.node, "name", self.node)
        self.place.report(MISSING_PROPERTY, named, f"{self.name} has no {what}.", help)

    # References

    def reference(
        self, kind: str, token: tree.Token | None, verb: str, scope: str | None = None
    ) -> Reference | None:
        """The reference that a name is, where there is one."""
        return self.must(kind, token, verb, scope) if token is not None else None

    def must(self, kind: str, token: tree.Token, verb: str, scope: str | None = None) -> Reference:
        """The reference that a name is, remembered as one of this declaration's."""
        place = self.place
        reference = Reference(
            kind, place.name(token), place.span(token), verb, self.scope if scope is None else scope
        )
        self.references.append(reference)
        return reference

    def referred(self, word: str, kind: str, verb: str) -> Reference | None:
        """The reference that a property's single value is."""
        return self.reference(kind, self.value(word), verb)

    def several(self, kind: str, names: tree.Names | None, verb: str) -> tuple[Reference, ...]:
        return tuple([self.must(kind, token, verb) for token in names.tokens]) if names is not None else ()

    def listed(self, word: str, kind: str, verb: str) -> tuple[Reference, ...]:
        """The references of all properties with this word."""
        if word not in self.properties:
            return ()
        return tuple([r for found in self.all(word) for r in self.several(kind, found.values[0], verb)])

    def sight(self, node: Any, kind: str, verb: str) -> tuple[Reference, ...] | Everything:
        """A list of names, or `all`."""
        if isinstance(node, tree.Everything):
            return Everything(self.several(kind, node.except_, f"{verb} all except"))
        return self.several(kind, node, verb)


def allowance(place: Place, node: tree.Allow) -> Allowance:
    return Allowance(
        place.name(node.code), place.reason(node.because), place.date(node.until), place.span(node)
    )
