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
        {**({"project": report.project} if several else {}), **plain(finding)}
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


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as plain data; files are relative to their project."""
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.word,
        "message": finding.message,
        **place(finding.span),
        "help": finding.help,
        "subject": finding.subject,
        "related": [{**place(related.span), "label": related.label} for related in finding.related],
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.safe,
                "edits": [{**place(edit.span), "text": edit.text} for edit in fix.edits],
            }
            for fix in finding.fixes
        ],
    }


def place(span: Span) -> dict[str, Any]:
    """A place as plain data: file, and lines and columns from 1."""
    line, column, end_line, end_column = places(span)
    found: dict[str, Any] = {
        "file": span.source.name, "line": line, "column": column, "end_line": end_line, "end_column": end_column,
    }  # fmt: skip
    return {**found, "round": span.round} if span.round else found
