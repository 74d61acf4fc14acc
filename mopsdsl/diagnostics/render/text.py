"""Findings for people: the place, the line of the spec with a mark under it, why it matters and how to mend it."""

import os
import unicodedata
from collections.abc import Iterator, Sequence

from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.diagnostics.render.report import Report, counts, printable
from mopsdsl.source.text import Span

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.ADVICE: "1;36"}
_LONGEST = 160


class _Style:
    """What a terminal can show."""

    def __init__(self, colour: bool, unicode: bool) -> None:
        self.colour = colour
        self.corner, self.bar = ("╭─", "│") if unicode else ("-->", "|")

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def render(reports: Sequence[Report], *, colour: bool, unicode: bool) -> str:
    """Every finding, the projects one after the other, and a last line with the counts."""
    style = _Style(colour, unicode)
    here = os.getcwd()
    blocks = [
        "\n".join(_finding(report, finding, style, here)) for report in reports for finding in report.findings
    ]
    return "".join(f"{block}\n\n" for block in blocks) + _summary(reports, style) + "\n"


def _summary(reports: Sequence[Report], style: _Style) -> str:
    found = {word: count for word, count in counts(reports).items() if count}
    where = reports[0].project if len(reports) == 1 else f"{len(reports)} projects"
    if not found:
        return style.paint(f"No findings in {printable(where)}.", "32")
    said = ", ".join(
        f"{count} {word if word == 'advice' or count == 1 else word + 's'}" for word, count in found.items()
    )
    return f"{said} in {printable(where)}. `mopsdsl explain CODE` says more of a rule."


def _finding(report: Report, finding: Finding, style: _Style, here: str) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    head = style.paint(f"{finding.severity.word}[{finding.code}]", colour)
    yield f"{head} {style.paint(printable(finding.message), '1')}"
    gutter = max(
        len(str(span.line)) for span in (finding.span, *(related.span for related in finding.related))
    )
    yield from _excerpt(report, finding.span, "", "^", colour, gutter, style, here)
    for related in finding.related:
        yield from _excerpt(report, related.span, related.label, "-", "34", gutter, style, here)
    if finding.help:
        yield f"{' ' * gutter} {style.paint('= help:', '1;32')} {printable(finding.help)}"
    yield f"{' ' * gutter} {style.paint('= rule:', '2')} {style.paint(finding.rule, '2')}"


def _excerpt(
    report: Report, span: Span, label: str, mark: str, colour: str, gutter: int, style: _Style, here: str
) -> Iterator[str]:
    line, column = span.source.position(span.start)
    path = printable(_path(report, span, here))
    if not span.source.text:
        if label or mark == "^":
            yield f"{' ' * gutter} {style.paint(style.corner, '34')} {path}{': ' + printable(label) if label else ''}"
        return
    note = f" ({printable(span.round)})" if span.round else ""
    yield f"{' ' * gutter} {style.paint(style.corner, '34')} {path}:{line}:{column}{note}"
    text = span.source.line(line)
    cut = max(0, column - 1 - _LONGEST // 2) if len(text) > _LONGEST else 0
    shown = _visible(text[cut : cut + _LONGEST])
    yield f"{str(line).rjust(gutter)} {style.paint(style.bar, '34')} {'…' if cut else ''}{shown}".rstrip()
    before = _visible(text[cut : column - 1])
    length = max(
        1, width(_visible(text[column - 1 : min(column - 1 + span.end - span.start, cut + _LONGEST)]))
    )
    indent = " " * (width(before) + (1 if cut else 0))
    under = style.paint(mark * length + (f" {printable(label)}" if label else ""), colour)
    yield f"{' ' * gutter} {style.paint(style.bar, '34')} {indent}{under}"


def _path(report: Report, span: Span, here: str) -> str:
    path = report.path(span, here)
    return (
        path if not path.startswith("../") else os.path.normpath(os.path.join(report.root, span.source.name))
    )


def _visible(text: str) -> str:
    return printable(text.replace("\t", "    "))


def width(text: str) -> int:
    """Columns of a terminal that a text takes: East Asian wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
