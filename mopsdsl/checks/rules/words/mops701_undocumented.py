"""MOPS701: a stage, status, fence or metric that nobody says the meaning of."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import few
from mopsdsl.graphs.wording import literal_text
from mopsdsl.model.lifecycle import Lifecycle, Stage

RULE = Rule(
    "MOPS701",
    "undocumented",
    Severity.ADVICE,
    "A stage, status, fence or metric with no `##` text or `means`.",
)

_MEND = "Write what it means above it (`## ...`), in words that a salesperson would use."


def check(context: Context) -> Iterator[Finding]:
    yield from _lifecycles(context)
    for kind, declared in (("Fence", context.model.fences), ("Metric", context.model.metrics)):
        for declaration in declared.values():
            if not declaration.documentation:
                message = f"{kind} {declaration.title} has no words of its own, so its line in the glossary stays empty."
                yield RULE.finding(declaration.span, message, _MEND, subject=declaration.id)


def _lifecycles(context: Context) -> Iterator[Finding]:
    """One finding a lifecycle, so that a new one is not met with one for each of its stages."""
    for lifecycle in context.model.lifecycles.values():
        silent = [stage for stage in lifecycle.stages if not stage.documentation and not stage.means]
        if silent:
            yield RULE.finding(
                silent[0].span,
                _message(lifecycle, silent),
                'Add `means "..."` to each, in words that a salesperson would use; the glossary and the pictures show them.',
                related=shown(Related(stage.span, _label(stage)) for stage in silent[1:]),
                subject=lifecycle.id,
            )


def _message(lifecycle: Lifecycle, silent: list[Stage]) -> str:
    names, of_all = few([stage.title for stage in silent]), len(lifecycle.stages)
    if len(silent) == 1:
        return f"Stage {names} of {lifecycle.title} does not say what it means."
    if len(silent) == of_all:
        return f"None of the stages of {lifecycle.title} says what it means: {names}."
    return f"{len(silent)} of the {of_all} stages of {lifecycle.title} don't say what they mean: {names}."


def _label(stage: Stage) -> str:
    if not stage.statuses:
        return f"what does {stage.title} mean?"
    statuses = few([literal_text(status) for status in stage.statuses])
    return f"what does {stage.title} mean, and with it the status {statuses}?"
