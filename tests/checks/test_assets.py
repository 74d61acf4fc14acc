"""MOPS201 to MOPS218: what the pages' examples leave out."""

from datetime import date
from itertools import pairwise

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity

FIRM = """
instance Firm
team MOps { side marketing }
partition EMEA
partition APAC { people 140_000 }
partition Nobody { empty }
workspace Default { sees all; primary Default; code "DF" }
workspace EMEA "Europe" { sees EMEA; primary EMEA; code "EM" }
workspace APAC { sees APAC; primary APAC; code "AP" }
workspace Framework { sees Nobody; primary Nobody; code "FW" }
field Last_Touch date
field Score number from 0 to 1000
"""
READING = {"MOPS001", "MOPS002", "MOPS003", "MOPS004", "MOPS005", "MOPS006", "MOPS007"}


def found(text: str, code: str, firm: str = FIRM) -> list[Finding]:
    """The findings with a code; the spec itself has to be read without an error."""
    findings = api.check_text(firm + text, today=date(2026, 7, 1))
    assert not [finding for finding in findings if finding.code in READING], findings
    return [finding for finding in findings if finding.code == code]


def only(text: str, code: str, firm: str = FIRM) -> Finding:
    [finding] = found(text, code, firm)
    return finding


def pointed_at(finding: Finding) -> str:
    return finding.span.source.text[finding.span.start : finding.span.end]


def mended(finding: Finding) -> str:
    """The text after the finding's one fix."""
    [fix] = finding.fixes
    text = finding.span.source.text
    for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


# MOPS201


TEMPLATES = "assets in Default { folder Templates { email_template Newsletter } }\n"
WELCOME = "assets in EMEA { email Welcome { uses Default.Templates.Newsletter } }\n"


def test_the_whole_way_is_shown() -> None:
    finding = only(TEMPLATES + WELCOME, "MOPS201")
    assert pointed_at(finding) == "Default.Templates.Newsletter"
    assert [hop.label for hop in finding.related] == [
        "email Welcome in workspace EMEA",
        "email template Newsletter stands in workspace Default",
        "folder Templates is not shared",
    ]


@pytest.mark.parametrize(
    "folder",
    ["folder Templates", 'folder Templates "The templates"', "folder Templates shared with APAC",
     'folder Templates "T, \\"x\\"" shared with APAC, Framework'],
)  # fmt: skip
def test_the_fix_shares_the_folder(folder: str) -> None:
    finding = only(f"assets in Default {{ {folder} {{ email_template Newsletter }} }}\n{WELCOME}", "MOPS201")
    assert not found(mended(finding), "MOPS201", firm="")


def test_the_fix_shares_a_folder_that_can_be_shared() -> None:
    text = "assets in Default { folder Outer { folder Templates { email_template Newsletter } } }\n"
    finding = only(text + WELCOME.replace("Default.", "Default.Outer."), "MOPS201")
    codes = {one.code for one in api.check_text(mended(finding), today=date(2026, 7, 1))}
    assert not codes & {"MOPS201", "MOPS214"}
    mixed = TEMPLATES.replace("email_template Newsletter", "email_template Newsletter; program P")
    finding = only(mixed + WELCOME, "MOPS201")
    assert finding.fixes == ()
    assert "put Newsletter in one" in finding.help


