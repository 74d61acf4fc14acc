"""Findings as one JSON object: `version`, `findings`, `summary`."""

import json
from collections.abc import Sequence
from typing import Any

from mopsdsl.diagnostics.finding import Finding
from mopsdsl.diagnostics.render.report import Report, counts, places
from mopsdsl.source.text import Span

VERSION = 1


def render(reports: Sequence[Report]) -> str:
    """The object, indented; `file` is relative to the project, which is named where there are several."""
    several = len(reports) > 1
    findings = [
        {**({"project": report.project} if several else {}), **_finding(report, finding)}
        for report in reports
        for finding in report.findings
    ]
    summary = {**counts(reports), "projects": len(reports)}
    return (
        json.dumps(
            {"version": VERSION, "findings": findings, "summary": summary}, indent=2, ensure_ascii=False
        )
        + "\n"
    )


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.word,
        "message": finding.message,
        **_place(finding.span),
        "help": finding.help,
        "subject": finding.subject,
        "related": [{**_place(related.span), "label": related.label} for related in finding.related],
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.safe,
                "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits],
            }
            for fix in finding.fixes
        ],
    }


def _place(span: Span) -> dict[str, Any]:
    line, column, end_line, end_column = places(span)
    place: dict[str, Any] = {
        "file": span.source.name, "line": line, "column": column, "end_line": end_line, "end_column": end_column,
    }  # fmt: skip
    return {**place, "round": span.round} if span.round else place
