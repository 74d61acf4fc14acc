"""MOPS212: a program without its workspace's tag, when the instance asks for it."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import kind_word
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset
from mopsdsl.model.people import RequiredTag

RULE = Rule(
    "MOPS212",
    "workspace-tag-missing",
    Severity.WARNING,
    "A program without its workspace's tag, when the instance asks for it.",
)


def check(context: Context) -> Iterator[Finding]:
    for required in context.model.instance.required_tags:
        for asset in context.model.assets.values():
            if asset.asset_kind == required.kind:
                yield from _missing(context, asset, required)


def _missing(context: Context, asset: Asset, required: RequiredTag) -> Iterator[Finding]:
    workspace = context.model.workspaces.get(asset.workspace.name)
    if workspace is None:
        return
    asked = Related(required.span, f"each {kind_word(asset)} needs a tag “{required.tag}”")
    names = [name for name in (workspace.name, workspace.title, workspace.code) if name]
    carried = [tag for tag in asset.tags if tag.name == required.tag]
    if not carried:
        value = workspace.name if _tells_workspace(required) else "..."
        yield RULE.finding(
            asset.span,
            f"{kind_word(asset).capitalize()} {asset.title} has no tag “{required.tag}”, so reports can't group it.",
            f'Write `tag "{required.tag}" "{value}"` in it.',
            related=(asked,),
            subject=asset.id,
        )
    elif _tells_workspace(required) and not any(
        tag.text.casefold() in map(str.casefold, names) for tag in carried
    ):
        yield RULE.finding(
            carried[0].span,
            f"{kind_word(asset).capitalize()} {asset.title} stands in workspace {workspace.name}, but its tag says “{carried[0].text}”.",
            f'Write `tag "{required.tag}" "{workspace.name}"`.',
            related=(asked, Related(workspace.span, f"workspace {workspace.name}")),
            subject=asset.id,
        )


def _tells_workspace(required: RequiredTag) -> bool:
    return required.tag.casefold() == "workspace"
