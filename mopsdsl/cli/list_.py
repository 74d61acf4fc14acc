"""`mopsdsl list [KIND]`: the inventory."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from mopsdsl.cli.asking import (
    answer_json,
    answer_text,
    common_arguments,
    node_json,
    place,
    refuse,
    where,
    world_of,
)
from mopsdsl.graphs.inventory import counts, listing
from mopsdsl.graphs.questions import Unclear
from mopsdsl.graphs.things import ASSET_WORDS, KINDS, Node


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", nargs="?", help="workspace, team, smart_list, stage, ...")
    common_arguments(parser)


def run(options: Namespace) -> int:
    """0, or 2 where there is no such kind."""
    world = world_of(options)
    if options.kind is None:
        found = counts(world)
        if options.format == "json":
            answer_json({"counts": found})
        else:
            answer_text(f"{number:>6}  {word}" for word, number in found.items())
        return 0
    nodes = listing(world, options.kind)
    if nodes is None:
        return refuse(no_kind(options.kind))
    if options.format == "json":
        things = [{**node_json(node), **place(node.span)} for node in nodes]
        answer_json({"kind": world.things.kind(options.kind), "things": things})
    else:
        answer_text(_text(nodes))
    return 0


def no_kind(word: str) -> Unclear:
    """What was most likely meant."""
    from mopsdsl.diagnostics.nearest import nearest

    near = nearest(word, (*KINDS, *ASSET_WORDS))
    return Unclear(
        f"there is no kind called {word}; `mopsdsl list` names those that there are", (near,) if near else ()
    )


def _text(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        title = f' "{node.title}"' if node.title not in (node.name, node.name.rpartition(".")[2]) else ""
        yield f"{node.name}{title}{where(node.span)}"
