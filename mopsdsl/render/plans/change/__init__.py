"""The forms of a change plan: text for the terminal, Markdown for one comment, JSON for scripts, HTML for a browser."""

from collections.abc import Sequence
from importlib import import_module

from mopsdsl._value import value
from mopsdsl.diagnostics.render.report import Report
from mopsdsl.plan.change_plan import ChangePlan


@value
class Told:
    """One project's plan, and what is wrong: errors of the specs first, then what is to be said of the change."""

    plan: ChangePlan
    report: Report


def render(form: str, told: Sequence[Told], *, colour: bool = False, unicode: bool = True) -> str:
    """The plans in a form: text, markdown, json or html."""
    text: str = import_module(f"{__name__}.as_{form}").render(told, colour=colour, unicode=unicode)
    return text
