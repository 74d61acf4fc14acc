"""Naming patterns such as `{code}-{region}-{name}`: what stands in their braces."""

import re

from mopsdsl.model.model import Model
from mopsdsl.model.people import ValueList

HOLE = re.compile(r"\{([^{}]*)\}")
OTHER = ("code", "date", "name")
"""What braces can hold that no list has to be declared for."""


def list_of(word: str, model: Model) -> ValueList | None:
    """The list whose values a word in braces stands for, in whatever case it is written."""
    exact = model.lists.get(word)
    return exact or next(
        (one for name, one in model.lists.items() if name.casefold() == word.casefold()), None
    )
