"""MOPS408: a local lifecycle that changes the common stages."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.lifecycle import Lifecycle, Stage

RULE = Rule(
    "MOPS408", "lifecycle-drifts", Severity.ERROR, "A local lifecycle that changes the common stages."
)


def check(context: Context) -> Iterator[Finding]:
    for course in context.courses.values():
        parent = context.courses.get(course.lineage[1].name) if len(course.lineage) > 1 else None
        if parent is not None and parent.whole:
            yield from _stages(context, course.lifecycle, parent)
            yield from _path(course, parent)
        if course.lifecycle.extends is None or parent is not None:
            yield from _overrides(course, parent)


def _stages(context: Context, local: Lifecycle, parent: Course) -> Iterator[Finding]:
    for stage in local.stages:
        common = parent.stages.get(stage.name)
        if common is None:
            message = f"Lifecycle {local.name} adds stage {stage.name} to those of {parent.lifecycle.name}: the two can't be counted "
            message += "and compared in the same words any more."
            help = f"Use the stages of {parent.lifecycle.name} and `override` when people move; or add the stage there, for all."
            place = Related(
                parent.lifecycle.span, f"{parent.lifecycle.name} has stages {', '.join(parent.stages)}"
            )
            yield RULE.finding(stage.span, message, help, related=(place,), subject=local.id)
        else:
            yield _again(context, local, parent, stage, common)


def _again(context: Context, local: Lifecycle, parent: Course, stage: Stage, common: Stage) -> Finding:
    changed = _changed(context, stage, common)
    milder = Severity.WARNING if changed == ["its owner"] else None if changed else Severity.ADVICE
    what = f"changes stage {stage.name}: {some(changed)}" if changed else f"says stage {stage.name} again"
    return RULE.finding(
        stage.span,
        f"Lifecycle {local.name} {what}, and has it from {parent.lifecycle.name} already"
        + (", where it means something else." if changed else "."),
        f'Take it out here. What is different about {local.name} are its transitions: `override STAGE -> STAGE ... because "..."`.',
        related=(Related(common.span, f"{parent.homes[stage.name].name} declares it here"),),
        subject=local.id,
        severity=milder,
    )


def _changed(context: Context, stage: Stage, common: Stage) -> list[str]:
    """What a stage says differently, in words; what it leaves out it does not change."""

    def text(one: Stage) -> str:
        return one.sla.text if one.sla is not None else ""

    statuses, others = ({str(one.value) for one in each.statuses} for each in (stage, common))
    owners, theirs = ({one.name for one in each.owners} for each in (stage, common))
    known = owners | theirs <= context.model.teams.keys()
    changes = (
        ("its kind", bool(stage.type) and stage.type != common.type),
        ("its time", bool(text(stage)) and text(stage) != text(common)),
        ("its status", bool(statuses) and statuses != others),
        ("its title", stage.title not in (stage.name, common.title)),
        ("where its gate leads", stage.otherwise is not None and _target(stage) != _target(common)),
        ("its owner", bool(owners) and known and owners != theirs),
    )
    return [word for word, is_changed in changes if is_changed]


def _target(stage: Stage) -> str:
    return stage.otherwise.name.rpartition(".")[2] if stage.otherwise is not None else ""


def _path(course: Course, parent: Course) -> Iterator[Finding]:
    own = [course.key(reference) for reference in course.lifecycle.success_path]
    common = [parent.key(reference) for reference in parent.path]
    if own and common and None not in (*own, *common) and own != common:
        yield RULE.finding(
            course.lifecycle.success_path[0].span,
            f"Lifecycle {course.lifecycle.name} has another success path than {parent.lifecycle.name}: its success can't be compared.",
            "Take it out here; the common one holds.",
            related=(
                Related(parent.path[0].span, f"{parent.lifecycle.name}: {', '.join(map(str, common))}"),
            ),
            subject=course.lifecycle.id,
        )


def _meant(source: str, target: str) -> set[tuple[str, str]]:
    """The two stages as another lifecycle may have them, with names that lead nowhere."""
    return {(source, target), ("", target), (source, ""), ("", "")}


def _overrides(course: Course, parent: Course | None) -> Iterator[Finding]:
    """Overrides of what is not there."""
    ways = (*parent.ways, *parent.unclear) if parent is not None else ()
    ends = {(way.source, way.target) for way in ways}
    for transition in course.lifecycle.transitions:
        source, target = course.key(transition.source), course.key(transition.target)
        if transition.overrides and source and target and not ends & _meant(source, target):
            whose = (
                f"{parent.lifecycle.name} has no transition {source} -> {target}"
                if parent
                else "it extends nothing"
            )
            yield RULE.finding(
                transition.span,
                f"Lifecycle {course.lifecycle.name} overrides nothing here: {whose}.",
                "Name a transition of the lifecycle that it extends, or take the word `override` out.",
                subject=course.lifecycle.id,
            )
