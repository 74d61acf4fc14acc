"""How people come in, and in which partition each way sets them down (facts-marketo 1.3)."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.model.access import Workspace
from mopsdsl.model.model import Model
from mopsdsl.source.text import Span


@value
class WayIn:
    """A way in. `kind`: form, landing_page, site, import, crm or api; `name` the asset's path or the site's address.

    `lands` is the partition that new people are set down in; None where it depends on more than the way (CRM: its assignment
    rules; API: what the call says; a workspace without a primary partition).
    """

    kind: str
    name: str
    title: str
    workspace: str
    lands: str | None
    span: Span


def ways_in(model: Model) -> Iterator[WayIn]:
    """Every way in, in a fixed order: the CRM, forms and pages, sites, a UI import for each workspace, the API."""
    for crm in model.instance.crms:
        yield WayIn("crm", crm.product, crm.address or crm.product, "", None, crm.span)
    for asset in model.assets.values():
        if asset.asset_kind in ("form", "landing_page"):
            workspace = model.workspaces.get(asset.workspace.name)
            yield WayIn(
                asset.asset_kind,
                asset.name,
                asset.title,
                asset.workspace.name,
                landing(model, workspace),
                asset.span,
            )
    for site in model.sites.values():
        for reference in site.workspaces:
            workspace = model.workspaces.get(reference.name)
            yield WayIn("site", site.name, site.name, reference.name, landing(model, workspace), site.span)
    for workspace in model.workspaces.values():
        title = f"a list imported in {workspace.title}"
        yield WayIn(
            "import", workspace.name, title, workspace.name, landing(model, workspace), workspace.span
        )
    yield WayIn("api", "REST API", "a REST call that names no partition", "", "Default", model.instance.span)


def landing(model: Model, workspace: Workspace | None) -> str | None:
    """The partition where a workspace's new people land: its primary, or the only one it sees (facts-marketo 1.1 #4)."""
    if workspace is None:
        return None
    if workspace.primary is not None:
        return workspace.primary.name
    if isinstance(workspace.sees, tuple) and len(workspace.sees) == 1:
        return workspace.sees[0].name
    return "Default" if workspace.name == "Default" else None
