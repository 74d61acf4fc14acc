"""The documents in a real browser: from the disk, without a network, by the rules of axe-core, wide and narrow."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mopsdsl import api
from mopsdsl.render.emitters import docs
from tests.plan.spec import EVERYTHING

CHROMIUM = "/usr/bin/chromium"
ACME = Path(__file__).parents[2] / "specs" / "acme"
NAMES = ("index", "workspaces", "sight", "sharing", "access", "routing", "lifecycles", "agreements", "growth", "content", "naming",
         "exceptions", "glossary", "scenarios", "inventory")  # fmt: skip

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