def test_no_fix_where_one_text_stands_for_several_folders() -> None:
    text = "each n of (A, B) { assets in Default { folder <n> { snippet Legal } } }\nassets in EMEA { email W { uses Default.A.Legal } }"
    assert only(text, "MOPS201").fixes == ()


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("email W { uses Default.Shared.Letter }", True),
        ("email W { uses Default.Shared.Inner.Deep }", True),
        ("email W { uses Default.Loose }", False),
        ("email W { uses Default.Logo }", True),
        ("smart_list L { when member of Default.Shared.Engaged }", True),
        ("smart_list L { when not member of Default.Private }", False),
        ("smart_list L { when in segment Default.Size.Large }", False),
        ("smart_campaign C { trigger fills Default.Order; flow { alert MOps } }", False),
        ("smart_campaign C { trigger person is created; flow { send Default.Letter_Out } }", False),
        ("smart_campaign C { trigger person is created; flow { request Default.Router } }", True),
        ("program P { cloned from Default.Master }", True),
    ],
)
def test_what_counts_as_use(statement: str, seen: bool) -> None:
    text = """
    assets in Default {
      folder Shared shared with EMEA { email_template Letter; smart_list Engaged { when Score > 5 }; folder Inner { snippet Deep } }
      snippet Loose
      image Logo
      static_list Private
      segmentation Size { segment Large when Industry is "Energy" }
      form Order { asks Email }
      email Letter_Out
      smart_campaign Router { trigger person is created; flow { alert MOps } }
      program Master
    }
    """
    assert (not found(f"{text}assets in EMEA {{ {statement} }}", "MOPS201")) == seen


def test_what_is_never_shared_is_to_be_cloned() -> None:
    text = "assets in Default { email Letter }\n"
    text += "assets in EMEA { smart_campaign C { trigger person is created; flow { send Default.Letter } } }"
    assert "clone it into EMEA" in only(text, "MOPS201").help


def test_a_workspace_that_nobody_declared_is_somebody_elses_error() -> None:
    findings = api.check_text(
        FIRM + TEMPLATES + WELCOME.replace("in EMEA", "in Nowhere"), today=date(2026, 7, 1)
    )
    assert {"MOPS002"} == {one.code for one in findings if one.severity is Severity.ERROR}


# MOPS202


def test_what_can_be_shared_is_and_what_nobody_knows_is_a_warning() -> None:
    good = "email_template A; landing_page_template B; snippet C; model D; smart_list E; static_list F; smart_campaign H"
    text = f"assets in Default {{ folder S shared with EMEA {{ {good}; folder G {{ snippet I }} }} }}"
    assert not found(text, "MOPS202")
    for kind, severity in (
        ("image", Severity.WARNING),
        ("token", Severity.WARNING),
        ("form", Severity.ERROR),
    ):
        text = f"assets in Default {{ folder S shared with EMEA {{ folder Inner {{ {kind} A }} }} }}"
        assert only(text, "MOPS202").severity is severity


def test_a_program_in_a_shared_folder_is_told_once() -> None:
    text = "assets in Default { folder S shared with EMEA { program P { email A; form B { asks Email } } } }"
    assert pointed_at(only(text, "MOPS202")) == "P"


# MOPS203 and MOPS204


def segmentations(count: int, shared: str = "") -> str:
    names = ", ".join(f"S{one}" for one in range(count))
    return f"""each n of ({names}) {{
      assets in Default {{ folder F_<n> {shared} {{ segmentation <n> {{ segment A when Industry is "A" }} }} }}
    }}"""


def test_the_limit_is_the_instances_and_can_be_set() -> None:
    assert not found(segmentations(20), "MOPS203")
    assert "21 in Default" in only(segmentations(21), "MOPS203").message
    firm = FIRM.replace("instance Firm", "instance Firm { limit segmentations 21 }")
    assert not found(segmentations(21), "MOPS203", firm)
    assert found(segmentations(22), "MOPS203", firm)


def test_headroom_counts_the_shared_ones_only() -> None:
    assert not found(segmentations(15), "MOPS204")
    assert not found(segmentations(10, "shared with EMEA"), "MOPS204")
    assert "9 are left" in only(segmentations(11, "shared with EMEA"), "MOPS204").message


# MOPS205


def segments(*conditions: str) -> str:
    parts = "; ".join(f"segment S{n} when {condition}" for n, condition in enumerate(conditions))
    return f"assets in Default {{ segmentation X {{ {parts} }} smart_list L {{ when Score >= 100 }} }}"


