"""Every reference of a model, resolved once: what is used, and what leads nowhere."""

from mopsdsl.graphs.names import Found, Names
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.model import Model

_LEFT = "is moved from"
"""What was moved is gone from where it was, so its old path is no mistake."""


class References:
    """`used` holds everything that something else refers to; `missing` the references to nothing, in the model's order."""

    def __init__(self, model: Model, names: Names) -> None:
        self.used: set[Found] = set()
        self.missing: list[tuple[Declaration, Reference]] = []
        find, use = names.find, self.used.add
        for declaration in model.declarations():
            for reference in declaration.references:
                found = find(reference)
                if found is not None:
                    if found is not declaration:
                        use(found)
                elif reference.verb != _LEFT:
                    self.missing.append((declaration, reference))
