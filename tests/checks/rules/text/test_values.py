"""MOPS011 condition-type and MOPS006 bad-value: what a field can be asked, and what can be put into it."""

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity

FIELDS = """field Country text one of ("DE", "FR", "US")
field Score number from 0 to 100
field Points number
field Open flag
field Since date
field Revenue money
field Best number is larger of Score, Points
field Any is first known of Best
list Europe = ("DE", "FR")
list World = ("DE", "FR", "JP")
list Elsewhere = ("BR", "JP")
list Numbers = (1, 2)
"""


def check(code: str, text: str) -> list[Finding]:
    return [finding for finding in api.check_text(FIELDS + text) if finding.code == code]


def asked(condition: str) -> list[Finding]:
    return check("MOPS011", f"assets in Default {{ smart_list A {{ when {condition} }} }}")


@pytest.mark.parametrize(
    "condition",
    [
        'Country is "DE"', 'Country is not "US"', 'Country in ("DE", "US")', "Country in Europe", "not (Country in Europe)",
        'Country starts with "D"', 'Country contains "r"', 'Country does not contain "U"', "Country is empty",
        "Score >= 100", "Score <= 0", "Score > 99", "Score is 0", "Points >= 1_000_000", "Points is 12.5", "Best >= 3", "Any > 3",
        "Open", "not Open", "Open is empty", "Since older than 30 days", "Since within 2 weeks", "Since >= 2026-07-01",
        "Revenue >= USD 40_000", "Revenue >= 40_000", 'Email ends with ".edu"', "Unsubscribed", 'Title contains "VP"',
    ],
)  # fmt: skip
def test_a_question_that_the_field_can_answer(condition: str) -> None:
    assert not [finding.message for finding in asked(condition)]


@pytest.mark.parametrize(
    ("condition", "message", "help"),
    [
        ('Country is "Germany"', 'Country can never be "Germany".', 'It can be "DE", "FR", "US".'),
        ('Country is "de"', 'Country can never be "de".', 'Did you mean "DE"?'),
        ('Country is not "UK"', 'Country can never be "UK".', ""),
        ('Country in ("DE", "DF")', 'Country can never be "DF".', "It can be"),
        ("Country is 5", "Country is a text, and 5 is a number.", 'Put it in quotation marks: "5".'),
        ('Country >= "DE"', "Country is a text: no text is more or less than another.", "Compare it"),
        ('Country starts with "X"', 'No value of Country starts with "X".', "It can be"),
        ('Country does not contain "X"', 'No value of Country contains "X".', "It can be"),
        ("Country", "Country is a text, not yes or no.", "Say what it should be"),
        ("Country older than 3 days", "Country is a text, not a date.", "Only dates grow old"),
        ("Country in Elsewhere", "No value of the list Elsewhere can be Country's", "Name a list"),
        ("Country in Numbers", "No value of the list Numbers can be Country's", "Name a list"),
        ("Score >= 500", "Score can never be 500: it goes from 0 to 100.", "Use a number inside"),
        ("Score > 100", "Score goes from 0 to 100, so it is never > 100.", "Did you mean `>=`?"),
        ("Score < 0", "Score goes from 0 to 100, so it is never < 0.", "Did you mean `<=`?"),
        ('Score is "5"', 'Score is a number, and "5" is a text.', "Write it without quotation marks: 5."),
        ('Score contains "5"', "`contains` asks about the letters of a text, and Score is a number.", "Compare it"),
        ("Score is 2026-07-01", "Score is a number, and 2026-07-01 is a date.", "Compare Score with a number"),
        ("Score >= USD 5", "Score is a number, and USD 5 is an amount of money.", "Compare Score with a number"),
        ('Best is "much"', 'Best is a number, and "much" is a text.', "Compare"),
        ('Any is "much"', 'Any is a number, and "much" is a text.', "Compare"),
        ("Open in (1, 2)", "Open is yes or no, so there is nothing to compare.", "Write `Open` or `not Open`."),
        ("Open in Europe", "Open is yes or no, so there is nothing to compare.", "Write `Open` or `not Open`."),
        ('Open is "yes"', "Open is yes or no, so there is nothing to compare.", "Write `Open` or `not Open`."),
        ('Since is "2026-07-01"', 'Since is a date, and "2026-07-01" is a text.', "Write it without quotation marks: 2026-07-01."),
        ('Since is "today"', 'Since is a date, and "today" is a text.', "Compare Since with a date"),
        ("Since >= 5", "Since is a date, and 5 is a number.", "Compare Since with a date"),
    ],
)  # fmt: skip
def test_a_question_that_it_never_can(condition: str, message: str, help: str) -> None:
    [finding] = asked(condition)
    assert finding.severity is Severity.ERROR
    assert finding.message.startswith(message)
    assert finding.help.startswith(help)


def test_a_list_of_which_only_some_values_fit_is_a_warning() -> None:
    [finding] = asked("Country in World")
    assert finding.severity is Severity.WARNING
    assert finding.message == 'Some values of the list World can never be Country\'s: "JP".'


@pytest.mark.parametrize(
    "text",
    [
        "smart_campaign C { trigger person is created; when %s }",
        "segmentation S { segment A when %s }",
    ],
)
def test_conditions_of_assets(text: str) -> None:
    assert len(check("MOPS011", "assets in Default { " + text % 'Country is "XX"' + " }")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "routing R { when %s -> Default; otherwise -> Default }",
        "lifecycle L { for partitions all; stage A inventory; stage B end; A -> B when %s }",
        "score S adds to Points { +5 when %s }",
        "distribution D { queue Q for T when %s }\nteam T",
        "distribution D { weight 5 when %s }",
        "fence F between T and T on L { return to A when %s; include decided by T }\nteam T\nlifecycle L { stage A }",
        "fence F between T and T on L { include decided by T when %s }\nteam T\nlifecycle L { stage A }",
    ],
)
def test_conditions_everywhere_else(text: str) -> None:
    assert len(check("MOPS011", text % 'Country is "XX"')) == 1


