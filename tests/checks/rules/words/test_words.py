"""Family 7: standards and words."""

import pytest

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
