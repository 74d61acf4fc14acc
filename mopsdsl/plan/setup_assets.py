"""Steps for assets: folders and their sharing, templates, segmentations, programs, and what stands in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from mopsdsl._value import value
from mopsdsl.graphs.ways_in import landing
from mopsdsl.model.assets import Asset, Folder, Form, Program, Segmentation, SmartCampaign, SmartList
from mopsdsl.model.base import Everything
from mopsdsl.plan.draft import Drafts, made_by, plain
from mopsdsl.plan.setup_foundation import program_type, tag_step
from mopsdsl.plan.words import Words
from mopsdsl.targets.filling import Values, fill, template

SUBSCRIPTION_CENTER = "subscription_center"
"""The purpose of an asset, and the phase of its steps."""
CENTER_OF_EXCELLENCE = "center_of_excellence"
"""The purpose of a workspace that keeps masters for others."""
MASTERS = "masters"
IN_PROGRAM = "marketing-activities"
"""The area of everything that stands in a program, whatever its kind."""
MANY_READERS = 6


@value
class Spot:
    """Where an asset is put: the step that makes the folder or program above it, or none at the top of a workspace."""

    parent: str
    parent_id: str
    parent_type: str
    under: str
    area: str


def gather(drafts: Drafts) -> None:
    words = Words(drafts)
    areas = _folder_areas(drafts)
    for asset in drafts.model.assets.values():
        if not live(drafts, asset):
            continue
        if isinstance(asset, Folder):
            _folder(drafts, asset, areas.get(asset.name) or (IN_PROGRAM,))
        else:
            _asset(drafts, words, asset)
    approvals = _approvals(drafts)
    for asset in drafts.model.assets.values():
        if isinstance(asset, Folder) and asset.shared_with is not None and asset.id in drafts.ready:
            _share(drafts, asset, areas.get(asset.name) or (IN_PROGRAM,), approvals.get(asset.name, ()))


def live(drafts: Drafts, asset: Asset) -> bool:
    """Whether an asset is made: neither it nor anything it stands in is deprecated. What is not, is noted."""
    if not drafts.live(asset):
        return False
    workspace = drafts.model.workspaces.get(asset.workspace.name)
    above = [] if workspace is None else [workspace]
    parent = drafts.model.assets.get(asset.parent)
    while parent is not None:
        if parent.deprecated is not None:
            break
        parent = drafts.model.assets.get(parent.parent)
    if parent is not None or any(one.deprecated is not None for one in above):
        drafts.leave(asset, "within_deprecated")
        return False
    return True


# Where things stand


def _folder_areas(drafts: Drafts) -> dict[str, tuple[str, ...]]:
    """Folder → the areas that it is needed in: Marketo keeps templates, lists and campaigns in trees of their own."""
    found: dict[str, set[str]] = {}
    assets = drafts.model.assets
    for asset in assets.values():
        if isinstance(asset, Folder):
            continue
        area = drafts.target.asset_kinds[asset.asset_kind].area
        parent = assets.get(asset.parent)
        while parent is not None:
            if isinstance(parent, Program):
                area = IN_PROGRAM
            elif isinstance(parent, Folder):
                found.setdefault(parent.name, set()).add(area)
            parent = assets.get(parent.parent)
    return {name: tuple(sorted(areas)) for name, areas in found.items()}


def spot(drafts: Drafts, asset: Asset, area: str) -> Spot:
    """Where an asset of an area is put."""
    workspace = drafts.workspace_title(asset.workspace.name)
    parent = drafts.model.assets.get(asset.parent)
    if isinstance(parent, Program):
        step = drafts.ready.get(parent.id, "")
        under = f"{drafts.target.trees[IN_PROGRAM]} > {workspace} > {parent.title}"
        return Spot(step, drafts.made_by(step, parent), "Program", under, IN_PROGRAM)
    if isinstance(parent, Folder):
        inside = _in_program(drafts, parent)
        step = folder_step(parent, IN_PROGRAM if inside else area)
        tree = drafts.target.trees[IN_PROGRAM if inside else area]
        return Spot(
            step,
            drafts.made_by(step, parent),
            "Folder",
            f"{tree} > {workspace} > {parent.title}",
            IN_PROGRAM if inside else area,
        )
    tree = drafts.target.trees[area]
    return Spot("", f"<id of {tree} in {workspace}>", "Folder", f"{tree} > {workspace}", area)


def _in_program(drafts: Drafts, folder: Asset) -> bool:
    parent: Asset | None = folder
    while parent is not None:
        if isinstance(parent, Program):
            return True
        parent = drafts.model.assets.get(parent.parent)
    return False


def folder_step(folder: Asset, area: str) -> str:
    """The step that makes a folder in one of its areas."""
    return f"create-folder-{folder.name}-in-{area}"


# Folders and sharing


def _folder(drafts: Drafts, folder: Folder, areas: tuple[str, ...]) -> None:
    for area in areas:
        where = spot(drafts, folder, area)
        values = {**_common(drafts, folder, where), "tree": drafts.target.trees[area]}
        drafts.add(
            "create-folder",
            f"{folder.name}-in-{area}",
            values,
            needs=(where.parent,),
            uses=() if where.parent else (f"workspace:{folder.workspace.name}",),
            covers=(folder.id,),
            phase=phase_of(drafts, folder) or ("assets" if where.parent_type == "Program" else ""),
            label=drafts.workspace_title(folder.workspace.name),
        )


def _share(drafts: Drafts, folder: Folder, areas: tuple[str, ...], approvals: Iterable[str]) -> None:
    readers = [name for name in drafts.workspaces(folder.shared_with) if name != folder.workspace.name]
    everything = isinstance(folder.shared_with, Everything)
    titles = [drafts.workspace_title(name) for name in readers]
    trees = " and ".join(drafts.target.trees[area] for area in areas)
    values = {
        "title": folder.title,
        "workspace": drafts.workspace_title(folder.workspace.name),
        "readers": f"{len(titles)} workspaces" if len(titles) > MANY_READERS else ", ".join(titles),
        "reader_names": ", ".join(titles),
        "trees": trees,
        "later": drafts.word("notes", "later") if everything else "",
    }
    drafts.add(
        "share-folder",
        folder.name,
        values,
        needs=(*(folder_step(folder, area) for area in areas), *approvals),
        uses=tuple(f"workspace:{name}" for name in readers),
        about=(folder.id,),
        label=drafts.workspace_title(folder.workspace.name),
    )


def _approvals(drafts: Drafts) -> dict[str, list[str]]:
    """Folder → the approvals of the segmentations in it: they are shared once they are approved."""
    found: dict[str, list[str]] = {}
    for asset in drafts.model.assets.values():
        if isinstance(asset, Segmentation) and asset.id in drafts.ready:
            above = asset.parent
            while above:
                found.setdefault(above, []).append(drafts.ready[asset.id])
                above = above.rpartition(".")[0]
    return found


def share_steps(drafts: Drafts, asset: Asset, reader: str) -> tuple[str, ...]:
    """The step that lets another workspace read an asset."""
    if asset.workspace.name == reader:
        return ()
    folder = drafts.sight.sharing_folder(asset)
    return (f"share-folder-{folder.name}",) if folder is not None else ()


# Assets


def _asset(drafts: Drafts, words: Words, asset: Asset) -> None:
    kind = drafts.target.asset_kinds[asset.asset_kind]
    where = spot(drafts, asset, kind.area)
    values = _common(drafts, asset, where) | _own(drafts, words, asset)
    step = _create(drafts, asset, where, values)
    if kind.finish and not isinstance(asset, SmartCampaign):
        values = {**values, "made": made_by(step)}
        drafts.add(
            kind.finish, asset.name, values, needs=(step,), covers=(asset.id,),
            phase=phase_of(drafts, asset), label=values["workspace"],
        )  # fmt: skip


def phase_of(drafts: Drafts, asset: Asset) -> str:
    """The phases of their own that the subscription center and the masters of clones have; else the action's."""
    if asset.purpose == SUBSCRIPTION_CENTER:
        return SUBSCRIPTION_CENTER
    return MASTERS if in_master(drafts, asset) else ""


