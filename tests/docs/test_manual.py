"""The manual as a whole: one page leads to all of it, its links, its generated index of rules."""

from pathlib import Path

import pytest

from mopsdsl.checks import explain, index
from tests.docs.manual import DOCS, ROOT, anchors, links, read

PLACES = (
    "*.md",
    "docs/**/*.md",
    "mopsdsl/**/*.md",
    "bench/*.md",
    "editors/*/*.md",
    "stories/*.md",
    "tests/*/*.md",
)
LINKING = sorted(page for place in PLACES for page in ROOT.glob(place))


def test_the_index_of_rules_is_fresh() -> None:
    """When this fails: make docs."""
    assert read("rules.md") == index.render(), "docs/rules.md is stale; renew it with `make docs`"


def test_one_page_leads_to_all_of_the_manual() -> None:
    """From docs/README.md, by links alone, to every page in docs/ and to every rule."""
    found: set[Path] = set()
    todo = {DOCS / "README.md"}
    while todo:
        found |= todo
        todo = {target for page in todo for target, _ in links(page) if target.suffix == ".md"} - found
    wanted = {*DOCS.glob("**/*.md"), *map(Path, explain.pages().values())}
    assert sorted(map(str, wanted - found)) == []


def test_the_readme_leads_here() -> None:
    assert "](docs/README.md)" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    wrong = [
        f"{target}#{place}"
        for target, place in links(page)
        if not target.exists() or (place and place not in anchors(target.read_text("utf-8")))
    ]
    assert wrong == []
