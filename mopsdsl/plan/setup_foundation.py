"""Steps for the instance itself: fields, channels, tags, partitions, workspaces, and what only Support can set."""

from mopsdsl.lowering.standard import STANDARD_FIELDS
from mopsdsl.model.access import Partition, Workspace
from mopsdsl.model.assets import Channel, Program
from mopsdsl.model.base import Everything
from mopsdsl.model.people import Crm, Field, Instance
from mopsdsl.plan.draft import Drafts, plain
from mopsdsl.plan.filters import literals_text
from mopsdsl.plan.stages import DEFAULT
from mopsdsl.targets.filling import Rows

COMPARING = ("larger", "smaller")
"""Derivations that compare fields with each other."""


def gather(drafts: Drafts) -> None:
    model = drafts.model
    for field in sorted(model.fields.values(), key=lambda field: not field.from_crm):
        if not field.standard and drafts.live(field):
            _field(drafts, field)
    if drafts.live(model.instance):
        _instance(drafts, model.instance)
    for channel in model.channels.values():
        if drafts.live(channel):
            _channel(drafts, channel)
    _tags(drafts)
    for partition in sorted(model.partitions.values(), key=lambda partition: partition.name != DEFAULT):
        if not partition.implied and drafts.live(partition):
            _partition(drafts, partition)
    for workspace in sorted(model.workspaces.values(), key=lambda workspace: workspace.name != DEFAULT):
        if not workspace.implied and drafts.live(workspace):
            _workspace(drafts, workspace)
    if drafts.live(model.instance):
        _duplicates(drafts, model.instance)
    for values in model.lists.values():
        drafts.leave(values, "list")


def crm_of(drafts: Drafts) -> str:
    """What people call the CRM: its product, where one is declared."""
    return next((product(drafts, crm) for crm in drafts.model.instance.crms), "CRM")


def product(drafts: Drafts, crm: Crm) -> str:
    return drafts.word("products", crm.product, crm.product.capitalize())


# The instance


def _instance(drafts: Drafts, instance: Instance) -> None:
    if instance.timezone:
        values = {"timezone": instance.timezone}
        drafts.add("set-timezone", "", values, covers=(instance.id,))
    for crm in instance.crms:
        from_crm = [
            field for field in drafts.model.fields.values() if field.from_crm and field.deprecated is None
        ]
        drafts.add(
            "connect-crm",
            crm.product,
            {
                "product": product(drafts, crm),
                "address": crm.address,
                "fields": ", ".join(field.title for field in from_crm),
                "split": f"every {drafts.title(crm.split_by)}" if crm.split_by else "",
            },
            needs=tuple(f"sync-field-{field.name}" for field in from_crm),
            covers=(instance.id, *(field.id for field in from_crm)),
        )
    if instance.id not in drafts.ready and len(instance.duplicates_by) <= 1:
        drafts.leave(instance, "instance")


def _duplicates(drafts: Drafts, instance: Instance) -> None:
    """The custom rule that Support sets; matching by e-mail address alone is Marketo's own way and needs nobody."""
    keys = instance.duplicates_by
    if len(keys) > 1:
        values = {"title": instance.title, "keys": drafts.titles(keys), "last_key": drafts.title(keys[-1])}
        fields = drafts.ids_of(keys)
        drafts.add("request-duplicate-rule", "", values, uses=fields, covers=(instance.id,))


# Fields


def _field(drafts: Drafts, field: Field) -> None:
    values = {
        "title": field.title,
        "api_name": field.name,
        "data_type": _data_type(drafts, field),
        "description": plain(field.documentation),
        "choices": literals_text(field.choices or ()),
        "product": crm_of(drafts),
        "sources": drafts.titles(field.sources),
        "derivation": field.derivation,
    }
    if field.name in STANDARD_FIELDS and not field.from_crm:
        drafts.leave(field, "standard")
    elif field.from_crm:
        drafts.add("sync-field", field.name, values, covers=(field.id,))
    else:
        _made_field(drafts, field, values)


def _made_field(drafts: Drafts, field: Field, values: dict[str, str]) -> None:
    step = drafts.add("create-field", field.name, values, covers=(field.id,))
    if field.sources:
        compared = field.derivation in COMPARING
        drafts.add(
            "keep-field.compared" if compared else "keep-field", field.name,
            {**values, "choices": _first_known(drafts, field)},
            needs=(step,), uses=drafts.ids_of(field.sources), about=(field.id,),
        )  # fmt: skip


def _first_known(drafts: Drafts, field: Field) -> Rows:
    """The first source that is not empty decides: choices of a flow step are looked at in their order."""
    titles = [drafts.title(source) for source in field.sources]
    choices = (
        (f"Choice {number}", f"{title} is not empty → new value {{{{lead.{title}}}}}")
        for number, title in enumerate(titles, 1)
    )
    return (*choices, ("Default Choice", "Do Nothing"))


