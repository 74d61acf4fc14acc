"""`mopsdsl show NAME`: one thing, with all that refers to it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from mopsdsl.cli.asking import (
    answer_json,
    answer_text,
    common_arguments,
    edge_json,
    node_json,
    place,
    refuse,
    where,
    world_of,
)
from mopsdsl.graphs.edges import Edge
from mopsdsl.graphs.inventory import Profile, show
from mopsdsl.graphs.questions import Unclear

SHOWN = 30
"""Lines of one kind that are written out for people; JSON has them all."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="NAME, or kind:NAME where several kinds have it")
    common_arguments(parser)


def run(options: Namespace) -> int:
    """0, or 2 where the name stands for nothing or for several things."""
    found = show(world_of(options), options.name)
    if isinstance(found, Unclear):
        return refuse(found)
    if options.format == "json":
        answer_json(_json(found))
    else:
        answer_text(_text(found))
    return 0


def _json(found: Profile) -> dict[str, object]:
    return {
        **node_json(found.node),
        **place(found.node.span),
        "documentation": found.documentation,
        "properties": dict(found.properties),
        "sight": [{"text": remark.text, **place(remark.span)} for remark in found.sight],
        "refers_to": [edge_json(edge) for edge in found.refers_to],
        "referred_by": [edge_json(edge) for edge in found.referred_by],
    }


def _text(found: Profile) -> Iterator[str]:
    node = found.node
    title = f' "{node.title}"' if node.title != node.name else ""
    yield f"{node.label}{title}{where(node.span)}"
    yield from (f"  {line}" for line in found.documentation.splitlines())
    yield from _section("", (line for name, stated in found.properties for line in _property(name, stated)))
    yield from _section("Sight", (f"{remark.text}{where(remark.span)}" for remark in found.sight))
    yield from _section("Refers to", (_reference(edge, edge.end) for edge in found.refers_to))
    yield from _section("Referred to by", (_reference(edge, edge.start) for edge in found.referred_by))


def _property(name: str, stated: str | tuple[str, ...]) -> Iterator[str]:
    """On one line where it is short, else each value on its own."""
    joined = stated if isinstance(stated, str) else ", ".join(stated)
    if isinstance(stated, str) or len(joined) < 80:
        yield f"{name}: {joined}"
    else:
        yield f"{name}:"
        yield from (f"  {one}" for one in stated)


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield ""
    if lines and heading:
        yield f"{heading}:"
    yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  and {len(lines) - SHOWN} more (--format json has them)"


def _reference(edge: Edge, other: str) -> str:
    said = f", {edge.label}" if edge.label else ""
    return f"{other} ({edge.kind.replace('_', ' ')}{said}){where(edge.span)}"