@pytest.mark.parametrize(
    ("conditions", "why"),
    [
        (["Score >= 50", "Score < 50 or Score is empty"], ""),
        (["Score >= 50", "Score < 50", "Score is empty"], ""),
        (["Score >= 50", "Score > 60"], "S0, which comes before it, takes everybody"),
        (
            ["Score >= 50", "Score < 50", "Score is not empty"],
            "S0 and S1, which come before it, take everybody",
        ),
        (['Title contains "VP"', 'Title is "VP Sales"'], "S0, which comes before it"),
        (["Score > 10 and Score < 10"], "its condition holds of nobody"),
        (['Title starts with "A" and Title starts with "B"'], "its condition holds of nobody"),
        (["Score >= 50", 'Title is "CEO"'], ""),
        (['Industry is "energy"', 'Industry is "Energy"'], "S0, which comes before it"),
    ],
)
def test_a_segment_that_nobody_falls_into(conditions: list[str], why: str) -> None:
    findings = found(segments(*conditions), "MOPS205")
    assert bool(findings) == bool(why)
    assert all(why in finding.message for finding in findings)


def test_a_value_that_a_field_can_never_have_is_told_as_that() -> None:
    findings = api.check_text(FIRM + segments("Score > 1000"), today=date(2026, 7, 1))
    severities = {finding.code: finding.severity for finding in findings}
    assert severities["MOPS011"] is Severity.ERROR
    assert severities["MOPS205"] is Severity.WARNING


def test_nothing_is_said_of_what_could_not_be_read() -> None:
    findings = api.check_text(FIRM + segments("Country in Missing", "Score > 5"), today=date(2026, 7, 1))
    assert "MOPS205" not in {finding.code for finding in findings}


def test_what_cannot_be_decided_is_said() -> None:
    mixed = "Last_Touch older than 1 months and Last_Touch within 31 days"
    finding = only(segments(mixed), "MOPS205")
    assert finding.severity is Severity.ADVICE
    assert "can't be decided" in finding.message


def test_at_most_a_hundred_segments() -> None:
    many = [f'Industry is "I{n}"' for n in range(101)]
    assert not found(segments(*many[:100]), "MOPS205")
    assert pointed_at(only(segments(*many), "MOPS205")) == "S100"


# MOPS206


@pytest.mark.parametrize(
    ("assets", "severity"),
    [
        ('in EMEA { program A "T" }\nassets in APAC { program B "T" }', Severity.ERROR),
        ('in EMEA { smart_list A "T" }\nassets in APAC { smart_list B "T" }', Severity.ERROR),
        ('in EMEA { folder F { email_template A "T"; email_template B "T" } }', Severity.ERROR),
        ('in EMEA { folder F { email_template A "T" } folder G { email_template B "T" } }', Severity.WARNING),
        ('in EMEA { form A "T" }\nassets in APAC { form B "T" }', Severity.WARNING),
        ('in EMEA { program P { email A "T" } program Q { email A "T" } }', None),
        ('in EMEA { program P { email A "T"; email B "T" } }', Severity.ERROR),
        ('in EMEA { program P { email A "T" } email B "T" }', None),
        ('in EMEA { smart_list A "T"; static_list B "T" }', None),
        ("in EMEA { folder Templates }\nassets in APAC { folder Templates }", None),
        ("in EMEA { token Date }\nassets in APAC { token Date }", None),
    ],
)
def test_how_far_a_title_reaches(assets: str, severity: Severity | None) -> None:
    findings = found(f"assets {assets}", "MOPS206")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


# MOPS207


