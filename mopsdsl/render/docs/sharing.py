"""What is shared with whom, and what stands in it."""

from collections.abc import Iterator

from mopsdsl.diagnostics.wording import many
from mopsdsl.model.assets import Asset, Folder, Segmentation, SmartList
from mopsdsl.model.base import Everything
from mopsdsl.render.docs.guide import MANY, Guide
from mopsdsl.render.docs.page import (
    Block,
    Cell,
    Figure,
    Line,
    Page,
    Paragraph,
    Row,
    Section,
    Stack,
    joined,
    some,
    table,
)
from mopsdsl.render.docs.prose import first_words
from mopsdsl.render.pictures.sharing import sharing_picture


def page(guide: Guide) -> Page:
    """The shared folders in a picture and a table; clones; then lists and segmentations with what they mean."""
    folders = [
        one for one in guide.model.assets.values() if isinstance(one, Folder) and one.shared_with is not None
    ]
    blocks: list[Block] = []
    if folders:
        caption = "From the workspace that owns a folder, over the folder, to the workspaces that may use what is in it."
        blocks.append(Section("In a picture", "picture", (Figure(sharing_picture(guide.world), caption),)))
    blocks += (_folders(guide, folders), *_clones(guide), *_segmentations(guide), *_lists(guide))
    return Page(
        "sharing",
        "What is shared with whom",
        "Sharing",
        "Marketo shares folders, not single things. Whoever a folder is shared with can use what stands in it, and can't "
        "change it. A shared list or segmentation counts only people whom the workspace that looks at it sees.",
        tuple(blocks),
    )


def _folders(guide: Guide, folders: list[Folder]) -> Section:
    if not folders:
        return Section("Shared folders", "folders", (Paragraph("Nothing is shared."),))
    rows = tuple(
        Row(
            (
                guide.title(folder),
                (guide.link("workspace", folder.workspace.name),),
                guide.chosen(folder.shared_with, "all workspaces", 6)
                if not isinstance(folder.shared_with, Everything)
                else joined(
                    [guide.chosen(folder.shared_with, "all workspaces"), ", and those that come later"], ""
                ),
                _inside(guide, folder),
            )
        )
        for folder in folders
    )
    listing = table("Shared folders", ("Folder", "Owned by", "Shared with", "What stands in it"), rows)
    return Section("Shared folders", "folders", (listing,))


def _inside(guide: Guide, folder: Folder) -> Cell:
    kinds: dict[str, list[Line]] = {}
    for asset in guide.below(folder):
        kinds.setdefault(asset.asset_kind, []).append(guide.title(asset))
    return Stack(
        tuple(
            joined([f"{many(len(titles), kind)}: ", some(titles, 6)], "")
            for kind, titles in sorted(kinds.items())
        )
    )


def _clones(guide: Guide) -> Iterator[Section]:
    """Masters with their clones: sharing's other half, since programs, emails and forms can't be shared."""
    clones: dict[str, list[Asset]] = {}
    for asset in guide.model.assets.values():
        master = guide.names.asset(asset.cloned_from) if asset.cloned_from is not None else None
        if master is not None:
            clones.setdefault(master.name, []).append(asset)
    if not clones:
        return
    words = (
        "Programs, emails, pages and forms can't be shared between workspaces. They are cloned: a clone is a copy, and a change "
        "of the master does not reach it any more."
    )
    rows = tuple(
        Row(
            (
                guide.title(guide.model.assets[name]),
                (guide.link("workspace", guide.model.assets[name].workspace.name),),
                some([_placed(guide, one) for one in copies], 6),
            )
        )
        for name, copies in sorted(clones.items())
    )
    listing = table("Masters and their clones", ("Master", "Kept in", "Clones"), rows)
    yield Section("Cloned, not shared", "clones", (Paragraph(words), listing))


def _placed(guide: Guide, asset: Asset) -> Line:
    return joined([f"{guide.title(asset)} in ", (guide.link("workspace", asset.workspace.name),)], "")


def _segmentations(guide: Guide) -> Iterator[Section]:
    found = [one for one in guide.model.assets.values() if isinstance(one, Segmentation)]
    if not found:
        return
    words = (
        "A segmentation sorts people into segments. It is asked from top to bottom, the first segment that fits takes the "
        "person, and Marketo's own Default segment takes the rest."
    )
    if len(found) > MANY:
        titles = some([_placed(guide, one) for one in found], MANY)
        yield Section("Segmentations", "segmentations", (Paragraph(words), Paragraph(titles)))
        return
    rows = tuple(
        Row(
            (
                guide.title(one),
                (guide.link("workspace", one.workspace.name),),
                Stack(tuple(f"{s.title or s.name}: {guide.words.condition(s.when)}" for s in one.segments)),
            )
        )
        for one in found
    )
    listing = table(
        "Segmentations and their segments", ("Segmentation", "Kept in", "Segments, in order"), rows
    )
    yield Section("Segmentations", "segmentations", (Paragraph(words), listing))


def _lists(guide: Guide) -> Iterator[Section]:
    found = [
        one for one in guide.model.assets.values() if isinstance(one, SmartList) and one.when is not None
    ]
    if not found:
        return
    if len(found) > MANY:
        words = f"There are {many(len(found), 'smart list')}; the inventory names them."
        yield Section("Smart lists", "lists", (Paragraph(words),))
        return
    rows = tuple(
        Row(
            (
                guide.title(one),
                (guide.link("workspace", one.workspace.name),),
                guide.words.condition(one.when) if one.when is not None else "",
                first_words(one.documentation),
            )
        )
        for one in found
    )
    listing = table("Smart lists and who is on them", ("List", "Kept in", "Who is on it", "Why"), rows)
    yield Section(
        "Smart lists", "lists", (Paragraph("Lists that fill themselves: whoever fits is on them."), listing)
    )
