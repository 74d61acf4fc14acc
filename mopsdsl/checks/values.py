"""Whether a value can be one of a field's: its type, its choices, its range; said in a marketer's words."""

from datetime import date

from mopsdsl._value import value
from mopsdsl.diagnostics.finding import Edit, Fix, Related
from mopsdsl.diagnostics.nearest import nearest
from mopsdsl.graphs.wording import literal_text
from mopsdsl.model.base import Amount
from mopsdsl.model.conditions import Literal
from mopsdsl.model.model import Model
from mopsdsl.model.people import Field
from mopsdsl.source.text import Span

IN_WORDS = {
    "text": "a text",
    "number": "a number",
    "flag": "yes or no",
    "date": "a date",
    "money": "an amount of money",
}
"""The types of fields as people say them."""

_SHOWN = 8


@value
class Misfit:
    """Why a field can't hold a value, and what would fit."""

    why: str
    help: str
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()


def type_of(field: Field, model: Model) -> str:
    """A field's type; of a derived field without one, the first that its sources have. Empty where nobody said."""
    seen: list[Field] = []
    waiting = [field]
    while waiting:
        current = waiting.pop(0)
        if current.type:
            return current.type
        if current not in seen:
            seen.append(current)
            sources = (model.fields.get(source.name) for source in current.sources)
            waiting.extend(source for source in sources if source is not None)
    return ""


def choices_of(field: Field, model: Model) -> tuple[Literal, ...] | None:
    """The only values that a field may have, written out or as a declared list; None where any will do."""
    if field.choices is None and field.choice_list is not None:
        declared = model.lists.get(field.choice_list.name)
        return declared.literals if declared is not None else None
    return field.choices


def misfit(field: Field, literal: Literal, model: Model) -> Misfit | None:
    """Why the field can never hold the value; None where it can."""
    return (
        wrong_type(field, literal, model)
        or _not_a_choice(field, literal, model)
        or _out_of_range(field, literal)
    )


def declared_here(field: Field) -> tuple[Related, ...]:
    """Where a field was declared; nothing for those that Marketo brings."""
    return () if field.standard else (Related(field.span, f"{field.name} is declared here"),)


def wrong_type(field: Field, literal: Literal, model: Model) -> Misfit | None:
    """Why a value is not of the field's type; None where it is, or where nobody said the type."""
    type_ = type_of(field, model)
    if type_ in ("", "flag") or _fits(literal, type_):
        return None
    written = literal_text(literal)
    why = f"{field.name} is {IN_WORDS.get(type_, type_)}, and {written} is {_kind_of(literal)}."
    help = f"Compare {field.name} with {IN_WORDS.get(type_, type_)}, or ask another field."
    fixes: tuple[Fix, ...] = ()
    if type_ == "text":
        help = f'Put it in quotation marks: "{written}".'
        fixes = written_instead(literal.span, f'"{written}"')
    elif isinstance(literal.value, str) and _without_quotes(literal.value, type_):
        help = f"Write it without quotation marks: {literal.value}."
        fixes = written_instead(literal.span, literal.value)
    return Misfit(why, help, declared_here(field), fixes)


def written_instead(span: Span, instead: str) -> tuple[Fix, ...]:
    """The fix that writes something else here; none where the rounds of an `each` fill it in."""
    if "<" in span.source.text[span.start : span.end]:
        return ()
    return (Fix(f"Write {instead}", (Edit(span, instead),)),)


def _fits(literal: Literal, type_: str) -> bool:
    is_text, is_date = isinstance(literal.value, str), isinstance(literal.value, date)
    if type_ == "text":
        return is_text
    if type_ == "date":
        return is_date
    return not is_text and not is_date and (type_ == "money" or not literal.currency)


def _kind_of(literal: Literal) -> str:
    if isinstance(literal.value, str):
        return "a text"
    if isinstance(literal.value, date):
        return "a date"
    return "an amount of money" if literal.currency else "a number"


def _without_quotes(text: str, type_: str) -> bool:
    if type_ == "date":
        return len(text) == 10 and text[4:5] == text[7:8] == "-" and text.replace("-", "").isdecimal()
    return text.replace(".", "", 1).replace("_", "").isdecimal() and text.isascii()


def _not_a_choice(field: Field, literal: Literal, model: Model) -> Misfit | None:
    choices = choices_of(field, model)
    if choices is None or any(choice.value == literal.value for choice in choices):
        return None
    meant = None
    if isinstance(literal.value, str):
        meant = nearest(literal.value, (choice.value for choice in choices if isinstance(choice.value, str)))
    help = f'Did you mean "{meant}"?' if meant is not None else f"It can be {listed(choices)}."
    fixes = written_instead(literal.span, f'"{meant}"') if meant is not None else ()
    return Misfit(f"{field.name} can never be {literal_text(literal)}.", help, declared_here(field), fixes)


def _out_of_range(field: Field, literal: Literal) -> Misfit | None:
    if isinstance(literal.value, str | date) or within(field, literal.value):
        return None
    why = f"{field.name} can never be {literal_text(literal)}: it goes {range_of(field)}."
    return Misfit(why, "Use a number inside the range, or widen the field's.", declared_here(field))


def within(field: Field, number: Amount) -> bool:
    """Whether a number lies in the field's range, both ends included."""
    above = field.low is None or number >= field.low
    return above and (field.high is None or number <= field.high)


def range_of(field: Field) -> str:
    """ "from 0 to 100", "from 0", "up to 100"."""
    if field.low is None:
        return f"up to {field.high}"
    return f"from {field.low}" + ("" if field.high is None else f" to {field.high}")


def listed(literals: tuple[Literal, ...]) -> str:
    """The first values, and how many more there are."""
    shown = ", ".join(literal_text(literal) for literal in literals[:_SHOWN])
    more = len(literals) - _SHOWN
    return f"{shown} or one of {more} more" if more > 0 else shown
