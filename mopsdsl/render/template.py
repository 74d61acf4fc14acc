"""Templates: frames around lines that are made in Python, one environment for plain text and one that escapes for HTML."""

from functools import cache
from typing import TYPE_CHECKING

from mopsdsl.render.escape import code, markdown

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def text_template(name: str) -> "Template":
    """A template below `render/templates`; its filters `md` and `code` make a spec's text safe, and it has to use them."""
    from pathlib import Path

    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown is no HTML: `md` escapes for it
    )
    environment.filters |= {"md": markdown, "code": code}
    return environment.get_template(name)


@cache
def html_template(name: str) -> "Template":
    """A template below `render/templates` that escapes all it is given, but what its `safe` filter lets through."""
    from jinja2 import Environment, StrictUndefined

    return Environment(undefined=StrictUndefined, autoescape=True).from_string(source(name))


def source(name: str) -> str:
    """A file below `render/templates` as it is."""
    from pathlib import Path

    return (Path(__file__).parent / "templates" / name).read_text(encoding="utf-8")
