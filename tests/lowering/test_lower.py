"""From trees to the model: what a text means, and what is said where it means nothing."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.lowering.each import MAX_ROUNDS
from mopsdsl.lowering.place import MAX_DIGITS, number
from mopsdsl.model.base import Duration, Everything
from mopsdsl.model.model import Model

Said = tuple[str, str, str]


def lowered(text: str | Mapping[str, str]) -> tuple[Model, tuple[Finding, ...]]:
    loaded = api.load_text(text)
    return loaded.model, loaded.findings


def model(text: str) -> Model:
    found, findings = lowered(text)
    assert [one.message for one in findings] == []
    return found


def marked(finding: Finding) -> str:
    """The text that a finding points at."""
    return finding.span.source.text[finding.span.start : finding.span.end]


def said(text: str | Mapping[str, str]) -> list[Said]:
    """Code, text pointed at, and message of every finding of the lowering."""
    return [(one.code, marked(one), one.message) for one in lowered(text)[1]]


def only(text: str | Mapping[str, str]) -> Finding:
    (finding,) = lowered(text)[1]
    return finding


# each


def test_each_of_one() -> None:
    found = model('each region of (AMER, EMEA) { partition <region>_People "People of <region>" }')
    assert list(found.partitions) == ["AMER_People", "Default", "EMEA_People"]
    assert found.partitions["EMEA_People"].title == "People of EMEA"


def test_each_of_several_makes_every_pair() -> None:
    found = model("each a of (X, Y), b of (1, 2, 3) { partition <a>_<b> }")
    assert [name for name in found.partitions if name != "Default"] == [
        "X_1",
        "X_2",
        "X_3",
        "Y_1",
        "Y_2",
        "Y_3",
    ]


def test_each_of_rows() -> None:
    text = "each (name, seen, team) of (EMEA, Europe, Ops), (APAC, Asia, Ops,) { workspace <name> { sees <seen>; admin <team> } }"
    found = model(text)
    seen = {name: one.sees for name, one in found.workspaces.items() if name != "Default"}
    assert {name: [r.name for r in sees] for name, sees in seen.items()} == {
        "EMEA": ["Europe"],
        "APAC": ["Asia"],
    }  # type: ignore[union-attr]
    assert sorted(found.grants) == ["admin Ops in APAC", "admin Ops in EMEA"]


def test_each_of_one_and_rows() -> None:
    found = model("each kind of (A, B), (x, y) of (P, Q), (R, S) { partition <kind>_<x>_<y> }")
    assert set(found.partitions) - {"Default"} == {"A_P_Q", "A_R_S", "B_P_Q", "B_R_S"}


def test_each_in_each() -> None:
    found = model("each a of (X, Y) { each b of (1, 2) { partition <a><b> }; partition <a> }")
    assert set(found.partitions) - {"Default"} == {"X", "X1", "X2", "Y", "Y1", "Y2"}
    assert found.partitions["Y2"].span.round == "a = Y, b = 2"
    assert found.partitions["Y"].span.round == "a = Y"


def test_each_in_assets() -> None:
    found = model(
        "assets in EMEA { folder F { each n of (1, 2) { email Mail_<n> { uses Template_<n> } } } each k of (A) { form <k> } }"
    )
    assert list(found.assets) == ["EMEA.A", "EMEA.F", "EMEA.F.Mail_1", "EMEA.F.Mail_2"]
    (use,) = found.assets["EMEA.F.Mail_2"].uses
    assert (use.name, use.scope, use.span.round) == ("Template_2", "EMEA.F.Mail_2", "n = 2")


def test_each_fills_names_paths_texts_and_values() -> None:
    found = model(
        'each r of (EMEA), title of ("Europe, \\"all\\""), list of (A.B) {\n'
        '  field F_<r> "<title> <none> \\<r>" text one of (<title>, "<r>", <r>)\n'
        "  assets in <r> { email E { uses <list>.<r> } }\n"
        "  ## What <r> has, and <none>.\n"
        "  partition <r>\n"
        "}"
    )
    field = found.fields["F_EMEA"]
    assert field.title == 'Europe, "all" <none> <r>'
    assert field.choices
    assert [choice.value for choice in field.choices] == ['Europe, "all"', "EMEA", "EMEA"]
    assert found.assets["EMEA.E"].uses[0].name == "A.B.EMEA"
    assert found.partitions["EMEA"].documentation == "What EMEA has, and <none>."


@pytest.mark.parametrize("end", [";", "\r\n"])
def test_words_for_readers_cost_no_more_than_their_length(end: str) -> None:
    """In one long line, or in one with line ends of two characters, all that stands above was copied for each declaration."""
    found = model("## First\r\n" + end.join(f"partition P{number}" for number in range(20_000)))
    assert [one.name for one in found.partitions.values() if one.documentation] == ["P0"]


def test_a_finding_in_a_round_says_which() -> None:
    text = "each r of (A, B) { partition P_<r> { people 1.5 } }"
    findings = lowered(text)[1]
    assert [(marked(one), one.span.round) for one in findings] == [("1.5", "r = A"), ("1.5", "r = B")]


@pytest.mark.parametrize(
    "word", ["name", "path", "string", "number", "date", "clock", "hours", "end", "separator", "broken"]
)
def test_any_word_can_be_given(word: str) -> None:
    """Some of these are what the grammar calls its own terminals."""
    text = f"each {word} of (A) {{\npartition <{word}>\nworkspace X_<{word}> {{ sees <{word}> }}\n}}"
    assert "A" in model(text).partitions
    assert said(f"partition A\n<{word}> B")[0][0] == "MOPS001"


def test_a_row_of_another_length() -> None:
    text = "each (a, b) of (X, Y), (Z), (P, Q, R) { partition <a>_<b> }"
    assert said(text) == [
        ("MOPS006", "Z", "This row has 1 words for 2 names (a, b)."),
        ("MOPS006", "P", "This row has 3 words for 2 names (a, b)."),
    ]
    assert set(lowered(text)[0].partitions) == {"Default", "X_Y"}


def test_a_name_that_no_each_gives() -> None:
    finding = only("each region of (A) { partition P_<regoin> }")
    assert (finding.code, marked(finding)) == ("MOPS002", "P_<regoin>")
    assert finding.message == "No `each` around this gives a `<regoin>`."
    assert "<region>" in finding.help
    assert "it stands in no `each`" in only("partition P_<region>").help
    assert said("each a of (X) { partition <a> }\npartition Q_<a>")[0][1] == "Q_<a>"


@pytest.mark.parametrize(
    "word", ['"Latin America"', '""', "1", "2026-07-01", '"a.b"', "A.B", '"x-"', '"<y>"', '"a\\"b"']
)
def test_a_word_that_makes_no_name(word: str) -> None:
    text = f"each x of ({word}) {{ partition <x> }}"
    codes = [one.code for one in lowered(text)[1]]
    assert codes == (["MOPS001"] if word == "2026-07-01" else ["MOPS006"])


def test_a_word_that_makes_a_name_with_others() -> None:
    assert "Q1-2026" in model('each n of (1), y of ("-2026") { partition Q<n><y> }').partitions


def test_a_name_given_twice() -> None:
    for text in (
        "each a of (X), a of (Y) { partition <a> }",
        "each (a, a) of (X, Y) { partition <a> }",
        "each a of (X) { each a of (Y) { partition <a> } }",
    ):
        finding = only(text)
        assert (finding.code, marked(finding)) == ("MOPS003", "a")


def test_the_same_round_twice_is_a_duplicate() -> None:
    finding = only("each a of (X, X) { partition <a> }")
    assert (finding.code, finding.span.round, finding.related[0].span.round) == ("MOPS003", "a = X", "a = X")


def words(count: int) -> str:
    return ", ".join(f"W{number}" for number in range(count))


def test_too_many_rounds() -> None:
    many = words(101)
    assert MAX_ROUNDS == 10_000
    for text in (
        f"each a of ({many}), b of ({many}) {{ partition <a>_<b> }}",
        f"each a of ({many}) {{ each b of ({many}) {{ partition <a>_<b> }} }}",
        f"assets in X {{ each a of ({many}), b of ({many}) {{ email <a>_<b> }} }}",
    ):
        found, findings = lowered(text)
        assert {(one.code, one.message) for one in findings} == {
            ("MOPS006", "This makes 10,201 rounds; the most is 10,000.")
        }
        assert set(found.partitions) == {"Default"}
        assert not found.assets


@pytest.mark.parametrize(
    "text",
    [
        'each a of ("{}") {{ list L = ("{}") }}'.format("x" * 10_000, "<a>" * 10_000),
        'each a of ("{}") {{ each b of (X) {{ list L = ("{}") }} }}'.format("x" * 10_000, "<a>" * 10_000),
        f"each a of ({words(100)}), b of ({words(100)}) {{ {'; '.join(f'list L{n}<a><b> = (X)' for n in range(999))} }}",
        'assets in X {{ each a of ("{}") {{ email E "{}" }} }}'.format("x" * 10_000, "<a>" * 10_000),
    ],
    ids=["word", "nested", "rounds", "assets"],
)  # fmt: skip
def test_too_much_written_out(text: str) -> None:
    """Some ten kilobytes would make gigabytes."""
    found, findings = lowered(text)
    assert [one.message for one in findings if "the most is 40,000,000." in one.message]
    assert not found.lists
    assert not found.assets


def test_rounds_within_rounds_within_rounds_end() -> None:
    text = "partition <a>"
    for depth in range(60):
        text = f"each a{depth} of ({words(10)}) {{ {text} }}"
    findings = api.check_text(text)
    assert any("rounds; the most is" in one.message for one in findings)


def test_as_many_rounds_as_allowed() -> None:
    many = words(100)
    assert len(model(f"each a of ({many}), b of ({many}) {{ partition <a>_<b> }}").partitions) == 10_001


# Durations


def waits(length: str) -> str:
    return f"assets in EMEA {{ smart_campaign C {{ flow {{ wait {length} }} }} }}"


def waited(length: str) -> Duration | None:
    campaign: Any = model(waits(length)).assets["EMEA.C"]
    found: Duration | None = campaign.flow[0].duration
    return found


@pytest.mark.parametrize(
    ("length", "amount", "unit", "business"),
    [
        ("30 minutes", 30, "minutes", False),
        ("1 hour", 1, "hours", False),
        ("4 business hours", 4, "hours", True),
        ("1 business day", 1, "days", True),
        ("2 weeks", 2, "weeks", False),
        ("1_000 days", 1000, "days", False),
        ("1 month", 1, "months", False),
        ("1 quarter", 1, "quarters", False),
        ("2 years", 2, "years", False),
    ],
)
def test_lengths_of_time(length: str, amount: int, unit: str, business: bool) -> None:
    found = waited(length)
    assert found
    assert (found.amount, found.unit, found.business) == (amount, unit, business)
    assert found.text == length.replace("_", "")


@pytest.mark.parametrize(
    ("length", "help"),
    [
        ("4 hrs", "Did you mean `hours`?"),
        ("4 h", "Did you mean `hours`?"),
        ("30 min", "Did you mean `minutes`?"),
        ("2 wks", "Did you mean `weeks`?"),
        ("2 dasy", "Did you mean `days`?"),
        ("2 Hours", "Did you mean `hours`?"),
        ("2 fortnights", "Write minutes, hours, days, weeks or months in full."),
    ],
)
def test_units_that_are_none(length: str, help: str) -> None:
    finding = only(waits(length))
    unit = length.split()[1]
    assert (finding.code, marked(finding), finding.help) == ("MOPS006", unit, help)
    assert finding.message.startswith(f"`{unit}` is no unit of time.")


@pytest.mark.parametrize(
    ("length", "what"),
    [("1.5 hours", "1.5"), ("-1 hours", "-1"), ("50% days", "50%"), ("2 business weeks", "2 business weeks")],
)
def test_lengths_that_are_none(length: str, what: str) -> None:
    finding = only(waits(length))
    assert (finding.code, marked(finding)) == ("MOPS006", what)


# Dates, clocks, hours


@pytest.mark.parametrize("day", ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01"])
def test_days_that_do_not_exist(day: str) -> None:
    for text in (
        f"partition A {{ deprecated since {day} }}",
        f"grant Admin to Ops in all workspaces until {day}",
        f'allow MOPS107 because "x" until {day}',
        f"calendar C {{ closed {day} }}",
        f"calendar C {{ closed 2026-01-01 to {day} }}",
        f'rota R for T {{ member "A" away {day} }}',
        f"field F date\nassets in X {{ smart_list L {{ when F >= {day} }} }}",
    ):
        finding = only(text)
        assert (finding.code, marked(finding), finding.message) == ("MOPS006", day, f"There is no day {day}.")


def test_days() -> None:
    found = model("calendar C { closed 2028-02-29, 2026-12-24 to 2027-01-02 }").calendars["C"]
    assert [(days.first, days.last) for days in found.closed] == [
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 12, 24), date(2027, 1, 2)),
    ]
    assert said("calendar C { closed 2026-12-24 to 2026-01-02 }") == [
        ("MOPS006", "2026-12-24 to 2026-01-02", "2026-01-02 is before 2026-12-24.")
    ]


def test_clocks_and_hours() -> None:
    found = model(
        "calendar C { hours Mon..Wed, Fri 09:00-17:30 }"
        if False
        else "calendar C { hours Mon..Wed 9:00-17:30; hours Sat, Sun 00:00 - 24:00; hours Fri..Mon 8:00-9:00 }"
    )
    assert [(hours.days, hours.opens, hours.closes) for hours in found.calendars["C"].hours] == [
        ((0, 1, 2), 540, 1050),
        ((5, 6), 0, 1440),
        ((0, 4, 5, 6), 480, 540),
    ]


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ("Mon 09:60-17:00", "There is no time of day 09:60."),
        ("Mon 09:00-24:01", "There is no time of day 24:01."),
        ("Mon 09:00-25:00", "There is no time of day 25:00."),
        ("Mon 17:00-09:00", "17:00-09:00 ends before it begins."),
        ("Mon 09:00-09:00", "09:00-09:00 ends before it begins."),
        ("Mno 09:00-17:00", "`Mno` is no day of the week."),
        ("Mon..Fry 09:00-17:00", "`Fry` is no day of the week."),
    ],
)
def test_hours_that_are_none(hours: str, message: str) -> None:
    findings = lowered(f"calendar C {{ hours {hours} }}")[1]
    assert message in [one.message for one in findings]
    assert {one.code for one in findings} == {"MOPS006"}


# Numbers and money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("100", 100),
        ("1_200_000", 1_200_000),
        ("12.5", Fraction(25, 2)),
        ("0.1", Fraction(1, 10)),
        ("25%", Fraction(1, 4)),
        ("33.3%", Fraction(333, 1000)),
        ("100%", 1),
        ("150%", Fraction(3, 2)),
        ("-20", -20),
        ("+10", 10),
        ("2.0", 2),
        ("007", 7),
    ],
)
def test_numbers_are_exact(text: str, amount: Fraction | int) -> None:
    assert number(text) == amount
    assert type(number(text)) is type(amount)


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_what_is_written_is_what_is_meant(digits: int, places: int) -> None:
    sign, text = "-" if digits < 0 else "", str(abs(digits)).rjust(places + 1, "0")
    written = f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"
    assert number(written) == Fraction(digits, 10**places)
    assert number(f"{written}%") == Fraction(digits, 100 * 10**places)


def test_money() -> None:
    forecast = model(
        "lifecycle L { stage A end }\nforecast F on L { revenue EUR 24_000_000.50 per year }"
    ).forecasts["F"]
    assert forecast.revenue
    assert (forecast.revenue.currency, forecast.revenue.amount) == ("EUR", Fraction(48_000_001, 2))
    assert said("lifecycle L { stage A end }\nforecast F on L { revenue Euro 5 }") == [
        ("MOPS006", "Euro", "`Euro` is no currency code.")
    ]


@pytest.mark.parametrize("digits", ["9" * (MAX_DIGITS + 1), "9" * 5000, "0." + "1" * 5000, "9" * 5000 + "%"])
def test_numbers_that_nothing_can_hold(digits: str) -> None:
    for text in (
        f"partition A {{ people {digits} }}",
        f"field F number from 0 to {digits}",
        f"assets in X {{ smart_list L {{ when Score >= {digits} }} }}",
        f'channel C {{ status "A" {digits} }}',
        f"assume A {digits}",
    ):
        assert ("MOPS006", digits, f"A number has at most {MAX_DIGITS} digits.") in said(text)


def test_a_number_of_people_is_whole() -> None:
    for text in ("1.5", "-1", "50%"):
        assert said(f"partition A {{ people {text} }}") == [
            ("MOPS006", text, f"The number of people is a whole number of at least 0, not {text}.")
        ]


# Said twice


@pytest.mark.parametrize(
    "declaration",
    [
        "partition A", "workspace A { sees all }", "team A { side sales }", 'list A = ("x")', "field A text", "calendar A",
        "rota A for T", 'site "A"', "role A { can read }", "wall A { keep B apart from C }", "grant Admin to A in all workspaces",
        "protect partition A", 'channel A { status "x" 1 }', "routing A { otherwise -> B }", "lifecycle A { stage S end }",
        "score A adds to Score", "funnel A maps L", "fence A between X and Y on L", "distribution A on L", "metric A", "assume A 5",
        "forecast A on L", "cadence A every week", "object A", "threshold A on O", "content A", 'scenario "A"',
    ],
)  # fmt: skip
def test_two_of_a_name(declaration: str) -> None:
    files = {"a.mops": f"\n{declaration}\n", "b.mops": declaration}
    twice = [one for one in lowered(files)[1] if one.code == "MOPS003"]
    assert len(twice) == 1
    (related,) = twice[0].related
    assert (related.label, related.span.place, twice[0].span.place) == (
        "declared first here",
        "a.mops:2",
        "b.mops:1",
    )
    assert marked(twice[0])


def test_two_instances() -> None:
    finding = only("instance A\ninstance B")
    assert (finding.code, marked(finding)) == ("MOPS003", "B")
    assert finding.message == "A project describes one instance, and here is a second."


def test_one_name_for_two_kinds_is_fine() -> None:
    assert model("partition EMEA\nworkspace EMEA { sees EMEA }\nteam EMEA { side sales }").teams["EMEA"]


def test_two_assets_of_one_path() -> None:
    finding = only("assets in X { email A }\nassets in X { form A }")
    assert (finding.code, finding.subject) == ("MOPS003", "asset:X.A")
    assert not lowered("assets in X { email A; folder F { email A } }\nassets in Y { email A }")[1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lifecycle L { stage A end; stage A gate otherwise -> B }", "A"),
        ("assets in X { segmentation S { segment G when Score > 1; segment G when Score > 2 } }", "G"),
        ("distribution D on L { queue Q for T; queue Q for U }", "Q"),
        ("instance I { limit segments 1; limit segments 2 }", "limit segments 2"),
    ],
)
def test_two_of_a_name_inside(text: str, name: str) -> None:
    finding = only(text)
    assert (finding.code, marked(finding)) == ("MOPS003", name)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("workspace A { sees B; sees C }", "sees C"),
        ('workspace A { sees B; code "A"; code "B" }', 'code "B"'),
        ("partition A formerly B { formerly C }", "formerly C"),
        ("partition A { deprecated; deprecated since 2026-01-01 }", "deprecated since 2026-01-01"),
        ("team A { side sales; side marketing }", "side marketing"),
        ("rota A for T for U", "for U"),
        ("assets in X { program P { type event; type email } }", "type email"),
        ("assets in X { folder F shared with all workspaces { shared with Y } }", "shared with Y"),
        ("field F text from 1 to 2 from 3 to 4", "from 3 to 4"),
        ("field F is larger of A, B is smaller of A, B", "is smaller of A, B"),
    ],
)
def test_a_property_said_twice(text: str, second: str) -> None:
    finding = only(text)
    assert (finding.code, marked(finding)) == ("MOPS003", second)
    assert finding.related[0].label == "said first here"


def test_what_may_be_said_more_than_once() -> None:
    found = model(
        'team T { side sales; member "A"; member "B" }\nwall W { keep A apart from B; keep A, C apart from D }'
    )
    assert found.teams["T"].members == ("A", "B")
    assert [one.name for one in found.walls["W"].left] == ["A", "A", "C"]


# What belongs where


@pytest.mark.parametrize(
    ("asset", "message"),
    [
        ("email A { type event }", "A email has no `type`."),
        ("email A { asks Email }", "A email has no `asks`."),
        ("form A { trigger fills A }", "A form has no `trigger`."),
        ("smart_list A { flow { stop } }", "A smart list has no `flow`."),
        ("program A { when Score > 1 }", "A program has no `when`."),
        ("smart_list A { segment B when Score > 1 }", "A smart list has no `segment`."),
        ("snippet A { value 5 }", "A snippet has no `value`."),
        ("static_list A { executable }", "A static list has no `executable`."),
    ],
)
def test_a_property_of_another_kind_of_asset(asset: str, message: str) -> None:
    finding = only(f"assets in X {{ {asset} }}")
    assert (finding.code, finding.message) == ("MOPS006", message)
    assert finding.help.startswith("That belongs in a ")


def test_an_asset_in_an_asset_that_holds_none() -> None:
    assert said("assets in X { email A { form B } }") == [("MOPS006", "B", "A email holds no other assets.")]
    assert "X.P.B" in model("assets in X { program P { form B } }").assets


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("role A", "A has no capability."),
        ("wall A", "A has no sides."),
        ("rota A", "A has no team."),
        ("field A", "Field A has no type."),
        ("channel A", "Channel A has no status."),
        ("routing A", "A has no rule."),
        ("lifecycle A", "A has no stage."),
        ("score A", "A has no field."),
        ("funnel A", "A has no lifecycle."),
        ("fence A", "A has no sides."),
        ("cadence A", "A has no rhythm."),
        ("threshold A", "A has no object."),
    ],
)
def test_a_property_that_must_be_there(text: str, message: str) -> None:
    finding = only(text)
    assert (finding.code, finding.message, marked(finding)) == ("MOPS005", message, "A")
    assert finding.help


@pytest.mark.parametrize(
    ("text", "word", "help"),
    [
        ("team A { side sals }", "sals", "Did you mean `sales`?"),
        ("instance A { users managed by adboe }", "adboe", "Did you mean `adobe`?"),
        ("instance A { limit segmentation 5 }", "segmentation", "Did you mean `segmentations`?"),
        ("role A { can raed }", "raed", "Did you mean `read`?"),
        ("assets in X { program A { type evnt } }", "evnt", "Did you mean `event`?"),
        ("assets in X { smart_campaign A { scope globl } }", "globl", "Did you mean `global`?"),
        ('approve removing of workspace A because "x"', "removing", ""),
        ("metric A { target 5 per yaer }", "yaer", "Did you mean `year`?"),
    ],
)
def test_a_word_of_a_few(text: str, word: str, help: str) -> None:
    finding = only(text)
    assert (finding.code, marked(finding)) == ("MOPS006", word)
    assert finding.help.startswith(help)


# Fields


def test_a_standard_field_can_be_narrowed() -> None:
    found = model('field Country one of ("US", "DE")\nfield Score from 0 to 100\nfield Email from crm')
    country, score = found.fields["Country"], found.fields["Score"]
    assert (country.type, country.known_at_creation, country.standard) == ("text", True, False)
    assert country.choices
    assert [choice.value for choice in country.choices] == ["US", "DE"]
    assert (score.type, score.low, score.high, score.known_at_creation) == ("number", 0, 100, False)
    assert (found.fields["Email"].type, found.fields["Email"].from_crm) == ("text", True)
    assert found.fields["City"].standard


def test_fields() -> None:
    found = model(
        'list L = ("a")\nfield A text one of L known at creation\nfield B is first known of C, D\nfield C date\nfield D money from crm'
    ).fields
    assert found["A"].choice_list
    assert found["A"].known_at_creation
    assert (found["B"].derivation, [one.name for one in found["B"].sources]) == ("first known", ["C", "D"])
    assert (found["C"].type, found["D"].type, found["D"].from_crm) == ("date", "money", True)


def test_a_field_is_of_one_type() -> None:
    finding = only("field A text number")
    assert (finding.code, finding.message) == ("MOPS006", "Field A is text and number.")


def test_bounds_the_wrong_way_round() -> None:
    assert said("field A number from 10 to 1") == [("MOPS006", "from 10 to 1", "No number is from 10 to 1.")]


# What Marketo brings itself


def test_default_exists_without_being_declared() -> None:
    found = model("partition A")
    workspace, partition = found.workspaces["Default"], found.partitions["Default"]
    assert isinstance(workspace.sees, Everything)
    assert workspace.primary
    assert (workspace.implied, workspace.primary.name, partition.implied) == (True, "Default", True)
    assert set(found.roles) == {"Admin", "Analytics_User", "Marketing_User", "Standard_User", "Web_Designer"}
    assert found.instance.title == "spec"


def test_default_can_be_declared() -> None:
    found = model(
        'workspace Default "Global" { sees A }\npartition Default "Everybody else" { people 5 }\nrole Admin "Boss" { can read }'
    )
    assert (found.workspaces["Default"].implied, found.workspaces["Default"].title) == (False, "Global")
    assert (found.partitions["Default"].implied, found.partitions["Default"].people) == (False, 5)
    assert found.roles["Admin"].capabilities == ("read",)


def test_nothing_is_a_model_too() -> None:
    for text in ("", "\n\n", "# Nothing.", "## Nothing."):
        assert set(model(text).workspaces) == {"Default"}


# Documentation


def documented(text: str) -> str:
    return model(text).partitions["A"].documentation


@pytest.mark.parametrize(
    ("text", "documentation"),
    [
        ("## One.\npartition A", "One."),
        ("## One.\n## Two.\npartition A", "One.\nTwo."),
        ("##One.\n##\n##   - Two\npartition A", "One.\n\n  - Two"),
        ("\n  ## One.\n  partition A", "One."),
        ("\t## One.  \npartition A", "One."),
        ("## One.\r\n## Two.\r\npartition A\r\n", "One.\nTwo."),
        ("# No.\n## One.\npartition A", "One."),
        ("## No.\n\n## One.\npartition A", "One."),
        ("## No.\n# No.\n## One.\npartition A", "One."),
        ("## One.\n\npartition A", ""),
        ("## One.\n# No.\npartition A", ""),
        ("# One.\npartition A", ""),
        ("partition B ## No.\npartition A", ""),
        ("## No.\npartition B; partition A", ""),
        ("partition A ## No.", ""),
        ("partition A\n## No.", ""),
        ("partition A {\n  ## No.\n  people 5\n}", ""),
        ("##\npartition A", ""),
        ("### One.\npartition A", "# One."),
    ],
)
def test_documentation_stands_directly_above(text: str, documentation: str) -> None:
    assert documented(text) == documentation


def test_documentation_of_what_is_nested() -> None:
    found = model(
        "## The assets.\nassets in X {\n  ## A folder.\n  folder F {\n    ## A mail.\n    email M\n  }\n}\n"
        "lifecycle L {\n  ## Known.\n  stage K end\n}\neach a of (P, Q) {\n  ## Of <a>.\n  partition <a>\n}\n"
    )
    assert (found.assets["X.F"].documentation, found.assets["X.F.M"].documentation) == (
        "A folder.",
        "A mail.",
    )
    assert found.lifecycles["L"].stages[0].documentation == "Known."
    assert [found.partitions[name].documentation for name in ("P", "Q")] == ["Of P.", "Of Q."]


# Titles and names


def test_titles() -> None:
    found = model(
        'partition A "A \\"title\\" \\\\ 日本"\npartition B\nassets in X { email M; email N "Mail" }'
    )
    assert (found.partitions["A"].title, found.partitions["B"].title) == ('A "title" \\ 日本', "B")
    assert (found.assets["X.M"].title, found.assets["X.N"].title) == ("M", "Mail")


def test_renames_and_deprecation() -> None:
    found = model(
        "partition A formerly Old { deprecated since 2026-05-01 }\nworkspace W { sees A; deprecated }"
    )
    assert found.partitions["A"].formerly == "Old"
    deprecated = found.partitions["A"].deprecated
    assert deprecated
    assert deprecated.since == date(2026, 5, 1)
    assert found.workspaces["W"].deprecated
    assert found.workspaces["W"].deprecated.since is None


def test_allow_of_a_block_holds_for_the_assets_right_in_it() -> None:
    found = model('assets in X { allow MOPS207 because "Old"; email A; folder F { email B } }')
    assert [one.code for one in found.assets["X.A"].allowances] == ["MOPS207"]
    assert [one.code for one in found.assets["X.F"].allowances] == ["MOPS207"]
    assert found.assets["X.F.B"].allowances == ()


def test_references_remember_where_and_why() -> None:
    found = model("workspace A { sees B, C; primary B; admin Ops }").workspaces["A"]
    assert [(one.kind, one.name, one.verb) for one in found.references] == [
        ("partition", "B", "sees"),
        ("partition", "C", "sees"),
        ("partition", "B", "primary"),
        ("team", "Ops", "is administered by"),
    ]
    assert [one.span.source.text[one.span.start : one.span.end] for one in found.references] == [
        "B",
        "C",
        "B",
        "Ops",
    ]


def test_what_is_broken_does_not_bring_more_findings() -> None:
    text = "workspace A { sees B; primary }\npartition B {\npeople 5 5\n}\nworkspace C { sees B }"
    assert {one.code for one in api.check_text(text)} - {"MOPS602", "MOPS108"} == {"MOPS001"}


def test_a_word_that_a_broken_stretch_ends_in_counts_whole() -> None:
    loaded = api.load_text('workspace W "W" { sees EU Europe }\npartition Europe "Europe"\n')
    assert {"EU", "Europe"} <= loaded.damage.words
    assert "E" not in loaded.damage.words
