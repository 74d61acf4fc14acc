"""Templates for plain text: Markdown frames around lines that are made in Python. (HTML has an environment of its own.)"""

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
