"""Findings as JUnit XML: an error is a failed test case, anything milder a passed one with output."""

from collections.abc import Sequence
from xml.etree import ElementTree

from mopsdsl.diagnostics.finding import Severity
from mopsdsl.diagnostics.render.report import Report, printable


def render(reports: Sequence[Report]) -> str:
    """One suite a project."""
    root = ElementTree.Element("testsuites", name="mopsdsl check")
    for report in reports:
        root.append(_suite(report))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(report: Report) -> ElementTree.Element:
    failures = sum(finding.severity == Severity.ERROR for finding in report.findings)
    tests = max(1, len(report.findings))
    suite = ElementTree.Element(
        "testsuite",
        name=printable(report.project),
        tests=str(tests),
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    for finding in report.findings:
        line, column = finding.span.source.position(finding.span.start)
        place = f"{finding.span.source.name}:{line}:{column}"
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=printable(finding.span.source.name),
            name=printable(f"{finding.code} {finding.rule} {place}"),
        )
        trail = [f"{one.span.place} {one.label}" for one in finding.related]
        text = "\n".join(
            printable(part) for part in (f"{place} {finding.message}", finding.help, *trail) if part
        )
        if finding.severity == Severity.ERROR:
            ElementTree.SubElement(
                case, "failure", type=finding.code, message=printable(finding.message)
            ).text = text
        else:
            ElementTree.SubElement(case, "system-out").text = f"{finding.severity.word}: {text}"
    if not report.findings:
        ElementTree.SubElement(suite, "testcase", classname=printable(report.project), name="no findings")
    return suite
