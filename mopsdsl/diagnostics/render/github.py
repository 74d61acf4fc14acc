"""Findings as GitHub workflow commands: each becomes an annotation at its line in the pull request."""

from collections.abc import Sequence

from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.diagnostics.render.report import Report, places, printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def render(reports: Sequence[Report]) -> str:
    """One command a line; paths are relative to the repository."""
    return "".join(f"{_command(report, finding)}\n" for report in reports for finding in report.findings)


def _command(report: Report, finding: Finding) -> str:
    line, column, end_line, end_column = places(finding.span)
    where = {
        "file": printable(report.path(finding.span, report.repository)), "line": str(line), "endLine": str(end_line), "col": str(column),
        "endColumn": str(end_column), "title": f"{finding.code} {finding.rule}",
    }  # fmt: skip
    if end_line != line:
        del where["col"], where["endColumn"]
    properties = ",".join(f"{name}={_property(text)}" for name, text in where.items())
    trail = [
        f"{report.path(one.span, report.repository)}:{one.span.line} {one.label}" for one in finding.related
    ]
    text = "\n".join(printable(part) for part in (finding.message, finding.help, *trail) if part)
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
