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
    for at, page in enumerate(pages):
        around = {
            "page": page,
            "instance": pages[0].title,
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


def made(guide: "Guide") -> list["Page"]:
    """Every page, in their order."""
    from importlib import import_module

    return [import_module(f"mopsdsl.render.docs.{name}").page(guide) for name in PAGES]
