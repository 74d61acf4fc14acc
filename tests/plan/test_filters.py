"""Conditions in the words of a smart list, and routings as choices."""

import pytest

from mopsdsl import api
from mopsdsl.plan.choices import choices
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import Filters
from mopsdsl.targets import marketo
from tests.plan.spec import planned, steps_of

HEAD = """
instance Acme { crm salesforce }
field Points number
field Seen date
field Customer flag
field Plant text
partition P
partition Q
partition R
list Europe = ("DE", "FR")
"""


def _drafts(text: str) -> Drafts:
    context = api.load_text(f"{HEAD}\n{text}").context()
    return Drafts(context.model, context.names, context.sight, marketo())


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('Points >= 5 and Country in Europe', "Points at least 5 and Country is DE; FR"),
        ("not Customer", "Customer is false"),
        ('not (Plant is "A" or Customer)', "Plant is not A and Customer is false"),
        ('not (Plant contains "A" and Country is not empty)', "Plant not contains A or Country is empty"),
        ("not Points >= 5", "Points less than 5 or Points is empty"),
        ('Customer and not Points > 5', "Customer is true and (Points at most 5 or Points is empty)"),
        ("Seen older than 3 days", "Seen in past before 3 days"),
        ("not Seen older than 3 days", "Seen in past 3 days or Seen is empty"),
        ("Seen >= 2026-01-01", "Seen on or after 2026-01-01"),
        ('Country not in Europe', "Country is not DE; FR"),
        ("member of Keen and not member of Guests", "Member of Smart List in Keen and Member of List not in Guests"),
        ("not in segment Lang.German", "Segmentation Language is not German"),
    ],
)  # fmt: skip
def test_a_condition_is_said_without_not(condition, words):
    drafts = _drafts(f"""assets in Default {{
      smart_list Keen {{ when Points > 1 }}
      static_list Guests
      segmentation Lang "Language" {{ segment German when Country is "DE" }}
      smart_list Asked {{ when {condition} }}
    }}""")
    assert Filters(drafts).text(drafts.model.assets["Default.Asked"].when) == words


def test_ends_with_is_not_made_up():
    drafts = _drafts('assets in Default { smart_list A { when Email ends with "x.example" } }')
    text = Filters(drafts).text(drafts.model.assets["Default.A"].when)
    assert text.startswith("Email contains x.example (")


ROUTING = """
routing Geo {
  carried out by assignment rules, Default.Route
  when Customer -> P
  when Country in Europe and not Customer -> Q
  when Country is "US" and Plant is "A" and not Customer -> R
  when (Plant is "B" or Country is "US") and not Customer -> R
  otherwise -> Default
}
assets in Default { smart_campaign Route { scope global; trigger person is created; flow { route by Geo } } }
"""


def test_a_row_of_assignment_rules_says_only_what_is_left():
    enter = steps_of(planned(HEAD + ROUTING))["set-assignment-rules-Geo"].enter
    assert enter == (
        ("Choice 1", "Customer is true → P"),
        ("Choice 2", "Country is DE; FR → Q"),
        ("Choice 3", "Plant is B → R"),
        ("Choice 4", "Country is US → R"),
        ("Default Choice", "Default"),
        ("Not to be said in one choice", "Country is US and Plant is A → R"),
    )


def test_what_no_row_can_say_is_left_to_the_campaign():
    assert "the campaign Route" in steps_of(planned(HEAD + ROUTING))["set-assignment-rules-Geo"].do
    alone = HEAD + ROUTING.replace("assignment rules, Default.Route", "assignment rules")
    assert "by hand" in steps_of(planned(alone))["set-assignment-rules-Geo"].do


def test_what_is_not_entered_takes_nobody_from_the_rows_after_it():
    drafts = _drafts("""routing Geo {
      carried out by assignment rules
      when Country is "US" and Plant is "A" -> P
      when Country is "US" and Plant is not "A" -> Q
      otherwise -> Default
    }""")
    routing = drafts.model.routings["Geo"]
    assert [len(choice.rows) for choice in choices(drafts, routing, entered_only=True)] == [0, 0]
    assert [len(choice.rows) for choice in choices(drafts, routing, entered_only=False)] == [0, 1]


def test_lists_for_moving_people_say_the_whole_condition():
    enter = dict(steps_of(planned(HEAD + ROUTING))["move-people-Geo"].enter)
    assert enter["Row 2"] == "Country is DE; FR and Customer is false → Q"
