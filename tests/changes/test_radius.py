"""What a change touches beyond the thing itself."""

from mopsdsl.changes.radius import Touched
from tests.changes.small import changed

BASE = """
list Europe = ("DE", "FR")
list Unused = ("AT")
field Fit text one of ("A", "B")
team Ops { members 4 }
team SDR { side sales; members 12 }
partition EMEA { people 310_000 }
partition Global { people 9_000 }
workspace EMEA { sees EMEA, Global; primary EMEA; admin Ops }
workspace Central { sees EMEA, Global; primary Global }
grant Marketing_User to SDR in Central
assets in Central {
  folder Templates shared with EMEA { email_template News }
}
assets in EMEA {
  smart_list Europeans { when Country in Europe }
  form Sign_Up { asks Email, Country }
  email Welcome { uses Central.Templates.News }
  smart_campaign Greet { trigger fills Sign_Up; when member of Europeans; flow { send Welcome; move to partition Global } }
}
routing Home { carried out by assignment rules; when Country in Europe -> EMEA; otherwise -> Global }
lifecycle Main {
  stage Known inventory owned by Ops
  stage MQL inventory owned by SDR
  Known -> MQL when Fit is "A"
}
fence Marketing_Sales between Ops and SDR on Main { hand over at MQL; accept at MQL within 4 hours }
"""


def touched(id: str, old: str, new: str) -> Touched:
    assert old in BASE
    change = changed(BASE, BASE.replace(old, new))
    return change.radius.of(change.changes[id])


def names(touched: Touched) -> dict[str, list[str]]:
    found = {
        place: [node.name for node in getattr(touched, place)]
        for place in ("assets", "campaigns", "forms", "fences", "others", "teams")
    }
    return {place: held for place, held in found.items() if held}


def test_a_value_list_touches_all_that_is_made_with_it_directly_or_through_others() -> None:
    found = touched("list:Europe", '("DE", "FR")', '("DE", "FR", "IT")')
    assert names(found) == {"assets": ["EMEA.Europeans"], "campaigns": ["EMEA.Greet"], "others": ["Home"]}


def test_a_template_touches_across_workspaces() -> None:
    found = touched("asset:Central.Templates.News", "email_template News", 'email_template News "The news"')
    assert names(found) == {"assets": ["EMEA.Welcome"], "campaigns": ["EMEA.Greet"]}


def test_a_field_touches_the_lifecycle_and_the_fence_on_it() -> None:
    found = touched("field:Fit", '("A", "B")', '("A", "B", "C")')
    assert names(found) == {"others": ["Main"], "fences": ["Marketing_Sales"]}


def test_less_sight_touches_what_has_an_audience_and_who_works_there() -> None:
    found = touched("workspace:EMEA", "workspace EMEA { sees EMEA, Global;", "workspace EMEA { sees EMEA;")
    assert names(found) == {"assets": ["EMEA.Europeans"], "campaigns": ["EMEA.Greet"], "teams": ["Ops"]}
    assert found.users == 4


def test_another_primary_partition_touches_the_ways_in() -> None:
    found = touched("workspace:EMEA", "primary EMEA", "primary Global")
    assert names(found)["forms"] == ["EMEA.Sign_Up"]


def test_another_code_touches_nobody_but_who_works_there() -> None:
    found = touched("workspace:EMEA", "primary EMEA;", 'primary EMEA; code "EM";')
    assert names(found) == {"teams": ["Ops"]}


def test_a_grant_touches_its_team() -> None:
    found = touched("grant:Marketing_User to SDR in Central", "grant Marketing_User to SDR in Central\n", "")
    assert (names(found), found.users) == ({"teams": ["SDR"]}, 12)
    assert found.counts == {"teams": 1, "users": 12}


def test_words_and_what_nobody_uses_touch_nothing() -> None:
    assert names(touched("list:Europe", "list Europe", "## Where we sell.\nlist Europe")) == {}
    assert names(touched("list:Unused", '("AT")', '("AT", "CH")')) == {}
