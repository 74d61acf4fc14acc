"""The setup plan, three times: Markdown to work through, JSON for tools, CSV for spreadsheets and ticket systems."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.plan.setup import plan
from mopsdsl.render.plans.as_csv import as_csv
from mopsdsl.render.plans.as_json import as_json
from mopsdsl.render.plans.as_markdown import as_markdown

NAME = "setup-plan"


def emit(context: Context) -> Iterator[tuple[str, str]]:
    """`setup-plan.md`, `.json` and `.csv`."""
    setup = plan(context.model, context.names, context.sight)
    yield "setup-plan.md", as_markdown(setup)
    yield "setup-plan.json", as_json(setup)
    yield "setup-plan.csv", as_csv(setup)
