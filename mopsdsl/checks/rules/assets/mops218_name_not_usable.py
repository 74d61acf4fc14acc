"""MOPS218: a title too long, with a comma, or otherwise not findable or not allowed for its kind.

A program's name has 255 characters at most, a token's 50, and an asset with a comma in its name can't be found by name through the
API (developer documentation of Marketo: programs, tokens, assets). For the other kinds 255 is taken over from programs: a warning.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.sharing import kind_word
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.model.assets import Asset

RULE = Rule(
    "MOPS218",
    "name-not-usable",
    Severity.ERROR,
    "A title too long, with a comma, or otherwise not findable or not allowed for its kind.",
)
LONGEST = 255
LONGEST_TOKEN = 50


def check(context: Context) -> Iterator[Finding]:
    for asset in context.model.assets.values():
        yield from _length(asset)
        if "," in asset.title:
            better = " ".join(asset.title.replace(",", " ").split())
            yield _finding(
                asset,
                "holds a comma: the API finds nothing by such a name",
                f"“{better}” would do." if better else "Give it a title without a comma.",
            )
        if not asset.title.strip():
            yield _finding(asset, "is blank", "Give it a title that people can read.")
        elif asset.title != asset.title.strip():
            yield _finding(
                asset,
                "begins or ends with a blank, which nobody sees and which is easily lost",
                f"Write “{asset.title.strip()}”.",
                Severity.WARNING,
            )


def _length(asset: Asset) -> Iterator[Finding]:
    limit = LONGEST_TOKEN if asset.asset_kind == "token" else LONGEST
    if len(asset.title) > limit:
        sure = asset.asset_kind in ("token", "program")
        yield _finding(
            asset,
            f"has {len(asset.title)} characters, {limit} are possible",
            f"Shorten it by {len(asset.title) - limit}.",
            None if sure else Severity.WARNING,
        )


def _finding(asset: Asset, what: str, help: str, severity: Severity | None = None) -> Finding:
    shown = asset.title if len(asset.title) <= 60 else f"{asset.title[:57]}..."
    message = f"The title of {kind_word(asset)} {asset.short_name}, “{shown}”, {what}."
    return RULE.finding(asset.span, message, help, subject=asset.id, severity=severity)
