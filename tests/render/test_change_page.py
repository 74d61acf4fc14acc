"""Change plans as a page in a real browser: from the disk, without a network, by the rules of axe-core, wide and narrow."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from mopsdsl.render.plans.change import Told, render
from mopsdsl.render.plans.change.picture import sight_picture
from tests.render.planning import AFTER, BEFORE, told
from tests.render.test_change_comment import HOSTILE, with_words
from tests.render.test_docs_browser import CHROMIUM, axe, browser, faults, opened

__all__ = ["axe", "browser"]

in_a_browser = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"there is no Chromium at {CHROMIUM}"),
]


@pytest.fixture(scope="module")
def pumps() -> Told:
    return told(BEFORE, AFTER)


def page(folder: Path, *plans: Told) -> Path:
    path = folder / "plan.html"
    path.write_text(render("html", plans), "utf-8")
    return path


class TestInABrowser:
    pytestmark = in_a_browser

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 390])
    def test_it_is_readable_for_everybody(
        self, browser: Any, axe: str, pumps: Told, tmp_path: Path, width: int, scheme: str
    ) -> None:
        tab, asked = opened(browser, page(tmp_path, pumps), width, scheme)
        assert tab.evaluate("getComputedStyle(document.querySelector('.lead')).fontFamily").startswith(
            '"Iowan'
        ), "no style"
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(tab, axe) == []
        assert asked == []
        tab.context.close()

    def test_several_projects_stand_on_one_page(
        self, browser: Any, axe: str, pumps: Told, tmp_path: Path
    ) -> None:
        tab, _ = opened(browser, page(tmp_path, pumps, told(AFTER, AFTER), pumps), 390)
        assert faults(tab, axe) == []
        assert tab.evaluate("document.querySelectorAll('main > section').length") == 3
        tab.context.close()

    def test_hostile_text_does_nothing(self, browser: Any, tmp_path: Path) -> None:
        evil = "<img src=x onerror=document.title='gone'><script>document.title='gone'</script>"
        for words in (evil, *HOSTILE):
            tab, asked = opened(browser, page(tmp_path, with_words(words)), 390)
            assert tab.title() != "gone"
            assert asked == []
            assert tab.evaluate("document.querySelectorAll('script, img, iframe, [onerror]').length") == 0
            assert tab.evaluate(
                "[...document.querySelectorAll('a')].every(one => one.getAttribute('href').startsWith('#'))"
            )
            tab.context.close()


def test_it_needs_nothing_from_anywhere(pumps: Told) -> None:
    text = render("html", [pumps])
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert "<link" not in text
    assert "<script" not in text
    assert "url(" not in text


def test_nothing_is_one_quiet_line() -> None:
    text = render("html", [told(AFTER, AFTER)])
    assert "<h1>Pumps Inc: nothing changes</h1>" in text
    assert "<table" not in text


# The picture


def test_a_picture_marks_what_decides() -> None:
    """A new grant decides, where the workspace saw the people all along; where the workspace comes to see them, that does."""
    (two,) = (sight_picture(one.plan) for one in [told(SEEING, SEES_MORE)])
    assert two is not None
    labels = {(arrow.start, arrow.end): arrow.label for arrow in two.arrows}
    assert labels == {
        ("team:T", "workspace:V"): "gains",
        ("workspace:V", "partition:A"): "",
        ("team:U", "workspace:W"): "",
        ("workspace:W", "partition:A"): "gains",
        ("workspace:W", "partition:B"): "loses",
    }


SEEING = """
team T { side marketing }
team U { side marketing }
partition A
partition B
workspace V { sees A; primary A }
workspace W { sees B; primary B }
grant Marketing_User to U in W
"""
SEES_MORE = (
    SEEING.replace("workspace W { sees B; primary B }", "workspace W { sees A; primary A }")
    + "grant Marketing_User to T in V\n"
)


def test_a_picture_is_drawn_only_where_it_helps(pumps: Told) -> None:
    assert sight_picture(pumps.plan) is None  # one change is plainer in words
    many = tuple(
        evolve(
            one,
            who=evolve(one.who, id=f"team:T{number}"),
            after=tuple(evolve(hop, start=f"workspace:W{number}") for hop in one.after),
        )
        for number in range(30)
        for one in pumps.plan.sight
    )
    assert sight_picture(evolve(pumps.plan, sight=many)) is None
