"""The rounds of an `each`."""

from collections.abc import Iterator
from itertools import product

from mopsdsl.diagnostics.finding import BAD_VALUE, DUPLICATE_NAME
from mopsdsl.lowering.place import Place
from mopsdsl.syntax import tree

MAX_ROUNDS = 10_000
"""Rounds of one `each`, all its parts and those around it multiplied; more is a slip or an attack."""


def rounds(place: Place, node: tree.Each) -> Iterator[Place]:
    """The place in every round, in the order of the text, the last part turning fastest."""
    _report_names_said_twice(place, node)
    parts = [list(_part(place, part)) for part in node.parts]
    total = place.rounds
    for part in parts:
        total *= len(part)
    if total > MAX_ROUNDS:
        message = f"This makes {total:,} rounds; the most is {MAX_ROUNDS:,}."
        place.report(BAD_VALUE, node, message, "Split it, or leave a part out.")
        return
    for chosen in product(*parts):
        yield place.inside({name: text for words in chosen for name, text in words.items()}, total)


def _report_names_said_twice(place: Place, node: tree.Each) -> None:
    known = set(place.words)
    for part in node.parts:
        for token in (part.name,) if isinstance(part, tree.EachOne) else part.names:
            name = place.name(token)
            if name in known:
                message = f"An `each` gives a `<{name}>` here already, and this one hides it."
                place.report(DUPLICATE_NAME, token, message, "Give one of them another name.")
            known.add(name)


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
