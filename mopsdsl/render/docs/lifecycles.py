"""How a stranger becomes a customer: stages, what moves people between them, and other words for the same."""

from collections.abc import Iterator

from mopsdsl.diagnostics.wording import listed
from mopsdsl.model.lifecycle import Funnel, Lifecycle, Stage, Transition
from mopsdsl.render.docs.guide import Guide, anchor
from mopsdsl.render.docs.page import (
    Badge,
    Block,
    Figure,
    Line,
    Page,
    Paragraph,
    Row,
    Section,
    Stack,
    joined,
    table,
    with_badges,
)
from mopsdsl.render.docs.prose import prose
from mopsdsl.render.docs.words import day, literal
from mopsdsl.render.pictures.lifecycle import lifecycle_picture

DRAWN = 12
FIRST = 3
"""So many lifecycles are all drawn; of more, only the first are, and the tables tell of the others."""

TYPES = {
    "inventory": "people stay as long as it takes",
    "sla": "somebody has promised to act in time",
    "gate": "nobody stays: people go on at once, one way or another",
    "end": "the end of the way",
    "": "",
}
"""The kinds of stages in plain words."""


def page(guide: Guide) -> Page:
    ordered = guide.lifecycles
    drawn = len(ordered) if len(ordered) <= DRAWN else FIRST
    blocks: list[Block] = [_lifecycle(guide, one, at < drawn) for at, one in enumerate(ordered)]
    if not blocks:
        blocks.append(Paragraph("No lifecycle is declared."))
    if guide.model.funnels:
        words = "The same stages in the words of other models, for readers who think in those."
        funnels = tuple(_funnel(guide, one) for one in guide.model.funnels.values())
        blocks.append(Section("In other words", "funnels", (Paragraph(words), *funnels)))
    return Page(
        "lifecycles",
        "How a stranger becomes a customer",
        "Lifecycles",
        "A lifecycle is the way of a person through stages. Each stage says who looks after its people; each step says what "
        "has to happen before somebody goes on.",
        tuple(blocks),
    )


def _lifecycle(guide: Guide, lifecycle: Lifecycle, drawn: bool) -> Section:
    blocks: list[Block] = [*prose(lifecycle.documentation), Paragraph(_about(guide, lifecycle))]
    if drawn:
        caption = (
            "The way to success runs from left to right; the words on an arrow say what lets people go on."
        )
        blocks.append(Figure(lifecycle_picture(guide.world, lifecycle), caption))
    title = guide.title(lifecycle)
    if lifecycle.stages:
        columns = ("Stage", "What it means", "Kind", "Looked after by", "Status in the CRM")
        rows = tuple(_stage(guide, lifecycle, stage) for stage in lifecycle.stages)
        blocks.append(table(f"Stages of {title}", columns, rows))
    blocks += _steps(guide, lifecycle, title)
    return Section(title, anchor("lifecycle", lifecycle.name), (*blocks, *guide.remarks(lifecycle)))


def _about(guide: Guide, lifecycle: Lifecycle) -> Line:
    parts: list[Line] = []
    if lifecycle.partitions is not None:
        parts += ["For ", guide.chosen(lifecycle.partitions, "all partitions"), ". "]
    if lifecycle.workspace is not None:
        parts += ["Kept in the workspace ", guide.ref(lifecycle.workspace), ". "]
    if lifecycle.extends is not None:
        parts += ["It follows ", guide.ref(lifecycle.extends), ", but for what is said here. "]
    if lifecycle.success_path:
        parts += [
            "The way to success: ",
            joined([guide.ref(one) for one in lifecycle.success_path], " → "),
            ".",
        ]
    return joined(parts, "")


def _stage(guide: Guide, lifecycle: Lifecycle, stage: Stage) -> Row:
    kind = f"act within {stage.sla.text}" if stage.sla is not None else TYPES.get(stage.type, stage.type)
    meaning: list[Line] = [stage.means] if stage.means else []
    meaning += (block.line for block in prose(stage.documentation) if isinstance(block, Paragraph))
    if stage.otherwise is not None:
        kind = f"{kind}; the rest go to {guide.words.title(stage.otherwise)}"
    return Row(
        (
            stage.title or stage.name.replace("_", " "),
            Stack(tuple(meaning)),
            kind,
            guide.refs(stage.owners),
            listed([literal(one) for one in stage.statuses], "or"),
        ),
        anchor("stage", f"{lifecycle.name}.{stage.name}"),
    )


def _steps(guide: Guide, lifecycle: Lifecycle, title: str) -> Iterator[Block]:
    """Its own steps first; of one that follows another, the rest as well, marked by where they come from."""
    own = set(map(id, lifecycle.transitions))
    ways = guide.world.courses[lifecycle.name].ways
    everything = [way.transition for way in ways if way.transition is not None]
    ordered = [one for one in everything if id(one) in own] + [
        one for one in everything if id(one) not in own
    ]
    rows = tuple(_step(guide, one, id(one) in own) for one in ordered)
    if rows:
        yield table(f"Steps of {title}", ("From", "To", "What lets people go on"), rows)


def _step(guide: Guide, step: Transition, own: bool) -> Row:
    how = guide.words.transition(step)
    said: list[Line] = [f"{how[:1].upper()}{how[1:]}"]
    if step.because:
        until = f", until {day(step.until.day)}" if step.until is not None else ""
        said.append(f"Why: {step.because}{until}")
    badges = [Badge("differs")] if step.overrides else [] if own else [Badge("taken over")]
    return Row((with_badges(guide.ref(step.source), badges), guide.ref(step.target), Stack(tuple(said))))


def _funnel(guide: Guide, funnel: Funnel) -> Section:
    rows = tuple(Row((step.title, guide.refs(step.stages))) for step in funnel.steps)
    words = joined(["Speaks of ", guide.ref(funnel.lifecycle), "."], "")
    listing = table(
        f"{guide.title(funnel)} and the stages", ("There it is called", "Here it is"), rows, compact=True
    )
    blocks = (*prose(funnel.documentation), Paragraph(words), listing, *guide.remarks(funnel))
    return Section(guide.title(funnel), anchor("funnel", funnel.name), blocks)
