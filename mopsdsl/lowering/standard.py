"""What Marketo brings itself: it exists without being declared."""

from typing import Any

from mopsdsl.model.access import Partition, Role, Workspace
from mopsdsl.model.base import Everything, Reference
from mopsdsl.model.model import Model
from mopsdsl.model.people import Field, Instance
from mopsdsl.source.text import Source, Span

NOWHERE = Span(Source("Marketo", ""), 0, 0)
"""The place of what nobody wrote."""


def _shared(name: str, title: str) -> dict[str, Any]:
    """What all declarations have in common, for one that nobody wrote."""
    return {
        "name": name, "title": title, "span": NOWHERE, "extent": NOWHERE, "documentation": "", "formerly": None, "deprecated": None,
        "allowances": (), "references": (),
    }  # fmt: skip


def _field(name: str, type_: str, known_at_creation: bool = True) -> Field:
    return Field(
        **_shared(name, name.replace("_", " ")), type=type_, choices=None, choice_list=None, low=None, high=None, from_crm=False,
        known_at_creation=known_at_creation, derivation="", sources=(), standard=True,
    )  # fmt: skip


# Person fields that exist without being declared. Most stand in Adobe's list of attribute filters (marketo-developer:
# mcp-server-operations), some under a longer name there ("Email Address"); the short ones, `Score` and the like are what specs are used to
# call them. Which of them a new person carries already is our reading of what forms, imports and CRMs usually send, not Adobe's word.
STANDARD_FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        *(
            _field(name, "text")
            for name in (
                "Email", "First_Name", "Middle_Name", "Last_Name", "Salutation", "Company", "Title", "Job_Title", "Phone", "Mobile_Phone",
                "Fax", "Website", "Address", "City", "State", "Postal_Code", "Country", "Industry", "Department", "Language",
            )
        ),
        *(
            _field(name, "text", False)
            for name in ("Lead_Source", "Lead_Status", "Lead_Owner", "Person_Source", "Person_Partition", "Lead_Partition",
                         "Original_Source_Type", "Role", "Rating", "Inferred_Country", "Inferred_Company")
        ),
        *(_field(name, "flag", False) for name in ("Unsubscribed", "Marketing_Suspended", "Blocklisted", "Email_Invalid",
                                                  "Do_Not_Call")),
        *(_field(name, "number", False) for name in ("Score", "Lead_Score", "Number_of_Employees", "Priority", "Urgency",
                                                    "Relative_Score")),
        *(_field(name, "money", False) for name in ("Annual_Revenue",)),
        *(_field(name, "date", False) for name in ("Created_At", "Updated_At", "Date_of_Birth", "Acquisition_Date")),
    )
}  # fmt: skip

SCORE_FIELDS = frozenset(("Score", "Lead_Score"))
"""Marketo's own fields of points."""

BUILT_IN_ROLES: dict[str, Role] = {
    name: Role(**_shared(name, name.replace("_", " ")), capabilities=capabilities, built_in=True)
    for name, capabilities in (
        (
            "Admin",
            ("administer", "approve", "edit", "read", "clone", "delete", "activate", "import", "export"),
        ),
        ("Standard_User", ("approve", "edit", "read", "clone", "delete", "activate", "import", "export")),
        ("Marketing_User", ("approve", "edit", "read", "clone", "delete", "activate", "import", "export")),
        ("Web_Designer", ("approve", "edit", "read", "clone")),
        ("Analytics_User", ("read",)),
    )
}
"""Marketo's five built-in roles (experienceleague: "Managing User Roles and Permissions" names them). What each may do, in mopsdsl's
words, is our reading of their purpose: Marketo's own permissions are finer, and three of the five can be edited."""


def default_workspace() -> Workspace:
    """Marketo's own Default workspace: it sees all partitions until somebody says otherwise."""
    primary = Reference("partition", "Default", NOWHERE, "primary")
    return Workspace(
        **_shared("Default", "Default"), purpose="", sees=Everything(), primary=primary, code="", language="", domain="", admins=(),
        implied=True,
    )  # fmt: skip


def default_partition() -> Partition:
    """Marketo's own Default partition."""
    return Partition(
        **_shared("Default", "Default"), people=None, owner=None, empty=False, residency=None, implied=True
    )


def marketos_own() -> dict[str, dict[str, Any]]:
    """What Marketo brings, by kind and name."""
    return {
        "workspace": {"Default": default_workspace()},
        "partition": {"Default": default_partition()},
        "field": {**STANDARD_FIELDS},
        "role": {**BUILT_IN_ROLES},
    }


def score_fields(model: Model) -> frozenset[str]:
    """The fields that hold points: Marketo has a type, a trigger and a flow step of their own for them."""
    return SCORE_FIELDS | {score.field.name for score in model.scores.values()}


def add_marketos_own(kinds: dict[str, dict[str, Any]]) -> None:
    """Put it in where nobody declared it."""
    for kind, brought in marketos_own().items():
        for name, one in brought.items():
            kinds[kind].setdefault(name, one)


def default_instance(name: str) -> Instance:
    """The instance of a project that declares none."""
    return Instance(
        **_shared(name, name), timezone="", people=None, crms=(), duplicates_by=(), limits={}, naming=(), required_tags=(),
        users_managed_by="marketo",
    )  # fmt: skip
