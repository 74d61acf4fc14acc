"""MOPS008: something declared that nothing refers to."""

from collections.abc import Iterator
from itertools import chain

from mopsdsl.checks.context import Context
from mopsdsl.checks.statuses import LEAD_STATUS, of_stages, spoken_of
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.graphs.admins import role_of_admins
from mopsdsl.graphs.patterns import HOLE, list_of
from mopsdsl.model.base import Declaration

RULE = Rule(
    "MOPS008",
    "unused-declaration",
    Severity.ADVICE,
    "A list, field, team, role, snippet or template that nothing refers to.",
)

_ASSETS = ("snippet", "email_template", "landing_page_template")


def check(context: Context) -> Iterator[Finding]:
    used, elsewhere = context.references.used, frozenset(_used_by_other_words(context))
    for kind, declaration in _candidates(context):
        if declaration not in used and (kind, declaration.name) not in elsewhere:
            yield RULE.finding(
                declaration.span,
                f"Nothing refers to the {kind.replace('_', ' ')} {declaration.name}.",
                "Use it, or take it out: whoever reads the spec will look for what it is there for.",
                subject=declaration.id,
            )


def _candidates(context: Context) -> Iterator[tuple[str, Declaration]]:
    """What is of no use on its own. The standard fields and Marketo's own roles exist whether anybody uses them or not."""
    model = context.model
    yield from (("list", declared) for declared in model.lists.values())
    yield from (("field", field) for field in model.fields.values() if not field.standard)
    yield from (("team", team) for team in model.teams.values())
    given = role_of_admins(model)
    yield from (("role", role) for role in model.roles.values() if not role.built_in and role is not given)
    yield from ((asset.asset_kind, asset) for asset in model.assets.values() if asset.asset_kind in _ASSETS)


def _used_by_other_words(context: Context) -> Iterator[tuple[str, str]]:
    """What is used without its name: `{region}` of a naming pattern is a value of the list `region`, a status one of Lead_Status."""
    for naming in context.model.instance.naming:
        lists = (
            list_of(hole[1].partition(":")[0].strip(), context.model)
            for hole in HOLE.finditer(naming.pattern)
        )
        yield from (("list", one.name) for one in lists if one is not None)
    if any(chain(of_stages(context.model), spoken_of(context.model))):
        yield "field", LEAD_STATUS
