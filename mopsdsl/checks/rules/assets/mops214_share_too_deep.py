"""MOPS214: a shared folder below the level at which Marketo can share.

In Marketing Activities and the Design Studio only top-level folders can be shared, in the Database those one level down as well
(experienceleague: reference-a-list-or-smart-list-across-workspaces).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import can_be_shared, in_program, parents
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Folder

RULE = Rule(
    "MOPS214",
    "share-too-deep",
    Severity.ERROR,
    "A shared folder below the level at which Marketo can share.",
)


def check(context: Context) -> Iterator[Finding]:
    for folder in context.model.assets.values():
        if not isinstance(folder, Folder) or folder.shared_with is None:
            continue
        if can_be_shared(context, folder):
            continue
        above, program = list(parents(context.model, folder)), in_program(context.model, folder)
        where = (
            f"in program {program.title}"
            if program
            else f"{len(above)} level{'s' if len(above) > 1 else ''} down"
        )
        yield RULE.finding(
            folder.shared_span or folder.span,
            f"Folder {folder.title} stands {where}, where Marketo can't share it: it shares top-level folders, and in the Database "
            "(smart lists, static lists, segmentations) those one level below.",
            f"Share {above[-1].title} instead, or move {folder.title} to the top.",
            related=tuple(Related(one.span, f"{folder.title} stands in {one.title}") for one in above),
            subject=folder.id,
        )
