"""Spec text in Markdown and CSV: it shows as it is, and means nothing."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.render.escape import _LINK, _LINK_HINT, _REFERENCE, _REFERENCE_HINT, code, csv_cell, markdown


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("EM-DE-WBN-202607-Intro", "EM-DE-WBN-202607-Intro"),
        ("Admin > Tags > New", "Admin > Tags > New"),
        ("Local_Admin of EMEA", "Local_Admin of EMEA"),
        ("Score >= 100, 25% (about)", "Score >= 100, 25% (about)"),
        ("R&D", "R&D"),
        ("{code}-{name}", "{code}-{name}"),
        ("two\r\n  lines", "two lines"),
        ("*bold* and _it_ and __b__", r"\*bold\* and \_it\_ and \_\_b\_\_"),
        ("[a](javascript:x)", r"\[a\](javascript:x)"),
        ("![a](b)", r"!\[a\](b)"),
        ("<script>x</script>", r"\<script>x\</script>"),
        ("&lt;b&gt; &#64;x", r"\&lt;b\&gt; \&#<!-- -->64;x"),
        ("a | b", r"a \| b"),
        ("~~gone~~ `code` $x$ \\", r"\~\~<!-- -->gone\~\~ \`code\` \$<!-- -->x\$ " + "\\\\"),
        ("#1, GH-12, acme/site#3, !4", r"\#<!-- -->1, GH<!-- -->-12, acme/site#<!-- -->3, !<!-- -->4"),
        ("commit a5c3785ed8", "commit a5c<!-- -->3785ed8"),
        (":tada: 25% of all: yes", ":<!-- -->tada: 25% of all: yes"),
        ("%Sprint ~bug &7", r"%<!-- -->Sprint \~<!-- -->bug &<!-- -->7"),
        ("/close", r"\/close"),
        ("abc\u202eevil\x00", "abc\ufffdevil\ufffd"),
        ("<!-- mopsdsl plan: . -->", r"\<!-- mopsdsl plan: . -->"),
        ("@octocat and a@b.example", "@<!-- -->octocat and a@<!-- -->b.example"),
        ("https://evil.example and HTTP://x", r"https\://evil.example and HTTP\://x"),
        ("see www.evil.example", r"see www\.evil.example"),
        ("mailto:a", r"mailto\:a"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("> quote", r"\> quote"),
        ("=== ", r"\==="),
        ("1. one", r"1\. one"),
        ("12) twelve", r"12\) twelve"),
        ("2026-07-01", "2026-07-01"),
        ("{{ 7 * 7 }} {% raw %}", r"\{{ 7 \* 7 }} \{% raw %}"),
        ("", ""),
    ],
)
def test_markdown_shows_the_text_as_it_is(text, safe):
    assert markdown(text) == safe


@given(st.text())
def test_markdown_is_one_line_without_markup_of_its_own(text):
    safe = markdown(text)
    assert "\n" not in safe
    assert "\r" not in safe
    bare = safe.replace("\\\\", "").replace("<!-- -->", "")
    assert not any(sign in bare.replace(f"\\{sign}", "") for sign in "`*[]<|~$")
    assert "://" not in bare


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_csv_cells_come_back_as_they_were_but_for_formulas(texts):
    line = ",".join(map(csv_cell, texts)) + "\r\n"
    (row,) = csv.reader(StringIO(line, newline=""), strict=True)
    for text, cell in zip(texts, row, strict=True):
        assert cell in (text, f"'{text}")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_code_cannot_be_left():
    assert code("a`b\nc") == "a'b c"


@given(st.text(st.sampled_from('#!&%~$:-gGhHaAfF019x_+ "²') | st.characters(), max_size=20))
def test_every_reference_of_a_forge_is_hinted_at(text):
    assert _REFERENCE_HINT.search(text) or not _REFERENCE.search(text)


@given(
    st.lists(st.sampled_from(["www.", "WWW.", "mailto:", "xmpp:", "http:", "//", "x", "ı", " "])).map("".join)
)
def test_every_link_that_makes_itself_is_hinted_at(text):
    assert _LINK_HINT.search(text) or not _LINK.search(text)