def in_master(drafts: Drafts, asset: Asset | None) -> bool:
    """Whether it is, or stands in, a program that others are cloned from."""
    while asset is not None:
        if asset.name in drafts.masters:
            return True
        asset = drafts.model.assets.get(asset.parent)
    return False


def _finished(drafts: Drafts, master: Asset) -> Iterator[str]:
    """What has to be done before a clone is complete: the last step of all that the master holds."""
    inside = f"{master.name}."
    for asset in drafts.masters.get(master.name, ()):
        kind = drafts.target.asset_kinds.get(asset.asset_kind)
        if kind is not None and kind.finish and asset.name.startswith(inside):
            yield f"{kind.finish}-{asset.name}"


def _create(drafts: Drafts, asset: Asset, where: Spot, values: dict[str, Any]) -> str:
    action, subject = _making(drafts, asset)
    needs = (where.parent, *dependencies(drafts, asset))
    source = _origin(drafts, asset)
    if source is not None:
        values |= _source_values(drafts, source)
        needs = (*needs, *share_steps(drafts, source, asset.workspace.name), *_finished(drafts, source))
    workspace = f"workspace:{asset.workspace.name}"
    uses = set() if isinstance(asset, SmartCampaign) else set(drafts.ids_of(asset.references))
    uses = uses - {asset.id, workspace} | (set() if where.parent else {workspace})
    return drafts.add(
        action, subject, values, needs=needs, uses=tuple(sorted(uses)), covers=(asset.id,),
        phase=phase_of(drafts, asset), label=values["workspace"],
    )  # fmt: skip


