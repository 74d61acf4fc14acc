"""A lifecycle: its stages, the success path as a line, and what moves people from one to the next."""

from mopsdsl.graphs.edges import World
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.graphs.things import Node
from mopsdsl.graphs.wording import transition_text
from mopsdsl.model.lifecycle import Lifecycle, Stage
from mopsdsl.render.pictures.picture import LIMIT, Arrow, Box, Picture, condense, nothing

FEW_REASONS = 3
"""So many reasons are named on an arrow."""


def lifecycle_picture(world: World, lifecycle: Lifecycle, limit: int = LIMIT) -> Picture:
    """One lifecycle, with what it takes over from the one that it extends."""
    course = world.courses[lifecycle.name]
    if not course.stages:
        return nothing(f"Lifecycle {lifecycle.title or lifecycle.name}", "It has no stages.")
    path = [key for key in map(course.key, course.path) if key is not None]
    spine = tuple(dict.fromkeys(f"stage:{name}" for name in path))
    order = [*spine, *(f"stage:{name}" for name in course.stages)]
    by_id = {f"stage:{name}": stage for name, stage in course.stages.items()}
    boxes = [_box(by_id[name], name) for name in dict.fromkeys(order) if name in by_id]
    some, arrows = condense(boxes, _arrows(course), limit)
    drawn = {box.id for box in some}
    return Picture(
        f"Lifecycle {lifecycle.title or lifecycle.name}",
        _description(course, [name.partition(":")[2] for name in spine]),
        tuple(some),
        tuple(arrows),
        spine=tuple(name for name in spine if name in drawn),
    )


def main_lifecycle(world: World, focus: Node | None) -> Lifecycle | None:
    """The lifecycle that is asked for, by itself or by a stage of it; else the common one with the most stages."""
    if focus and focus.kind in ("lifecycle", "stage"):
        declaration = world.things.declaration(focus)
        return declaration if isinstance(declaration, Lifecycle) else None
    whole = sorted(
        world.model.lifecycles.values(), key=lambda one: (one.extends is not None, -len(one.stages), one.name)
    )
    return whole[0] if whole and focus is None else None


def _box(stage: Stage, name: str) -> Box:
    owners = f"owned by {', '.join(owner.name for owner in stage.owners)}" if stage.owners else ""
    promise = f"within {stage.sla.text}" if stage.sla else "gate" if stage.type == "gate" else ""
    detail = "\n".join(part for part in (promise, owners) if part)
    return Box(name, stage.title or stage.name, "end" if stage.type == "end" else "stage", detail)


def _arrows(course: Course) -> list[Arrow]:
    return [Arrow(f"stage:{way.source}", f"stage:{way.target}", _label(way)) for way in course.ways]


def _label(way: Way) -> str:
    """What lets people go on; long lists of reasons are only counted, as the tables beside the picture name them."""
    transition = way.transition
    if transition is None or len(transition.reasons) <= FEW_REASONS:
        return _said(way)
    from attrs import evolve

    rest = transition_text(evolve(transition, reasons=()))
    return f"{rest} for one of {len(transition.reasons)} reasons".lstrip()


def _description(course: Course, path: list[str]) -> str:
    success = f"The success path: {', '.join(path)}. " if path else ""
    moves = (f"{way.source} to {way.target} {_said(way)}".rstrip() for way in course.ways)
    return success + " ".join(f"{move}." for move in moves)


def _said(way: Way) -> str:
    return transition_text(way.transition) if way.transition is not None else "otherwise"
