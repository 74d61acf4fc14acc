"""MOPS006, as far as it needs names: a value given to a field that the field can't hold, and places that no atlas has.

What can be seen without names (a date that does not exist, a number out of range) is found when the text is read.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.limits import beyond_limits
from mopsdsl.checks.split import SPLITTING
from mopsdsl.checks.statuses import LEAD_STATUS, of_stages
from mopsdsl.checks.values import IN_WORDS, choices_of, declared_here, misfit, type_of, wrong_type
from mopsdsl.checks.zones import unknown_places
from mopsdsl.diagnostics.finding import BAD_VALUE, Finding
from mopsdsl.model.assets import SmartCampaign
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.conditions import Literal
from mopsdsl.model.people import Field

RULE = BAD_VALUE

_YES_OR_NO = ("yes", "no", "true", "false")


def check(context: Context) -> Iterator[Finding]:
    yield from _choices(context)
    yield from _points(context)
    yield from unknown_places(context.model)
    yield from beyond_limits(context.model)
    for declaration, reference, literal in _given(context):
        field = context.names.find(reference)
        if isinstance(field, Field):
            yield from _bad(context, declaration, field, literal)
    yield from _statuses(context)
    yield from _split(context)


def _choices(context: Context) -> Iterator[Finding]:
    """The choices of a field that are not of its own type."""
    for field in context.model.fields.values():
        for choice in choices_of(field, context.model) or ():
            wrong = wrong_type(field, choice, context.model)
            if wrong is not None:
                yield RULE.finding(
                    choice.span,
                    wrong.why,
                    wrong.help,
                    related=wrong.related,
                    fixes=wrong.fixes,
                    subject=field.id,
                )


def _points(context: Context) -> Iterator[Finding]:
    """Points can be added to a number only."""
    for declaration, reference in _counted(context):
        field = context.names.find(reference)
        if isinstance(field, Field) and type_of(field, context.model) not in ("", "number"):
            yield RULE.finding(
                reference.span,
                f"Points are added to a number, and {field.name} is {IN_WORDS[type_of(field, context.model)]}.",
                "Name a number field, or make this one a number.",
                related=declared_here(field),
                subject=declaration.id,
            )


def _counted(context: Context) -> Iterator[tuple[Declaration, Reference]]:
    yield from ((score, score.field) for score in context.model.scores.values())
    for asset in context.model.assets.values():
        if isinstance(asset, SmartCampaign):
            changed = (step.about for step in asset.flow if step.action == "change score")
            yield from ((asset, field) for field in changed if field is not None)


def _given(context: Context) -> Iterator[tuple[Declaration, Reference, Literal]]:
    """Every value that a flow step or a scenario puts into a field. Marketo's tokens (`{{...}}`) are known only later."""
    for asset in context.model.assets.values():
        if isinstance(asset, SmartCampaign):
            for step in asset.flow:
                if step.action == "set" and step.about is not None and step.literal is not None:
                    yield asset, step.about, step.literal
    for scenario in context.model.scenarios.values():
        for moment in scenario.steps:
            yield from ((scenario, value.field, value.literal) for value in moment.person or ())


def _statuses(context: Context) -> Iterator[Finding]:
    """A stage's statuses are values of the CRM's Lead_Status."""
    field = context.model.fields.get(LEAD_STATUS)
    if field is not None:
        for lifecycle, status in of_stages(context.model):
            yield from _bad(context, lifecycle, field, status)


def _split(context: Context) -> Iterator[Finding]:
    """A CRM is split by values that people share, and into lists of values that the field can have."""
    instance = context.model.instance
    for crm in instance.crms:
        field = context.names.find(crm.split_by) if crm.split_by is not None else None
        if crm.split_by is None or not isinstance(field, Field):
            continue
        if type_of(field, context.model) not in SPLITTING:
            yield RULE.finding(
                crm.split_by.span,
                f"A CRM gives access to records by values that many share, and {field.name} is {IN_WORDS[type_of(field, context.model)]}.",
                "Name the field that says whose records they are, a region for one.",
                related=declared_here(field),
                subject=instance.id,
            )
        for one in crm.split_into:
            declared = context.model.lists.get(one.name)
            wrong = (
                [misfit(field, literal, context.model) for literal in declared.literals] if declared else []
            )
            first = next((each for each in wrong if each is not None), None)
            if first is not None:
                yield RULE.finding(
                    one.span,
                    f"List {one.name}: {first.why}",
                    first.help,
                    related=first.related,
                    subject=instance.id,
                )


def _bad(context: Context, declaration: Declaration, field: Field, literal: Literal) -> Iterator[Finding]:
    if isinstance(literal.value, str) and "{{" in literal.value:
        return
    if type_of(field, context.model) == "flag":
        if str(literal.value).casefold() not in _YES_OR_NO:
            message = f"{field.name} is yes or no, and nothing else can be put into it."
            yield RULE.finding(literal.span, message, "Write yes or no.", subject=declaration.id)
        return
    wrong = misfit(field, literal, context.model)
    if wrong is not None:
        yield RULE.finding(
            literal.span,
            wrong.why,
            wrong.help,
            related=wrong.related,
            fixes=wrong.fixes,
            subject=declaration.id,
        )