def _making(drafts: Drafts, asset: Asset) -> tuple[str, str]:
    """The action that makes an asset, and the subject of its step."""
    source = drafts.names.find(asset.cloned_from) if asset.cloned_from is not None else None
    if isinstance(source, Asset):
        if not isinstance(asset, Program):
            return "clone-asset", f"{asset.asset_kind}-{asset.name}"
        across = source.workspace.name != asset.workspace.name
        return ("clone-program-across" if across else "clone-program"), asset.name
    if _brought(drafts, asset) is not None:
        return "adapt-asset", f"{asset.asset_kind}-{asset.name}"
    return drafts.target.asset_kinds[asset.asset_kind].create, asset.name


def made_id(drafts: Drafts, asset: Asset) -> str:
    """Stands for the id that an asset gets from the step that makes it."""
    return drafts.made_by("-".join(_making(drafts, asset)), asset)


def _origin(drafts: Drafts, asset: Asset) -> Asset | None:
    """What an asset is a clone of, by itself or together with its program."""
    source = (
        drafts.names.find(asset.cloned_from) if asset.cloned_from is not None else _brought(drafts, asset)
    )
    return source if isinstance(source, Asset) else None


def _source_values(drafts: Drafts, source: Asset) -> dict[str, Any]:
    parent = drafts.model.assets.get(source.parent)
    return {
        "source_title": source.title,
        "source_id": made_id(drafts, source),
        "source_workspace": drafts.workspace_title(source.workspace.name),
        "source_program": parent.title if parent is not None else "",
    }


def dependencies(drafts: Drafts, asset: Asset) -> tuple[str, ...]:
    """The sharing that lets an asset use what stands in other workspaces, and the tag types that it carries."""
    shared: set[str] = set()
    for reference in asset.references:
        if reference.kind == "stage" and reference.verb == "asks":
            for lifecycle in drafts.stages.keepers(reference, asset.workspace.name):
                own = drafts.stages.home(lifecycle) == asset.workspace.name
                shared.add(_keeping(drafts, lifecycle) if own else f"share-stages-{lifecycle}")
            continue
        found = drafts.names.find(reference)
        if isinstance(found, Asset):
            shared.update(share_steps(drafts, found, asset.workspace.name))
    return (*sorted(shared), *(tag_step(tag.name) for tag in asset.tags))