NAMING = FIRM.replace(
    "instance Firm", 'instance Firm { naming program "{code}-{region}-{type}-{date:YYYYMM}-{name}" }'
)
NAMING += 'list Region = ("DE", "FR", "D")\n'


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("EM-DE-WBN-202607-Intro", ""),
        ("EM-D-WBN-202612-Intro to pumps - part 2", ""),
        ("AP-DE-WBN-202607-Intro", "“AP” stands where “EM”, the code of workspace EMEA, should"),
        ("EM-US-WBN-202607-Intro", "“US” stands where a value of list Region (DE, FR, D) should"),
        ("EM-DE-WBN-202613-Intro", "“202613” stands where a date written YYYYMM should"),
        ("EM-DE-WBN-2026-Intro", "“2026” stands where a date written YYYYMM should"),
        ("EM-DE-WBN-202607", "the end of the title stands where “-” should"),
        ("EM-DE--202607-Intro", "stands where one word for type should"),
        ("Intro", "stands where “EM”"),
    ],
)  # fmt: skip
def test_the_part_that_does_not_fit_is_told(title: str, wrong: str) -> None:
    findings = found(f'assets in EMEA {{ program P "{title}"; form F }}', "MOPS207", NAMING)
    assert bool(findings) == bool(wrong)
    for finding in findings:
        assert wrong in finding.message
        assert finding.help.endswith("-202607-Name”.")  # the sound parts of the title stay


def test_a_pattern_that_lets_anything_in_anywhere_is_told_and_not_tried() -> None:
    wild = NAMING.replace("{code}-{region}-{type}-{date:YYYYMM}-{name}", "{name}" * 30 + "!")
    (finding,) = found(f'assets in EMEA {{ program P "{"a" * 255}" }}', "MOPS207", wild)
    assert "Nobody could tell the parts" in finding.message


def test_what_would_fit_does_fit() -> None:
    for pattern in ("{code}_{date:YY-MM-DD}", "{Region}{type} {name}!", "x.{name}", "{date:DDMMYYYY}"):
        firm = (
            FIRM.replace("instance Firm", f'instance Firm {{ naming program "{pattern}" }}')
            + 'list Region = ("DE", "F+R")\n'
        )
        finding = only('assets in EMEA { program P "???" }', "MOPS207", firm)
        title = finding.help.partition("“")[2].rpartition("”")[0]
        assert not found(f'assets in EMEA {{ program P "{title}" }}', "MOPS207", firm)


# MOPS208 and MOPS217


def test_who_gets_whom() -> None:
    text = "assets in Default { folder S shared with all workspaces { smart_list Hot { when Score > 50 } } }"
    message = only(text, "MOPS208").message
    assert "Default gets everybody" in message
    assert "APAC gets APAC" in message
    assert "Framework" not in message
    assert not found("assets in Default { smart_list Hot { when Score > 50 } }", "MOPS208")


SEGMENTATION = '{ segmentation Size { segment Large when Industry is "Energy" } }'


@pytest.mark.parametrize(
    ("owner", "readers", "severity"),
    [
        ("Default", "all workspaces", None),
        ("EMEA", "APAC", Severity.ERROR),
        ("EMEA", "Default", Severity.WARNING),
        ("EMEA", "Framework", None),
        ("Framework", "EMEA", Severity.ERROR),
    ],
)
def test_who_is_counted(owner: str, readers: str, severity: Severity | None) -> None:
    findings = found(f"assets in {owner} {{ folder S shared with {readers} {SEGMENTATION} }}", "MOPS217")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


# MOPS209 and MOPS210


def test_who_is_missed() -> None:
    finding = only("assets in EMEA { landing_page Preferences { purpose subscription_center } }", "MOPS209")
    assert "APAC (140,000 people)" in finding.message
    assert "Nobody" not in finding.message
    campaign = "smart_campaign Everyone { scope global; trigger person is created; flow { alert MOps } }"
    assert pointed_at(only(f"assets in EMEA {{ {campaign} }}", "MOPS210")) == "scope global"


def test_an_empty_partition_need_not_be_seen() -> None:
    firm = FIRM.replace("sees all;", "sees Default, EMEA, APAC;")
    assert not found(
        "assets in Default { form Preferences { purpose subscription_center } }", "MOPS209", firm
    )


