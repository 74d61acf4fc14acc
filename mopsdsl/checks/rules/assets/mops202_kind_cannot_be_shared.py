"""MOPS202: a shared folder that holds a kind which Marketo does not share.

Programs, emails, landing pages and forms are not on the list of what can be shared (experienceleague:
understanding-workspaces-and-person-partitions). Nor are images, files and tokens, which nobody documents either way: a warning.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import NEVER_SHARED, SHARED_KINDS, in_program, kind_word
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset, Folder

RULE = Rule(
    "MOPS202",
    "kind-cannot-be-shared",
    Severity.ERROR,
    "A shared folder that holds a kind which Marketo does not share (programs, emails, landing pages, forms).",
)


def check(context: Context) -> Iterator[Finding]:
    for asset in context.model.assets.values():
        folder = context.sight.sharing_folder(asset)
        if folder is not None and asset.asset_kind not in SHARED_KINDS and not isinstance(asset, Folder):
            program = in_program(context.model, asset)
            if program is None or context.sight.sharing_folder(program) is None:
                yield _finding(asset, folder)


def _finding(asset: Asset, folder: Folder) -> Finding:
    kind = kind_word(asset)
    return RULE.finding(
        asset.span,
        f"Folder {folder.title} is shared, but a {kind} is not: the other workspaces will never see {asset.title}.",
        f"Take it out of the shared folder. Whoever needs it clones it{'' if kind == 'program' else ', best with its program'}.",
        related=(Related(folder.shared_span or folder.span, f"folder {folder.title} is shared here"),),
        subject=asset.id,
        severity=None if asset.asset_kind in NEVER_SHARED else Severity.WARNING,
    )
