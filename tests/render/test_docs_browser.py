"""The documents in a real browser: from the disk, without a network, by the rules of axe-core, wide and narrow."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mopsdsl import api
from mopsdsl.render.emitters import docs
from tests.plan.spec import EVERYTHING

CHROMIUM = "/usr/bin/chromium"
SPECS = Path(__file__).parents[2] / "specs"
ACME = SPECS / "acme"
NAMES = ("index", "workspaces", "sight", "sharing", "access", "routing", "lifecycles", "agreements", "growth", "content", "naming",
         "exceptions", "glossary", "scenarios", "inventory", "agreement-Marketing_Sales")  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not os.path.exists(CHROMIUM), reason=f"there is no Chromium at {CHROMIUM}"),
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def axe() -> str:
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(api.load(api.projects(str(ACME))[0]), tmp_path_factory.mktemp("acme"))


def written(loaded: api.Loaded, folder: Path) -> Path:
    for path, text in docs.emit(loaded.context()):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder / "docs"


def opened(browser: Any, page: Path, width: int, scheme: str = "light") -> tuple[Any, list[str]]:
    """A page, and what went wrong in it: what it asked of anything but the disk, and errors."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []

    def guard(route: Any) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    tab = context.new_page()
    tab.on("pageerror", lambda error: asked.append(str(error)))
    tab.on("console", lambda message: asked.append(message.text) if message.type == "error" else None)
    tab.goto(page.as_uri())
    return tab, asked


def faults(tab: Any, axe: str) -> list[str]:
    tab.evaluate(axe)
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]
    return [f"{fault['id']}: {fault['help']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_readable_for_everybody(browser, axe, acme, name, width):
    tab, asked = opened(browser, acme / f"{name}.html", width)
    assert tab.evaluate("getComputedStyle(document.querySelector('main')).gridArea").startswith("main"), (
        "no style"
    )
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(tab, axe) == []
    assert asked == []
    tab.context.close()


@pytest.mark.parametrize("name", ["index", "sight", "lifecycles"])
def test_the_dark_is_readable_as_well(browser, axe, acme, name):
    tab, asked = opened(browser, acme / f"{name}.html", 1280, "dark")
    assert faults(tab, axe) == []
    assert asked == []
    tab.context.close()


def test_paper_has_no_navigation(browser, acme):
    tab, _ = opened(browser, acme / "sight.html", 1280)
    tab.emulate_media(media="print")
    hidden = (
        "[...document.querySelectorAll('nav, header')].every(one => getComputedStyle(one).display === 'none')"
    )
    assert tab.evaluate(hidden)
    tab.context.close()


def test_hostile_text_does_nothing(browser, acme, tmp_path):
    evil = "<img src=x onerror=document.title='gone'><script>document.title='gone'</script>"
    folder = written(api.load_text(EVERYTHING.replace('"EMEA people"', f'"{evil}"')), tmp_path)
    for name in ("index", "workspaces", "sight", "routing", "inventory"):
        tab, asked = opened(browser, folder / f"{name}.html", 390)
        assert tab.title() != "gone"
        assert asked == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        tab.context.close()


# An agreement is one page


def paper(browser: Any, page: Path) -> list[int]:
    """How many pages of A4 and of Letter it is."""
    tab, _ = opened(browser, page, 1280)
    pdfs = [tab.pdf(format=form, prefer_css_page_size=True) for form in ("A4", "Letter")]
    tab.context.close()
    return [len(re.findall(rb"/Type\s*/Page\b", pdf)) for pdf in pdfs]


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in SPECS.glob("*/*.mops")}), ids=lambda path: path.name
)
def test_every_agreement_is_one_page(browser, folder, tmp_path):
    made = written(api.load(api.projects(str(folder))[0]), tmp_path)
    for page in sorted(made.glob("agreement-*.html")):
        assert paper(browser, page) == [1, 1], page.name
        assert "longer than a page" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("duties", "statuses", "backs", "told", "signers"),
    [
        (0, 0, 0, 0, 1), (3, 1, 0, 0, 5), (5, 0, 4, 1, 4), (0, 11, 0, 7, 3), (6, 4, 6, 6, 2), (12, 3, 2, 2, 2), (4, 18, 2, 2, 2),
        (2, 2, 8, 2, 6), (1, 2, 0, 12, 3), (25, 30, 8, 9, 6),
    ],
)  # fmt: skip
def test_a_longer_agreement_is_smaller_or_says_that_it_runs_over(
    browser, tmp_path, duties, statuses, backs, told, signers
):
    parts = [
        "hand over at A; accept at B within 4 business hours",
        "after accept {",
        *(f'do "Duty number {n} of sales" within {n + 1} business days' for n in range(duties)),
        "}",
        *(f"return to A when stalled for {n + 2} days" for n in range(backs)),
        "include decided by One when stage in (A) and not Unsubscribed; exclude by Two using Do_Not for 90 days with reason",
        *(f'status "S{n}" owned by Two changed by Two to ("S1", "S2", "S3", "S4")' for n in range(statuses)),
        *(f'on breach after {n + 1} hours notify Two, "Head {n}"' for n in range(told)),
        "agreed by "
        + ", ".join(f'"Person {n}"' for n in range(signers))
        + " on 2026-01-15; review every 90 days",
    ]
    text = f"""
field Do_Not flag
calendar Office {{ timezone "Europe/Berlin"; hours Mon..Fri 09:00-17:30 }}
team One {{ side marketing; lead "Head of marketing"; calendar Office }}
team Two {{ side sales; lead "Head of sales"; calendar Office }}
lifecycle Main {{ for partitions all; success path A, B; stage A owned by One; stage B end owned by Two; A -> B by Two }}
fence Pact "A pact of two" between One and Two on Main {{
{chr(10).join(parts)}
}}
"""
    loaded = api.load_text(text)
    assert not loaded.findings
    page = written(loaded, tmp_path) / "agreement-Pact.html"
    runs_over = "longer than a page" in page.read_text("utf-8")
    assert runs_over == (duties == 25)
    assert (max(paper(browser, page)) > 1) == runs_over