# MOPS211 and MOPS213


def test_a_clone_brings_what_its_parts_use_but_not_its_parts() -> None:
    text = """
    assets in Framework {
      folder Templates shared with APAC { email_template Newsletter; snippet Legal }
      program Webinar {
        form Registration { asks Email }
        smart_campaign C { trigger fills Registration; flow { send Invite } }
        email Invite { uses Templates.Newsletter; uses Templates.Legal }
        email Second { uses Templates.Newsletter }
      }
    }
    assets in EMEA { program Intro { cloned from Framework.Webinar } }
    assets in APAC { program Intro "AP Intro" { cloned from Framework.Webinar } }
    """
    findings = found(text, "MOPS211")
    assert [pointed_at(finding) for finding in findings] == ["Framework.Webinar"] * 2
    assert "email Invite in Webinar uses email template Newsletter" in findings[0].message
    assert "is shared with APAC" in findings[0].related[-1].label
    assert found(mended(findings[0]), "MOPS211", firm="") == []


def test_a_clone_within_its_workspace_brings_nothing_new() -> None:
    text = (
        TEMPLATES
        + "assets in Default { program A { email E { uses Templates.Newsletter } } program B { cloned from A } }"
    )
    assert not found(text, "MOPS211")


@pytest.mark.parametrize(
    ("assets", "severity"),
    [
        ("program B { cloned from Default.A }", None),
        ("form B { cloned from Default.A }", Severity.ERROR),
        ("email_template B { cloned from Default.T }", Severity.WARNING),
        ("segmentation B { cloned from Default.S; segment X when Score > 5 }", Severity.ERROR),
        ("program B { moved from Default.Old; members 12 }", Severity.ERROR),
        ("program B { moved from Default.Old; members 0 }", None),
        ("program B { moved from Default.Old }", None),
        ("program B { moved from EMEA.Old; members 12 }", None),
        ("segmentation B { moved from Default.Old; segment X when Score > 5 }", Severity.ERROR),
    ],
)
def test_what_can_be_cloned_and_moved(assets: str, severity: Severity | None) -> None:
    text = "assets in Default { program A; email_template T; segmentation S { segment X when Score > 5 } }\n"
    findings = found(f"{text}assets in EMEA {{ {assets} }}", "MOPS213")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


# MOPS212


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", 'tag "Workspace" "EMEA"'),
        ('{ tag "Region" "EMEA" }', 'tag "Workspace" "EMEA"'),
        ('{ tag "Workspace" "EMEA" }', ""),
        ('{ tag "Workspace" "Europe" }', ""),
        ('{ tag "Workspace" "EM" }', ""),
        ('{ tag "Workspace" "Framework" }', 'tag "Workspace" "EMEA"'),
    ],
)
def test_the_workspaces_own_tag(body: str, said: str) -> None:
    firm = FIRM.replace("instance Firm", 'instance Firm { require tag "Workspace" on program }')
    findings = found(f"assets in EMEA {{ program P {body}; email E }}", "MOPS212", firm)
    assert [said in finding.help for finding in findings] == ([True] if said else [])


# MOPS214


@pytest.mark.parametrize(
    ("assets", "fine"),
    [
        ("folder A shared with EMEA { email_template T }", True),
        ("folder A { folder B shared with EMEA { email_template T } }", False),
        ("folder A { folder B shared with EMEA { static_list T; smart_list L { when Score > 5 } } }", True),
        ("folder A { folder B shared with EMEA { static_list T; snippet S } }", False),
        ("folder A { folder B { folder C shared with EMEA { static_list T } } }", False),
        ("folder A { folder B shared with EMEA }", True),
        ("program A { folder B shared with EMEA { static_list T } }", False),
    ],
)
def test_how_deep_a_shared_folder_may_stand(assets: str, fine: bool) -> None:
    assert (not found(f"assets in Default {{ {assets} }}", "MOPS214")) == fine


