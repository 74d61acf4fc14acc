"""Rows of a screen, before and after."""

from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.plan.change_rows import changed

FLOW = (("Flow 1", "Wait: 4 hours"), ("Flow 2", "Send Email: Hello"))


def test_a_step_that_comes_in_between_moves_no_other():
    after = (("Flow 1", "Wait: 4 hours"), ("Flow 2", "Change Score: +5"), ("Flow 3", "Send Email: Hello"))
    assert changed(FLOW, after) == (("Flow 2", "new: Change Score: +5"),)
    assert changed(after, FLOW) == (("Flow 2 until now", "no longer: Change Score: +5"),)


def test_points_are_no_place():
    before, after = (("Change Score +30", "Visits /pricing"),), (("Change Score +40", "Visits /pricing"),)
    assert changed(before, after) == (
        ("Change Score +40", "new: Visits /pricing"),
        ("Change Score +30 until now", "no longer: Visits /pricing"),
    )


def test_names_with_numbers_are_no_place():
    assert changed((("Rep 2", "weight 1"),), (("Rep 7", "weight 1"),)) == (
        ("Rep 7", "new: weight 1"),
        ("Rep 2 until now", "no longer: weight 1"),
    )


def test_segments_that_change_places_are_said():
    before = (("Segment 1: Large", "Size at least 5"), ("Segment 2: All", "Size at least 0"))
    after = (("Segment 1: All", "Size at least 0"), ("Segment 2: Large", "Size at least 5"))
    assert changed(before, after) == (
        ("Segment 1: All", "until now Segment 2: All"),
        ("Segment 2: Large", "until now Segment 1: Large"),
    )


def test_each_campaign_of_several_is_told_under_its_name():
    def alerts(hours: str) -> tuple[tuple[str, str], ...]:
        return (
            ("Name", "First"),
            ("Flow 1", "Wait: 1 hour"),
            ("Name", "Second"),
            ("Flow 1", f"Wait: {hours}"),
        )

    assert changed(alerts("4 hours"), alerts("6 hours")) == (
        ("In", "Second"),
        ("Flow 1", "Wait: 4 hours → Wait: 6 hours"),
    )


def test_a_number_of_people_is_no_list_of_names():
    assert changed((("People", "the 4 people"),), (("People", "the 6 people"),)) == (
        ("People", "the 4 people → the 6 people"),
    )
    assert changed((("People", "Ann, Ben"),), (("People", "Ann, Cem"),)) == (
        ("People: add", "Cem"),
        ("People: take away", "Ben"),
        ("People, then", "Ann, Cem"),
    )


def test_a_choice_with_an_arrow_of_its_own_is_not_told_with_another():
    before, after = (("Choice 1", "Country is DE → North"),), (("Choice 1", "Country is DE → West"),)
    told = "until now Country is DE → North; from now on Country is DE → West"
    assert changed(before, after) == (("Choice 1", told),)


TEXTS = st.sampled_from(("a", "b", "a, b"))
FLOWS = st.lists(TEXTS, max_size=4).map(
    lambda texts: tuple((f"Flow {n}", text) for n, text in enumerate(texts, 1))
)
OTHERS = st.dictionaries(
    st.sampled_from(("Filter", "Rep 2", "Rep 7", "Change Score +5", "Change Score -5", "Workspaces")), TEXTS
).map(lambda rows: tuple(sorted(rows.items())))
ROWS = st.tuples(FLOWS, OTHERS).map(lambda parts: parts[0] + parts[1])


@given(ROWS, ROWS)
def test_nothing_is_said_of_the_same_rows_and_something_of_others(before, after):
    assert (changed(before, after) == ()) == (before == after)


def test_thousands_of_rows_that_say_the_same_are_compared_place_by_place():
    """Finding the longest stretches that stayed would take hours for these: every row fits thousands of others."""
    before = tuple((f"Flow {n}", ("Wait: 1 day", "Send Alert: Ops")[n % 2]) for n in range(1, 4001))
    after = tuple((f"Flow {n}", "Wait: 1 day") for n in range(1, 3999))
    rows = changed(before, after)
    assert rows[0] == ("Flow 1", "Send Alert: Ops → Wait: 1 day")
    assert rows[-2:] == (
        ("Flow 3999 until now", "no longer: Send Alert: Ops"),
        ("Flow 4000 until now", "no longer: Wait: 1 day"),
    )
    assert len(rows) == 1999 + 2
