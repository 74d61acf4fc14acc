"""Findings as SARIF 2.1.0, for code scanning; fingerprints hold no line, so a moved line is no new alert."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

from mopsdsl import __version__
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.diagnostics.render.report import Report, places
from mopsdsl.source.text import Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def render(reports: Sequence[Report]) -> str:
    """One run with all results; paths are relative to the repository."""
    rules = sorted({(finding.code, finding.rule) for report in reports for finding in report.findings})
    index = {code: at for at, (code, _) in enumerate(rules)}
    driver = {
        "name": "mopsdsl",
        "semanticVersion": __version__,
        "rules": [
            {
                "id": code,
                "name": name,
                "shortDescription": {"text": name.replace("-", " ").capitalize() + "."},
            }
            for code, name in rules
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "results": [result for report in reports for result in _results(report, index)],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _results(report: Report, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in report.findings:
        fingerprint = _fingerprint(report, finding)
        seen[fingerprint] += 1
        related = [
            {"id": at, "message": {"text": one.label or "see also"}, **_location(report, one.span)}
            for at, one in enumerate(finding.related)
        ]
        yield {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": f"{finding.message}\n{finding.help}".strip()},
            "locations": [_location(report, finding.span)],
            **({"relatedLocations": related} if related else {}),
            "partialFingerprints": {"mopsdsl/v1": f"{fingerprint}:{seen[fingerprint]}"},
        }


def _fingerprint(report: Report, finding: Finding) -> str:
    span = finding.span
    about = finding.subject or span.source.text[span.start : span.end] or span.source.name
    words = "\0".join((report.project, finding.code, about, span.round))
    return blake2b(words.encode(), digest_size=16).hexdigest()


def _location(report: Report, span: Span) -> dict[str, Any]:
    from urllib.parse import quote

    line, column, end_line, end_column = places(span)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    artifact = {"uri": quote(report.path(span, report.repository)), "uriBaseId": "SRCROOT"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
