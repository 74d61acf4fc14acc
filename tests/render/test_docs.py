"""The documents as HTML and Markdown: they say everything, their links hold, and nothing of a spec is ever markup."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.api import Loaded
from mopsdsl.render.docs import html, markdown
from mopsdsl.render.docs.page import Outside
from mopsdsl.render.docs.prose import first_words, inline, prose
from mopsdsl.render.emitters import docs
from tests.plan.spec import EVERYTHING

SPECS = sorted(path.parent for path in Path(__file__).parents[2].glob("specs/*/*.mops"))
PROJECTS = list(dict.fromkeys(SPECS))
VOID = {"meta", "link", "br", "hr", "img", "input"}


def pages(loaded: Loaded) -> dict[str, str]:
    return dict(docs.emit(loaded.context()))


@cache
def project(folder: Path) -> tuple[Loaded, dict[str, str]]:
    loaded = api.load(api.projects(str(folder))[0])
    return loaded, pages(loaded)


class Reader(HTMLParser):
    """Reads a page: its text, ids, links and tags; notes what is not well formed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.ids, self.links, self.tags, self.faults = "", [], [], [], []
        self.attributes: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes += found
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.links.append(found["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        self.text += data


def read(written: dict[str, str]) -> dict[str, Reader]:
    return {path: Reader(text) for path, text in written.items() if path.endswith(".html")}


def one_line(text: str) -> str:
    return " ".join(text.split())


# Everything is there


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_every_declaration_is_told_of(folder):
    loaded, written = project(folder)
    shown = one_line(" ".join(reader.text for reader in read(written).values()))
    plain = unmarked(written)
    for declaration in loaded.model.declarations():
        titles = {one_line(declaration.title), one_line(declaration.title.replace("_", " "))}
        if declaration.kind in ("protect", "approve"):  # they are told by what they are about
            titles = {one_line(declaration.because)}
        assert any(title in shown for title in titles), declaration.id
        assert any(title in plain for title in titles), declaration.id


def unmarked(written: dict[str, str]) -> str:
    """The Markdown pages without their marks."""
    text = " ".join(text for path, text in written.items() if path.endswith(".md"))
    return one_line(text.replace("<!-- -->", "").replace("\\", ""))


def test_all_that_a_fence_says_is_shown():
    _, written = project(next(folder for folder in PROJECTS if folder.name == "acme"))
    page = one_line(Reader(written["docs/agreement-Marketing_Sales.html"]).text)
    for words in (
        "Demand Generation", "Sales Development", "Monday to Friday, 09:00 to 17:30 (America/New_York)",
        "4 business hours", "1 business day", "First call", "6 times", "10 business days", "Disposition", "30 days", "180 days",
        "Do Not Market", "90 days", "A reason must be given", "“Working”", "Head of Sales Development", "VP Marketing",
        "15 October 2026", "every 365 days", "the stage is Known or Recycled and Unsubscribed is no", "next on 15 October 2027",
        "4 business hours after a promise was broken: Head of Sales Development is told", "Signature",
        "4 days 19 hours 30 minutes", "Wed 23 December, 17:30 to Mon 28 December 2026, 13:00",
    ):  # fmt: skip
        assert words in page, words
    allowed = "of whom all of this holds:\n\n- the stage is Known or Recycled\n- Unsubscribed is no\n- Do Not Market is no\n"
    assert allowed in written["docs/agreement-Marketing_Sales.md"]
    assert "agreement-Marketing_Sales.html" in Reader(written["docs/agreements.html"]).links


def test_a_draft_has_a_line_for_each_side_and_says_what_is_not_known():
    text = 'team A { side marketing; lead "CMO" }\nteam B { side sales }\nlifecycle Main { stage X; stage Y; X -> Y by B }\n'
    written = pages(
        api.load_text(text + "fence Pact between A and B on Main { accept at Y within 2 business days }")
    )
    page = written["docs/agreement-Pact.md"]
    assert "| CMO | marketing |  |  |  |\n|  | sales |  |  |  |" in page
    assert "so this is assumed: Monday to Friday, 09:00 to 17:00; UTC." in page
    assert "Nothing is said about this." in page


def test_an_agreement_names_the_local_lifecycles_that_it_holds_for():
    text = "team A\nteam B\nlifecycle Main { stage X; stage Y }\nlifecycle Near extends Main\nlifecycle Far extends Main\n"
    written = pages(
        api.load_text(f"{text}fence Pact between A and B on Main\nfence Own between A and B on Far")
    )
    assert "about every lead of Main and Near.\n" in written["docs/agreement-Pact.md"]
    assert "about every lead of Far.\n" in written["docs/agreement-Own.md"]


def test_agreements_whose_names_a_disk_cannot_tell_apart_have_pages_of_their_own():
    names = ("Pact", "PACT", "Pacts", f"P{'a' * 300}", f"P{'a' * 300}b")
    fences = "".join(f"fence {name} between A and B {{ accept at Y }}\n" for name in names)
    written = pages(api.load_text(f"team A\nteam B\nlifecycle Main {{ stage X; stage Y }}\n{fences}"))
    made = [path for path in written if path.startswith("docs/agreement-") and path.endswith(".html")]
    assert len({path.casefold() for path in made}) == 5
    assert max(map(len, made)) < 120
    linked = Reader(written["docs/agreements.html"]).links
    assert {f"docs/{link}" for link in linked} >= set(made)


def test_a_promise_round_the_clock_has_no_longer_wait():
    written = pages(
        api.load_text(
            "team A\nteam B\nfence Pact between A and B { after accept { call within 1 day; touch 3 times } }"
        )
    )
    page = written["docs/agreement-Pact.md"]
    assert "| Call | 1 day | the same: it runs round the clock |" in page
    assert "| Get in touch 3 times | no time is set |" in page
    assert "The longest of" not in page


def test_routing_is_a_decision_table():
    written = pages(
        api.load_text(
            'partition DE\npartition US\nlist Dach = ("DE", "AT")\nfield Vip flag\n'
            'routing Geo { when Country in Dach and not Vip -> DE; when Country is "US" -> US; otherwise -> Default }'
        )
    )
    assert "| Line | Country | Vip | Belongs in |" in written["docs/routing.md"]
    assert "| 1 | in Dach | no | DE |" in written["docs/routing.md"]
    assert "| 3, otherwise |  |  | Default |" in written["docs/routing.md"]
    assert "Dach: “DE”, “AT”" in written["docs/routing.md"]


def test_it_is_told_what_moves_people_on():
    text = """
partition DE
workspace Default { sees all; primary Default }
workspace Here { sees DE; primary DE }
routing Geo { carried out by Default.Mover; when Country is "DE" -> DE; otherwise -> Default }
assets in Here { form Sign_Up { asks Country }; form Other { asks Country } }
"""
    campaign = "assets in Default {{ smart_campaign Mover {{ {}; flow {{ route by Geo }} }} }}"

    def told(trigger: str) -> str:
        page = pages(api.load_text(text + campaign.format(trigger)))["docs/routing.md"]
        return next(line for line in page.split("\n") if line.startswith("| Here |"))

    assert told("trigger person is created").endswith("| DE | Mover, by Geo |")
    assert told("trigger fills Here.Sign_Up").endswith("| DE | Mover, by Geo (1 of these 3 ways in) |")
    perhaps = "| DE | Mover, by Geo, perhaps: its triggers don't say whom it looks at |"
    assert told("trigger Country changes").endswith(perhaps)
    assert told("trigger inactive for 3 days").endswith("| DE | nothing |")


def test_it_is_told_for_which_years_public_holidays_are_known():
    calendar = "calendar A {{ hours Mon..Fri 09:00-17:00; holidays {} }}"
    page = pages(api.load_text(calendar.format("DE BY, LK")))["docs/access.md"]
    assert "Public holidays are known from 2024 to 2036 (of Sri Lanka to 2026)" in page
    assert "known from 2024 to 2036;" in pages(api.load_text(calendar.format("DE BY")))["docs/access.md"]


def test_a_routing_with_choices_is_told_in_sentences():
    written = pages(
        api.load_text(
            'partition DE\nfield Vip flag\nrouting Geo { when Vip or Country is "DE" -> DE; otherwise -> Default }'
        )
    )
    assert "| 1 | When Vip is yes or Country is “DE” | DE |" in written["docs/routing.md"]


def test_part_of_a_deal_and_the_time_ahead_are_told():
    written = pages(
        api.load_text("""
        lifecycle G { success path A, B, C; stage A inventory; stage B inventory; stage C end; A -> B; B -> C }
        forecast Kellogg on G {
          revenue USD 2_000_000 per quarter
          average deal USD 75_000
          rate A -> B 50% lag 2 months
          rate B -> C 20% lag 1 quarter
        }
        """)
    )
    growth = written["docs/growth.md"]
    assert "(26.67 deals)" in growth
    assert re.findall(r"\| ([\d,]+) \|$", growth, re.MULTILINE) == ["267", "133"]
    assert "Those who enter the first step do so 5 months before the revenue comes in." in growth


def test_a_forecast_is_worked_out_backwards():
    _, written = project(next(folder for folder in PROJECTS if folder.name == "acme"))
    rows = re.findall(r"^\| .* → .*\| ([\d,]+) \|$", written["docs/growth.md"], re.MULTILINE)
    assert rows == [
        "75,758",
        "9,091",
        "5,455",
        "2,727",  # 600 deals, divided by 22%, 50%, 60% and 12% in turn
        "3,788",
        "568",
        "341",
        "170",  # 37.5 deals, divided by 22%, 50%, 60% and 15%
    ]


def test_a_spec_that_says_next_to_nothing_has_all_pages():
    written = pages(api.load_text(""))
    assert {f"docs/{name}.html" for name in ("index", "growth", "scenarios", "agreements")} <= written.keys()


# HTML holds together


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_pages_are_well_formed_and_links_lead_somewhere(folder):
    _, written = project(folder)
    readers = read(written)
    for path, reader in readers.items():
        assert reader.faults == [], path
        assert len(set(reader.ids)) == len(reader.ids), path
        for link in reader.links:
            if link.startswith("http"):
                continue
            target, _, anchor = link.partition("#")
            place = f"docs/{target}" if target else path
            assert place in written, f"{path} links to {link}"
            assert not anchor or anchor in readers[place].ids, f"{path} links to {link}"


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_markdown_links_lead_to_pages(folder):
    _, written = project(folder)
    for path, text in written.items():
        if path.endswith(".md"):
            for target in re.findall(r"(?<!\\)\]\((?!<)([^)]*)\)", text):
                assert f"docs/{target}" in written, f"{path} links to {target}"


def test_nothing_comes_from_elsewhere():
    _, written = project(PROJECTS[0])
    for reader in read(written).values():
        assert not {"script", "iframe", "img", "object", "form"}.intersection(reader.tags)
        assert not [name for name in reader.attributes if name.startswith("on") or name == "src"]
    assert "url(" not in written["docs/style.css"]
    assert "@import" not in written["docs/style.css"]


# Nothing of a spec is markup

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "](javascript:alert(1))",
    "[here](javascript:alert(1))",
    "a | b || c",
    "@team please",
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "`code` ```",
    "<!-- --> --&gt;",
    "' onmouseover='alert(1)",
    "# heading - [ ] task",
    "www.evil.example https://evil.example",
)


def hostile_spec(text: str) -> str:
    """A spec with this text wherever a text can stand."""
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    documented = re.sub(
        r'^(\w+ \w+)(?= ?[{"]| for | between | on | maps | adds | from )',
        rf"## {text}\n\1",
        EVERYTHING,
        flags=re.M,
    )
    return re.sub(r'"[^"\n]*"', lambda _: quoted, documented)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_spec_stays_text(text):
    written = pages(api.load_text(hostile_spec(text)))
    assert sum(one_line(text) in one_line(reader.text) for reader in read(written).values()) >= 14
    for path, reader in read(written).items():
        assert reader.faults == [], path
        assert not {"script", "img", "b onmouseover", "iframe"}.intersection(reader.tags), path
        assert not [name for name in reader.attributes if name.startswith("on")], path
        assert not [link for link in reader.links if link.lower().startswith("javascript")], path
    for path, page in written.items():
        if path.endswith(".md"):
            markdown_is_inert(path, page)


def markdown_is_inert(path: str, page: str) -> None:
    outside = re.sub(r"```mermaid\n.*?```", "", page, flags=re.S)
    bare = re.sub(r"`[^`\n]*`", "", outside).replace("<!-- -->", "").replace("<br>", "")
    assert not re.search(r"(?<!\\)<(?!https?:)", bare), path
    assert not re.search(r"(?<!\\)\]\((?!<?https?:|[\w-]+\.md\))", bare), path
    assert not re.search(r"(?<![\w\\])@\w", re.sub(r"@<!-- -->", "", re.sub(r"`[^`\n]*`", "", outside))), path
    for rows in tables(outside):
        assert len({cells(row) for row in rows}) == 1, path


def tables(page: str) -> Iterator[list[str]]:
    rows: list[str] = []
    for line in [*page.split("\n"), ""]:
        if line.startswith("|"):
            rows.append(line)
        elif rows:
            yield rows
            rows = []


def cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_reads_as_itself(text):
    shown = Reader(f"<p>{html.text(text)}</p>")
    assert shown.tags == ["p"]
    hidden = {*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)}
    assert shown.text == "".join(" " if ord(letter) in hidden else letter for letter in text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab*`[]()<>@|#-1. \n{}:/htps\\_!&", max_size=80))
def test_any_documentation_is_paragraphs_and_lists(text):
    blocks = prose(text)
    shown = Reader(html.blocks(blocks))
    assert shown.faults == []
    assert set(shown.tags) <= {"p", "ul", "ol", "li", "em", "strong", "code", "a"}
    assert all(re.match(r"https?://", link) for link in shown.links)
    assert isinstance(markdown.blocks(blocks), str)


# The small parts


def test_documentation_knows_a_few_marks():
    written = html.blocks(
        prose("A *small* **bold** `word`.\nStill it.\n\n- one\n- two\n\n[see](https://a.example/x?y=1)")
    )
    assert written == (
        "<p>A <em>small</em> <strong>bold</strong> <code>word</code>. Still it.</p>\n<ul><li>one</li><li>two</li></ul>\n"
        '<p><a href="https://a.example/x?y=1" rel="noopener noreferrer">see</a></p>'
    )


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "[x](data:text/html,x)", "[x](//evil.example)", "<b>x</b>"]
)
def test_other_marks_stay_as_they_are_written(text):
    assert inline(text) == text or not any(isinstance(part, Outside) for part in inline(text))
    assert unescape(html.line(inline(text))) == text


def test_a_sentence_ends_before_a_capital():
    assert first_words("At 4.30 we meet e.g. here. Then we go.") == "At 4.30 we meet e.g. here."


def test_the_same_specs_give_the_same_pages_from_other_files():
    whole = pages(api.load_text({"a.mops": EVERYTHING}))
    parts = re.split(r"\n(?=\w)", EVERYTHING)
    split = pages(api.load_text({f"{len(parts) - at:03}.mops": part for at, part in enumerate(parts)}))
    assert split == whole


def test_many_workspaces_make_lists_and_no_huge_matrix():
    names = [f"R{number:04}" for number in range(300)]
    text = "\n".join(
        f"partition {name}\nworkspace {name} {{ sees {name}, R0000; primary {name} }}" for name in names
    )
    written = pages(api.load_text(text))
    assert max(map(len, written.values())) < 400_000
    assert all(len(row.split("|")) < 45 for row in written["docs/sight.md"].split("\n"))
    assert "R0299" in written["docs/sight.md"]


def test_a_matrix_of_medium_size_is_cut_into_pieces():
    names = [f"R{number:02}" for number in range(60)]
    text = "\n".join(f"partition {name}\nworkspace {name} {{ sees {name} }}" for name in names)
    written = pages(api.load_text(text))
    heads = [row for row in written["docs/sight.md"].split("\n") if row.startswith("| Workspace |")]
    assert len(heads) == 2
    assert written["docs/sight.html"].count("<table") == 2


def test_columns_without_words_are_left_out():
    written = pages(api.load_text("partition A\npartition B { people 5 }"))
    assert "| Partition | People | Seen by |" in written["docs/workspaces.md"]
