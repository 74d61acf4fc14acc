"""What a graph has for nodes, under the ids that people and scripts write: `workspace:EMEA`, `stage:Global.MQL`."""

from collections.abc import Iterator
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.graphs.names import Found, Names
from mopsdsl.model.assets import ASSET_KINDS, Asset, Segment, Segmentation
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.lifecycle import Stage
from mopsdsl.model.model import PLACES, Model
from mopsdsl.source.text import Span

KINDS = ("instance", *PLACES, "stage")
"""The kinds of ids."""

ASSET_WORDS = (*ASSET_KINDS, "folder")
"""Kinds of assets, which may stand for `asset` when something is asked for: `email:EMEA.Intro.Welcome`."""


@value
class Node:
    """One thing of the model. `kind` is the id's; `word` what people call it ("email" where the kind is asset).

    `brought`: Marketo brings it itself, and nobody declared it.
    """

    id: str
    kind: str
    name: str
    title: str
    word: str
    span: Span
    brought: bool = False

    @property
    def label(self) -> str:
        """As a sentence names it: `workspace EMEA`."""
        return f"{self.word.replace('_', ' ')} {self.name}"


class Things:
    """Every node of a model by its id, in a fixed order: declarations kind by kind, then stages."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @cached_property
    def nodes(self) -> dict[str, Node]:
        found = {declaration.id: _node(declaration) for declaration in self.model.declarations()}
        for lifecycle in self.model.lifecycles.values():
            for stage in lifecycle.stages:
                name = f"{lifecycle.name}.{stage.name}"
                node = Node(f"stage:{name}", "stage", name, stage.title or stage.name, "stage", stage.span)
                found.setdefault(node.id, node)
        return found

    @cached_property
    def _owners(self) -> dict[int, str]:
        """The ids of stages and segments, by the identity of the value: neither knows where it stands."""
        owners: dict[int, str] = {}
        for lifecycle in self.model.lifecycles.values():
            owners.update((id(stage), f"stage:{lifecycle.name}.{stage.name}") for stage in lifecycle.stages)
        for asset in self.model.assets.values():
            if isinstance(asset, Segmentation):
                owners.update((id(segment), asset.id) for segment in asset.segments)
        return owners

    def id_of(self, found: Found | None) -> str | None:
        """The id of what a reference stands for; a segment's is its segmentation's. None where there is none."""
        if isinstance(found, Stage | Segment):
            return self._owners.get(id(found))
        return found.id if isinstance(found, Declaration) else None

    def target(self, names: Names, reference: Reference) -> str | None:
        """The id that a reference leads to."""
        return self.id_of(names.find(reference))

    def declaration(self, node: Node) -> Declaration | None:
        """The declaration that a node is, or the lifecycle of a stage."""
        if node.kind == "instance":
            return self.model.instance
        if node.kind == "stage":
            return self.model.lifecycles.get(node.name.rpartition(".")[0])
        return self.model.of_kind(node.kind).get(node.name)

    def stage(self, node: Node) -> Stage | None:
        lifecycle = self.model.lifecycles.get(node.name.rpartition(".")[0])
        name = node.name.rpartition(".")[2]
        return next((s for s in lifecycle.stages if s.name == name), None) if lifecycle else None

    def called(self, text: str) -> list[Node]:
        """All that `text` can mean: an id, a name of any kind, or, where no name fits, the end of an asset's or stage's path."""
        kind, colon, name = text.partition(":")
        if colon and (kind in KINDS or kind in ASSET_WORDS):
            return [node for node in self._named(name) if kind in (node.kind, node.word)]
        return self._named(text)

    def _named(self, name: str) -> list[Node]:
        whole = [node for node in self.nodes.values() if node.name == name]
        return whole or [node for node in self.nodes.values() if node.name.endswith(f".{name}")]

    def like(self, text: str) -> list[str]:
        """The ids of what resembles a name that nothing bears."""
        from mopsdsl.diagnostics.nearest import nearest

        wanted = text.partition(":")[2] or text
        near = nearest(wanted, (node.name for node in self.nodes.values()))
        return [node.id for node in self.nodes.values() if node.name == near]

    def kind(self, text: str) -> str | None:
        """The kind that a word means, in the singular or the plural; None where there is no such kind."""
        words = {word: word for word in (*KINDS, *ASSET_WORDS)}
        plurals = {f"{word[:-1]}ies" if word.endswith("y") else f"{word}s": word for word in words}
        return (
            words.get(text) or {place: kind for kind, place in PLACES.items()}.get(text) or plurals.get(text)
        )

    def of_kind(self, kind: str) -> Iterator[Node]:
        """The nodes of a kind, or of a kind of assets."""
        return (node for node in self.nodes.values() if kind in (node.kind, node.word))


def _node(declaration: Declaration) -> Node:
    word = declaration.asset_kind if isinstance(declaration, Asset) else declaration.kind
    title = declaration.title or declaration.name
    brought = any(getattr(declaration, mark, False) for mark in ("implied", "built_in", "standard"))
    return Node(declaration.id, declaration.kind, declaration.name, title, word, declaration.span, brought)
