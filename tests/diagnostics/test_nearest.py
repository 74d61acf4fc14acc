"""Did you mean."""

from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.diagnostics.nearest import nearest

NAMES = ("EMEA", "EMEA_Ops", "APAC", "Default", "SDR")


def test_a_slip_of_the_finger() -> None:
    assert nearest("EMAE", NAMES) == "EMEA"
    assert nearest("EMEA_Opps", NAMES) == "EMEA_Ops"
    assert nearest("efault", NAMES) == "Default"


def test_upper_and_lower_case_win_over_likeness() -> None:
    assert nearest("sdr", (*NAMES, "sdrs")) == "SDR"


def test_a_right_last_part_of_a_path_wins() -> None:
    paths = ("Framework.Templates.Newsletter", "EMEA.Newsletter", "Framework.Templates.News")
    assert nearest("Framework.Newsletter", paths) == "Framework.Templates.Newsletter"
    assert nearest("Newsletter", paths) == "EMEA.Newsletter"


def test_nothing_is_near() -> None:
    assert nearest("Salesforce", NAMES) is None
    assert nearest("", NAMES) is None
    assert nearest("EMEA", ()) is None


def test_many_candidates_change_nothing_for_a_near_one() -> None:
    many = [f"Workspace_{n:05}" for n in range(5_000)]
    assert nearest("Workspace_0490x", many) == "Workspace_04909"
    assert nearest("Wrkspace_04321", many) == "Workspace_04321"
    assert nearest("worksPace_00042", many) == "Workspace_00042"


@given(st.text(max_size=12), st.lists(st.text(max_size=12)), st.randoms())
def test_it_is_one_of_the_candidates_whatever_their_order(
    name: str, candidates: list[str], random: object
) -> None:
    found = nearest(name, candidates)
    assert found is None or found in candidates
    assert nearest(name, sorted(candidates, reverse=True)) == found


@given(st.text(min_size=1, max_size=12), st.lists(st.text(max_size=12)))
def test_a_name_that_exists_is_its_own_nearest(name: str, others: list[str]) -> None:
    found = nearest(name, [name, *others])
    assert found is not None
    assert found.casefold() == name.casefold()
