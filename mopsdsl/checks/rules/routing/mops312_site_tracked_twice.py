"""MOPS312: a site with the tracking codes of two workspaces, or of none.

A page carries one Munchkin code; without a workspace's, its people land in the Default partition (experienceleague:
add-munchkin-tracking-code-to-your-website).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.access import Site
from mopsdsl.model.base import Reference

RULE = Rule(
    "MOPS312", "site-tracked-twice", Severity.ERROR, "One site with two workspaces' tracking codes, or none."
)


def check(context: Context) -> Iterator[Finding]:
    by_address: dict[str, list[Site]] = {}
    for site in context.model.sites.values():
        by_address.setdefault(_address(site.name), []).append(site)
    for sites in by_address.values():
        trackers = {reference.name: reference for site in sites for reference in site.workspaces}
        if len(trackers) > 1:
            yield _twice(sites[0], list(trackers.values()))
        elif not trackers:
            yield _never(sites[0])


def _address(name: str) -> str:
    """The same site, however it was written: `https://www.acme.de/` is www.acme.de."""
    return name.lower().removeprefix("https://").removeprefix("http://").rstrip("/")


def _twice(site: Site, trackers: list[Reference]) -> Finding:
    first, *others = sorted(
        trackers, key=lambda reference: (reference.span.source.name, reference.span.start)
    )
    names = " and ".join(reference.name for reference in (first, *others))
    return RULE.finding(
        others[0].span,
        f"Site {site.name} carries the tracking codes of {names}: with two on a page, visits are counted for either, and new "
        "people land in either's partition.",
        "Keep one workspace's code on a page. Pages of one site that belong to different workspaces are sites of their own here.",
        related=tuple(
            Related(reference.span, f"tracked by {reference.name}") for reference in (first, *others[1:])
        ),
        subject=site.id,
    )


def _never(site: Site) -> Finding:
    return RULE.finding(
        site.span,
        f"No workspace tracks site {site.name}: its visitors stay unknown, or land in the Default partition.",
        f'Say whose tracking code it carries: `site "{site.name}" tracked by WORKSPACE`.',
        subject=site.id,
    )
