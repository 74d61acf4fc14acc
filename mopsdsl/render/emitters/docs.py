"""docs/: the documents for people, each page as HTML and as Markdown with the same substance."""

from collections.abc import Callable, Iterator

from mopsdsl.checks.context import Context
from mopsdsl.render.docs import (
    access,
    agreements,
    content,
    exceptions,
    glossary,
    growth,
    html,
    inventory,
    lifecycles,
    markdown,
    naming,
    overview,
    routing,
    scenarios,
    sharing,
    sight,
    workspaces,
)
from mopsdsl.render.docs.guide import Guide
from mopsdsl.render.docs.page import Page, Section
from mopsdsl.render.template import html_template, source, text_template

NAME = "docs"

PAGES: tuple[Callable[[Guide], Page], ...] = (
    overview.page, workspaces.page, sight.page, sharing.page, access.page, routing.page, lifecycles.page,
    agreements.page, growth.page, content.page, naming.page, exceptions.page, glossary.page, scenarios.page,
    inventory.page,
)  # fmt: skip
"""In the order in which they are read."""

CONTENTS = 3
"""A page with so many sections says at its top what stands on it."""


def emit(context: Context) -> Iterator[tuple[str, str]]:
    """`docs/*.html` with their style sheet, and `docs/*.md`."""
    guide = Guide(context)
    pages = [make(guide) for make in PAGES]
    instance = guide.title(guide.model.instance)
    framed, plain = html_template("docs/page.html.j2"), text_template("docs/page.md.j2")
    yield "docs/style.css", source("docs/style.css")
    for at, page in enumerate(pages):
        around = {
            "page": page,
            "instance": instance,
            "pages": pages,
            "before": pages[at - 1] if at else None,
            "after": pages[at + 1] if at + 1 < len(pages) else None,
        }
        sections = [block for block in page.blocks if isinstance(block, Section)]
        contents = sections if len(sections) >= CONTENTS and at else []
        yield (
            f"docs/{page.name}.html",
            framed.render(around, contents=contents, body=html.blocks(page.blocks)),
        )
        yield f"docs/{page.name}.md", plain.render(around, body=markdown.blocks(page.blocks))
