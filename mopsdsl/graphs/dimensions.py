"""Which declarations are the product of two dimensions: country times record type."""

from collections.abc import Sequence

from mopsdsl._value import value
from mopsdsl.model.base import Declaration


@value
class Multiplied:
    """Declarations that are all the combinations of some dimensions: (name, number of values), at least two."""

    dimensions: tuple[tuple[str, int], ...]
    members: tuple[Declaration, ...]


def multiplied(declarations: Sequence[Declaration]) -> list[Multiplied]:
    """The groups that one `each` of several words made, and those whose names of two words (`US_Partners`) are a product."""
    by_place: dict[tuple[str, int], list[Declaration]] = {}
    by_hand = []
    for declaration in declarations:
        if declaration.span.round:
            place = (declaration.span.source.name, declaration.span.start)
            by_place.setdefault(place, []).append(declaration)
        else:
            by_hand.append(declaration)
    groups = [([_words_of_round(d) for d in members], members) for members in by_place.values()]
    named = [d for d in by_hand if len(_words_of_name(d)) == 2]
    groups.append(([_words_of_name(d) for d in named], named))
    products = (_product(words, members) for words, members in groups)
    return [product for product in products if product is not None]


def _words_of_round(declaration: Declaration) -> dict[str, str]:
    """`country = US, type = Partners` as a dictionary."""
    pairs = (part.partition(" = ") for part in declaration.span.round.split(", "))
    return {name: word for name, equals, word in pairs if equals}


def _words_of_name(declaration: Declaration) -> dict[str, str]:
    words = declaration.name.replace("-", "_").split("_")
    return (
        dict(zip(("the first word of the name", "the second"), words, strict=True)) if len(words) == 2 else {}
    )


def _product(words: list[dict[str, str]], members: list[Declaration]) -> Multiplied | None:
    """Takes each word that multiplies those taken before it; words that go together, as region and code do, count once."""
    chosen: list[str] = []
    size = 1
    for name in words[0] if words else ():
        values = {each.get(name) for each in words}
        together = {tuple(each.get(n) for n in (*chosen, name)) for each in words}
        if len(values) > 1 and len(together) == size * len(values):
            chosen.append(name)
            size = len(together)
    if len(chosen) < 2:
        return None
    dimensions = tuple((name, len({each.get(name) for each in words})) for name in chosen)
    return Multiplied(dimensions, tuple(members))
