"""MOPS011: a condition that asks a field what it can never answer."""

from collections.abc import Iterator

from mopsdsl.checks.conditions import conditions
from mopsdsl.checks.context import Context
from mopsdsl.checks.values import (
    IN_WORDS,
    Misfit,
    choices_of,
    declared_here,
    listed,
    misfit,
    range_of,
    type_of,
)
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import Leaf, leaves
from mopsdsl.graphs.wording import literal_text
from mopsdsl.model.conditions import Age, Comparison, Flag, Literal, Membership
from mopsdsl.model.model import Model
from mopsdsl.model.people import Field, ValueList
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS011",
    "condition-type",
    Severity.ERROR,
    "Comparing a text with a number, a value a field can never have, a flag with a list.",
)

_OF_TEXT = ("contains", "does not contain", "starts with", "ends with")
_OF_ORDER = (">=", ">", "<=", "<")

Problem = tuple[Span, Misfit, Severity]


def check(context: Context) -> Iterator[Finding]:
    for declaration, condition in conditions(context.model):
        for leaf in leaves(condition):
            for span, wrong, severity in _problems(context, leaf):
                yield RULE.finding(
                    span,
                    wrong.why,
                    wrong.help,
                    related=wrong.related,
                    fixes=wrong.fixes,
                    subject=declaration.id,
                    severity=severity,
                )


def _problems(context: Context, leaf: Leaf) -> Iterator[Problem]:
    if not isinstance(leaf, Comparison | Membership | Flag | Age):
        return
    field = context.names.find(leaf.field)
    if not isinstance(field, Field):
        return
    model = context.model
    match leaf:
        case Flag() | Age():
            wrong = _wrong_question(field, leaf, type_of(field, model))
            yield from () if wrong is None else ((leaf.span, wrong, Severity.ERROR),)
            if wrong is None and isinstance(leaf, Age) and leaf.duration.business:
                yield leaf.span, _in_nobodys_calendar(leaf), Severity.ADVICE
        case Comparison():
            wrong = _comparison(field, leaf, model)
            yield from () if wrong is None else ((leaf.span, wrong, Severity.ERROR),)
        case Membership() if type_of(field, model) == "flag":
            yield leaf.span, _is_a_flag(field), Severity.ERROR
        case Membership():
            yield from _membership(context, field, leaf)


def _wrong_question(field: Field, leaf: Flag | Age, type_: str) -> Misfit | None:
    wanted = "flag" if isinstance(leaf, Flag) else "date"
    if type_ in ("", wanted):
        return None
    why = f"{field.name} is {IN_WORDS.get(type_, type_)}, not {IN_WORDS[wanted]}."
    if wanted == "date":
        return Misfit(why, "Only dates grow old: ask a date field.", declared_here(field))
    help = f"Say what it should be (`{field.name} is ...`), or `{field.name} is not empty`."
    return Misfit(why, help, declared_here(field))


def _in_nobodys_calendar(leaf: Age) -> Misfit:
    """A condition means the same wherever it stands, so no team's calendar can be meant; and Marketo's filters count calendar days."""
    return Misfit(
        f"In a condition, {leaf.duration.text} means Monday to Friday, 09:00 to 17:00 by the instance's clock, with holidays: it is in no "
        "team's calendar, and Marketo's own filters know calendar days only.",
        "Ask in days. For what a team owes in its own hours, promise it: `after` on the transition, `sla` at the stage.",
    )


def _is_a_flag(field: Field) -> Misfit:
    help = f"Write `{field.name}` or `not {field.name}`."
    return Misfit(f"{field.name} is yes or no, so there is nothing to compare.", help, declared_here(field))


def _comparison(field: Field, leaf: Comparison, model: Model) -> Misfit | None:
    type_, operator = type_of(field, model), leaf.operator
    if type_ == "flag":
        return _is_a_flag(field)
    if operator in _OF_TEXT and type_ not in ("", "text"):
        why = f"`{operator}` asks about the letters of a text, and {field.name} is {IN_WORDS.get(type_, type_)}."
        return Misfit(why, f"Compare it: `{field.name} is ...`, `{field.name} >= ...`.", declared_here(field))
    if operator in _OF_ORDER and type_ == "text":
        why = f"{field.name} is a text: no text is more or less than another."
        return Misfit(
            why, f"Compare it: `{field.name} is ...`, `{field.name} in (...)`.", declared_here(field)
        )
    if operator in _OF_TEXT:
        return _no_such_choice(field, leaf, model)
    return misfit(field, leaf.literal, model) if operator in ("is", "is not") else _order(field, leaf, model)


def _no_such_choice(field: Field, leaf: Comparison, model: Model) -> Misfit | None:
    """`contains` and its like, for a field with few values of which none is so."""
    choices, wanted = choices_of(field, model), leaf.literal.value
    if choices is None or not isinstance(wanted, str):
        return None
    part = wanted.casefold()
    test = {"starts with": str.startswith, "ends with": str.endswith}.get(leaf.operator, str.__contains__)
    if any(test(str(choice.value).casefold(), part) for choice in choices):
        return None
    why = f"No value of {field.name} {_third_person(leaf.operator)} {literal_text(leaf.literal)}."
    return Misfit(why, f"It can be {listed(choices)}.", declared_here(field))


def _third_person(operator: str) -> str:
    return "contains" if operator == "does not contain" else operator


def _order(field: Field, leaf: Comparison, model: Model) -> Misfit | None:
    """More or less than: the number has to lie in the field's range, and people on the side that is asked for."""
    wrong = misfit(field, leaf.literal, model) if choices_of(field, model) is None else None
    number = leaf.literal.value
    if wrong is not None or isinstance(number, str) or not _is_number(leaf.literal):
        return wrong
    nobody_above = leaf.operator == ">" and number == field.high
    nobody_below = leaf.operator == "<" and number == field.low
    if not nobody_above and not nobody_below:
        return None
    why = f"{field.name} goes {range_of(field)}, so it is never {leaf.operator} {literal_text(leaf.literal)}."
    return Misfit(why, f"Did you mean `{leaf.operator}=`?", declared_here(field))


def _is_number(literal: Literal) -> bool:
    return not isinstance(literal.value, str) and hasattr(literal.value, "numerator")


def _membership(context: Context, field: Field, leaf: Membership) -> Iterator[Problem]:
    for literal in leaf.literals:
        wrong = misfit(field, literal, context.model)
        if wrong is not None:
            yield literal.span, wrong, Severity.ERROR
    declared = context.model.lists.get(leaf.list.name) if leaf.list is not None else None
    if declared is not None and leaf.list is not None:
        yield from _list(context, field, declared, leaf.list.span)


def _list(context: Context, field: Field, declared: ValueList, span: Span) -> Iterator[Problem]:
    """A declared list may serve several fields: where some of its values fit, the rest is only worth a look."""
    strangers = [(literal, misfit(field, literal, context.model)) for literal in declared.literals]
    wrong = [(literal, why) for literal, why in strangers if why is not None]
    if not wrong:
        return
    related = (*declared_here(field), *(Related(literal.span, "this value") for literal, _ in wrong))
    values = listed(tuple(literal for literal, _ in wrong))
    if len(wrong) == len(declared.literals):
        why = f"No value of the list {declared.name} can be {field.name}'s: {wrong[0][1].why}"
        yield span, Misfit(why, "Name a list of values that the field can have.", related), Severity.ERROR
    else:
        why = f"Some values of the list {declared.name} can never be {field.name}'s: {values}."
        help = f"Take them out of the list, or let {field.name} have them."
        yield span, Misfit(why, help, related), Severity.WARNING
