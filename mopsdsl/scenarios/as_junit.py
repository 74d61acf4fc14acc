"""Results as JUnit XML: a scenario is a test case, and its story says why it failed."""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from mopsdsl.diagnostics.render.report import printable
from mopsdsl.scenarios.as_text import failed
from mopsdsl.scenarios.reports import ProjectResults, story
from mopsdsl.scenarios.story import Outcome
from mopsdsl.source.text import Span


def render(tested: Sequence[ProjectResults]) -> str:
    """One suite a project; files are relative to the project."""
    root = ElementTree.Element("testsuites", name="mopsdsl test")
    for one in tested:
        root.append(_suite(one))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(one: ProjectResults) -> ElementTree.Element:
    outcomes = one.results.outcomes
    counts = {
        "tests": len(outcomes),
        "failures": sum(not outcome.passed for outcome in outcomes),
        "errors": 0,
        "skipped": 0,
    }
    numbers = {name: str(count) for name, count in counts.items()}
    suite = ElementTree.Element("testsuite", {"name": printable(one.project), **numbers})
    for outcome in outcomes:
        file = printable(outcome.scenario.span.source.name)
        case = ElementTree.SubElement(
            suite, "testcase", classname=file, name=printable(outcome.scenario.name)
        )
        if not outcome.passed:
            first = outcome.failures[0]
            message = printable(f"{first.expected}: {first.came}")
            ElementTree.SubElement(case, "failure", type="expectation", message=message).text = "\n".join(
                _told(outcome)
            )
        elif outcome.unknown:
            said = "\n".join(printable(f"not known: {entry.text}") for entry in outcome.unknown)
            ElementTree.SubElement(case, "system-out").text = said
    return suite


def _told(outcome: Outcome) -> Iterator[str]:
    for failure in outcome.failures:
        yield from failed(failure, _path)
    yield ""
    for kind, text in story(outcome, _path):
        mark = {"failed": "x ", "expected": "+ ", "moment": ""}.get(kind, "  ")
        yield mark + printable(text)


def _path(span: Span) -> str:
    return span.source.name
