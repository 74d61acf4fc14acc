"""How the CRM splits its records between its users, as conditions on people."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.context import Context
from mopsdsl.checks.values import type_of
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import All, AnyOf, Comparison, Condition, Empty, Flag, Literal, Membership, Not
from mopsdsl.model.people import Crm, Field

if TYPE_CHECKING:
    from mopsdsl.logic.person import Person, Value

SPLITTING = ("", "text", "number", "flag")
"""The types of fields whose values can tell who may open a record; days and amounts of money don't."""


class Split:
    """One CRM's split. Two people are apart when the field holds other values, or values of other lists.

    Whose field holds nothing (or a value of none of the lists) is nobody's in particular, and apart from nobody.
    """

    def __init__(self, context: Context, crm: Crm, field: Reference) -> None:
        self.context = context
        self.field = field
        self.span = field.span
        self.lists = list(_apart([Membership(field, (), one, False, self.span) for one in crm.split_into]))
        self.known: Condition = (
            AnyOf(tuple(self.lists), self.span) if self.lists else Empty(field, True, self.span)
        )
        self._sides: dict[Value, Condition] = {}

    def side(self, person: "Person") -> Condition:
        """What holds of everybody who is on the side of somebody of whom `known` holds."""
        from mopsdsl.logic.evaluate import holds, value_of

        model = self.context.model
        for one in self.lists:
            if holds(one, person, model):
                return one
        held = value_of(self.field.name, person, model)
        if held not in self._sides:
            self._sides[held] = self._is(held)
        return self._sides[held]

    def _is(self, held: "Value") -> Condition:
        if held is None or isinstance(held, bool):
            flag = Flag(self.field, self.span)
            return flag if held else Not(flag, self.span)
        return Comparison(self.field, "is", Literal(held, self.span), self.span)


def _apart(lists: list[Membership]) -> Iterator[Condition]:
    """Of a value that stands in several lists, the first counts."""
    earlier: tuple[Condition, ...] = ()
    for one in lists:
        yield All((one, *earlier), one.span) if earlier else one
        earlier = (*earlier, Not(one, one.span))


def split_of(context: Context, crm: Crm) -> Split | None:
    """The split; None where there is none, or none that can be: other rules tell of names and types."""
    field = context.names.find(crm.split_by) if crm.split_by is not None else None
    if crm.split_by is None or not isinstance(field, Field) or type_of(field, context.model) not in SPLITTING:
        return None
    if any(context.names.find(one) is None for one in crm.split_into):
        return None
    return Split(context, crm, crm.split_by)
