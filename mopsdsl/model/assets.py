"""Assets: what stands in a workspace. Their names are paths from it: `Framework.Templates.Newsletter`."""

from typing import ClassVar

from mopsdsl._value import value
from mopsdsl.model.base import Amount, Declaration, Duration, Everything, Reference
from mopsdsl.model.conditions import Condition, Literal
from mopsdsl.source.text import Span

ASSET_KINDS = (
    "program", "email", "email_template", "landing_page", "landing_page_template", "form", "snippet", "smart_list",
    "static_list", "smart_campaign", "segmentation", "model", "image", "file", "token",
)  # fmt: skip
"""Marketo's kinds of assets as the language writes them; a folder is a place for them."""


@value
class Tag:
    name: str
    text: str
    span: Span


@value
class Asset(Declaration):
    """The part that all assets share. `kind` is the asset's ("email"), `name` the whole path, `parent` the path above it.

    `shared_with` is only set on folders. `purpose` is e.g. subscription_center. `archived` assets hold nobody up.
    """

    kind: ClassVar[str] = "asset"
    asset_kind: str
    workspace: Reference
    parent: str
    uses: tuple[Reference, ...]
    cloned_from: Reference | None
    moved_from: Reference | None
    tags: tuple[Tag, ...]
    purpose: str

    @property
    def short_name(self) -> str:
        """The last word of the path."""
        return self.name.rpartition(".")[2]


@value
class Folder(Asset):
    """A folder; with `shared_with`, what it holds is shared, read-only, with those workspaces."""

    shared_with: tuple[Reference, ...] | Everything | None
    shared_span: Span | None


@value
class Program(Asset):
    """`channel` is a declared channel, or (`channel_title`) one that Marketo already has. `type`: event, email, engagement, default."""

    type: str
    channel: Reference | None
    channel_title: str
    members: int | None


@value
class Form(Asset):
    asks: tuple[Reference, ...]


@value
class SmartList(Asset):
    when: Condition | None


@value
class Segment:
    """One segment of a segmentation; the first whose condition holds takes the person."""

    name: str
    title: str
    when: Condition
    span: Span
    extent: Span


@value
class Segmentation(Asset):
    """Ordered segments; Marketo's own Default takes the rest."""

    segments: tuple[Segment, ...]


@value
class Event:
    """Something that happens to a person.

    `what`: created, changes, fills, visits, visits page, attends, joins, opens, clicks, unsubscribes, inactive, requested,
    added to, removed from, stage changes, status changes, partition changes, marketo (a trigger in Marketo's own words, in `text`), or, in
    scenarios, runs (somebody schedules a campaign).
    `about` is the form, page, program, field, list, stage or campaign, where there is one; `text` a page address or words;
    `duration` comes with inactive.
    """

    what: str
    about: Reference | None
    text: str
    duration: Duration | None
    span: Span


@value
class FlowStep:
    """One step of a campaign's flow.

    `action`: send, wait, set, change score, move to partition, change stage, change status, request, execute, alert, route,
    add to, remove from, webhook, stop, delete person, sync to crm, create task.
    """

    action: str
    about: Reference | None
    literal: Literal | None
    duration: Duration | None
    text: str
    amount: Amount | None
    span: Span


@value
class SmartCampaign(Asset):
    """Who (`triggers`, `when`) and what (`flow`). `scope_global`: acts on people of every partition, by intent.

    `executable`: called by other campaigns' execute steps. `approved_by_hand`: somebody (`approval`, where it is
    said who) looks its list through before each run.
    """

    triggers: tuple[Event, ...]
    when: Condition | None
    flow: tuple[FlowStep, ...]
    scope_global: bool
    scope_span: Span | None
    executable: bool
    approval: Reference | None
    approved_by_hand: bool = False


@value
class ChannelStatus:
    """A program status: its step number, and whether it counts as success."""

    title: str
    step: int
    success: bool
    span: Span


@value
class Channel(Declaration):
    """A program channel, an admin's tag with statuses. `program_type` as in Program."""

    kind: ClassVar[str] = "channel"
    program_type: str
    statuses: tuple[ChannelStatus, ...]
