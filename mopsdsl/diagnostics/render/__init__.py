"""The forms in which findings are said: text for people, and what machines read."""

from collections.abc import Sequence
from importlib import import_module

from mopsdsl.diagnostics.render.report import Report


def render(form: str, reports: Sequence[Report], *, colour: bool = False, unicode: bool = True) -> str:
    """All reports in one of the forms text, json, sarif, github, junit; colour and line drawing matter for text only."""
    if form == "text":
        from mopsdsl.diagnostics.render import text

        return text.render(reports, colour=colour, unicode=unicode)
    written: str = import_module(f"mopsdsl.diagnostics.render.{form}").render(reports)
    return written


__all__ = ["Report", "render"]
