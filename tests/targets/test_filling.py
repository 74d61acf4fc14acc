"""Filling in: values are inserted, and never looked into."""

from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.targets.filling import Place, Values, body_template, fill, fill_body, fill_rows, template


def test_values_are_put_in_and_never_looked_into():
    values = Values({"title": "{place} {0} { 100% %s", "place": "{title}"})
    assert (
        fill(template("Create {title} in {place}, 5%."), values)
        == "Create {place} {0} { 100% %s in {title}, 5%."
    )


@given(st.text(), st.text())
def test_any_value_comes_out_as_it_is(text, value):
    plain = text.replace("{", "(")
    assert fill(template(plain), Values()) == plain
    assert fill(template(plain + "{a}"), Values(a=value)) == plain + value


def test_a_name_without_a_value_leaves_nothing():
    assert fill(template("a{b}c"), Values()) == "ac"


def test_rows_without_a_value_are_left_out_and_rows_of_the_plan_taken_in():
    enter = (
        ("Name", template("{title}")),
        ("Domain", template("{domain}")),
        ("", Place("rows")),
        ("", Place("none")),
    )
    filled = fill_rows(enter, Values(title="EMEA", domain="", rows=(("Status 1", "Sent"),)))
    assert filled == (("Name", "EMEA"), ("Status 1", "Sent"))


def test_a_body_takes_lists_as_they_are_and_leaves_empty_members_out():
    body = body_template(
        {"name": "{title}", "tags": "{tags}", "description": "{nothing}", "on": True, "x": ["a {title}"]}
    )
    filled = fill_body(body, Values(title="A", tags=[{"tagType": "B"}]))
    assert filled == {"name": "A", "tags": [{"tagType": "B"}], "on": True, "x": ["a A"]}
