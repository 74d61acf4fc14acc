"""MOPS213: a clone or move between workspaces that Marketo does not offer for that kind.

Programs can be cloned into another workspace, and moved while they have no members (experienceleague:
understanding-workspaces-and-person-partitions, clone-a-program). A segmentation is shared, never cloned or moved. Of templates,
models, files and tokens no page says that they can be cloned into another workspace: a warning.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import kind_word
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset, Program
from mopsdsl.model.base import Reference

RULE = Rule(
    "MOPS213",
    "cannot-move-or-clone",
    Severity.ERROR,
    "A clone or move between workspaces that Marketo does not offer for that kind.",
)
CLONED_ACROSS = frozenset(
    ("program", "smart_campaign", "smart_list", "static_list", "snippet", "email", "landing_page", "form")
)
CLONED_WITHIN = frozenset(("segmentation", "model"))


def check(context: Context) -> Iterator[Finding]:
    for asset in context.model.assets.values():
        if asset.cloned_from is not None:
            source = context.names.asset(asset.cloned_from)
            if source is not None:
                yield from _clone(asset, asset.cloned_from, source)
        yield from _move(context, asset)


def _clone(asset: Asset, written: Reference, source: Asset) -> Iterator[Finding]:
    kind, origin = kind_word(asset), Related(source.span, f"the source, a {kind_word(source)}")
    if source.asset_kind != asset.asset_kind:
        yield RULE.finding(
            written.span,
            f"A clone is of the same kind as its source: {source.title} is a {kind_word(source)}, {asset.title} a {kind}.",
            f"Clone a {kind}, or declare {asset.title} as a {kind_word(source)}.",
            related=(origin,),
            subject=asset.id,
        )
    elif source.workspace.name != asset.workspace.name and asset.asset_kind not in CLONED_ACROSS:
        sure = asset.asset_kind in CLONED_WITHIN
        yield RULE.finding(
            written.span,
            f"Marketo {'clones no' if sure else 'is not known to clone a'} {kind} into another workspace, and {source.title} stands in "
            f"{source.workspace.name}, {asset.title} in {asset.workspace.name}.",
            f"Share the folder of {source.title} with {asset.workspace.name}, or make a new {kind} there.",
            related=(origin,),
            subject=asset.id,
            severity=None if sure else Severity.WARNING,
        )


def _move(context: Context, asset: Asset) -> Iterator[Finding]:
    home, span = asset.workspace.name, asset.moved_from.span if asset.moved_from else asset.span
    old = asset.moved_from.name if asset.moved_from else asset.formerly or ""
    origin = old.partition(".")[0]
    if "." not in old or origin == home or origin not in context.model.workspaces:
        return
    if asset.asset_kind == "segmentation":
        why, help = (
            "a segmentation can't be moved",
            "Make a new one there, or share this one from where it was.",
        )
    elif isinstance(asset, Program) and asset.members:
        why = f"a program with members ({asset.members:,} here) can't be moved"
        help = f"Clone it into {home} and let the old one end, or take its members out first."
    else:
        return
    yield RULE.finding(
        span,
        f"{asset.title} is to move from workspace {origin} to {home}, but {why} to another workspace.",
        help,
        related=(
            Related(context.model.workspaces[origin].span, "from this workspace"),
            Related(context.model.workspaces[home].span, "to this one"),
        )
        if home in context.model.workspaces
        else (),
        subject=asset.id,
    )
