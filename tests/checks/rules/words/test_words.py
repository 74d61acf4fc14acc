"""Family 7: standards and words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding


def found(code: str, text: str) -> list[Finding]:
    return [finding for finding in api.check_text(text) if finding.code == code]


def stages(*bodies: str) -> str:
    return (
        "lifecycle L {\n  for partitions all\n"
        + "".join(f"  stage S{n} {body}\n" for n, body in enumerate(bodies))
        + "}\n"
    )


def test_stages_without_words_are_one_finding_a_lifecycle() -> None:
    [finding] = found("MOPS701", stages('{ status "Open" }', "", '{ means "Yes" }'))
    assert finding.message == "2 of the 3 stages of L don't say what they mean: S0, S1."
    assert len(finding.related) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (stages('{ means "Yes" }', ""), "Stage S1 of L does not say what it means."),
        (stages("", ""), "None of the stages of L says what it means: S0, S1."),
        ("team T\nfence F between T and T", "Fence F has no words of its own"),
        ("team T\nmetric M owned by T", "Metric M has no words of its own"),
    ],
)
def test_what_is_missing_is_named(text: str, message: str) -> None:
    [finding] = found("MOPS701", text)
    assert finding.message.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        stages('{ means "Yes" }'),
        "lifecycle L {\n  ## Where everybody begins.\n  stage A\n}",
        "team T\n## What we agreed.\nfence F between T and T",
        "team T\n## How many.\nmetric M owned by T",
    ],
)
def test_words_in_either_way_are_enough(text: str) -> None:
    assert not found("MOPS701", text)


@given(
    st.lists(
        st.tuples(st.sampled_from(["stage", "fence", "metric"]), st.sampled_from(["", "##", "means"])),
        max_size=6,
    )
)
def test_the_glossary_has_a_line_for_everything(things: list[tuple[str, str]]) -> None:
    """Each thing without words is named by exactly one finding."""
    made = {
        "stage": lambda n, said: f"{said}stage T{n}x",
        "fence": lambda n, said: f"{said}fence T{n}x between T and T",
        "metric": lambda n, said: f"{said}metric T{n}x owned by T",
    }
    lines: dict[str, list[str]] = {kind: [] for kind in made}
    silent = set()
    for n, (kind, how) in enumerate(things):
        text = made[kind](n, "## Words.\n" if how == "##" else "")
        lines[kind].append(text + (' { means "Words" }' if kind == "stage" and how == "means" else ""))
        if not (how == "##" or (kind == "stage" and how == "means")):
            silent.add(f"T{n}x")
    body = "\n".join(["lifecycle L {", *lines["stage"], "}", "team T", *lines["fence"], *lines["metric"], ""])
    told = " ".join(finding.message for finding in found("MOPS701", body))
    assert sorted(re.findall(r"T\d+x", told)) == sorted(silent)


GLOBAL = """team M { side marketing }
team S { side sales }
lifecycle G {
  for partitions all
  stage A inventory owned by M
  stage B sla 4 hours owned by S
  stage C end owned by S
}
"""


def fences(*acceptances: str) -> str:
    return "\n".join(
        f"fence F{n} between M and S on G {{ accept at {one} }}" for n, one in enumerate(acceptances)
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (fences("B within 4 hours", "B within 2 days"), 1),
        (fences("B within 24 hours", "B within 1 day"), 0),
        (fences("B within 4 hours", "C within 2 days"), 0),
        (fences("B within 8 hours", "B within 8 business hours"), 1),
        ("lifecycle J extends G { stage B sla 8 hours owned by S }", 1),
        ('lifecycle J extends G { stage B sla 8 hours owned by S; override A -> B because "Agreed with sales" }', 0),
        ("lifecycle X { stage B sla 8 hours owned by S }", 0),
    ],
)  # fmt: skip
def test_one_hand_over_one_time(text: str, count: int) -> None:
    assert len(found("MOPS702", GLOBAL + text)) == count


def test_leads_that_pass_at_stages_of_their_own_have_times_of_their_own() -> None:
    passing = "\n".join(
        f"fence F{n} between M and S on G {{ hand over at {start}; accept at C within {n + 1} hours }}"
        for n, start in enumerate("ABA")
    )
    [finding] = found("MOPS702", GLOBAL + passing)
    assert "3 hours between A and C here, and 1 hour elsewhere" in finding.message


def test_the_only_lifecycle_needs_no_name() -> None:
    unnamed = fences("B within 4 hours", "B within 2 days").replace("on G", "", 1)
    assert len(found("MOPS702", GLOBAL + unnamed)) == 1


times = st.sampled_from(["4 hours", "240 minutes", "1 day", "24 hours", "4 business hours", "1 week"])
MINUTES = {"minutes": 1, "hours": 60, "day": 1440, "week": 10_080}


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("BC"), times), max_size=5))
def test_which_hand_overs_are_the_same(promises: list[tuple[str, str, str]]) -> None:
    """By counting: whoever promises something else than the first who passes leads from there to there."""
    text = "".join(
        f"fence F{n} between M and S on G {{ hand over at {start}; accept at {end} within {time} }}\n"
        for n, (start, end, time) in enumerate(promises)
    )

    def length(time: str) -> tuple[bool, int]:
        words = time.split()
        return "business" in words, int(words[0]) * MINUTES[words[-1]]

    first: dict[tuple[str, str], str] = {}
    wanted = 0
    for start, end, time in promises:
        wanted += length(first.setdefault((start, end), time)) != length(time)
    assert len(found("MOPS702", GLOBAL + text)) == wanted


QUEUES = """team S { side sales }
team T { side sales }
field Country text one of ("DE", "FR", "US")
field Score number from 0 to 100
list Europe = ("DE", "FR")
lifecycle L { for partitions all; stage A inventory owned by S }
distribution D on L at A {
"""


@pytest.mark.parametrize(
    ("first", "second", "merge"),
    [
        ('when Country is "DE"', "when Country in Europe", True),
        ('when Country in ("DE", "FR")', 'when Country in ("FR", "US")', True),
        ('when Country is "DE"', 'when Country is "FR"', False),
        ("when Score >= 50", "when Score >= 50", True),
        ("when Score >= 50", 'when Score >= 50 and Country is "DE"', True),
        ('when Country is "DE"', "when Score >= 50", False),
        ("", 'when Country is "DE"', True),
    ],
)
def test_queues_of_one_team_that_overlap(first: str, second: str, merge: bool) -> None:
    for team, expected in (("S", merge), ("T", False)):
        text = f"{QUEUES}  queue One for S {first}\n  queue Two for {team} {second}\n  otherwise queue Rest for S\n}}"
        assert bool(found("MOPS703", text)) is expected