# MOPS215


def executing(*names: str) -> str:
    """A chain of campaigns, each executing the next; the first one has a trigger."""
    links = (f"smart_campaign {a} {{ flow {{ execute {b} }} }}" for a, b in pairwise(names[1:]))
    first = f"smart_campaign {names[0]} {{ trigger person is created; flow {{ execute {names[1]} }} }}"
    ends = "" if names[-1] in names[:-1] else f"smart_campaign {names[-1]} {{ flow {{ alert MOps }} }}"
    return f"assets in Default {{ {first}; {'; '.join((*links, ends))} }}"


def test_three_deep_is_deep_enough() -> None:
    assert not found(executing("T", "A", "B", "C"), "MOPS215")
    finding = only(executing("T", "A", "B", "C", "D"), "MOPS215")
    assert "A → B → C → D" in finding.message
    assert pointed_at(finding) == "execute D"
    assert (
        "A → B → C → D"
        in only(
            executing("A", "B", "C", "D").replace("trigger person is created", "executable"), "MOPS215"
        ).message
    )


def test_a_circle_of_calls_is_told_as_a_circle() -> None:
    codes = {one.code for one in api.check_text(FIRM + executing("T", "A", "B", "A"), today=date(2026, 7, 1))}
    assert "MOPS007" in codes
    assert "MOPS215" not in codes


def test_only_within_one_workspace() -> None:
    text = "assets in Default { smart_campaign A { executable; flow { alert MOps } } }\n"
    text += "assets in EMEA { smart_campaign B { trigger person is created; flow { execute Default.A } } }"
    finding = only(text, "MOPS215")
    assert "only within its own workspace" in finding.message
    assert not found(text, "MOPS201")


def test_no_wait_and_no_webhook() -> None:
    text = 'smart_campaign A { flow { wait 1 hour; call webhook "Enrich" } }'
    caller = "smart_campaign B { trigger person is created; flow { execute A } }"
    assert len(found(f"assets in Default {{ {text}; {caller} }}", "MOPS215")) == 2
    assert not found(f"assets in Default {{ {text} }}", "MOPS215")


# MOPS216


@pytest.mark.parametrize(
    ("condition", "severity"),
    [
        ("Last_Touch older than 30 days", Severity.ERROR),
        ("Score > 5 and not (Last_Touch within 30 days)", Severity.ERROR),
        ("Last_Touch >= 2026-01-01", None),
        ("member of L", Severity.ERROR),
        ("in segment Y.Large", Severity.WARNING),
        ('SFDC_Type is "Lead"', Severity.ERROR),
        ('Kind is "Lead"', Severity.ERROR),
        ('Industry is "Energy"', None),
    ],
)
def test_what_a_segment_may_ask(condition: str, severity: Severity | None) -> None:
    fields = 'field SFDC_Type text\nfield Kind "SFDC Type" text\n'
    text = f"{fields}assets in Default {{ static_list L; segmentation Y {{ segment Large when Score > 5 }}"
    findings = found(f"{text} segmentation X {{ segment S when {condition} }} }}", "MOPS216")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


# MOPS218


@pytest.mark.parametrize(
    ("asset", "severity"),
    [
        ('program P "A, B"', Severity.ERROR),
        (f'program P "{"x" * 255}"', None),
        (f'program P "{"x" * 256}"', Severity.ERROR),
        (f'email P "{"x" * 256}"', Severity.WARNING),
        (f'token P "{"x" * 50}"', None),
        (f'token P "{"x" * 51}"', Severity.ERROR),
        ('email P " Welcome"', Severity.WARNING),
        ('email P "  "', Severity.ERROR),
        ('email P "Welcome – 50% off: now!"', None),
    ],
)
def test_titles_that_can_be_used(asset: str, severity: Severity | None) -> None:
    findings = found(f"assets in EMEA {{ {asset} }}", "MOPS218")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])
