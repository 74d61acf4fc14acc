"""Stages that leave an approved revenue model: there is no way but to merge them into another (experienceleague:
editing-your-approved-model)."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.model.assets import Asset
from mopsdsl.model.lifecycle import Lifecycle
from mopsdsl.model.model import Model
from mopsdsl.source.text import Span


@value
class Merge:
    """`stage` is the id of what is gone, `span` its place in the base; `into` the stage that takes its people (None: none is left)."""

    stage: str
    title: str
    span: Span
    lifecycle: Lifecycle
    model: Asset
    into: str | None


def merges(context: ChangeContext) -> Iterator[Merge]:
    """Every stage that is gone from a lifecycle which a revenue model carries before and after."""
    before, after = context.before.model, context.after.model
    for name, lifecycle in before.lifecycles.items():
        now = after.lifecycles.get(name)
        if now is None or now.id not in context.changes:
            continue
        model = carrier(before, lifecycle)
        if model is None or model.name not in after.assets:
            continue
        left = context.after.courses[name].stages
        for stage in lifecycle.stages:
            if stage.name not in left:
                into = _onwards(context.before.courses[name], stage.name, set(left))
                id = f"stage:{name}.{stage.name}"
                yield Merge(id, stage.title or stage.name, stage.span, now, model, into)


def carrier(model: Model, lifecycle: Lifecycle) -> Asset | None:
    """The revenue model that shows a lifecycle: the one called like it, or the only one where there is one common lifecycle."""
    if lifecycle.extends is not None:
        return None
    shown = [asset for asset in model.assets.values() if asset.asset_kind == "model"]
    called = {lifecycle.name.casefold(), lifecycle.title.casefold()}
    named = next((one for one in shown if called & {one.title.casefold(), one.short_name.casefold()}), None)
    common = sum(one.extends is None for one in model.lifecycles.values())
    return named or (shown[0] if len(shown) == 1 and common == 1 else None)


def _onwards(course: Course, stage: str, left: set[str]) -> str | None:
    """Where people of a stage would have gone next: along the success path, else by its first way on; else whence they came."""
    path = [course.key(one) for one in course.path]
    later = path[path.index(stage) + 1 :] if stage in path else []
    on = [way.target for way in course.ways if way.source == stage]
    back = [way.source for way in course.ways if way.target == stage]
    wanted = (*(one for one in later if one is not None), *on, *back)
    return next((one for one in wanted if one in left), None)
