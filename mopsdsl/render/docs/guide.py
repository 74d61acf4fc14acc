"""What every page may ask: the model with its graphs, words for readers, and where each thing is told of."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from mopsdsl.checks.context import Context
from mopsdsl.graphs.edges import World
from mopsdsl.model.access import Grant
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Declaration, Everything, Reference
from mopsdsl.model.lifecycle import Lifecycle
from mopsdsl.render.docs.page import Badge, Inline, Line, Link, Paragraph, joined, some
from mopsdsl.render.docs.words import Words, day, deprecated, plain

MANY = 60
"""Up to so many things of a kind each is told of by itself; more are told in a table."""

HOME = {
    "workspace": "workspaces", "partition": "workspaces", "wall": "sight", "team": "access", "role": "access",
    "calendar": "access", "rota": "access", "routing": "routing", "lifecycle": "lifecycles", "stage": "lifecycles",
    "funnel": "lifecycles", "fence": "agreements", "score": "growth", "distribution": "growth", "metric": "growth",
    "assume": "growth", "forecast": "growth", "cadence": "growth", "object": "growth", "threshold": "growth",
    "content": "content", "channel": "content", "list": "glossary", "field": "glossary",
}  # fmt: skip
"""The page that tells of each kind; what is not here has no place to link to."""

_UNFIT = re.compile(r"[^\w.-]", re.ASCII)


def anchor(kind: str, name: str) -> str:
    """The id of a thing's place on its page: different for different things."""
    return f"{kind}-{_UNFIT.sub(lambda match: f'~{ord(match[0]):06x}', name)}"


class Guide:
    """One model, seen by the pages."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.model = context.model
        self.names = context.names
        self.sight = context.sight
        self.world = World(context.model, context.names, context.sight)
        self.words = Words(context.names)
        self._links: dict[tuple[str, str], Inline] = {}
        self._refs: dict[tuple[str, str, str], Line] = {}

    # Names

    def title(self, declaration: Declaration) -> str:
        """As readers know it."""
        name = declaration.short_name if isinstance(declaration, Asset) else declaration.name
        return plain(declaration.title, name)

    def link(self, kind: str, name: str) -> Inline:
        """A declaration's title, linked to where it is told of."""
        key = (kind, name)
        if key not in self._links:
            self._links[key] = self._link(kind, name)
        return self._links[key]

    def _link(self, kind: str, name: str) -> Inline:
        found = self.model.of_kind(kind).get(name)
        text = self.title(found) if found is not None else name.replace("_", " ")
        return Link(text, HOME[kind], anchor(kind, name)) if found is not None and kind in HOME else text

    def links(self, kind: str, names: Iterable[str], limit: int = 12) -> Line:
        """Several of a kind, in this order."""
        return some([(self.link(kind, name),) for name in names], limit)

    def ref(self, reference: Reference | None) -> Line:
        """What a reference stands for, linked where it has a place."""
        if reference is None:
            return ""
        key = (reference.kind, reference.name, reference.scope)
        if key not in self._refs:
            self._refs[key] = self._ref(reference)
        return self._refs[key]

    def _ref(self, reference: Reference) -> Line:
        text = self.words.title(reference)
        id_ = self.world.things.target(self.names, reference)
        kind, _, name = (id_ or "").partition(":")
        if kind == "field" and self.model.fields[name].standard:  # nothing is told of Marketo's own
            return text
        return (Link(text, HOME[kind], anchor(kind, name)),) if kind in HOME else text

    def refs(self, references: Iterable[Reference]) -> Line:
        return joined([self.ref(reference) for reference in references])

    def chosen(
        self, choice: tuple[Reference, ...] | Everything | None, everything: str, limit: int = 12
    ) -> Line:
        """A list of references, or "all partitions" and what is left out of them."""
        if isinstance(choice, Everything):
            if not choice.except_:
                return everything
            return joined([f"{everything} except ", self.refs(choice.except_)], "")
        return some([self.ref(reference) for reference in choice or ()], limit)

    @cached_property
    def lifecycles(self) -> tuple[Lifecycle, ...]:
        """The main one first; those that follow another one last."""
        every = self.model.lifecycles.values()
        return tuple(sorted(every, key=lambda one: (one.extends is not None, -len(one.stages), one.name)))

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Fence → the page of its agreement. Names that a disk can't tell apart, by upper and lower case or far behind, are counted."""
        pages: dict[str, str] = {}
        counts: dict[str, int] = {}
        for name in sorted(self.model.fences):
            short = anchor("agreement", name)[:100]
            number = counts[short.casefold()] = counts.get(short.casefold(), 0) + 1
            pages[name] = short if number == 1 else f"{short}-{number}"
        return pages

    # Marks and remarks

    def badges(self, declaration: Declaration) -> list[Badge]:
        """The marks that stand beside a name."""
        found = [Badge(deprecated(declaration.deprecated), "care")] if declaration.deprecated else []
        if getattr(declaration, "implied", False):
            found.append(Badge("Marketo's own"))
        if declaration.id in self.protected:
            found.append(Badge("protected"))
        return found

    @cached_property
    def protected(self) -> frozenset[str]:
        """The ids of what must not be removed in one change."""
        targets = (
            self.world.things.target(self.names, one.target) for one in self.model.protections.values()
        )
        return frozenset(target for target in targets if target)

    def remarks(self, declaration: Declaration) -> list[Paragraph]:
        """What is special about a thing: that it had another name, and the exceptions made for it."""
        found: list[Line] = []
        if declaration.formerly:
            found.append(f"Before, its name was {declaration.formerly.replace('_', ' ')}.")
        found += [
            (
                "An exception is made here",
                *_until(one.until),
                f": {one.because}. ",
                Link("All exceptions", "exceptions"),
            )
            for one in declaration.allowances
        ]
        return [Paragraph(line, "aside") for line in found]

    # Who

    def role(self, grant: Grant) -> Line:
        """What a grant makes of its team."""
        if grant.as_admin or grant.role is None:
            return "Workspace admin"
        return (self.link("role", grant.role.name),)

    def where(self, grant: Grant, limit: int = 12) -> Line:
        return self.chosen(grant.workspaces, "all workspaces", limit)

    @cached_property
    def teams_in(self) -> dict[str, list[tuple[str, Grant]]]:
        """Workspace → the teams that work in it, each with the grant that lets it."""
        found: dict[str, list[tuple[str, Grant]]] = {name: [] for name in self.model.workspaces}
        for team, accesses in self.sight.accesses.items():
            for access in accesses:
                found[access.workspace].append((team, access.grant))
        return found

    # What stands where

    @cached_property
    def kinds_in(self) -> dict[str, Counter[str]]:
        """Workspace → how many assets of each kind stand in it."""
        found: dict[str, Counter[str]] = {}
        for asset in self.model.assets.values():
            found.setdefault(asset.workspace.name, Counter())[asset.asset_kind] += 1
        return found

    @cached_property
    def _children(self) -> dict[str, list[Asset]]:
        found: dict[str, list[Asset]] = {}
        for asset in self.model.assets.values():
            found.setdefault(asset.parent, []).append(asset)
        return found

    def below(self, asset: Asset) -> Iterator[Asset]:
        """All that stands in a folder or program, in folders below it as well, without those folders."""
        for child in self._children.get(asset.name, ()):
            if child.asset_kind != "folder":
                yield child
            yield from self.below(child)


def _until(until: object) -> tuple[str, ...]:
    return (f", until {day(until)}",) if until else ()  # type: ignore[arg-type]