def _data_type(drafts: Drafts, field: Field) -> str:
    """Marketo's type: score where a score adds to it, a derived field's is that of its first source."""
    if field.name in drafts.scores:
        return drafts.word("data_types", "score")
    seen = {field.name}
    while not field.type and field.sources and field.sources[0].name not in seen:
        seen.add(field.sources[0].name)
        source = drafts.model.fields.get(field.sources[0].name)
        if source is None:
            break
        field = source
    return drafts.word("data_types", field.type or "text")


# Channels and tags


def _channel(drafts: Drafts, channel: Channel) -> None:
    """With a status for each stage of the lifecycles that it keeps."""
    step = max((status.step for status in channel.statuses), default=1)
    declared = [
        f"{status.title}, step {status.step}{', Success' if status.success else ''}"
        for status in channel.statuses
    ]
    missing = [f"{stage.title}, step {step}" for stage in drafts.stages.missing(channel)]
    rows = tuple((f"Status {number}", text) for number, text in enumerate((*declared, *missing), 1))
    values = {
        "title": channel.title,
        "program_type": drafts.word("program_types", channel.program_type),
        "statuses": rows,
    }
    drafts.add("create-channel", channel.name, values, covers=(channel.id,))


def _tags(drafts: Drafts) -> None:
    """A tag type for every tag that is required or used, with all the values that are used."""
    required = {tag.tag: tag for tag in drafts.model.instance.required_tags}
    used: dict[str, set[str]] = {name: set() for name in required}
    carriers: dict[str, list[str]] = {}
    for asset in drafts.model.assets.values():
        for tag in asset.tags:
            used.setdefault(tag.name, set()).add(tag.text)
            carriers.setdefault(tag.name, []).append(asset.id)
    for name in sorted(used):
        why = (
            "Every program has to carry it from the moment it is made."
            if name in required
            else "Programs carry it."
        )
        rows: Rows = tuple((f"Value {number}", text) for number, text in enumerate(sorted(used[name]), 1))
        values = {
            "title": name,
            "tag_values": rows,
            "applies_to": "all program types",
            "required": "yes" if name in required else "no",
            "why_tag": why,
        }
        drafts.add("create-tag-type", name, values, about=(drafts.model.instance.id, *carriers.get(name, ())))


def tag_step(name: str) -> str:
    """The step that makes a tag type."""
    return f"create-tag-type-{'-'.join(name.split())}"


# Partitions and workspaces


def _partition(drafts: Drafts, partition: Partition) -> None:
    if partition.name != DEFAULT:
        values = {
            "title": partition.title,
            "empty": "yes: nobody is ever put into it" if partition.empty else "",
        }
        drafts.add("create-partition", partition.name, values, covers=(partition.id,))
    elif partition.title != DEFAULT:
        values = {"title": partition.title, "old": DEFAULT}
        drafts.add("rename-partition", partition.name, values, covers=(partition.id,))


def _workspace(drafts: Drafts, workspace: Workspace) -> None:
    own = workspace.name == DEFAULT
    domain = _domain(drafts, workspace)
    values = {
        "title": workspace.title,
        "old": DEFAULT,
        "sees": partitions_text(drafts, workspace),
        "primary": drafts.title(workspace.primary),
        "domain": workspace.domain,
        "language": workspace.language,
        "seeds": "" if own else drafts.word("notes", "seeds"),
    }
    drafts.add(
        "edit-workspace" if own else "create-workspace",
        workspace.name,
        values,
        needs=domain,
        uses=tuple(f"partition:{name}" for name in sorted(drafts.sight.partitions[workspace.name])),
        covers=(workspace.id,),
        label=workspace.title,
    )


def _domain(drafts: Drafts, workspace: Workspace) -> tuple[str, ...]:
    if not workspace.domain:
        return ()
    step = f"add-branding-domain-{workspace.domain}"
    if step not in drafts.found:
        values = {"domain": workspace.domain}
        drafts.add("add-branding-domain", workspace.domain, values, about=(workspace.id,))
    return (step,)


def partitions_text(drafts: Drafts, workspace: Workspace) -> str:
    """What to tick: all, or the names of the partitions."""
    if isinstance(workspace.sees, Everything) and not workspace.sees.except_:
        return drafts.word("notes", "all_partitions")
    partitions = (drafts.model.partitions[name] for name in sorted(drafts.sight.partitions[workspace.name]))
    return ", ".join(partition.title for partition in partitions if partition.deprecated is None)


def workspace_id(drafts: Drafts, name: str) -> int | str:
    """The id that a call wants for a workspace: Marketo's own Default has 1 (developer pages on user management)."""
    if name == DEFAULT:
        return 1
    return drafts.made_by(f"create-workspace-{name}", drafts.model.workspaces[name])


def program_type(drafts: Drafts, program: Program) -> str:
    """A program's type; a clone has its master's."""
    if not program.type and program.cloned_from is not None:
        master = drafts.names.find(program.cloned_from)
        if isinstance(master, Program):
            return drafts.word("program_types", master.type)
    return drafts.word("program_types", program.type)
