"""MOPS807: a stage and persona with no content."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.model.growth import Content
from mopsdsl.model.lifecycle import Lifecycle, Stage

RULE = Rule("MOPS807", "stage-without-content", Severity.ADVICE, "A stage and persona with no content.")


def check(context: Context) -> Iterator[Finding]:
    contents = list(context.model.contents.values())
    personas = list(dict.fromkeys(persona for content in contents for persona in content.personas))
    for lifecycle in context.model.lifecycles.values():
        about = [content for content in contents if _is_about(context, content, lifecycle)]
        gaps = [
            (stage, missing)
            for stage in _stages(lifecycle)
            if (missing := _missing(context, stage, contents, personas))
        ]
        if about and gaps:
            yield _finding(lifecycle, gaps, about)


def _stages(lifecycle: Lifecycle) -> list[Stage]:
    """The stages in which somebody can be spoken to: nobody stays in a gate, and at an end there is nothing left to say."""
    return [stage for stage in lifecycle.stages if stage.type not in ("gate", "end")]


def _is_about(context: Context, content: Content, lifecycle: Lifecycle) -> bool:
    return any(context.names.lifecycle_of(stage) is lifecycle for stage in content.stages)


def _missing(
    context: Context, stage: Stage, contents: list[Content], personas: list[str]
) -> list[str] | None:
    """The personas for whom a stage has nothing (["anybody"] where there are no personas); None where nobody is left out."""
    its = [
        one
        for one in contents
        if not one.stages or any(context.names.stage(name) is stage for name in one.stages)
    ]
    if any(not one.personas for one in its):
        return None
    served = {persona for one in its for persona in one.personas}
    if not personas:
        return ["anybody"]
    return [persona for persona in personas if persona not in served] or None


def _finding(lifecycle: Lifecycle, gaps: list[tuple[Stage, list[str]]], about: list[Content]) -> Finding:
    told = [f"{stage.title} ({', '.join(missing)})" for stage, missing in gaps]
    return RULE.finding(
        gaps[0][0].span,
        f"There is no content for {some(told)}: whoever is there hears nothing that is meant for them.",
        "Write down what there is, or plan it: `content NAME { stage STAGE; persona PERSONA; owner TEAM }`.",
        related=tuple(
            Related(stage.span, f"nothing here for {', '.join(missing)}") for stage, missing in gaps[1:]
        ),
        subject=about[0].id if len(about) == 1 else lifecycle.id,
    )
