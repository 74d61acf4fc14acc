"""What can't be decided is said to be so, by every rule that asks whether there is somebody."""

import pytest

from tests.checks.agreed import SPEC, changed
from tests.checks.small import findings

OPEN = "Seen older than 5 business days and Seen within 9 days"
"""Working days and days by the clock have no common measure."""
PLACES = """
field Seen date
partition A
partition B
workspace Default { sees all; primary Default }
workspace A { sees A; primary A }
"""


def routed(*routes: str) -> str:
    return f"{PLACES}routing Home {{ carried out by Default.R; {'; '.join(routes)} }}\n"


ROUTER = "assets in Default { smart_campaign R { trigger person is created; flow { route by Home } } }\n"
DOOR = "assets in A { form F { asks Email, Seen } }\n"
MAIL = "assets in Default {{ email E; smart_campaign C {{ trigger person is created; when {}; flow {{ send E }} }} }}\n"
DATED = SPEC + "field Seen date\n"
QUEUE = "distribution D on Global at MQL {{ queue Q for SDR when {} }}\n"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("MOPS301", routed(f"when {OPEN} -> A", "otherwise -> B") + ROUTER),
        ("MOPS302", routed(f"when not ({OPEN}) -> A") + ROUTER),
        ("MOPS303", routed(f"when {OPEN} -> A", "when Seen is not empty -> B", "otherwise -> B") + ROUTER),
        (
            "MOPS305",
            routed(f"when {OPEN} -> B", "otherwise -> A").replace("Default.R", "assignment rules") + DOOR,
        ),
        ("MOPS513", DATED + MAIL.format(f"stage is MQL and not Unsubscribed and {OPEN}")),
        ("MOPS805", DATED + QUEUE.format(f"not ({OPEN})")),
    ],
)
def test_what_cant_be_decided_is_said(code: str, text: str) -> None:
    found = findings(text, code)
    assert found
    assert any("can't be decided" in one.message for one in found)


@pytest.mark.parametrize(
    ("moves", "open_"),
    [
        (f"G -> B when {OPEN}", True),
        (f"G -> C when not ({OPEN})\nG -> B when Vip", True),
        ("G -> B when Vip", False),
    ],
)
def test_a_gate_whose_ways_nobody_can_tell_apart(moves: str, open_: bool) -> None:
    text = "field Seen date\nfield Vip flag\nteam M { side marketing }\nlifecycle L {\nstage A inventory owned by M\n"
    text += "stage G gate owned by M otherwise -> A\nstage B end owned by M\nstage C end owned by M\nA -> G by M\n"
    found = findings(f"{text}{moves}\n}}\n", "MOPS415")
    assert any("can't be decided" in one.message for one in found) == open_


def test_what_one_person_can_reach_of_very_many_rules() -> None:
    """Each two exclude each other, and whoever wants to know has to try very many together."""
    numbers = "\n".join(f"field N{n} number from 0 to 9" for n in range(18))
    rules = "\n".join(f"+1 when N{n} > 4 and N{(n * 7 + 1) % 18} < 3" for n in range(18))
    text = f"{numbers}\nfield Total number from 0 to 100\nteam M {{ side marketing }}\nscore S adds to Total {{\n{rules}\n}}\n"
    text += "lifecycle L { stage A inventory owned by M; stage B end owned by M; A -> B when Total >= 18 }\n"
    [finding] = findings(text, "MOPS420")
    assert "can't be decided" in finding.message or "not all rules can hold of one person" in finding.message


def test_a_good_spec_leaves_nothing_open() -> None:
    spec = changed(("stage is Known\n", "stage is Known and not Unsubscribed\n"))
    for code in ("MOPS301", "MOPS404", "MOPS414", "MOPS415", "MOPS513", "MOPS805"):
        assert not [one for one in findings(spec, code) if "can't be decided" in one.message]


def test_the_reason_says_which_two_ways_of_asking_do_not_compare() -> None:
    mixed = findings(routed(f"when {OPEN} -> A", "otherwise -> B") + ROUTER, "MOPS301")
    assert "Seen is asked in business days and in days by the clock, and only a calendar" in mixed[0].message
    dated = findings(
        routed("when Seen >= 2026-01-01 and Seen older than 1 month -> A", "otherwise -> B") + ROUTER,
        "MOPS301",
    )
    assert "Seen is asked as a date and in months" in dated[0].message
