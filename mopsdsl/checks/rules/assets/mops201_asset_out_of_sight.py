"""MOPS201: an asset uses one of another workspace that is not shared with its own.

Saving or cloning such an asset fails (experienceleague: understanding-workspaces-and-person-partitions). Whether Request Campaign
reaches into another workspace is documented nowhere, so `request` is let be; clones are MOPS211's, executable campaigns MOPS215's.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import Use, folder_to_share, how_to_see, kind_word, seen_from, uses_of, way
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity

RULE = Rule(
    "MOPS201",
    "asset-out-of-sight",
    Severity.ERROR,
    "An asset uses one of another workspace that is not shared with it.",
)
LEFT_TO_OTHERS = ("is cloned from", "is moved from", "requests", "executes")


SHOWN = 8
"""Further uses that one missing share is told with; the rest are counted."""


def check(context: Context) -> Iterator[Finding]:
    for (home, _), uses in _by_missing_share(context).items():
        yield _finding(context, home, uses)


def _by_missing_share(context: Context) -> dict[tuple[str, str], list[Use]]:
    """The uses that nothing lets see, by the workspace that looks and what it can't look into: one share mends all of a group."""
    found: dict[tuple[str, str], list[Use]] = {}
    for asset in context.model.assets.values():
        home = asset.workspace.name
        for use in uses_of(context, asset):
            if use.reference.verb not in LEFT_TO_OTHERS and not seen_from(context, home, use.target):
                folder = folder_to_share(context, use.target)
                found.setdefault((home, folder.name if folder else use.target.name), []).append(use)
    return found


def _finding(context: Context, home: str, uses: list[Use]) -> Finding:
    use, *others = uses
    help, fixes = how_to_see(context, home, use.target)
    target = use.target
    more = (
        f" {len(others)} more that it uses from there {'is' if len(others) == 1 else 'are'} out of sight, too."
        if others
        else ""
    )
    return RULE.finding(
        use.reference.span,
        f"{kind_word(use.user).capitalize()} {use.user.title} stands in workspace {home}, which can't see {kind_word(target)} "
        f"{target.title} of workspace {target.workspace.name}: Marketo does not offer it there.{more}",
        help,
        related=(
            Related(use.user.span, f"{kind_word(use.user)} {use.user.title} in workspace {home}"),
            *way(context, target),
            *(
                Related(
                    other.reference.span,
                    f"{kind_word(other.user)} {other.user.title} uses {other.target.title}, too",
                )
                for other in others[:SHOWN]
            ),
        ),
        fixes=fixes,
        subject=use.user.id,
        severity=Severity.WARNING
        if all(one.target.asset_kind in ("token", "folder") for one in uses)
        else None,
    )
