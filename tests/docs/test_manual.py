"""The manual as a whole: its index, its links, its generated page."""

import re
from pathlib import Path

import pytest

from mopsdsl.checks import index
from tests.docs.manual import DOCS, PAGES, ROOT, anchors, read


def test_the_index_of_rules_is_fresh() -> None:
    """When this fails: make docs."""
    assert read("rules.md") == index.render(), "docs/rules.md is stale; renew it with `make docs`"


def test_the_index_names_every_page() -> None:
    named = set(re.findall(r"^\| \[[^]]+\]\(([\w./-]+)\)", read("README.md"), re.MULTILINE))
    assert named == {page.name for page in PAGES} - {"README.md"} | {"decisions/README.md"}


def test_the_readme_leads_here() -> None:
    assert "](docs/README.md)" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    wrong = []
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", text):
        place = (page.parent / target) if target else page
        if not place.exists() or (anchor and anchor not in anchors(place.read_text("utf-8"))):
            wrong.append(f"{target}#{anchor}")
    assert wrong == []
    assert page.parent == DOCS
