"""Change plans as one comment: what a forge makes of it, whatever the specs say, and how long it is."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.plan.change_plan import summary
from mopsdsl.render.plans.change import Told, render
from mopsdsl.render.plans.change.as_markdown import FIRST, ROOM
from mopsdsl.render.plans.change.fitting import shares
from tests.render.planning import AFTER, BEFORE, told

markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")


@pytest.fixture(scope="module")
def pumps() -> Told:
    return told(BEFORE, AFTER)


def comment(*plans: Told) -> str:
    return render("markdown", plans)


def parsed(text: str) -> Any:
    """As GitHub reads it: tables, strike-through, and links that make themselves, though not of bare domains."""
    reader = markdown_it.MarkdownIt("gfm-like")
    reader.linkify.set({"fuzzy_link": False, "fuzzy_email": True})
    return reader.parse(text)


def skeleton(text: str) -> list[str]:
    """Everything but the words."""
    found = []
    for token in parsed(text):
        found.append(f"{token.type} {token.tag}{token.content if token.type == 'html_block' else ''}")
        for child in token.children or ():
            if child.type != "text" and child.content != "<!-- -->":
                found.append(f"{child.type} {child.content if child.type == 'html_inline' else ''}")
    return found


def shown(text: str) -> Iterator[str]:
    """The words, in the pieces in which a forge looks for references."""
    for token in parsed(text):
        for child in token.children or ():
            if child.type == "text":
                yield child.content


# Form


def test_risk_comes_before_what_is_folded(pumps: Told) -> None:
    text = comment(pumps)
    assert text.startswith("## Pumps Inc: look at 2 dangers first\n")
    assert f"**{summary(pumps.plan)}**" in text
    places = [
        text.index(one)
        for one in (
            "### Dangers",
            "Sight gained near a wall",
            "Something is lost",
            "<details>",
            "What changes",
            "Steps",
        )
    ]
    assert places == sorted(places)


def test_nothing_is_one_quiet_line() -> None:
    assert comment(told(AFTER, AFTER)) == "Nothing changes in Pumps Inc, compared with before.json.\n"


def test_quiet_projects_come_last(pumps: Told) -> None:
    text = comment(told(AFTER, AFTER), pumps)
    assert text.startswith("## Pumps Inc")
    assert text.endswith("Nothing changes in Pumps Inc, compared with before.json.\n")


def test_approved_dangers_are_told_with_who_and_why() -> None:
    text = comment(
        told(BEFORE, AFTER + 'approve removal of partition Old because "Nobody is in it" by "Head of Ops"\n')
    )
    assert "### Approved" in text
    assert "**Approved by Head of Ops: Nobody is in it**" in text


def test_where_all_is_approved_there_is_no_heading_for_dangers() -> None:
    before = (
        "team Ads\npartition A\npartition B\nworkspace W { sees A }\nwall Apart { keep A apart from B }\n"
    )
    change = 'grant Admin to Ads in W\napprove gain of team Ads because "Signed" by "Head of Ops"\n'
    text = comment(told(before, before + change))
    assert "near wall Apart. **Approved by Head of Ops: Signed**" in text
    assert "### Dangers" not in text


def test_a_change_without_dangers_says_nothing_of_dangers_but_that() -> None:
    text = comment(told(BEFORE, BEFORE.replace("Score >= 50", "Score >= 60")))
    assert text.startswith("## Pumps Inc: no danger found\n")
    assert "###" not in text.partition("<details>")[0]


# Spec text does nothing

HOSTILE = (
    "<script>alert(1)</script>",
    "</details></details>",
    "<!-- mopsdsl plan: . -->",
    "--> <!--",
    "@octocat and @acme/admins",
    "#1 GH-2 acme/site#3 !4 a5c3785ed8",
    "https://evil.example www.evil.example mailto:a@b.example ftp://x.example a@b.example",
    "[x](https://evil.example) ![x](https://evil.example/x.png) [x]: <https://evil.example>",
    "a | b || c",
    "`code` ``` ~~~ $x$ $$y$$ \\",
    ":tada: [^1] - [x] done",
    "/close",
    "# heading",
    "1. one",
    "> quote",
    "**bold** _it_ ~~no~~",
    "&lt;b&gt; &#64;octocat &commat;octocat",
    "\u202eevil\u2066",
    "<details open><summary>All dangers are approved",
    "\\",
    "=====",
    "| --- | --- |",
)


def quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def with_words(words: str) -> Told:
    """A plan in which these words stand wherever somebody can put some."""
    said = quoted(words)
    after = (
        AFTER.replace("People of the west", said)
        .replace("People of the north", said)
        .replace("Pumps Inc", said)
    )
    after = (
        after.replace('"Operations"', f'"{said}"')
        .replace("Score >= 80", f'Country is not "{said}"')
        .replace("Greet them", said)
    )
    after = after.replace('code "SO"', f'code "{said}"')
    return told(BEFORE, f'{after}approve removal of partition Old because "{said}" by "{said}"\n')


PLAIN = skeleton(comment(with_words("Plain")))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    holds(words)


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(
        lambda text: text.strip() and text != "Plain"
    )
)
@example("|")
@example("$²")
@example("\\|")
def test_any_words_stay_words(words: str) -> None:
    holds(words)


def holds(words: str) -> None:
    text = comment(with_words(words))
    assert skeleton(text) == PLAIN
    for piece in shown(text):
        assert not re.search(
            r"@\w|(?<!\w)#\d|\bGH-\d|:[a-z+-]+:|!\d|\$\S|[\u202a-\u202e\u2066-\u2069]", piece
        ), piece
    assert not [line for line in text.splitlines() if line.startswith("/")]


def test_the_words_are_read_as_they_were_written() -> None:
    for words in HOSTILE:
        if words.isprintable():
            assert words in "".join(shown(comment(with_words(words)))), words


# Length


def dangers(one: Told, number: int, length: int = 40, approved: bool = False) -> Told:
    pattern = next(finding for finding in one.plan.findings if finding.code == "MOPS901")

    def danger(count: int) -> Finding:
        words = f"Partition {count:05} is removed: ".ljust(length, "x")
        return evolve(pattern, message=words, subject=f"partition:P{count:05}")

    return Told(evolve(one.plan, findings=tuple(map(danger, range(number)))), one.report)


@pytest.mark.parametrize("number", [1, 50, 300, 600])
def test_no_danger_is_left_out(pumps: Told, number: int) -> None:
    text = comment(dangers(pumps, number))
    assert len(text) < ROOM
    assert len(re.findall(r"Partition \d{5} is removed", text)) == number
    assert text.count("<details>") == text.count("</details>") == 3


def test_long_dangers_are_shortened_before_any_is_left_out(pumps: Told) -> None:
    text = comment(dangers(pumps, 200, 2_000))
    assert len(text) < ROOM
    assert len(re.findall(r"Partition \d{5} is removed", text)) == 200
    assert "Each is shortened" in text


def test_too_many_dangers_are_counted_loudly(pumps: Told) -> None:
    text = comment(dangers(pumps, 5_000))
    assert len(text) < ROOM
    assert "5,000 dangers, too many for a comment" in text
    assert "Not all of them are named here" in text
    assert "Something is lost: 5,000, open" in text
    assert len(re.findall(r"Partition \d{5} is removed", text)) == FIRST
    assert "look at 5,000 dangers first" in text.splitlines()[0]


def test_many_projects_share_the_room(pumps: Told) -> None:
    text = comment(*(dangers(pumps, 30) for _ in range(12)))
    assert len(text) < ROOM
    assert text.count("## Pumps Inc") == 12
    assert len(re.findall(r"Partition \d{5} is removed", text)) == 12 * 30


def test_what_is_left_out_is_counted() -> None:
    more = "".join(f'partition P{number} "{"long " * 20}{number}"\n' for number in range(400))
    large = told(BEFORE, AFTER + more)
    text = comment(large)
    assert len(text) < ROOM
    (left,) = {
        int(one.replace(",", ""))
        for one in re.findall(
            r"([\d,]+) more left out here", text[text.index("What changes") : text.index("<b>Steps")]
        )
    }
    rows = re.findall(r"(?m)^\| `.` ", text)
    assert len(rows) + left == len(large.plan.changes)
    assert sum(one.startswith("html_block") for one in skeleton(text)) == 6  # nothing is cut in the middle
    assert "Something is lost" in text


@given(st.lists(st.integers(0, 500), max_size=6), st.integers(0, 1_000))
def test_room_is_shared_out_fairly(wanted: list[int], room: int) -> None:
    given_ = shares(wanted, room)
    assert sum(given_) <= room
    assert all(got <= want for got, want in zip(given_, wanted, strict=True))
    short = [got for got, want in zip(given_, wanted, strict=True) if got < want]
    assert not short or max(given_) <= max(short) + len(wanted)
    if sum(wanted) <= room:
        assert given_ == wanted


def test_the_same_plan_is_the_same_text(pumps: Told) -> None:
    assert comment(pumps) == comment(told(BEFORE, AFTER))


def test_mistakes_in_the_specs_are_the_first_thing_said(pumps: Told) -> None:
    error = next(one for one in api.check_text("workspace A { sees B }") if one.severity.word == "error")
    wrong = Told(pumps.plan, evolve(pumps.report, findings=(error, *pumps.report.findings)))
    text = comment(wrong)
    assert text.splitlines()[0].endswith("not ready, 1 error in the specs")
    assert text.index("### To mend in the specs") < text.index("### Dangers")


def test_what_goes_along_does_not_push_out_a_procedure() -> None:
    """A workspace takes all its assets along: the first are named, all of them stand among the changes."""
    assets = "".join(f'static_list L{number} "List {number:04}"\n' for number in range(2_000))
    before = f"{BEFORE}partition Gone\nworkspace Gone {{ sees Gone; primary Gone }}\nassets in Gone {{\n{assets}}}\n"
    large = told(before, AFTER)
    text = comment(large)
    assert len(text) < ROOM
    assert "In this order, and look after each step" in text
    assert "Also lost, with something else" in text
    assert " more.\n" in text
