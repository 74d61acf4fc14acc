"""MOPS702: the same hand-over with different times in different places."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Acceptance, Fence, Lifecycle
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS702",
    "sla-not-standard",
    Severity.ADVICE,
    "The same hand-over with different times in different places, and no override that says why.",
)


def check(context: Context) -> Iterator[Finding]:
    for (_, stage), promises in sorted(_promises(context).items()):
        first_time, first_span, _ = promises[0]
        for time, span, subject in promises[1:]:
            if _length(time) != _length(first_time):
                yield RULE.finding(
                    span,
                    f"Sales has {time.text} for {stage} here, and {first_time.text} elsewhere.",
                    "Promise the same everywhere; where one market has to differ, `override` the step with `because`.",
                    related=(Related(first_span, f"{first_time.text} here"),),
                    subject=subject,
                )


def _promises(context: Context) -> dict[tuple[str, str], list[tuple[Duration, Span, str]]]:
    """(The common lifecycle, what is to be done) → every time promised for it, with its place and whose it is."""
    found: dict[tuple[str, str], list[tuple[Duration, Span, str]]] = {}
    for fence in context.model.fences.values():
        acceptance = fence.acceptance
        if (
            acceptance is not None
            and acceptance.within is not None
            and not _explained(context, fence, acceptance)
        ):
            root = _root(context, fence.lifecycle.name if fence.lifecycle is not None else "")
            step = f"accepting at {acceptance.stage.name.rpartition('.')[2]}"
            found.setdefault((root, step), []).append((acceptance.within, acceptance.span, fence.id))
    for lifecycle in context.model.lifecycles.values():
        for stage in lifecycle.stages:
            if stage.sla is not None and not _overridden(lifecycle, stage.name):
                root = _root(context, lifecycle.name)
                found.setdefault((root, f"stage {stage.name}"), []).append(
                    (stage.sla, stage.span, lifecycle.id)
                )
    return found


def _root(context: Context, lifecycle: str) -> str:
    """The lifecycle that a local one varies, in the end."""
    line = context.names.lineage(lifecycle)
    return line[-1].name if line else lifecycle


def _explained(context: Context, fence: Fence, acceptance: Acceptance) -> bool:
    lifecycle = context.model.lifecycles.get(fence.lifecycle.name) if fence.lifecycle is not None else None
    return lifecycle is not None and _overridden(lifecycle, acceptance.stage.name)


def _overridden(lifecycle: Lifecycle, stage: str) -> bool:
    """Whether an override into or out of the stage says why things are different here."""
    name = stage.rpartition(".")[2]
    return any(
        transition.overrides
        and transition.because
        and name in (transition.source.name, transition.target.name)
        for transition in lifecycle.transitions
    )


def _length(duration: Duration) -> tuple[bool, int, str]:
    """What makes two times the same: 1 day is 24 hours, but 1 business day is no fixed number of business hours."""
    minutes = {"minutes": 1, "hours": 60, **({} if duration.business else {"days": 1440, "weeks": 10080})}
    days = {"days": 1, "weeks": 5}
    if duration.unit in minutes:
        return duration.business, duration.amount * minutes[duration.unit], "minutes"
    if duration.business and duration.unit in days:
        return True, duration.amount * days[duration.unit], "days"
    return duration.business, duration.amount, duration.unit
