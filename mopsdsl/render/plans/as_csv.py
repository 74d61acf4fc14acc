"""A plan for spreadsheets and ticket systems: RFC 4180, one step a row, with all that its worker has to know in it."""

from mopsdsl.plan.steps import SetupPlan, Step
from mopsdsl.render.escape import csv_row
from mopsdsl.render.plans.common import path_of

COLUMNS = (
    "id", "phase", "strand", "executor", "who", "title", "do", "check", "undo", "irreversible", "wait", "needs",
)  # fmt: skip


def as_csv(setup: SetupPlan) -> str:
    return "\r\n".join([",".join(COLUMNS), *[csv_row(_row(step)) for step in setup.steps], ""])


def _row(step: Step) -> tuple[str, ...]:
    return (
        step.id, step.phase, step.strand, step.executor, step.who, step.title, sentence(step), step.check, step.undo,
        "yes" if step.irreversible else "no", step.wait, " ".join(step.needs),
    )  # fmt: skip


def sentence(step: Step) -> str:
    """Where and what to do, with everything to enter, as plain text."""
    rows = "; ".join([f"{label}: {text}" for label, text in step.enter])
    if step.request is not None:
        where = f"{step.request.method} {path_of(step.request)}"
    else:
        where = step.where
    return f"{where}{'. ' if where else ''}{step.do}{' Enter: ' + rows + '.' if rows else ''}"
