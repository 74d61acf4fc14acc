"""What the commands that ask questions of a spec have in common."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from mopsdsl.cli import options as shared
from mopsdsl.diagnostics.finding import Severity
from mopsdsl.graphs.edges import Edge, World
from mopsdsl.graphs.questions import Unclear
from mopsdsl.graphs.things import Node
from mopsdsl.source.project import NotAProject
from mopsdsl.source.text import Span

VERSION = 1
"""Of the JSON that these commands print."""


def common_arguments(parser: ArgumentParser) -> None:
    """`--project` and `--format text|json`."""
    shared.project(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people, or for scripts"
    )


def world_of(options: Namespace) -> World:
    """The project's graphs. Mistakes in the spec don't stop an answer: what is sound is answered, and standard error says so."""
    from mopsdsl import api

    projects = api.projects(options.directory)
    if len(projects) > 1:
        names = ", ".join(os.path.relpath(project.root) for project in projects)
        raise NotAProject(f"There are several projects here; say which with --project: {names}")
    loaded = api.load(projects[0])
    # The rules have no say in an answer.
    errors = sum(finding.severity is Severity.ERROR for finding in loaded.findings)
    if errors:
        say = "1 error" if errors == 1 else f"{errors} errors"
        print(
            f"mopsdsl: the spec has {say}; this is about what could be read of it. `mopsdsl check` says more.",
            file=sys.stderr,
        )
    context = loaded.context()
    return World(loaded.model, context.names, context.sight)


def refuse(unclear: Unclear) -> int:
    """Says why there is no answer, with the choices; the exit status of that."""
    print(f"mopsdsl: {printable(unclear.problem)}", file=sys.stderr)
    if unclear.choices:
        listed = "\n".join(f"  {printable(choice)}" for choice in unclear.choices[:20])
        print(f"Did you mean:\n{listed}", file=sys.stderr)
        if len(unclear.choices) > 20:
            print(f"  and {len(unclear.choices) - 20} more", file=sys.stderr)
    return 2


def answer_json(document: dict[str, Any]) -> None:
    from json import dumps

    print(dumps({"version": VERSION, **document}, ensure_ascii=False, indent=2))


def answer_text(lines: Iterable[str]) -> None:
    for line in lines:
        print(printable(line))


def printable(text: str) -> str:
    """Text without letters that move a terminal's cursor or turn its direction."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)


def place(span: Span | None) -> dict[str, Any]:
    """`file` and `line`; both null where there is none, as for what Marketo brings itself."""
    written = span is not None and span.source.text != ""
    return {"file": span.source.name, "line": span.line} if span and written else {"file": None, "line": None}


def where(span: Span | None) -> str:
    """The place behind a line of text, if there is one."""
    if span is None:
        return ""
    return f"  {span.place}" if span.source.text else "  (Marketo's own)"


def node_json(node: Node) -> dict[str, Any]:
    """`id`, `kind`, `name`, `title`, and an asset's own kind."""
    found = {"id": node.id, "kind": node.kind, "name": node.name, "title": node.title}
    return {**found, "asset_kind": node.word} if node.kind == "asset" else found


def edge_json(edge: Edge) -> dict[str, Any]:
    """`from`, `to`, `kind`, `file`, `line`, and what more there is to say of it."""
    found = {"from": edge.start, "to": edge.end, "kind": edge.kind, **place(edge.span)}
    return {**found, "label": edge.label} if edge.label else found
