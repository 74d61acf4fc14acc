"""What Marketo shares between workspaces, and how a way across is told: the asset, its folder, whom that is shared with.

Sharing is of a folder (experienceleague: understanding-workspaces-and-person-partitions); those who get it can't change it.
"""

from collections.abc import Iterator
from functools import cache

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.checks.headings import after_heading
from mopsdsl.diagnostics.finding import Edit, Fix, Related
from mopsdsl.diagnostics.wording import few
from mopsdsl.model.assets import ASSET_KINDS, Asset, Folder, Program, Segment
from mopsdsl.model.base import Everything, Reference
from mopsdsl.model.model import Model
from mopsdsl.source.text import Span

SHARED_KINDS = frozenset(
    (
        "email_template",
        "landing_page_template",
        "snippet",
        "model",
        "smart_campaign",
        "smart_list",
        "static_list",
        "segmentation",
    )
)
NEVER_SHARED = frozenset(("program", "email", "landing_page", "form"))
DATABASE_KINDS = frozenset(("smart_list", "static_list", "segmentation"))
BY_ADDRESS = frozenset(("image", "file"))
"""Used by their address, which works from anywhere."""

_WORDS = frozenset((*ASSET_KINDS, "folder", "asset", "segment"))


@value
class Use:
    """One asset that another refers to."""

    user: Asset
    reference: Reference
    target: Asset


def uses_of(context: Context, asset: Asset) -> Iterator[Use]:
    """The assets that an asset refers to, with its flow, its triggers and its conditions; each once."""
    seen: set[str] = set()
    for reference in asset.references:
        if not _may_be_an_asset(reference.kind):
            continue
        found = context.names.find(reference)
        target = owner_of(context, reference) if isinstance(found, Segment) else found
        if isinstance(target, Asset) and target.name not in seen and target is not asset:
            seen.add(target.name)
            yield Use(asset, reference, target)


@cache
def _may_be_an_asset(kind: str) -> bool:
    """Whether an asset, or part of one, is among the kinds that a reference wants."""
    return not _WORDS.isdisjoint(kind.split("|"))


def owner_of(context: Context, segment: Reference) -> Asset | None:
    """The segmentation of a segment."""
    path = segment.name.rpartition(".")[0]
    return context.names.asset(
        Reference("segmentation", path, segment.span, "", segment.scope), "segmentation"
    )


def seen_from(context: Context, workspace: str, target: Asset) -> bool:
    """Whether a workspace can use the asset: it stands there, is shared with it, or is used by its address."""
    home, known = target.workspace.name, context.model.workspaces
    if home == workspace or target.asset_kind in BY_ADDRESS:
        return True
    return workspace not in known or home not in known or workspace in context.sight.readers(target)


def folder_to_share(context: Context, asset: Asset) -> Folder | None:
    """The innermost folder above an asset that Marketo could share: a top one, or, of lists and segmentations only, one below that."""
    for above in parents(context.model, asset):
        if isinstance(above, Folder) and can_be_shared(context, above):
            return above
    return None


def can_be_shared(context: Context, folder: Folder) -> bool:
    """Whether a folder stands where Marketo can share it (experienceleague: reference-a-list-or-smart-list-across-workspaces)."""
    above = list(parents(context.model, folder))
    if not above:
        return True
    kinds = {asset.asset_kind for asset in inside(context, folder)} - {"folder"}
    return len(above) == 1 and isinstance(above[0], Folder) and kinds <= DATABASE_KINDS


def parents(model: Model, asset: Asset) -> Iterator[Asset]:
    """What an asset stands in, from the inside out."""
    above = model.assets.get(asset.parent)
    while above is not None:
        yield above
        above = model.assets.get(above.parent)


def in_program(model: Model, asset: Asset) -> Program | None:
    """The nearest program that an asset is local to."""
    return next((above for above in parents(model, asset) if isinstance(above, Program)), None)


def inside(context: Context, outer: Asset) -> Iterator[Asset]:
    """An asset, and everything that stands in it."""
    yield outer
    for asset in context.contents.get(outer.name, ()):
        yield from inside(context, asset)


def way(context: Context, target: Asset) -> tuple[Related, ...]:
    """Where an asset stands, and whom it is shared with, hop by hop."""
    hops = [
        Related(
            target.span, f"{kind_word(target)} {target.title} stands in workspace {target.workspace.name}"
        )
    ]
    folder = context.sight.sharing_folder(target)
    if folder is not None and folder.shared_span is not None:
        readers = few(context.sight.readers(folder)[1:]) or "nobody"
        hops.append(Related(folder.shared_span, f"folder {folder.title} is shared with {readers}"))
    elif (unshared := folder_to_share(context, target)) is not None:
        hops.append(Related(unshared.span, f"folder {unshared.title} is not shared"))
    return tuple(hops)


def how_to_see(context: Context, workspace: str, target: Asset) -> tuple[str, tuple[Fix, ...]]:
    """What would let a workspace use an asset, in words and, where one folder's sharing does it, as a change."""
    kind = kind_word(target)
    program = in_program(context.model, target)
    if target.asset_kind not in SHARED_KINDS or program is not None:
        what = f"a {kind}" if program is None else f"what stands in a program, such as {program.title},"
        return (
            f"Marketo does not share {what} between workspaces: clone it into {workspace}, and use the clone.",
            (),
        )
    folder = context.sight.sharing_folder(target) or folder_to_share(context, target)
    own = f"put {target.title} in one that says `shared with {workspace}`"
    if folder is None:
        return f"Only what stands in a folder can be shared: {own}.", ()
    if any(asset.asset_kind in NEVER_SHARED for asset in inside(context, folder)):
        return (
            f"Folder {folder.name} holds what Marketo does not share, so that it is no folder to share: {own}.",
            (),
        )
    return f"Share folder {folder.name} with {workspace} too.", sharing_fix(folder, workspace)


def sharing_fix(folder: Folder, workspace: str) -> tuple[Fix, ...]:
    """The change that shares a folder with one workspace more; none where one text stands for several folders."""
    behind = after_heading(folder.span)
    if behind is None or isinstance(folder.shared_with, Everything):
        return ()
    edit = Edit(behind, f" shared with {workspace}")
    if folder.shared_span is not None:
        end = folder.shared_span.end
        edit = Edit(Span(behind.source, end, end), f", {workspace}")
    return (Fix(f"Share folder {folder.name} with {workspace}", (edit,)),)


def kind_word(asset: Asset) -> str:
    return asset.asset_kind.replace("_", " ")


def missed(context: Context, workspace: str) -> list[str]:
    """The partitions with people that a workspace does not see, sorted; none where it sees nothing at all, which is said elsewhere."""
    if not context.sight.partitions.get(workspace):
        return []
    seen = context.peopled[workspace]
    return sorted(
        name for name, one in context.model.partitions.items() if name not in seen and not one.empty
    )


def people_in(context: Context, partitions: list[str]) -> str:
    """Partitions by name, with how many people they hold where that is known."""
    held = context.model.partitions
    return few([f"{name} ({n:,} people)" if (n := held[name].people) else name for name in partitions])
