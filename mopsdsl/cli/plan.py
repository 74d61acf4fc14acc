"""`mopsdsl plan`: the change plan from a base to the specs."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from mopsdsl.cli import findings
from mopsdsl.cli import options as shared

if TYPE_CHECKING:
    from mopsdsl.api import Loaded
    from mopsdsl.diagnostics.finding import Finding
    from mopsdsl.plan.change_plan import ChangePlan
    from mopsdsl.render.plans.change import Told

FORMATS = ("text", "markdown", "json", "html")
NOTHING, CHANGES, DESTRUCTIVE = 0, 3, 4
"""The exit statuses of --exit-code where nothing is wrong."""
_NO_PLAN = "there is no plan of specs that can't be read; mend the errors first."


def arguments(parser: ArgumentParser) -> None:
    shared.folder(parser)
    shared.as_of(parser)
    parser.add_argument(
        "--base",
        metavar="BASE",
        help="what to start from: a git ref, a folder or a saved model.json (default: nothing)",
    )
    parser.add_argument(
        "--exact-base",
        action="store_true",
        help="the ref itself, not the commit where it and the current one went apart",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="for the terminal, a comment, scripts, a browser"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="in the text form, every property and the whole of every step"
    )
    parser.add_argument("--out", metavar="FILE", help="write the plan there instead of standard output")
    parser.add_argument(
        "--done",
        metavar="FILE",
        help="ids of steps that are carried out, one a line: the plan goes on from there",
    )
    parser.add_argument(
        "--back", action="store_true", help="with --done: the way back, undoing what is done, the last first"
    )
    parser.add_argument(
        "--exit-code", action="store_true", help="exit with 0 nothing to do, 3 changes, 4 destructive changes"
    )


def run(options: Namespace) -> int:
    """0 fine (with --exit-code: 0, 3 or 4), 1 errors, 2 could not run."""
    from mopsdsl import api

    if options.back and options.done is None:
        print("mopsdsl: --back takes back what --done FILE says is done; name that file.", file=sys.stderr)
        return 2
    projects = api.projects(options.directory)
    today = shared.today(options)
    try:
        finished = _finished(options.done)
        bases = api.bases(options.base, projects, merge_base=not options.exact_base)
        loaded = [api.load(project) for project in projects]
        found = [tuple(api.check(one, today)) for one in loaded]
        if findings.stopped(loaded, found, _NO_PLAN):
            return 1
        plans = [api.plan(one, base, today, finished) for one, base in zip(loaded, bases.each, strict=True)]
    except api.NoBase as error:
        print(f"mopsdsl: {error}", file=sys.stderr)
        return 2
    from mopsdsl.source.text import visible

    for base in bases.gone:
        told = f"{base.name} was a project at {base.shown} and is none now; it is in no plan."
        print(f"mopsdsl: {visible(told)}", file=sys.stderr)
    if options.back:
        plans = [api.taken_back(plan) for plan in plans]
    _write(options, _rendered(options, loaded, plans, found))
    return _status(options, plans, found)


def _finished(path: str | None) -> frozenset[str]:
    """The ids in a file of steps that are carried out: one a line, `#` begins a remark, at the start of a line or after a space."""
    if path is None:
        return frozenset()
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = (f" {line}".partition(" #")[0].strip() for line in file)
        return frozenset(line for line in lines if line)


def _rendered(
    options: Namespace, loaded: "list[Loaded]", plans: "list[ChangePlan]", found: "list[tuple[Finding, ...]]"
) -> str:
    from mopsdsl.render.plans.change import render

    return render(
        options.format,
        [told(*one) for one in zip(loaded, plans, found, strict=True)],
        colour=not options.out and shared.colour(sys.stdout),
        unicode=bool(options.out) or shared.unicode(sys.stdout),
        width=_width(options),
        verbose=options.verbose,
    )


def told(loaded: "Loaded", plan: "ChangePlan", found: "tuple[Finding, ...]") -> "Told":
    """A plan with what is wrong: of what `check` found the errors first, then what is to be said of the change."""
    from mopsdsl.diagnostics.finding import Severity
    from mopsdsl.render.plans.change import Told

    errors = tuple(finding for finding in found if finding.severity is Severity.ERROR)
    return Told(plan, findings.report(loaded, (*errors, *plan.findings)))


WIDTH = 100
"""Columns of what no terminal shows."""


def _width(options: Namespace) -> int:
    if options.out or not sys.stdout.isatty():
        return WIDTH
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, 120)


def _write(options: Namespace, text: str) -> None:
    if options.out is None:
        if options.format != "text" and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(text)
        return
    from mopsdsl.cli.files import write_whole

    write_whole(options.out, text)


def _status(options: Namespace, plans: "list[ChangePlan]", found: "list[tuple[Finding, ...]]") -> int:
    from mopsdsl.diagnostics.finding import Severity

    told = [
        *(one for its in found for one in its),
        *(one for plan in plans for one in plan.findings),
    ]
    if any(finding.severity is Severity.ERROR for finding in told):
        return 1
    if not options.exit_code:
        return 0
    if any(plan.destructive for plan in plans):
        return DESTRUCTIVE
    return CHANGES if any(plan.changes for plan in plans) else NOTHING
