"""What differs between two models: a closed union of changes, each with its reasons and its place in a text."""

from typing import Any, ClassVar

from mopsdsl._value import value
from mopsdsl.model.base import Declaration
from mopsdsl.source.text import Span


@value
class Detail:
    """What differs inside a property. `path` leads there by names ("stages.MQL.sla"); None stands for what is not there."""

    path: str
    before: Any
    after: Any


@value
class Property:
    """One property of a declaration that differs, named as in model.json; `before` and `after` are whole, as plain data."""

    name: str
    before: Any
    after: Any
    details: tuple[Detail, ...]


@value
class _Change:
    """What all changes have in common.

    `id` is the identity in the newer model (of what is removed: the one it had, with other renames carried out), `kind` the kind as
    the language writes it ("email"), `name` and `title` as people know it. `reasons` are words for machines: `declared`,
    `undeclared`, `formerly`, `changed:PROPERTY`, `words-only` (nothing to do in Marketo). `span` is where it is written: in the newer
    specs, of what is removed in the older ones.
    """

    action: ClassVar[str]
    symbol: ClassVar[str]

    id: str
    kind: str
    name: str
    title: str
    reasons: tuple[str, ...]
    span: Span


@value
class Create(_Change):
    """Something new; `data` is what it will be, as plain data."""

    action: ClassVar[str] = "create"
    symbol: ClassVar[str] = "+"
    data: dict[str, Any]
    after: Declaration


@value
class Alter(_Change):
    """Something that stays and is changed."""

    action: ClassVar[str] = "change"
    symbol: ClassVar[str] = "~"
    properties: tuple[Property, ...]
    before: Declaration
    after: Declaration


@value
class Rename(_Change):
    """Something that has a new name (`formerly`), and perhaps changes in other ways too; `former` is its id before."""

    action: ClassVar[str] = "rename"
    symbol: ClassVar[str] = ">"
    former: str
    properties: tuple[Property, ...]
    before: Declaration
    after: Declaration


@value
class Remove(_Change):
    """Something that is gone from the specs; `data` is what it was."""

    action: ClassVar[str] = "remove"
    symbol: ClassVar[str] = "-"
    data: dict[str, Any]
    before: Declaration


Change = Create | Alter | Rename | Remove
ACTIONS = ("create", "change", "remove", "rename")
"""In the order of the summary line."""

WORDS_ONLY = frozenset(("documentation", "allowances", "means"))
"""Properties that say something to readers of the specs and to nobody in Marketo."""
