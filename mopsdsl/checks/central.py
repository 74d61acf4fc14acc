"""What goes wrong in Default since it does not see everybody: told with its cause first, and once for all that shares it.

Where one partition is left out of what Default sees, nothing that Default keeps for everybody reaches its people: every global campaign,
every shared segmentation and the subscription centre. One line mends all of it.
"""

from collections.abc import Iterable, Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related
from mopsdsl.model.access import Workspace
from mopsdsl.model.assets import Asset
from mopsdsl.model.model import Model
from mopsdsl.source.text import Span

_SHOWN = 5


def sight_of(workspace: Workspace) -> Span:
    """Where a workspace says what it sees."""
    sees = workspace.sees if isinstance(workspace.sees, tuple) else workspace.sees.except_
    return sees[0].span if sees else workspace.span


def told_by_cause(context: Context, found: Iterable[tuple[Asset, str, Finding]]) -> Iterator[Finding]:
    """Findings about people whom an asset's workspace does not see. Of those of Default that say the same (the second word), the first,
    with the others; but what an `allow` may hide stays alone, so that it hides nothing else.
    """
    default = context.model.workspaces.get("Default")
    groups: dict[tuple[str, str], list[Finding]] = {}
    for asset, same, finding in found:
        if default is None or default.implied or asset.workspace.name != default.name:
            yield finding
        else:
            alone = asset.name if _may_be_allowed(context.model, asset, finding.code) else ""
            groups.setdefault((same, alone), []).append(finding)
    for group in groups.values():
        assert default is not None
        yield _with_cause(default, sorted(group, key=lambda one: one.span.written))


def _may_be_allowed(model: Model, asset: Asset, code: str) -> bool:
    around: Asset | None = asset
    while around is not None:
        if any(one.code == code for one in around.allowances):
            return True
        around = model.assets.get(around.parent)
    return False


def _with_cause(default: Workspace, group: list[Finding]) -> Finding:
    from attrs import evolve

    first, *others = group
    return evolve(
        first,
        message=first.message + (f" The same holds of {len(others)} more." if others else ""),
        help="Let Default see everybody: `sees all`. That mends this and whatever else Default keeps for everybody. Where Default is to "
        "see less, keep such things in a workspace that sees all.",
        related=(
            Related(sight_of(default), "the cause: Default leaves people out"),
            *first.related,
            *(Related(one.span, "the same holds here") for one in others[:_SHOWN]),
        ),
    )
