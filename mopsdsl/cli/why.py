"""`mopsdsl why SUBJECT OBJECT`: every way in which one thing reaches another."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

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
from mopsdsl.graphs.questions import Answer, Unclear, why

SHOWN = 10
"""Ways that are written out for people; JSON has up to a thousand."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "subject", metavar="SUBJECT", help="a team, workspace, asset, stage, ...: NAME or kind:NAME"
    )
    parser.add_argument("object", metavar="OBJECT", help="what it reaches: a partition, asset, stage, ...")
    common_arguments(parser)


def run(options: Namespace) -> int:
    """0 reaches, 1 does not, 2 the question is not clear."""
    found = why(world_of(options), options.subject, options.object)
    if isinstance(found, Unclear):
        return refuse(found)
    if options.format == "json":
        answer_json(_json(found))
    else:
        answer_text(_text(found))
    return 0 if found.reaches else 1


def _json(found: Answer) -> dict[str, object]:
    return {
        "subject": node_json(found.subject),
        "object": node_json(found.object),
        "reaches": found.reaches,
        "paths": [[edge_json(edge) for edge in path] for path in found.paths.shown],
        "more": found.paths.more,
        "complete": found.paths.complete,
        "missing": [{"text": remark.text, **place(remark.span)} for remark in found.remarks],
    }


def _text(found: Answer) -> Iterator[str]:
    subject, object = found.subject.label, found.object.label
    if found.subject.id == found.object.id:
        yield f"{_capital(subject)} is {object}."
        return
    if not found.reaches:
        yield f"{_capital(subject)} does not reach {object}."
        yield from (f"  {remark.text}{where(remark.span)}" for remark in found.remarks)
        return
    many = len(found.paths.shown) + found.paths.more
    least = "" if found.paths.complete else "at least "
    yield f"{_capital(subject)} reaches {object} in {least}{many} way{'s' * (many > 1)}:"
    for path in found.paths.shown[:SHOWN]:
        yield ""
        yield f"  {path[0].start}"
        yield from (f"    {_hop(edge)}" for edge in path)
    if many > SHOWN:
        yield ""
        yield f"  and {many - SHOWN} more ways (--format json has them)"


def _hop(edge: Edge) -> str:
    said = f" ({edge.label})" if edge.label else ""
    return f"{edge.kind.replace('_', ' ')} {edge.end}{said}{where(edge.span)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
