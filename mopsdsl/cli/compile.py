"""`mopsdsl compile`: check, then write every output."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from mopsdsl.cli import findings
from mopsdsl.cli import options as shared

if TYPE_CHECKING:
    from mopsdsl.source.project import Project


def arguments(parser: ArgumentParser) -> None:
    shared.folder(parser)
    shared.as_of(parser)
    parser.add_argument(
        "--out",
        metavar="OUT",
        help="where to write (default: as mops.toml says, or `generated` in the project)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; say what is stale, and exit with 1 if anything is",
    )
    parser.add_argument(
        "--target", action="append", metavar="NAME", help="only this output; may be given more than once"
    )


def run(options: Namespace) -> int:
    """0 written (or fresh), 1 findings or stale, 2 could not run."""
    from mopsdsl import api

    unknown = [target for target in options.target or () if target not in api.targets()]
    if unknown:
        print(
            f"mopsdsl: there is no output {unknown[0]}. There are {', '.join(api.targets())}.",
            file=sys.stderr,
        )
        return 2
    projects = api.projects(options.directory)
    if options.out and len(projects) > 1:
        print(
            "mopsdsl: --out is for one project; name it, as `mopsdsl compile specs/acme --out DIR`.",
            file=sys.stderr,
        )
        return 2
    return max([_compile(options, project) for project in projects])


def _compile(options: Namespace, project: "Project") -> int:
    from mopsdsl import api
    from mopsdsl.diagnostics.finding import Severity
    from mopsdsl.source.text import visible

    today = shared.today(options)
    loaded = api.load(project)
    found = api.check(loaded, today)
    name = visible(project.name)
    if found:
        sys.stdout.write(findings.rendered([findings.report(loaded, found)]))
    if any(finding.severity == Severity.ERROR for finding in found):
        print(f"{name}: nothing was written; mend the errors first.", file=sys.stderr)
        return 1
    folder = os.path.abspath(options.out or project.output)
    outputs = api.compile(loaded, folder, tuple(options.target or ()), today)
    shown = visible(os.path.relpath(folder) if not os.path.relpath(folder).startswith("..") else folder)
    if options.check:
        out = f" --out {options.out}" if options.out else ""
        return _said_stale(
            outputs.stale(), name, shown, f"mopsdsl compile {visible(os.path.relpath(project.root))}{out}"
        )
    try:
        changed = api.write(outputs)
    except api.Unwritable as error:
        print(f"mopsdsl: {visible(str(error))}", file=sys.stderr)
        return 2
    written = (
        f"{len(changed)} of {len(outputs.files)} files written"
        if changed
        else f"{len(outputs.files)} files, all as they were"
    )
    print(f"{name}: {written} in {shown}")
    return 0


def _said_stale(stale: list[str], name: str, shown: str, renew: str) -> int:
    from mopsdsl.source.text import visible

    for path in stale:
        print(f"stale: {shown}/{visible(path)}")
    if stale:
        print(f"{name}: {len(stale)} files are not what the specs say. Renew them with: {renew}")
    return 1 if stale else 0
