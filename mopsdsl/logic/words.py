"""What conditions say of one field: its constants, patterns and durations, and what can't be asked of it at all."""

from datetime import date
from typing import Any

from mopsdsl.model.base import Duration
from mopsdsl.model.conditions import Literal
from mopsdsl.model.model import Model
from mopsdsl.model.people import Field

TEXT_PARTS = ("contains", "starts with", "ends with", "does not contain")
ORDERS = (">=", ">", "<=", "<")


class Words:
    """What conditions say of one field: constants in the order met, patterns of text, durations by scale."""

    __slots__ = ("constants", "currency", "durations", "patterns", "type")

    def __init__(self, type: str) -> None:
        self.type = type
        self.constants: dict[Any, None] = {}
        self.patterns: dict[str, str] = {}
        self.durations: dict[str, dict[int, Duration]] = {}
        self.currency = ""

    @property
    def extent(self) -> int:
        return len(self.constants) + len(self.patterns) + sum(map(len, self.durations.values()))


def type_of(field: Field | None, model: Model, depth: int = 20) -> str:
    """The type of a field, for a derived one that of its first source; empty where nothing says it."""
    if field is None or field.type or not field.sources or not depth:
        return field.type if field else ""
    return type_of(model.fields.get(field.sources[0].name), model, depth - 1)


def sort_of(literal: Literal) -> str:
    """The type of field that would hold this value."""
    if isinstance(literal.value, str):
        return "text"
    return "date" if isinstance(literal.value, date) else "number"


def mismatch(words: Words, operator: str, literal: Literal) -> str:
    """Why a field can't be asked that; empty where it can."""
    expected = "number" if words.type == "money" else words.type
    if sort_of(literal) != expected:
        return f"a {words.type} has no such value"
    if literal.currency and literal.currency != words.currency:
        return f"amounts in {words.currency} and {literal.currency} can't be compared"
    if operator in (TEXT_PARTS if expected != "text" else ORDERS):
        return f"a {words.type} can't be asked that"
    return ""
