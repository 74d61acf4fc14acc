"""What a verb has found, shown in the form in which `check` shows it."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mopsdsl.cli import options as shared

if TYPE_CHECKING:
    from mopsdsl.api import Loaded
    from mopsdsl.diagnostics.finding import Finding
    from mopsdsl.diagnostics.render import Report


def report(loaded: "Loaded", findings: "Iterable[Finding]" = ()) -> "Report":
    """Findings with the project that they are about, which came from a folder."""
    from mopsdsl.diagnostics.render import Report

    project = loaded.project
    assert project is not None
    return Report(project.name, project.root, project.repository, tuple(findings))


def rendered(reports: "list[Report]", format: str = "text") -> str:
    """What goes to standard output, as it can show it."""
    from mopsdsl.diagnostics.render import render

    return render(format, reports, colour=shared.colour(sys.stdout), unicode=shared.unicode(sys.stdout))


def stopped(
    loaded: "Sequence[Loaded]", found: "Sequence[Iterable[Finding]]", why: str, format: str = "text"
) -> bool:
    """Whether specs can't be read in full: then what of them can't is shown, and on standard error why nothing else is done."""
    from mopsdsl import api

    mistakes = [(one, api.unreadable(one, its)) for one, its in zip(loaded, found, strict=True)]
    broken = [report(one, unread) for one, unread in mistakes if unread]
    if broken:
        sys.stdout.write(rendered(broken, format))
        print(f"mopsdsl: {why}", file=sys.stderr)
    return bool(broken)