def _keeping(drafts: Drafts, lifecycle: str) -> str:
    """The step that makes the program which keeps a lifecycle."""
    declared = drafts.stages.programs.get(lifecycle)
    return (
        "-".join(_making(drafts, declared))
        if declared is not None
        else f"create-lifecycle-program-{lifecycle}"
    )


def _brought(drafts: Drafts, asset: Asset) -> Asset | None:
    """What a clone of the program has brought along already: the like-named asset of the master."""
    program = drafts.model.assets.get(asset.parent)
    if not isinstance(program, Program) or program.cloned_from is None:
        return None
    master = drafts.names.find(program.cloned_from)
    if not isinstance(master, Program):
        return None
    found = drafts.model.assets.get(f"{master.name}.{asset.short_name}")
    return found if found is not None and found.asset_kind == asset.asset_kind else None


# Values


def _common(drafts: Drafts, asset: Asset, where: Spot) -> dict[str, Any]:
    return {
        "title": asset.title,
        "workspace": drafts.workspace_title(asset.workspace.name),
        "description": plain(asset.documentation),
        "parent_id": where.parent_id,
        "parent_type": where.parent_type,
        "under": where.under,
        "tree": drafts.target.trees[where.area],
    }


def _own(drafts: Drafts, words: Words, asset: Asset) -> dict[str, Any]:
    """The values that only assets of its kind have."""
    match asset:
        case Program():
            return _program(drafts, asset)
        case Form():
            asks = tuple(
                (f"Field {number}", drafts.title(field)) for number, field in enumerate(asset.asks, 1)
            )
            return {"asks": asks, **_people_come_in(drafts, asset)}
        case SmartList():
            return {"filters": words.at(asset.workspace.name).condition(asset.when)}
        case Segmentation():
            rows = (
                (f"Segment {n}: {s.title}", words.condition(s.when)) for n, s in enumerate(asset.segments, 1)
            )
            return {"segments": tuple(rows)}
        case _:
            return _page(drafts, asset)


def _program(drafts: Drafts, program: Program) -> dict[str, Any]:
    return {
        "program_type": program_type(drafts, program),
        "channel": program.channel_title or drafts.title(program.channel, "<channel>"),
        "tags": tuple((f"Tag {tag.name}", tag.text) for tag in program.tags),
        "tag_list": [{"tagType": tag.name, "tagValue": tag.text} for tag in program.tags],
    }


def _page(drafts: Drafts, asset: Asset) -> dict[str, Any]:
    """Emails, pages and whatever else is made from a template and takes others in."""
    parent = drafts.model.assets.get(asset.parent)
    template = None
    others = []
    for reference in asset.uses:
        found = drafts.names.find(reference)
        if (
            isinstance(found, Asset)
            and template is None
            and found.asset_kind == f"{asset.asset_kind}_template"
        ):
            template = found
        else:
            others.append(drafts.title(reference))
    return {
        "template": template.title if template is not None else "<template>",
        "template_id": made_id(drafts, template) if template is not None else "<id of the template>",
        "uses": ", ".join(others),
        **(_people_come_in(drafts, asset) if asset.asset_kind == "landing_page" else {}),
        "parent_title": parent.title if parent is not None else drafts.workspace_title(asset.workspace.name),
    }


def _people_come_in(drafts: Drafts, asset: Asset) -> dict[str, str]:
    """Where people of forms and pages land, and how to try them: never so that somebody lands where nobody is to be."""
    workspace = drafts.model.workspaces.get(asset.workspace.name)
    lands = landing(drafts.model, workspace)
    partition = drafts.model.partitions.get(lands) if lands is not None else None
    place = partition.title if partition is not None else drafts.word("screens", "new_people_land")
    for_masters = workspace is not None and workspace.purpose == CENTER_OF_EXCELLENCE
    nobody = for_masters or (partition is not None and partition.empty)
    values = {"lands": place, "workspace": drafts.workspace_title(asset.workspace.name)}
    trial = drafts.word("trials", f"{asset.asset_kind}{'_of_nobody' if nobody else ''}")
    return {
        "trial": fill(template(trial), Values(values)),
        "landing": fill(
            template(drafts.word("trials", "landing_of_nobody" if nobody else "landing")), Values(values)
        ),
    }
