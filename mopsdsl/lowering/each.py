"""The rounds of an `each`."""

from collections.abc import Iterator
from itertools import product

from mopsdsl.diagnostics.finding import BAD_VALUE, DUPLICATE_NAME
from mopsdsl.lowering.place import Place
from mopsdsl.syntax import tree

MAX_ROUNDS = 10_000
"""Rounds of one `each`, all its parts and those around it multiplied; more is a slip or an attack."""
MAX_WRITTEN = 40_000_000
"""Characters of what one `each` stands for, written out: a long word in many places is as much as many rounds."""


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
    written = total * _longest_round(place, node, parts)
    if written > MAX_WRITTEN:
        message = f"Written out, this has up to {written:,} characters; the most is {MAX_WRITTEN:,}."
        place.report(BAD_VALUE, node, message, "Split it, or give it shorter words.")
        return
    for chosen in product(*parts):
        yield place.inside({name: text for words in chosen for name, text in words.items()}, total)


def _longest_round(place: Place, node: tree.Each, parts: list[list[dict[str, str]]]) -> int:
    """The characters of the body with the longest word that there is for every `<name>`, at most."""
    if not node.body:
        return 0
    start, end = node.body[0].start, node.body[-1].end
    given = (words for part in parts for words in part)
    longest = max((len(word) for words in (place.words, *given) for word in words.values()), default=0)
    return end - start + place.source.text.count("<", start, end) * longest


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
