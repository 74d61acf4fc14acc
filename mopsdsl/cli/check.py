"""`mopsdsl check`: read the specs and say what is wrong with them."""

import sys
from argparse import ArgumentParser, Namespace

from mopsdsl.cli import findings
from mopsdsl.cli import options as shared


def arguments(parser: ArgumentParser) -> None:
    shared.folder(parser)
    shared.as_of(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github", "junit"),
        default="text",
        help="form of the findings",
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "advice"),
        default="error",
        help="exit with 1 from this severity on (default: error)",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="neither read nor write the cache of earlier results"
    )


def run(options: Namespace) -> int:
    """0 clean, 1 findings at or above `--fail-on`."""
    from mopsdsl.cli import cache

    if options.format != "text" and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # what the formats say that they are in, wherever it runs
    key = (
        options.format,
        options.fail_on,
        options.as_of,
        shared.colour(sys.stdout),
        shared.unicode(sys.stdout),
    )
    memory = cache.Memory(options.directory, key, enabled=not options.no_cache)
    known = memory.recall()
    if known is None:
        known = _checked(options, memory)
    status, text = known
    sys.stdout.write(text)
    return status


def _checked(options: Namespace, memory: "object") -> tuple[int, str]:
    from mopsdsl import api

    projects = api.projects(options.directory)
    reports = []
    for project in projects:
        loaded = api.load(project)
        reports.append(findings.report(loaded, api.check(loaded, shared.today(options))))
    text = findings.rendered(reports, options.format)
    worst = max((finding.severity for report in reports for finding in report.findings), default=0)
    status = 1 if worst >= shared.severity(options.fail_on) else 0
    memory.remember(projects, status, text)  # type: ignore[attr-defined]
    return status, text
