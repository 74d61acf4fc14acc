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


def render(
    form: str,
    told: Sequence[Told],
    *,
    colour: bool = False,
    unicode: bool = True,
    width: int = 100,
    verbose: bool = False,
) -> str:
    """The plans in a form: text, markdown, json or html. How it is shown matters for text only; `width` is in columns."""
    if form == "text":
        from mopsdsl.render.plans.change import as_text

        return as_text.render(told, colour=colour, unicode=unicode, width=width, verbose=verbose)
    text: str = import_module(f"{__name__}.as_{form}").render(told)
    return text
