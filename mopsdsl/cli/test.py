"""`mopsdsl test`: run the scenarios against the specs."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from mopsdsl.cli import findings
from mopsdsl.cli import options as shared
from mopsdsl.cli.files import write_whole

if TYPE_CHECKING:
    from mopsdsl.api import Loaded
    from mopsdsl.diagnostics.finding import Finding
    from mopsdsl.scenarios.reports import ProjectResults

_NOT_RUN = "no scenario was run, as the specs can't be read in full"


def arguments(parser: ArgumentParser) -> None:
    shared.folder(parser)
    parser.add_argument(
        "--filter", metavar="TEXT", default="", help="only scenarios whose name contains this"
    )
    parser.add_argument("--junit", metavar="FILE", help="also write the results there, as JUnit XML")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people, or for scripts"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="tell the story of every scenario, and name what none touches"
    )


def run(options: Namespace) -> int:
    """0 all pass, 1 some don't or the specs can't be read, 2 no scenario has such a name."""
    from mopsdsl import api

    loaded = [api.load(project) for project in api.projects(options.directory)]
    found = [api.check(one) for one in loaded]
    if findings.stopped(loaded, found, _NOT_RUN, options.format):
        return 1
    for one, its in zip(loaded, found, strict=True):
        _say_errors(one, its)
    tested = [_tested(one, options.filter) for one in loaded]
    if options.filter and not any(one.results.outcomes for one in tested):
        print(f"mopsdsl: no scenario has {options.filter!r} in its name", file=sys.stderr)
        return 2
    if options.junit:
        from mopsdsl.scenarios import as_junit

        write_whole(options.junit, as_junit.render(tested))
    sys.stdout.write(_text(options, tested))
    return int(any(not outcome.passed for one in tested for outcome in one.results.outcomes))


def _tested(loaded: "Loaded", filter: str) -> "ProjectResults":
    from mopsdsl import api
    from mopsdsl.scenarios.reports import ProjectResults

    report, here = findings.report(loaded), os.getcwd()
    results = api.run_scenarios(loaded, filter)
    return ProjectResults(report.project, results, lambda span: report.path(span, here))


def _text(options: Namespace, tested: "list[ProjectResults]") -> str:
    if options.format == "json":
        from mopsdsl.scenarios import as_json

        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        return as_json.render(tested)
    from mopsdsl.scenarios import as_text

    return as_text.render(
        tested,
        verbose=options.verbose,
        part=bool(options.filter),
        colour=shared.colour(sys.stdout),
        unicode=shared.unicode(sys.stdout),
    )


def _say_errors(loaded: "Loaded", found: "list[Finding]") -> None:
    """That `check` has more to say: a scenario runs as the specs stand, also with what is wrong in them."""
    from mopsdsl.diagnostics.finding import Severity

    if errors := sum(one.severity is Severity.ERROR for one in found):
        many = "1 error" if errors == 1 else f"{errors} errors"
        print(
            f"mopsdsl: {many} in {loaded.model.instance.name or 'the spec'}; `mopsdsl check` says more.",
            file=sys.stderr,
        )
