"""docs/: the documents for people, each page as HTML and as Markdown with the same substance."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.context import Context

if TYPE_CHECKING:
    from mopsdsl.render.docs.guide import Guide
    from mopsdsl.render.docs.page import Page

NAME = "docs"

PAGES = (
    "overview", "workspaces", "sight", "sharing", "access", "routing", "lifecycles", "agreements", "growth", "content",
    "naming", "exceptions", "glossary", "scenarios", "inventory",
)  # fmt: skip
"""The modules of the pages, in the order in which they are read."""

CONTENTS = 3
"""A page with so many sections says at its top what stands on it."""


def emit(context: Context) -> Iterator[tuple[str, str]]:
    """`docs/*.html` with their style sheet, and `docs/*.md`. What they need is imported here: most runs want no documents."""
    from mopsdsl.render.docs import html, markdown
    from mopsdsl.render.docs.guide import Guide
    from mopsdsl.render.docs.page import Section
    from mopsdsl.render.template import html_template, source, text_template

    guide = Guide(context)
    pages = made(guide)
    framed, plain = html_template("docs/page.html.j2"), text_template("docs/page.md.j2")
    yield "docs/style.css", source("docs/style.css")
    for page, before, after in (*_in_order(pages), *_aside(guide, pages)):
        around = {"page": page, "instance": pages[0].title, "pages": pages, "before": before, "after": after}
        sections = [block for block in page.blocks if isinstance(block, Section)]
        listed = len(sections) >= CONTENTS and page is not pages[0] and not page.form
        contents = sections if listed else []
        yield (
            f"docs/{page.name}.html",
            framed.render(around, contents=contents, body=html.blocks(page.blocks)),
        )
        yield f"docs/{page.name}.md", plain.render(around, body=markdown.blocks(page.blocks))


def _in_order(pages: list["Page"]) -> Iterator[tuple["Page", "Page | None", "Page | None"]]:
    """Every page with the one before and the one after."""
    yield from zip(pages, [None, *pages], [*pages[1:], None], strict=False)


def _aside(guide: "Guide", pages: list["Page"]) -> Iterator[tuple["Page", "Page | None", "Page | None"]]:
    """The pages that are read by themselves: an agreement each, and the page that leads to it."""
    from mopsdsl.render.docs.agreement import sheet

    overview = pages[PAGES.index("agreements")]
    yield from ((sheet(guide, fence), overview, None) for fence in guide.model.fences.values())


def made(guide: "Guide") -> list["Page"]:
    """Every page, in their order."""
    from importlib import import_module

    return [import_module(f"mopsdsl.render.docs.{name}").page(guide) for name in PAGES]
