"""MOPS206: two assets of a kind with one title.

Sources disagree on how far a name reaches. Sure is: a program's holds in the whole instance, a template's in its folder, a list's "must
be unique" (developer documentation of Marketo: programs, smart lists, static lists), and nothing can stand twice in one place. What
is local to a program is addressed by it, so that two programs may hold a "Welcome" each. For the rest the 2017 article claims the whole
instance where the API asks for less: a warning.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import in_program, kind_word
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Asset, Folder

RULE = Rule(
    "MOPS206",
    "asset-name-taken",
    Severity.ERROR,
    "Two assets of a kind with the same title.",
)
UNIQUE_EVERYWHERE = ("program", "smart_list", "static_list", "segmentation")


def check(context: Context) -> Iterator[Finding]:
    first: dict[tuple[str, str, str], Asset] = {}
    for asset in context.model.assets.values():
        if isinstance(asset, Folder):
            continue
        program = None if asset.asset_kind == "program" else in_program(context.model, asset)
        place = asset.parent if asset.asset_kind == "token" else program.name if program else ""
        key = (asset.asset_kind, asset.title, place)
        taken = first.setdefault(key, asset)
        if taken is not asset:
            yield _finding(asset, taken, f"in program {program.title}" if program else "")


def _finding(asset: Asset, taken: Asset, where: str) -> Finding:
    kind = kind_word(asset)
    nested = asset.name.startswith(taken.name + ".")
    sure = (
        asset.parent == taken.parent or bool(where) or (asset.asset_kind in UNIQUE_EVERYWHERE and not nested)
    )
    reach = where or "in the instance" if sure else "somewhere else in the instance, which Marketo may refuse"
    return RULE.finding(
        asset.span,
        f"There is another {kind} “{asset.title}” {reach}: nobody can tell the two apart by name, and neither can the API.",
        "Give each a title of its own, such as one that begins with its workspace's code.",
        related=(Related(taken.span, f"{taken.name} has that title first"),),
        subject=asset.id,
        severity=None if sure else Severity.WARNING,
    )
