"""A change plan as one page that stands by itself: no network, no scripts, readable on a phone and on paper."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from mopsdsl.plan.change_plan import summary
from mopsdsl.render.docs.html import blocks
from mopsdsl.render.docs.page import Block, Figure, Paragraph, Section, Table
from mopsdsl.render.plans.change import Told, sentences
from mopsdsl.render.plans.change.content import Content
from mopsdsl.render.plans.change.risks import verdict
from mopsdsl.render.template import html_template, source


def render(told: Sequence[Told]) -> str:
    """One page, with a part for each project where there are several."""
    contents = [Content(one, pictures=True) for one in told]
    titles = [f"{one.plan.instance or one.plan.project}: {verdict(one.found, one.plan)}" for one in contents]
    several = len(contents) > 1
    parts = [tuple(_part(one)) for one in contents]
    sections: list[Block] = [
        Section(title, f"project-{number}", tuple(_anchored(part, number)))
        for number, (title, part) in enumerate(zip(titles, parts, strict=True), 1)
    ]
    body = sections if several else list(parts[0])
    title = f"Change plans of {len(contents)} projects" if several else titles[0]
    return (
        html_template("change_plan/plan.html.j2").render(
            title=title,
            style=source("docs/style.css"),
            contents=[block for block in body if isinstance(block, Section)],
            body=blocks(tuple(body)),
        )
        + "\n"
    )


def _part(content: Content) -> Iterator[Block]:
    plan, found = content.plan, content.found
    if not plan.changes and not found.errors:
        yield Paragraph(f"Nothing changes, compared with {plan.base.shown}.", "lead")
        return
    yield Paragraph(summary(plan), "lead")
    yield Paragraph(" ".join((sentences.from_what(plan), *sentences.notes(plan))))
    risky = (
        ("To mend in the specs", "mistakes", content.errors()),
        ("Dangers", "dangers", content.dangers()),
        ("Approved dangers", "approved", content.approved()),
    )
    yield from (Section(title, anchor, held) for title, anchor, held in risky if held)
    counts = content.counts()
    for section in content.sections():
        yield evolve(section, blocks=(Paragraph(f"{counts[section.anchor]}."), *section.blocks))


def _anchored(some: Sequence[Block], number: int) -> Iterator[Block]:
    """The same with places and captions that no other project has."""
    for one in some:
        match one:
            case Section():
                inside = tuple(_anchored(one.blocks, number))
                yield evolve(one, anchor=f"{one.anchor}-{number}", blocks=inside)
            case Table():
                yield evolve(one, caption=f"{one.caption}, project {number}")
            case Figure():
                picture = evolve(one.picture, title=f"{one.picture.title}, project {number}")
                yield evolve(one, picture=picture)
            case _:
                yield one