@pytest.mark.parametrize(
    "text",
    [
        'field X text one of ("a", 1)',
        'field X number one of ("a", 1)',
        "field X date one of (1)",
        "score X adds to Country { +5 when unsubscribes }",
        "score X adds to Open { +5 when unsubscribes }",
        "assets in Default { smart_campaign C { trigger person is created; flow { change score Country by 5 } } }",
    ],
)
def test_fields_that_contradict_themselves_or_their_use(text: str) -> None:
    assert len(check("MOPS006", text)) == 1


@pytest.mark.parametrize("field", ["Score", "Best", "Any"])
def test_points_are_added_to_numbers(field: str) -> None:
    assert not check("MOPS006", f"score X adds to {field} {{ +5 when unsubscribes }}")


def put(field: str, value: str) -> list[Finding]:
    in_a_flow = f"assets in Default {{ smart_campaign C {{ trigger person is created; flow {{ set {field} to {value} }} }} }}\n"
    in_a_scenario = f'scenario "S" {{ person {{ {field} {value} }} }}\n'
    return check("MOPS006", in_a_flow + in_a_scenario)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Country", '"DE"'), ("Country", '"{{my.country}}"'), ("Score", "0"), ("Score", "100"), ("Score", '"{{my.score}}"'),
        ("Open", "yes"), ("Open", '"No"'), ("Open", "true"), ("Since", "2026-07-01"), ("Since", '"{{system.date}}"'),
        ("Revenue", "USD 5"), ("Email", '"a@b.example"'), ("Best", "5"),
    ],
)  # fmt: skip
def test_a_value_that_a_field_can_hold(field: str, value: str) -> None:
    assert not put(field, value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Country", '"Germany"'), ("Country", "5"), ("Score", "101"), ("Score", '"high"'), ("Open", "maybe"), ("Open", "5"),
        ("Since", '"tomorrow"'), ("Since", "5"), ("Revenue", '"much"'), ("Best", '"most"'),
    ],
)  # fmt: skip
def test_a_value_that_it_cannot(field: str, value: str) -> None:
    in_a_flow, in_a_scenario = put(field, value)
    assert in_a_flow.message == in_a_scenario.message
    assert in_a_flow.subject == "asset:Default.C"


@pytest.mark.parametrize(
    ("condition", "mended"),
    [
        ('Score >= "50"', "Score >= 50"),
        ('Country is "De"', 'Country is "DE"'),
        ('Country in ("DE", "FRR")', 'Country in ("DE", "FR")'),
        ("Country is 5", 'Country is "5"'),
    ],
)
def test_the_value_that_was_meant_can_be_written(condition: str, mended: str) -> None:
    text = FIELDS + "assets in Default { smart_list A { when %s } }"
    [finding] = [one for one in api.check_text(text % condition) if one.code == "MOPS011"]
    [fix] = finding.fixes
    [edit] = fix.edits
    source = edit.span.source.text
    assert source[: edit.span.start] + edit.text + source[edit.span.end :] == text % mended


def test_a_value_that_an_each_fills_in_is_not_rewritten() -> None:
    text = FIELDS + 'each c of (DE, FRR) { assets in Default { smart_list <c> { when Country is "<c>" } } }'
    [finding] = [one for one in api.check_text(text) if one.code == "MOPS011"]
    assert (finding.span.round, finding.fixes) == ("c = FRR", ())


STAGES = """field Lead_Status text one of ("Open", "Working") from crm
lifecycle L { stage A inventory { status %s }; stage B end; A -> B after 1 day }
"""


def test_a_stage_with_a_status_that_the_field_can_not_hold() -> None:
    assert not check("MOPS006", STAGES % '"Open", "Working"')
    (finding,) = check("MOPS006", STAGES % '"Open", "Wroking"')
    assert finding.message == 'Lead_Status can never be "Wroking".'
    assert [edit.text for fix in finding.fixes for edit in fix.edits] == ['"Working"']
    assert not check("MOPS006", 'lifecycle L { stage A inventory { status "Anything" } }')


@pytest.mark.parametrize(
    "use",
    [
        "smart_campaign C { trigger status changes to %s; flow { stop } }",
        "smart_campaign C { trigger person is created; flow { change status to %s } }",
        "smart_list S { when status is %s }",
    ],
)
def test_a_status_that_no_stage_has_is_found_wherever_it_stands(use: str) -> None:
    stages = 'lifecycle L { stage A inventory { status "Open" } }\n'
    assert not check("MOPS002", stages + "assets in Default { " + use % '"Open"' + " }")
    (finding,) = check("MOPS002", stages + "assets in Default { " + use % '"Opne"' + " }")
    assert finding.help == 'Did you mean "Open"?'


def test_the_field_of_the_statuses_is_used_by_them() -> None:
    declared = 'field Lead_Status text one of ("Open", "Working") from crm\n'
    unused = {f.span.source.text[f.span.start : f.span.end] for f in check("MOPS008", declared)}
    assert "Lead_Status" in unused
    unused = {f.span.source.text[f.span.start : f.span.end] for f in check("MOPS008", STAGES % '"Open"')}
    assert "Lead_Status" not in unused


def test_business_time_in_a_condition_is_in_nobody_s_calendar() -> None:
    (finding,) = asked("Since older than 3 business days")
    assert finding.severity is Severity.ADVICE
    assert "3 business days means Monday to Friday" in finding.message
    assert [one.severity for one in asked("Country older than 3 business days")] == [Severity.ERROR]
