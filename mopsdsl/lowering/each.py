"""The rounds of an `each`."""

from collections.abc import Iterator
from itertools import product

from mopsdsl.diagnostics.finding import BAD_VALUE
from mopsdsl.lowering.reading import Place
from mopsdsl.syntax import tree

MAX_ROUNDS = 10_000
"""Rounds of one `each`, all its parts multiplied; more is a slip or an attack."""


def rounds(place: Place, node: tree.Each) -> Iterator[Place]:
    """The place in every round, in the order of the text, the last part turning fastest."""
    parts = [list(_part(place, part)) for part in node.parts]
    total = 1
    for part in parts:
        total *= len(part)
    if total > MAX_ROUNDS:
        place.report(
            BAD_VALUE,
            node,
            f"This makes {total:,} rounds; the most is {MAX_ROUNDS:,}.",
            "Split it, or leave a part out.",
        )
        return
    for chosen in product(*parts):
        yield place.inside({name: text for words in chosen for name, text in words.items()})


def _part(place: Place, node: tree.EachOne | tree.EachMany) -> Iterator[dict[str, str]]:
    if isinstance(node, tree.EachOne):
        for word in node.words:
            yield {place.name(node.name): place.text(word)}
        return
    names = [place.name(name) for name in node.names]
    for row in node.rows:
        if len(row) != len(names):
            message = f"This row has {len(row)} words for {len(names)} names ({', '.join(names)})."
            place.report(BAD_VALUE, row[0], message, "Give every name a word, in the same order.")
        else:
            yield {name: place.text(word) for name, word in zip(names, row, strict=True)}
